//! What happens to a service in the directory.

use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};

use crate::definition::ServiceDefinition;
use crate::ids::PersonId;
use crate::instant::Timestamp;

/// An event of a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_enums, reason = "a projection must be made to look at a new event")]
#[expect(clippy::large_enum_variant, reason = "a definition is proposed rarely, and moved once")]
pub enum ServiceEvent {
    /// A version was proposed (LY-24.1, LY-25.1).
    ServiceVersionProposed(ServiceVersionProposed),
    /// A version was returned to its provider.
    ServiceVersionReturned(ServiceVersionReturned),
    /// A version was verified by somebody else (LY-24.2).
    ServiceVersionVerified(ServiceVersionVerified),
    /// A version was published (LY-24.2, LY-25.2).
    ServiceVersionPublished(ServiceVersionPublished),
}

/// A version was proposed, whole, with the provider's word that it is right (LY-23.5).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ServiceVersionProposed {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub proposed_by: PersonId,
    /// What the provider vouches for.
    pub attestation: String,
    /// The definition.
    pub definition: ServiceDefinition,
}

/// A version was returned to its provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ServiceVersionReturned {
    /// When.
    pub at: Timestamp,
    /// Which version.
    pub version: u32,
    /// By whom.
    pub returned_by: PersonId,
    /// Why.
    pub reason: String,
}

/// A version was verified by somebody who did not propose it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ServiceVersionVerified {
    /// When.
    pub at: Timestamp,
    /// Which version.
    pub version: u32,
    /// By whom.
    pub verified_by: PersonId,
}

/// A version was published; new submissions are under it from now on, running requests keep theirs (LY-25.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ServiceVersionPublished {
    /// When.
    pub at: Timestamp,
    /// Which version.
    pub version: u32,
}

impl ServiceEvent {
    /// The names on the wire of every event.
    pub const NAMES: [&'static str; 4] = [
        "ServiceVersionProposed",
        "ServiceVersionReturned",
        "ServiceVersionVerified",
        "ServiceVersionPublished",
    ];

    /// The version of the form in which this release writes the event of that name.
    ///
    /// A definition's second form knows steps of other bodies and joins; what is left out means what it meant.
    pub fn version_of(name: &str) -> Option<&'static str> {
        let version = if name == Self::NAMES[0] { "2" } else { "1" };
        Self::NAMES.contains(&name).then_some(version)
    }

    /// The version of its form, as this release writes it.
    pub fn version(&self) -> &'static str {
        Self::version_of(self.name()).unwrap_or("1")
    }

    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::ServiceVersionProposed(_) => Self::NAMES[0],
            Self::ServiceVersionReturned(_) => Self::NAMES[1],
            Self::ServiceVersionVerified(_) => Self::NAMES[2],
            Self::ServiceVersionPublished(_) => Self::NAMES[3],
        }
    }

    /// When it happened.
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::ServiceVersionProposed(it) => it.at,
            Self::ServiceVersionReturned(it) => it.at,
            Self::ServiceVersionVerified(it) => it.at,
            Self::ServiceVersionPublished(it) => it.at,
        }
    }
}

impl DomainEvent for ServiceEvent {
    fn event_type(&self) -> String {
        self.name().to_owned()
    }

    fn event_version(&self) -> String {
        self.version().to_owned()
    }
}
