//! The record of a command, read back: who asked what, when, on which facts, and what each rule said.

use serde::Deserialize;
use serde_json::Value;
use talab_core::request::intake::Identification;
use talab_core::request::{Facts, Fresh, ServiceFacts};
use talab_core::{Actor, CommandId, Jurisdiction, ServiceCode, Timestamp};

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
    fresh: Fresh,
}

#[derive(Debug, Deserialize)]
struct NamedService {
    code: ServiceCode,
    version: u32,
    current: Option<u32>,
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

    /// The facts gathered again from the directory as it was; otherwise what it doesn't hold.
    pub(super) fn facts(&self, directory: &Directory) -> Result<Facts, &'static str> {
        let mut facts = Facts {
            identification: self.facts.identification.clone(),
            fresh: self.facts.fresh.clone(),
            ..Facts::default()
        };
        if let Some(NamedService { code, version, current }) = &self.facts.service {
            let definition = directory.definition(code, *version).ok_or("definition_not_in_log")?;
            facts.service = Some(ServiceFacts { definition, current: *current });
        }
        if let Some(NamedCalendar { jurisdiction, revision }) = &self.facts.calendar {
            let (calendar, cause) =
                directory.calendar(jurisdiction, *revision).ok_or("calendar_not_in_log")?;
            facts.calendar = Some(calendar);
            facts.calendar_cause = cause;
        }
        Ok(facts)
    }
}
