//! A story and its steps, as they are played.

use talab::core::Stage;
use talab::core::request::Command;
use talab::core::request::intake::Unconfirmed;
use talab::{Actor, PersonId, Submission, Timestamp};

/// A story, ready to be played.
#[derive(Debug)]
pub(super) struct Story {
    pub(super) applicant: PersonId,
    pub(super) steps: Vec<Step>,
    /// Where the request stands when the story is over.
    pub(super) ends: Stage,
}

/// One step of a story.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// The step whose command id it has: its own, unless an id is used again.
    pub(super) id_of: usize,
    pub(super) at: Timestamp,
    pub(super) by: Actor,
    pub(super) act: Act,
    /// What the registry says meanwhile.
    pub(super) trouble: Option<Unconfirmed>,
    pub(super) expect: Expect,
}

/// What somebody does.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Submit(Submission),
    Supplement(Submission),
    Give(Command),
}

impl Act {
    /// The command's name on the wire.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Submit(_) => "Submit",
            Self::Supplement(_) => "Supplement",
            Self::Give(command) => command.kind().name(),
        }
    }
}

/// What must come of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expect {
    /// It is done.
    Done,
    /// It was done before, and nothing is appended.
    Again,
    /// It is refused with this code, and nothing is appended to the request.
    Refused(&'static str),
}
