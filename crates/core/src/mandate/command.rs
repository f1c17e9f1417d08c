//! What can be asked of a mandate.

use serde::{Deserialize, Serialize};

use super::event::MandateEvent;
use super::kinds::{MandateKind, Scope};
use crate::actor::Actor;
use crate::ids::{CommandId, MandateId, PersonId};
use crate::instant::Timestamp;
use crate::private::{Private, give_back, without_private};
use crate::request::NotRestored;

/// A command on a mandate, who gives it and when.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "the one input of a decision, written as a literal by every driver"
)]
pub struct MandateEnvelope {
    /// Which mandate: the id of its stream.
    pub mandate: MandateId,
    /// Who.
    pub by: Actor,
    /// What the act is known by for good.
    pub id: CommandId,
    /// When, by the clock port.
    pub at: Timestamp,
    /// What is asked.
    pub command: MandateCommand,
}

/// A command on a mandate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum MandateCommand {
    /// See [`GrantMandate`].
    GrantMandate(GrantMandate),
    /// See [`RevokeMandate`].
    RevokeMandate(RevokeMandate),
}

impl MandateCommand {
    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::GrantMandate(_) => "GrantMandate",
            Self::RevokeMandate(_) => "RevokeMandate",
        }
    }

    /// The content for the command's record: personal parts are replaced by a mark, since the events hold them.
    ///
    /// # Errors
    /// Never for a command of this crate; serde's signature allows for one.
    pub fn record(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self).map(without_private)
    }

    /// The command that was recorded so, its private parts taken back from the events it caused.
    ///
    /// # Errors
    /// [`NotRestored`] says what is in the way.
    pub fn restore(mut record: serde_json::Value, events: &[MandateEvent]) -> Result<Self, NotRestored> {
        for event in events {
            match event {
                MandateEvent::MandateGranted(it) => {
                    give_back(&mut record, "GrantMandate", "proof", it.proof.get())?;
                }
                MandateEvent::MandateRevoked(it) => {
                    give_back(&mut record, "RevokeMandate", "reason", it.reason.get())?;
                }
            }
        }
        // What serde would say may repeat a private part.
        serde_json::from_value(record).map_err(|_| NotRestored::Unknown)
    }
}

/// Grants a mandate, or records one that rests on the law or a court (LY-1f).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct GrantMandate {
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
    /// The first instant at which it no longer holds; left out only where it lasts as long as an office, a guardianship or a
    /// court's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// The deed, entry or judgment that proves it, as its issuer numbers it.
    pub proof: Private<String>,
    /// The SHA-256 of that document's bytes, where there are some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof_sha256: Option<String>,
}

/// Revokes a mandate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RevokeMandate {
    /// Why.
    pub reason: Private<String>,
}
