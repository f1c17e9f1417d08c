//! The record of a command, read back: who asked what, when, on which facts, and what each rule said.

use serde::Deserialize;
use serde_json::Value;
use talab_core::mandate::MandateFacts;
use talab_core::objection::{Earlier, ObjectionFacts, RequestFacts};
use talab_core::provider::ProviderFacts;
use talab_core::request::duplicates::OtherRequest;
use talab_core::request::intake::Identification;
use talab_core::request::{Facts, Fresh, Offer, ServiceFacts};
use talab_core::service::Availability;
use talab_core::{Actor, BodyId, CommandId, Jurisdiction, MandateId, ServiceCode, Timestamp};

use super::directory::Directory;

/// The form of records that this release reads.
const FORM: u64 = 1;

/// A record as `engine/record.rs` writes it.
#[derive(Debug, Deserialize)]
pub(super) struct Record {
    record: u64,
    pub(super) id: CommandId,
    pub(super) name: String,
    pub(super) by: Actor,
    pub(super) at: Timestamp,
    pub(super) arguments: Value,
    facts: Named,
    pub(super) verdicts: Value,
}

/// Facts by name and revision.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Named {
    service: Option<NamedService>,
    calendar: Option<NamedCalendar>,
    identification: Option<Identification>,
    provider: Option<NamedProvider>,
    fresh: Fresh,
    mandate: Option<NamedMandate>,
    other: Option<OtherRequest>,
    request: Option<RequestFacts>,
    earlier: Vec<Earlier>,
}

#[derive(Debug, Deserialize)]
struct NamedMandate {
    id: MandateId,
    version: u64,
}

#[derive(Debug, Deserialize)]
struct NamedService {
    code: ServiceCode,
    version: u32,
    current: Option<u32>,
    #[serde(default)]
    availability: Availability,
    #[serde(default)]
    accepts: Vec<u32>,
}

#[derive(Debug, Deserialize)]
struct NamedProvider {
    body: BodyId,
    revision: u64,
}

#[derive(Debug, Deserialize)]
struct NamedCalendar {
    jurisdiction: Jurisdiction,
    revision: u32,
}

impl Record {
    /// The record, if it is one of ours in a form that is read here.
    pub(super) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|record: &Self| record.record == FORM)
    }

    /// The mandate that was looked at, and the version of its stream.
    pub(super) fn mandate(&self) -> Option<(&MandateId, u64)> {
        self.facts.mandate.as_ref().map(|named| (&named.id, named.version))
    }

    /// The facts for a command on an objection, gathered again; otherwise what the directory doesn't hold.
    pub(super) fn objection_facts(
        &self,
        directory: &Directory,
        mandate: Option<MandateFacts>,
    ) -> Result<ObjectionFacts, &'static str> {
        let Facts { calendar, mandate, .. } = self.facts(directory, mandate)?;
        let (request, earlier) = (self.facts.request.clone(), self.facts.earlier.clone());
        Ok(ObjectionFacts { request, calendar, mandate, earlier })
    }

    /// The facts gathered again from the directory as it was, with the mandate as it was; otherwise what isn't there.
    pub(super) fn facts(
        &self,
        directory: &Directory,
        mandate: Option<MandateFacts>,
    ) -> Result<Facts, &'static str> {
        if self.facts.mandate.is_some() && mandate.is_none() {
            return Err("mandate_not_in_log");
        }
        let mut facts = Facts {
            mandate,
            identification: self.facts.identification.clone(),
            other: self.facts.other.clone(),
            fresh: self.facts.fresh.clone(),
            ..Facts::default()
        };
        if let Some(NamedService { code, version, current, availability, accepts }) = &self.facts.service {
            let definition = directory.definition(code, *version).ok_or("definition_not_in_log")?;
            let offer = Offer { availability: *availability, accepts: accepts.clone() };
            facts.service = Some(ServiceFacts { definition, current: *current, offer });
            facts.provider = self.provider(directory, code)?;
        }
        if let Some(NamedCalendar { jurisdiction, revision }) = &self.facts.calendar {
            let (calendar, cause) =
                directory.calendar(jurisdiction, *revision).ok_or("calendar_not_in_log")?;
            facts.calendar = Some(calendar);
            facts.calendar_cause = cause;
        }
        Ok(facts)
    }

    /// How the provider stood for the service then; nothing where nobody asked.
    pub(super) fn provider(
        &self,
        directory: &Directory,
        service: &ServiceCode,
    ) -> Result<Option<ProviderFacts>, &'static str> {
        let Some(NamedProvider { body, revision }) = &self.facts.provider else { return Ok(None) };
        let provider = directory.provider_at(body, *revision).ok_or("provider_not_in_log")?;
        Ok(Some(provider.facts(body, service, self.at)))
    }
}
