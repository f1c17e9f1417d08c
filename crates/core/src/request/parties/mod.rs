//! Parties: who handles the request, and what was said about it.

mod event;
mod feedback;
mod mandate;

use serde::{Deserialize, Serialize};

use super::bench::Bench;
use super::event::Event;
use crate::command_kind::CommandKind;
use crate::ids::PersonId;
use crate::input;
use crate::party::Channel;
use crate::private::Private;
use crate::refusal::Refusal;
use crate::rule;

pub use event::{
    ContactRecorded, Escalated, FeedbackAnswered, FeedbackKind, FeedbackRecorded, HandlerAssigned,
    HandlerReleased, NoteAdded,
};
pub use feedback::{AnswerFeedback, Feedback, RecordFeedback};
pub(super) use feedback::{answer as answer_feedback, record as feedback};
pub use mandate::may_know;
pub(super) use mandate::{act_of, covered, may_file, named};

/// Assigns a handler.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct AssignHandler {
    /// Whom.
    pub handler: PersonId,
}

/// Releases the handler.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ReleaseHandler {}

/// Puts the request before a superior.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct Escalate {
    /// Before whom.
    pub to: PersonId,
    /// Why.
    pub reason: Private<String>,
}

/// Adds a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct AddNote {
    /// What it says.
    pub text: Private<String>,
    /// Whether the applicant sees it.
    pub public: bool,
    /// What it is about, as a short code of the provider's, such as the name of a step elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

/// Records a contact with the applicant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordContact {
    /// How it came about.
    pub channel: Channel,
    /// What was said.
    pub summary: Private<String>,
}

/// What the parties room knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Parties {
    pub(crate) handler: Option<PersonId>,
    /// Before whom it was put last.
    pub(crate) escalated_to: Option<PersonId>,
    /// What was said of the service, in order.
    pub(crate) feedback: Vec<Feedback>,
}

pub(super) fn assign(bench: &mut Bench<'_>, command: AssignHandler) -> Result<(), Refusal> {
    if bench.state.parties.handler.as_ref() != Some(&command.handler) {
        bench.emit(Event::HandlerAssigned(HandlerAssigned { at: bench.at, handler: command.handler }));
    }
    Ok(())
}

pub(super) fn release(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    if let Some(handler) = bench.state.parties.handler.clone() {
        bench.emit(Event::HandlerReleased(HandlerReleased { at: bench.at, handler }));
    }
    Ok(())
}

/// Puts the request before a superior, with a reason; who handles it goes on handling it.
pub(super) fn escalate(bench: &mut Bench<'_>, command: Escalate) -> Result<(), Refusal> {
    let reason = command.reason.into_inner();
    bench.require(rule::ESCALATION, !reason.trim().is_empty(), || Refusal::ReasonRequired {
        what: "an escalation".to_owned(),
    })?;
    let reason = bench.personal_text("reason", Some(reason), input::MAX_FREE_TEXT)?;
    if let Some(reason) = reason {
        bench.emit(Event::Escalated(Escalated { at: bench.at, to: command.to, reason }));
    }
    Ok(())
}

pub(super) fn note(bench: &mut Bench<'_>, command: AddNote) -> Result<(), Refusal> {
    let missing = || Refusal::WrongStage { stage: None, command: CommandKind::AddNote };
    let text = bench.personal_text("text", Some(command.text.into_inner()), input::MAX_FREE_TEXT)?;
    let about = command.about.map(|about| input::name(&about)).transpose();
    let about = about.map_err(|problem| Refusal::FieldInvalid { path: "about".to_owned(), problem })?;
    let text = text.ok_or_else(missing)?;
    bench.emit(Event::NoteAdded(NoteAdded { at: bench.at, public: command.public, about, text }));
    Ok(())
}

pub(super) fn contact(bench: &mut Bench<'_>, command: RecordContact) -> Result<(), Refusal> {
    let missing = || Refusal::WrongStage { stage: None, command: CommandKind::RecordContact };
    let summary = bench.personal_text("summary", Some(command.summary.into_inner()), input::MAX_FREE_TEXT)?;
    let summary = summary.ok_or_else(missing)?;
    bench.emit(Event::ContactRecorded(ContactRecorded { at: bench.at, channel: command.channel, summary }));
    Ok(())
}
