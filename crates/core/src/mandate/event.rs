//! What happens to a mandate.

use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};

use super::kinds::{MandateKind, Scope};
use crate::ids::PersonId;
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::text::Words;
use crate::words;

/// An event of a mandate. That it expired is no event: it follows from its last instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_enums, reason = "a projection must be made to look at a new event")]
pub enum MandateEvent {
    /// It was granted.
    MandateGranted(MandateGranted),
    /// It was revoked.
    MandateRevoked(MandateRevoked),
}

/// A mandate was granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct MandateGranted {
    /// When.
    pub at: Timestamp,
    /// On what it rests.
    pub kind: MandateKind,
    /// Who is represented.
    pub represented: PersonId,
    /// Who represents them.
    pub representative: PersonId,
    /// How far it reaches.
    pub scope: Scope,
    /// From when it holds.
    pub from: Timestamp,
    /// The first instant at which it no longer holds, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Who granted or recorded it.
    pub granted_by: PersonId,
    /// What proves it; it may name a person.
    pub proof: Personal<String>,
    /// The SHA-256 of that document's bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof_sha256: Option<String>,
}

/// A mandate was revoked; nothing is done under it any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct MandateRevoked {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub revoked_by: PersonId,
    /// Why; it may name a person.
    pub reason: Personal<String>,
}

impl MandateEvent {
    /// The names on the wire of every event.
    pub const NAMES: [&'static str; 2] = ["MandateGranted", "MandateRevoked"];

    /// The version of the form of each, as this release writes it.
    pub const VERSION: &'static str = "1";

    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::MandateGranted(_) => Self::NAMES[0],
            Self::MandateRevoked(_) => Self::NAMES[1],
        }
    }

    /// What it says to people.
    pub fn words(&self) -> Words {
        words::event(self.name()).unwrap_or(Words { ar: self.name(), en: self.name() })
    }

    /// When it happened.
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::MandateGranted(it) => it.at,
            Self::MandateRevoked(it) => it.at,
        }
    }
}

impl DomainEvent for MandateEvent {
    fn event_type(&self) -> String {
        self.name().to_owned()
    }

    fn event_version(&self) -> String {
        Self::VERSION.to_owned()
    }
}
