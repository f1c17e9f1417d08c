//! What can be asked of a service in the directory.

use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::definition::ServiceDefinition;
use crate::ids::{CommandId, ServiceCode};
use crate::instant::Timestamp;

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
}

impl ServiceCommand {
    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::ProposeServiceVersion(_) => "ProposeServiceVersion",
            Self::ReturnServiceVersion(_) => "ReturnServiceVersion",
            Self::VerifyServiceVersion(_) => "VerifyServiceVersion",
            Self::PublishServiceVersion(_) => "PublishServiceVersion",
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct VerifyServiceVersion {
    /// Which version.
    pub version: u32,
}

/// Publishes a verified version (LY-24.2, LY-25.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct PublishServiceVersion {
    /// Which version.
    pub version: u32,
}
