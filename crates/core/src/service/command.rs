//! What can be asked of a service in the directory.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use time::Date;

use super::attested::PartAttested;
use super::common::CommonFacts;
use super::offer::RunOff;
use crate::actor::Actor;
use crate::calendar::date_format;
use crate::definition::ServiceDefinition;
use crate::ids::{CommandId, ServiceCode};
use crate::instant::Timestamp;
use crate::provider::ProviderFacts;
use crate::rulebook::{CatalogueAct, RulebookFacts};

/// A command on a service, who gives it and when.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "the one input of a decision, written as a literal by every driver"
)]
pub struct ServiceEnvelope {
    /// Which service: the id of its stream.
    pub service: ServiceCode,
    /// Who.
    pub by: Actor,
    /// What the act is known by for good.
    pub id: CommandId,
    /// When, by the clock port.
    pub at: Timestamp,
    /// How the provider stands for this service, where that was gathered; where it was not, no rule asks for it.
    pub provider: Option<ProviderFacts>,
    /// What the regulator set; where nothing is set, or it was not gathered, no rule asks for it.
    pub rulebook: Option<RulebookFacts>,
    /// The services that a proposed one is made of, as far as the directory has them (LY-17.4).
    pub parts: Vec<Arc<ServiceDefinition>>,
    /// The common definition that the version rests on, as far as the directory has it (N4-4).
    pub common: Option<CommonFacts>,
    /// The number of the set of checks that a proposal is held to, such as [`CHECKS`](crate::definition::CHECKS); nothing where
    /// it was proposed before sets of checks had numbers, and then no check that came later is asked (LY-19.1).
    pub checks: Option<u32>,
    /// What is asked.
    pub command: ServiceCommand,
}

/// A command on a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[expect(clippy::large_enum_variant, reason = "a definition is proposed rarely, and moved once")]
pub enum ServiceCommand {
    /// See [`ProposeServiceVersion`].
    ProposeServiceVersion(ProposeServiceVersion),
    /// See [`ReturnServiceVersion`].
    ReturnServiceVersion(ReturnServiceVersion),
    /// See [`VerifyServiceVersion`].
    VerifyServiceVersion(VerifyServiceVersion),
    /// See [`PublishServiceVersion`].
    PublishServiceVersion(PublishServiceVersion),
    /// See [`SuspendService`].
    SuspendService(SuspendService),
    /// See [`ResumeService`].
    ResumeService(ResumeService),
    /// See [`RetireService`].
    RetireService(RetireService),
    /// See [`ReportLegalChange`].
    ReportLegalChange(ReportLegalChange),
}

impl ServiceCommand {
    /// What it does with the directory, where the regulator may say who does (LY-22.2).
    pub const fn catalogue_act(&self) -> Option<CatalogueAct> {
        match self {
            Self::ProposeServiceVersion(_) => Some(CatalogueAct::Register),
            Self::PublishServiceVersion(_)
            | Self::SuspendService(_)
            | Self::ResumeService(_)
            | Self::RetireService(_) => Some(CatalogueAct::Store),
            Self::ReturnServiceVersion(_) | Self::VerifyServiceVersion(_) | Self::ReportLegalChange(_) => {
                None
            }
        }
    }

    /// Whether the decision looks at what the regulator set: a driver gathers the rulebook then.
    pub const fn asks_the_rulebook(&self) -> bool {
        self.catalogue_act().is_some()
    }

    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::ProposeServiceVersion(_) => "ProposeServiceVersion",
            Self::ReturnServiceVersion(_) => "ReturnServiceVersion",
            Self::VerifyServiceVersion(_) => "VerifyServiceVersion",
            Self::PublishServiceVersion(_) => "PublishServiceVersion",
            Self::SuspendService(_) => "SuspendService",
            Self::ResumeService(_) => "ResumeService",
            Self::RetireService(_) => "RetireService",
            Self::ReportLegalChange(_) => "ReportLegalChange",
        }
    }
}

/// Proposes a version, the next one (LY-24.1, LY-25.1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ProposeServiceVersion {
    /// The whole definition.
    pub definition: ServiceDefinition,
    /// The provider's word that it is accurate (LY-23.5).
    pub attestation: String,
    /// The parts that others vouch for; the word above stands for what is not named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attested: Vec<PartAttested>,
}

impl ProposeServiceVersion {
    /// With one word for the whole.
    pub fn new(definition: ServiceDefinition, attestation: impl Into<String>) -> Self {
        Self { definition, attestation: attestation.into(), attested: Vec::new() }
    }

    /// The same, with others who vouch for parts of it.
    #[must_use]
    pub fn attested(mut self, attested: Vec<PartAttested>) -> Self {
        self.attested = attested;
        self
    }
}

/// Returns a version to its provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ReturnServiceVersion {
    /// Which version.
    pub version: u32,
    /// Why.
    pub reason: String,
}

/// Verifies a version (LY-24.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct VerifyServiceVersion {
    /// Which version.
    pub version: u32,
    /// What was checked, as the verifier notes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl VerifyServiceVersion {
    /// Without a note.
    pub const fn new(version: u32) -> Self {
        Self { version, note: None }
    }
}

/// Publishes a verified version (LY-24.2, LY-25.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct PublishServiceVersion {
    /// Which version.
    pub version: u32,
    /// From when new submissions are under it; at once, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<Timestamp>,
    /// Until when submissions under the version before it are still taken in; no longer, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grace_until: Option<Timestamp>,
}

impl PublishServiceVersion {
    /// In force at once, and the version before it no longer.
    pub const fn new(version: u32) -> Self {
        Self { version, effective_from: None, grace_until: None }
    }
}

/// Stops new submissions for the time being; open requests go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct SuspendService {
    /// Why.
    pub reason: String,
}

/// Takes new submissions again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ResumeService {
    /// Why.
    pub reason: String,
}

/// Ends the service for good (JO-4a).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RetireService {
    /// Why.
    pub reason: String,
    /// What becomes of its open requests; without a word on them it is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run_off: Option<RunOff>,
}

/// Reports a change of the rules or laws of the service (LY-25.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ReportLegalChange {
    /// Which law or rule.
    pub law: String,
    /// The day on which it takes effect.
    #[serde(with = "date_format")]
    pub effective_on: Date,
    /// What it changes.
    pub note: String,
    /// Whether the entry in the directory must follow it.
    pub changes_entry: bool,
}
