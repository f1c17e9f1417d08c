//! A command with everything a decision may look at.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::command::Command;
use super::duplicates::OtherRequest;
use super::intake::Identification;
use super::subrequests::RelatedFacts;
use crate::actor::Actor;
use crate::calendar::Calendar;
use crate::definition::{SINCE_PROVIDER_TOLD, ServiceDefinition};
use crate::ids::CommandId;
use crate::instant::Timestamp;
use crate::mandate::MandateFacts;
use crate::provider::ProviderFacts;
use crate::reason::ReasonCode;
use crate::reference::Reference;
use crate::rulebook::RulebookFacts;
use crate::service::Availability;

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
    /// The mandate by which a representative acts, where they named one or filed the request under one.
    pub mandate: Option<MandateFacts>,
    /// How the provider stands for this service; where that was not gathered, no rule asks for it.
    pub provider: Option<ProviderFacts>,
    /// The request that this one is held to repeat, for a command that compares the two; where that was not gathered, no rule
    /// asks for it.
    pub other: Option<OtherRequest>,
    /// What the regulator set; where nothing is set, or it was not gathered, no rule asks for it.
    pub rulebook: Option<RulebookFacts>,
    /// The other request that this is about: the one a part belongs to, or the one of a part.
    pub related: Option<RelatedFacts>,
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
    /// What else the directory says of it.
    pub offer: Offer,
}

/// Whether a service takes new submissions, and under which older versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct Offer {
    /// Whether it takes new submissions.
    pub availability: Availability,
    /// The older versions still taken in, in their grace.
    pub accepts: Vec<u32>,
    /// The number of the set of checks that the version was held to; where it was not gathered, no rule asks for it.
    pub checks: Option<u32>,
}

impl ServiceFacts {
    /// By name and version; what is as it usually is goes unsaid.
    fn record(&self) -> serde_json::Value {
        let mut record = serde_json::json!({
            "code": self.definition.code,
            "version": self.definition.version,
            "current": self.current,
        });
        if self.offer.availability != Availability::Offered {
            record["availability"] = serde_json::json!(self.offer.availability);
        }
        if !self.offer.accepts.is_empty() {
            record["accepts"] = serde_json::json!(self.offer.accepts);
        }
        // Records were written before what hangs on the number was asked.
        if let Some(checks) = self.offer.checks.filter(|number| *number >= SINCE_PROVIDER_TOLD) {
            record["checks"] = serde_json::json!(checks);
        }
        record
    }
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
    /// The reference of the request of a part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child: Option<Reference>,
}

impl Facts {
    /// The facts by name and revision, as the record of a command keeps them: enough to gather them again.
    pub fn record(&self) -> serde_json::Value {
        let mut record = serde_json::json!({
            "service": self.service.as_ref().map(ServiceFacts::record),
            "calendar": self.calendar.as_ref().map(|calendar| serde_json::json!({
                "jurisdiction": calendar.jurisdiction(),
                "revision": calendar.revision(),
            })),
            "identification": self.identification,
            "fresh": self.fresh,
        });
        // Who acts for themselves has none, and their records stay as they always were.
        if let Some(MandateFacts { id, version, .. }) = &self.mandate {
            record["mandate"] = serde_json::json!({ "id": id, "version": version });
        }
        if let Some(RelatedFacts { reference, version, .. }) = &self.related {
            record["related"] = serde_json::json!({ "reference": reference, "version": version });
        }
        if let Some(provider) = &self.provider {
            record["provider"] = provider.record();
        }
        if let Some(other) = &self.other {
            record["other"] = serde_json::json!(other);
        }
        // While nothing was set, records stay as they always were.
        if let Some(rulebook) = &self.rulebook {
            record["rulebook"] = rulebook.record();
        }
        record
    }
}
