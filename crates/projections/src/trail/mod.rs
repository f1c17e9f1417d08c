//! The audit trail of one request: who did what, in which role, for whom, when, through what, why, on what legal
//! basis.

mod build;
mod text;
mod what;

#[cfg(test)]
mod tests;

use serde::Serialize;
use talab_core::{Reference, Role, Text, Timestamp};

pub use build::trail;

use crate::basis::Ground;

/// The audit trail of a request for one viewer, in the order in which the log recorded it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Trail {
    /// What the request is called.
    pub reference: Reference,
    /// The lines the viewer may see.
    pub lines: Vec<TrailLine>,
}

/// One line of an audit trail. What the viewer may not see is not in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TrailLine {
    /// Whether something happened or was refused.
    pub kind: LineKind,
    /// The event's number in the request; a refused command has none.
    pub version: Option<u64>,
    /// Its place in the whole log.
    pub position: u64,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When the log recorded it.
    pub recorded_at: Timestamp,
    /// The event's name on the wire.
    pub event: &'static str,
    /// What happened, in words.
    pub text: Text,
    /// Who did it.
    pub who: Who,
    /// The person it was done for.
    pub for_whom: Option<String>,
    /// The mandate by which a representative did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mandate: Option<String>,
    /// The code of the channel it came through.
    pub through: Option<String>,
    /// The channel, in words.
    pub through_text: Option<Text>,
    /// The name of the command's kind.
    pub command: Option<String>,
    /// What the command is known by, for officers and auditors.
    pub command_id: Option<String>,
    /// The details, in words.
    pub what: Vec<Text>,
    /// The codes of the reasons.
    pub why: Vec<String>,
    /// What it rests on.
    pub basis: Vec<Ground>,
    /// Whether the applicant is not shown it.
    pub internal: bool,
    /// The instant that `what` names, so that a text can tell it on the reader's clock.
    #[serde(skip)]
    moment: Option<Timestamp>,
}

/// What a line tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LineKind {
    /// Something that happened to the request.
    Event,
    /// A command that a rule refused; it changed nothing.
    Refused,
}

/// Who did something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Who {
    /// The person; the applicant is told the role and the body of an officer, not who they are.
    pub person: Option<String>,
    /// The code of the role.
    pub role: Option<String>,
    /// The role, in words.
    pub role_text: Option<Text>,
    /// The body they serve.
    pub body: Option<String>,
    /// Who vouched for the role, and on what authority; for officers and auditors.
    pub vouched: Option<Vouched>,
}

/// The host's word that a person holds a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Vouched {
    /// Who vouched.
    pub by: String,
    /// On what authority.
    pub authority: Option<String>,
}

impl Who {
    /// The role, if this release knows it.
    pub fn known_role(&self) -> Option<Role> {
        self.role.as_deref().and_then(Role::parse)
    }
}
