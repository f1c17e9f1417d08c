//! Exits: a request that ends without a decision on the merits.

use serde::{Deserialize, Serialize};

use super::bench::Bench;
use super::clock;
use super::event::Event;
use super::{evidence, execution, fees, subrequests, transfer};
use crate::actor::Role;
use crate::calendar::Due;
use crate::command_kind::CommandKind;
use crate::definition::NoAnswer;
use crate::instant::Timestamp;
use crate::reason::{Family, ReasonCode};
use crate::refusal::Refusal;
use crate::rule;
use crate::service::{Availability, RunOff};
use crate::stage::Stage;

/// Withdraws the request; only the applicant's side can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct Withdraw {
    /// Why, of the family `WDR`; nobody has to say.
    pub reason: Option<ReasonCode>,
}

/// Lets a request lapse after a term passed in vain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Lapse {}

/// Discontinues a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct Discontinue {
    /// Why, of the family `CLS`.
    pub reason: ReasonCode,
}

/// The applicant withdrew the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct Withdrawn {
    /// When.
    pub at: Timestamp,
    /// Why, if it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonCode>,
}

/// The request lapsed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct Lapsed {
    /// When.
    pub at: Timestamp,
    /// Why, of the family `LAP`.
    pub reason: ReasonCode,
    /// The term that passed.
    pub term: Due,
}

/// The request was discontinued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct Discontinued {
    /// When.
    pub at: Timestamp,
    /// Why, of the family `CLS`.
    pub reason: ReasonCode,
}

/// What the exits room knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Exits {
    pub(crate) reason: Option<ReasonCode>,
}

/// What ends with a request that ends without a decision: what others still had of it, orders to pay, and the clock.
pub(super) fn end(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    execution::cancel_all(bench);
    evidence::cancel_all(bench);
    transfer::cancel(bench);
    fees::cancel_all(bench);
    clock::stop(bench)
}

/// Withdraws: the clock stops in the same append.
pub(super) fn withdraw(bench: &mut Bench<'_>, command: Withdraw) -> Result<(), Refusal> {
    if let Some(reason) = command.reason {
        bench.reason_of(Family::Wdr, reason)?;
    }
    bench.found(rule::WITHDRAWAL, true, "before the decision");
    end(bench)?;
    bench.emit(Event::Withdrawn(Withdrawn { at: bench.at, reason: command.reason }));
    Ok(())
}

/// Lapses: by an officer after the term, or by rule where the definition says so.
pub(super) fn lapse(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let stage = bench.state.stage;
    if !matches!(stage, Some(Stage::Rejected | Stage::AwaitingCorrection)) {
        return lapse_unpaid(bench);
    }
    let corrections = stage == Some(Stage::AwaitingCorrection);
    let automatic = !corrections || definition.corrections.on_no_answer == NoAnswer::LapseAutomatic;
    let wrong = || Refusal::WrongStage { stage, command: CommandKind::Lapse };
    bench.require(rule::CORRECTION_TERM, automatic || bench.by.role != Role::System, wrong)?;
    let as_is = corrections && definition.corrections.on_no_answer == NoAnswer::DecideAsIs;
    bench.require(rule::CORRECTION_TERM, !as_is, wrong)?;
    let (kind, reason, term) = if corrections {
        (rule::CORRECTION_TERM, ReasonCode::LapNoCorrectionInTime, bench.state.review.due())
    } else {
        let until = bench.state.intake.rejected.as_ref().and_then(|rejected| rejected.supplement_until);
        (rule::SUPPLEMENT_TERM, ReasonCode::LapAttemptNotSupplemented, until)
    };
    let term = term.ok_or_else(wrong)?;
    let over = bench.at >= term.due_at;
    bench.require(kind, over, || Refusal::TermNotOver { until: term.due_date.to_string(), term: kind })?;
    end(bench)?;
    bench.emit(Event::Lapsed(Lapsed { at: bench.at, reason, term }));
    Ok(())
}

/// Lapses, by an officer, what was not paid for in the term of its last order.
fn lapse_unpaid(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let stage = bench.state.stage;
    let unpaid = bench.state.fees.unpaid_in_time().map(|order| order.due);
    let wrong = || Refusal::WrongStage { stage, command: CommandKind::Lapse };
    bench.require(rule::PAYMENT_TERM, unpaid.is_some(), wrong)?;
    let term = unpaid.ok_or_else(wrong)?;
    end(bench)?;
    bench.emit(Event::Lapsed(Lapsed { at: bench.at, reason: ReasonCode::LapFeeNotPaidInTime, term }));
    Ok(())
}

/// Discontinues, with a reason.
pub(super) fn discontinue(bench: &mut Bench<'_>, command: Discontinue) -> Result<(), Refusal> {
    bench.reason_of(Family::Cls, command.reason)?;
    if command.reason == ReasonCode::ClsParentEnded {
        subrequests::ended_with_its_parent(bench)?;
    } else if bench.by.role == Role::System {
        by_run_off(bench, command.reason)?;
    }
    bench.found(rule::DISCONTINUANCE, true, command.reason.code());
    end(bench)?;
    bench.emit(Event::Discontinued(Discontinued { at: bench.at, reason: command.reason }));
    Ok(())
}

/// The engine discontinues only what a retired service leaves behind, where its retirement says so (JO-4a); who reopened a
/// request since means it to be worked on.
fn by_run_off(bench: &mut Bench<'_>, reason: ReasonCode) -> Result<(), Refusal> {
    let stage = bench.state.stage;
    let facts = bench.facts.service.as_ref().map(|service| service.offer.availability);
    let may =
        facts == Some(Availability::Retired(RunOff::Discontinue)) && reason == ReasonCode::ClsServiceRetired;
    let may = may && bench.state.amendments.reopened == 0;
    bench.require(rule::RUN_OFF, may, || Refusal::WrongStage { stage, command: CommandKind::Discontinue })
}
