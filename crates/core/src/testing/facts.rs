//! The facts of the small world, and how they change.

use std::sync::Arc;

use super::service::definition;
use super::time::calendar;
use crate::calendar::Calendar;
use crate::definition::ServiceDefinition;
use crate::ids::FieldId;
use crate::reason::ReasonCode;
use crate::request::intake::{Identification, Unconfirmed};
use crate::request::{Facts, Fresh, ServiceFacts};

/// What a decision may look at, to be changed by a story as it goes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FactsBuilder {
    facts: Facts,
}

/// The certificate of residence in force, its calendar, and a registry that confirms the national number.
pub fn facts() -> FactsBuilder {
    let facts = Facts {
        service: None,
        calendar: None,
        calendar_cause: None,
        identification: None,
        fresh: Fresh {
            acknowledgement_number: "ACK-0001".to_owned(),
            verification_code: "VC-0001".to_owned(),
            message: "MSG-0001".to_owned(),
        },
    };
    FactsBuilder { facts }.of(definition()).on(calendar()).identified(&["national_no"])
}

impl FactsBuilder {
    /// Another definition, in force.
    #[must_use]
    pub fn of(mut self, definition: ServiceDefinition) -> Self {
        let current = Some(definition.version);
        self.facts.service = Some(ServiceFacts { definition: Arc::new(definition), current });
        self
    }

    /// Another version in force than the one given, or none.
    #[must_use]
    pub fn in_force(mut self, current: Option<u32>) -> Self {
        if let Some(service) = &mut self.facts.service {
            service.current = current;
        }
        self
    }

    /// No such service.
    #[must_use]
    pub fn unknown_service(mut self) -> Self {
        self.facts.service = None;
        self
    }

    /// Another calendar; a later revision of it came of a declared holiday.
    #[must_use]
    pub fn on(mut self, calendar: Calendar) -> Self {
        self.facts.calendar_cause = (calendar.revision() > 1).then_some(ReasonCode::CalHolidayDeclared);
        self.facts.calendar = Some(Arc::new(calendar));
        self
    }

    /// No calendar.
    #[must_use]
    pub fn without_calendar(mut self) -> Self {
        self.facts.calendar = None;
        self
    }

    /// The person is confirmed, and these fields' values with them.
    ///
    /// # Panics
    /// If a name can't be a field's id.
    #[must_use]
    pub fn identified(self, fields: &[&str]) -> Self {
        self.found(Identification::confirmed("civil-registry", "high", ids(fields)))
    }

    /// The source does not answer.
    #[must_use]
    pub fn source_down(self) -> Self {
        self.unconfirmed(Unconfirmed::SourceUnavailable)
    }

    /// The source has another value for this field.
    ///
    /// # Panics
    /// If the name can't be a field's id.
    #[must_use]
    pub fn mismatch(self, field: &str) -> Self {
        self.unconfirmed(Unconfirmed::Mismatch { fields: ids(&[field]) })
    }

    /// The source knows no such person.
    #[must_use]
    pub fn another_person(self) -> Self {
        self.unconfirmed(Unconfirmed::Mismatch { fields: Vec::new() })
    }

    /// The identity is verified at too low a level.
    #[must_use]
    pub fn too_weak(self) -> Self {
        self.unconfirmed(Unconfirmed::TooWeak { level: "low".to_owned(), required: "high".to_owned() })
    }

    /// Nobody asked an identity port.
    #[must_use]
    pub fn nobody_asked(mut self) -> Self {
        self.facts.identification = None;
        self
    }

    /// What the identity port found.
    #[must_use]
    pub fn found(mut self, found: Identification) -> Self {
        self.facts.identification = Some(found);
        self
    }

    fn unconfirmed(self, because: Unconfirmed) -> Self {
        self.found(Identification::not_confirmed("civil-registry", because))
    }

    /// The id that the next message to another body has.
    #[must_use]
    pub fn message(mut self, id: &str) -> Self {
        id.clone_into(&mut self.facts.fresh.message);
        self
    }

    /// The facts as they stand.
    pub fn build(&self) -> Facts {
        self.facts.clone()
    }

    /// The definition among them.
    ///
    /// # Panics
    /// If there is none.
    pub fn definition(&self) -> &ServiceDefinition {
        match &self.facts.service {
            Some(service) => &service.definition,
            None => panic!("these facts know no service"),
        }
    }

    /// The calendar among them.
    ///
    /// # Panics
    /// If there is none.
    pub fn calendar(&self) -> &Calendar {
        match &self.facts.calendar {
            Some(calendar) => calendar,
            None => panic!("these facts know no calendar"),
        }
    }
}

impl From<FactsBuilder> for Facts {
    fn from(builder: FactsBuilder) -> Self {
        builder.facts
    }
}

fn ids(fields: &[&str]) -> Vec<FieldId> {
    fields.iter().map(|field| FieldId::new(*field).unwrap_or_else(|error| panic!("{error}"))).collect()
}
