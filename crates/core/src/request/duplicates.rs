//! Duplicates: two requests that may be one are compared by a person before anything is ended.

mod compared;

use serde::{Deserialize, Serialize};

use super::bench::Bench;
use super::event::Event;
use super::exits;
use crate::command_kind::CommandKind;
use crate::input;
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::private::Private;
use crate::reason::{Family, ReasonCode};
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::rule;
use crate::text::Text;

pub use compared::{Compared, Comparison, OtherRequest};

/// Reports that the request may be the same as another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ReportDuplicate {
    /// The other request.
    pub of: Reference,
    /// Why they may be one, of the family `DUP`.
    pub reason: ReasonCode,
}

/// Confirms that the request repeats the other one, which ends it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ConfirmDuplicate {}

/// Finds that the two requests are two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct DismissDuplicate {
    /// Why they are not one.
    pub reason: Private<String>,
}

/// The request may be the same as another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct DuplicateSuspected {
    /// When.
    pub at: Timestamp,
    /// The other request.
    pub of: Reference,
    /// Why they may be one, of the family `DUP`.
    pub reason: ReasonCode,
}

/// The request repeats another one, and ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct DuplicateConfirmed {
    /// When.
    pub at: Timestamp,
    /// The other request, which goes on.
    pub of: Reference,
    /// Why they are one, of the family `DUP`.
    pub reason: ReasonCode,
}

/// The two requests are two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct DuplicateDismissed {
    /// When.
    pub at: Timestamp,
    /// The other request.
    pub of: Reference,
    /// Why they are not one; it may name a person.
    pub reason: Personal<String>,
}

/// What is known of duplicates of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Duplicates {
    /// The suspicion that nobody has settled yet.
    pub(crate) suspected: Option<DuplicateSuspected>,
    /// The request that this one repeats.
    pub(crate) of: Option<Reference>,
    /// Requests that were compared and are others.
    pub(crate) dismissed: Vec<Reference>,
}

/// Reports; one suspicion is settled before the next, and a dismissed one is not raised again.
pub(super) fn report(bench: &mut Bench<'_>, command: ReportDuplicate) -> Result<(), Refusal> {
    bench.reason_of(Family::Dup, command.reason)?;
    let open = bench.state.duplicates.suspected.as_ref().map(|it| it.of.to_string());
    bench.require(rule::DUPLICATE, open.is_none(), || Refusal::DuplicateOpen {
        of: open.unwrap_or_default(),
    })?;
    let fresh = !bench.state.duplicates.dismissed.contains(&command.of);
    bench.require(rule::DUPLICATE, fresh, || Refusal::FieldInvalid {
        path: "of".to_owned(),
        problem: Text::new(
            "سبقت مقارنة الطلبين وتبيّن أنهما طلبان مختلفان",
            "the two were compared already and are two requests",
        ),
    })?;
    let ReportDuplicate { of, reason } = command;
    compared::must_stand(bench, &of, reason)?;
    bench.emit(Event::DuplicateSuspected(DuplicateSuspected { at: bench.at, of, reason }));
    Ok(())
}

/// Confirms: a person says so, never the rule that suspected it.
pub(super) fn confirm(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let suspected = suspected(bench, CommandKind::ConfirmDuplicate)?;
    compared::must_stand(bench, &suspected.of, suspected.reason)?;
    bench.found(rule::DUPLICATE, true, suspected.reason.code());
    exits::end(bench)?;
    let DuplicateSuspected { of, reason, .. } = suspected;
    bench.emit(Event::DuplicateConfirmed(DuplicateConfirmed { at: bench.at, of, reason }));
    Ok(())
}

/// Dismisses, with a reason.
pub(super) fn dismiss(bench: &mut Bench<'_>, command: DismissDuplicate) -> Result<(), Refusal> {
    let suspected = suspected(bench, CommandKind::DismissDuplicate)?;
    let reason = bench.personal_text("reason", Some(command.reason.into_inner()), input::MAX_FREE_TEXT)?;
    let reason = reason.ok_or_else(|| Refusal::ReasonRequired { what: "a dismissal".to_owned() })?;
    bench.emit(Event::DuplicateDismissed(DuplicateDismissed { at: bench.at, of: suspected.of, reason }));
    Ok(())
}

/// Nothing is decided on the merits while it is open whether the request is one of its own.
pub(super) fn settled(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    match bench.state.duplicates.suspected.as_ref().map(|it| it.of.to_string()) {
        Some(of) => bench.require(rule::DUPLICATE, false, || Refusal::DuplicateOpen { of }),
        None => Ok(()),
    }
}

fn suspected(bench: &Bench<'_>, command: CommandKind) -> Result<DuplicateSuspected, Refusal> {
    let stage = bench.state.stage;
    bench.state.duplicates.suspected.clone().ok_or(Refusal::WrongStage { stage, command })
}
