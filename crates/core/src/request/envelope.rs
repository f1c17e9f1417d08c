//! A command with everything a decision may look at.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::command::Command;
use super::intake::Identification;
use crate::actor::Actor;
use crate::calendar::Calendar;
use crate::definition::ServiceDefinition;
use crate::ids::CommandId;
use crate::instant::Timestamp;
use crate::reason::ReasonCode;

/// A command, who gives it, when, and the facts gathered for it.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "the one input of a decision, written as a literal by every driver"
)]
pub struct Envelope {
    /// Who.
    pub by: Actor,
    /// What the act is known by for good.
    pub id: CommandId,
    /// When, by the clock port.
    pub at: Timestamp,
    /// What was gathered for it.
    pub facts: Facts,
    /// What is asked.
    pub command: Command,
}

/// Everything from outside that a decision may look at, as plain data.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct Facts {
    /// The definition: the pinned version, or for a submission the one in force.
    pub service: Option<ServiceFacts>,
    /// The calendar of the provider's jurisdiction, at its present revision.
    pub calendar: Option<Arc<Calendar>>,
    /// Why that calendar changed last, if it did since it was published.
    pub calendar_cause: Option<ReasonCode>,
    /// What the identity port found out, where it was asked.
    pub identification: Option<Identification>,
    /// Fresh numbers from the id source.
    pub fresh: Fresh,
}

/// A service as the directory has it.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct ServiceFacts {
    /// The definition that applies.
    pub definition: Arc<ServiceDefinition>,
    /// The version in force for new submissions.
    pub current: Option<u32>,
}

/// Numbers that must be new.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct Fresh {
    /// The number of an acknowledgement.
    pub acknowledgement_number: String,
    /// The code by which an output can be checked.
    pub verification_code: String,
    /// The id of a message to another body.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub message: String,
}

impl Facts {
    /// The facts by name and revision, as the record of a command keeps them: enough to gather them again.
    pub fn record(&self) -> serde_json::Value {
        serde_json::json!({
            "service": self.service.as_ref().map(|service| serde_json::json!({
                "code": service.definition.code,
                "version": service.definition.version,
                "current": service.current,
            })),
            "calendar": self.calendar.as_ref().map(|calendar| serde_json::json!({
                "jurisdiction": calendar.jurisdiction(),
                "revision": calendar.revision(),
            })),
            "identification": self.identification,
            "fresh": self.fresh,
        })
    }
}
