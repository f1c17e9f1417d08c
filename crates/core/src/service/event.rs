//! What happens to a service in the directory.

use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};
use time::Date;

use super::attested::PartAttested;
use super::offer::RunOff;
use crate::calendar::date_format;
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
    /// No new requests are taken for the time being.
    ServiceSuspended(ServiceSuspended),
    /// New requests are taken again.
    ServiceResumed(ServiceResumed),
    /// The service is offered no longer (JO-4a).
    ServiceRetired(ServiceRetired),
    /// The provider reported a change of the rules or laws of the service (LY-25.3).
    LegalChangeReported(LegalChangeReported),
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
    /// The parts of it that others vouch for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attested: Vec<PartAttested>,
    /// The number of the set of checks that it was held to (LY-19.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checks: Option<u32>,
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
    /// What was checked, as the verifier notes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A version was published; new submissions are under it from now on, running requests keep theirs (LY-25.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ServiceVersionPublished {
    /// When.
    pub at: Timestamp,
    /// Which version.
    pub version: u32,
    /// From when new submissions are under it; at once, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<Timestamp>,
    /// Until when submissions under the version before it are still taken in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grace_until: Option<Timestamp>,
}

/// The service takes no new requests for the time being; open ones go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ServiceSuspended {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub suspended_by: PersonId,
    /// Why.
    pub reason: String,
}

/// The service takes new requests again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ServiceResumed {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub resumed_by: PersonId,
    /// Why.
    pub reason: String,
}

/// The service is offered no longer, and what becomes of its open requests is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ServiceRetired {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub retired_by: PersonId,
    /// Why.
    pub reason: String,
    /// What becomes of its open requests.
    pub run_off: RunOff,
}

/// A change of the rules or laws of the service was reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct LegalChangeReported {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub reported_by: PersonId,
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

impl ServiceEvent {
    /// The names on the wire of every event.
    pub const NAMES: [&'static str; 8] = [
        "ServiceVersionProposed",
        "ServiceVersionReturned",
        "ServiceVersionVerified",
        "ServiceVersionPublished",
        "ServiceSuspended",
        "ServiceResumed",
        "ServiceRetired",
        "LegalChangeReported",
    ];

    /// The version of the form in which this release writes the event of that name.
    ///
    /// A definition's second form knows steps of other bodies and joins, its third what these bodies are given and further payment
    /// systems; a verification's second a note, a publication's when it
    /// begins and a grace for the version before it; what is left out means what it meant.
    pub fn version_of(name: &str) -> Option<&'static str> {
        let version = match name {
            "ServiceVersionProposed" => "3",
            "ServiceVersionVerified" | "ServiceVersionPublished" => "2",
            _ => "1",
        };
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
            Self::ServiceSuspended(_) => Self::NAMES[4],
            Self::ServiceResumed(_) => Self::NAMES[5],
            Self::ServiceRetired(_) => Self::NAMES[6],
            Self::LegalChangeReported(_) => Self::NAMES[7],
        }
    }

    /// When it happened.
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::ServiceVersionProposed(it) => it.at,
            Self::ServiceVersionReturned(it) => it.at,
            Self::ServiceVersionVerified(it) => it.at,
            Self::ServiceVersionPublished(it) => it.at,
            Self::ServiceSuspended(it) => it.at,
            Self::ServiceResumed(it) => it.at,
            Self::ServiceRetired(it) => it.at,
            Self::LegalChangeReported(it) => it.at,
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
