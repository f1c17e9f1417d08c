//! The record of a command, read back: who asked what, when, on which facts, and what each rule said.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use talab_core::definition::ServiceDefinition;
use talab_core::enquiries::KnownService;
use talab_core::mandate::MandateFacts;
use talab_core::objection::{Earlier, ObjectionFacts, RequestFacts};
use talab_core::provider::ProviderFacts;
use talab_core::request::duplicates::OtherRequest;
use talab_core::request::intake::Identification;
use talab_core::request::subrequests::RelatedFacts;
use talab_core::request::{Facts, Fresh, Offer, ServiceFacts};
use talab_core::rulebook::RulebookFacts;
use talab_core::service::{Availability, CommonFacts};
use talab_core::{Actor, BodyId, CommandId, Jurisdiction, MandateId, Reference, ServiceCode, Timestamp};

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
    /// What was decided beside it, in the same append.
    #[serde(default)]
    opened: Option<Box<Record>>,
}

/// What a command was decided on besides the directory, gathered again.
#[derive(Debug, Default)]
pub(super) struct Beside {
    pub(super) mandate: Option<MandateFacts>,
    pub(super) related: Option<RelatedFacts>,
}

/// Facts by name and revision.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Named {
    service: Option<NamedService>,
    calendar: Option<NamedCalendar>,
    identification: Option<Identification>,
    provider: Option<NamedProvider>,
    rulebook: Option<u64>,
    fresh: Fresh,
    mandate: Option<NamedMandate>,
    other: Option<OtherRequest>,
    request: Option<RequestFacts>,
    earlier: Vec<Earlier>,
    related: Option<NamedRequest>,
    parts: Vec<NamedPart>,
    common: Option<NamedPart>,
    checks: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct NamedPart {
    code: ServiceCode,
    version: u32,
}

#[derive(Debug, Deserialize)]
struct NamedRequest {
    reference: Reference,
    version: u64,
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
    #[serde(default)]
    checks: Option<u32>,
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

    /// The submission of a part that was decided with it.
    pub(super) fn into_opened(self) -> Option<Self> {
        self.opened.map(|opened| *opened).filter(|opened| opened.record == FORM)
    }

    /// The other request that was looked at, and the version of its stream.
    pub(super) fn related(&self) -> Option<(&Reference, u64)> {
        self.facts.related.as_ref().map(|named| (&named.reference, named.version))
    }

    /// The facts for a command on an objection, gathered again; otherwise what the directory doesn't hold.
    pub(super) fn objection_facts(
        &self,
        directory: &Directory,
        mandate: Option<MandateFacts>,
    ) -> Result<ObjectionFacts, &'static str> {
        let beside = Beside { mandate, related: None };
        let Facts { calendar, mandate, .. } = self.facts(directory, beside)?;
        let (request, earlier) = (self.facts.request.clone(), self.facts.earlier.clone());
        Ok(ObjectionFacts { request, calendar, mandate, earlier })
    }

    /// The facts gathered again from the directory as it was, with the mandate and the other request as they were; otherwise
    /// what isn't there.
    pub(super) fn facts(&self, directory: &Directory, beside: Beside) -> Result<Facts, &'static str> {
        let Beside { mandate, related } = beside;
        if self.facts.mandate.is_some() && mandate.is_none() {
            return Err("mandate_not_in_log");
        }
        if self.facts.related.is_some() && related.is_none() {
            return Err("related_request_unreadable");
        }
        let mut facts = Facts {
            mandate,
            rulebook: self.rulebook(directory)?,
            related,
            identification: self.facts.identification.clone(),
            other: self.facts.other.clone(),
            fresh: self.facts.fresh.clone(),
            ..Facts::default()
        };
        if let Some(NamedService { code, version, current, availability, accepts, checks }) =
            &self.facts.service
        {
            let definition = directory.definition(code, *version).ok_or("definition_not_in_log")?;
            let accepts = accepts.clone();
            let offer = Offer { availability: *availability, accepts, checks: *checks };
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

    /// What the regulator had set then; nothing where nothing was, or nobody asked.
    pub(super) fn rulebook(&self, directory: &Directory) -> Result<Option<RulebookFacts>, &'static str> {
        let Some(revision) = self.facts.rulebook else { return Ok(None) };
        let rulebook = directory.rulebook_at(revision).ok_or("rulebook_not_in_log")?;
        Ok(Some(RulebookFacts { rulebook, at: self.at }))
    }

    /// The services that a proposed one was made of, as they were then.
    pub(super) fn parts(&self, directory: &Directory) -> Result<Vec<Arc<ServiceDefinition>>, &'static str> {
        let named = self.facts.parts.iter();
        named.map(|it| directory.definition(&it.code, it.version).ok_or("definition_not_in_log")).collect()
    }

    /// The common definition that the version rests on, as it stood then: the append had demanded that its entry hadn't moved.
    pub(super) fn common(&self, directory: &mut Directory) -> Result<Option<CommonFacts>, &'static str> {
        let Some(NamedPart { code, version }) = &self.facts.common else { return Ok(None) };
        let common = directory.service(code.as_str()).as_common(*version);
        common.map(Some).ok_or("definition_not_in_log")
    }

    /// The service that was asked about, as it was then; nothing if the directory had none.
    pub(super) fn known(&self, directory: &Directory) -> Result<Option<KnownService>, &'static str> {
        let Some(NamedService { code, version, current, .. }) = &self.facts.service else { return Ok(None) };
        let definition = directory.definition(code, *version).ok_or("definition_not_in_log")?;
        let (version, provider, published) = (*version, definition.provider.clone(), *current);
        Ok(Some(KnownService { version, provider, published }))
    }

    /// The number of the set of checks that was asked then; nothing before there were numbers.
    pub(super) fn checks(&self) -> Option<u32> {
        self.facts.checks
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
