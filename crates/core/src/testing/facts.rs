//! The facts of the small world, and how they change.

use std::sync::Arc;

use super::people::provider;
use super::service::definition;
use super::time::{Moment, calendar};
use crate::calendar::Calendar;
use crate::definition::ServiceDefinition;
use crate::ids::{ArticleId, ExceptionId, FieldId};
use crate::mandate::MandateFacts;
use crate::provider::{Certification, ExceptionFact, ProviderFacts};
use crate::reason::ReasonCode;
use crate::reference::Reference;
use crate::request::duplicates::OtherRequest;
use crate::request::intake::{Identification, Unconfirmed};
use crate::request::subrequests::RelatedFacts;
use crate::request::{Facts, Fresh, Offer, ServiceFacts};
use crate::rulebook::{Rulebook, RulebookFacts};

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
        mandate: None,
        provider: Some(certified()),
        other: None,
        rulebook: None,
        related: None,
        fresh: Fresh {
            acknowledgement_number: "ACK-0001".to_owned(),
            verification_code: "VC-0001".to_owned(),
            message: "MSG-0001".to_owned(),
            child: None,
        },
    };
    FactsBuilder { facts }.of(definition()).on(calendar()).identified(&["national_no"])
}

impl FactsBuilder {
    /// Another definition, in force.
    #[must_use]
    pub fn of(mut self, definition: ServiceDefinition) -> Self {
        let current = Some(definition.version);
        self.facts.service =
            Some(ServiceFacts { definition: Arc::new(definition), current, offer: Offer::default() });
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

    /// The service taking requests or not, and under which older versions.
    #[must_use]
    pub fn offered(mut self, offer: Offer) -> Self {
        if let Some(service) = &mut self.facts.service {
            service.offer = offer;
        }
        self
    }

    /// The provider as it stands certified.
    #[must_use]
    pub fn certified(mut self, certification: Certification) -> Self {
        if let Some(provider) = &mut self.facts.provider {
            provider.certification = certification;
        }
        self
    }

    /// An exception of the provider in force, from this article and no other.
    ///
    /// # Panics
    /// If the article can't be one.
    #[must_use]
    pub fn excepted(mut self, id: &str, article: &str) -> Self {
        let id = ExceptionId::new(id).unwrap_or_else(|error| panic!("{error}"));
        let articles = vec![ArticleId::new(article).unwrap_or_else(|error| panic!("{error}"))];
        if let Some(provider) = &mut self.facts.provider {
            provider.exceptions = vec![ExceptionFact { id, articles }];
        }
        self
    }

    /// No exception.
    #[must_use]
    pub fn unexcepted(mut self) -> Self {
        if let Some(provider) = &mut self.facts.provider {
            provider.exceptions.clear();
        }
        self
    }

    /// As it was before providers were certified: nobody gathered how they stand.
    #[must_use]
    pub fn provider_not_asked(mut self) -> Self {
        self.facts.provider = None;
        self
    }

    /// What the regulator set, asked at that instant.
    #[must_use]
    pub fn ruled(mut self, rulebook: &Rulebook, at: impl Moment) -> Self {
        self.facts.rulebook = Some(RulebookFacts { rulebook: Arc::new(rulebook.clone()), at: at.instant() });
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

    /// The mandate by which a representative acts.
    #[must_use]
    pub fn under(mut self, mandate: MandateFacts) -> Self {
        self.facts.mandate = Some(mandate);
        self
    }

    /// The request that this one is compared with.
    #[must_use]
    pub fn compared(mut self, other: OtherRequest) -> Self {
        self.facts.other = Some(other);
        self
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

    /// The reference that the request of the next part has.
    #[must_use]
    pub fn child(mut self, reference: Reference) -> Self {
        self.facts.fresh.child = Some(reference);
        self
    }

    /// The other request that the next command is about.
    #[must_use]
    pub fn beside(mut self, related: RelatedFacts) -> Self {
        self.facts.related = Some(related);
        self
    }

    /// No other request.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.facts.related = None;
        self
    }

    /// The code by which the next output can be checked.
    #[must_use]
    pub fn verification_code(mut self, code: &str) -> Self {
        code.clone_into(&mut self.facts.fresh.verification_code);
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

/// The provider of the small world, certified for all it offers.
fn certified() -> ProviderFacts {
    ProviderFacts {
        provider: provider(),
        revision: 1,
        certification: Certification::Covered { number: "1/2020".to_owned() },
        exceptions: Vec::new(),
    }
}
