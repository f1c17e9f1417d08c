//! Deciding about the clock: arithmetic happens here, and its result is in the event.

use super::command::{ExtendDeadline, RecalculateDeadline, SuspendClock};
use super::event::{
    CalendarRevision, ClockResumed, ClockStopped, ClockSuspended, DeadlineExtended, DeadlineMissed,
    DeadlineRecalculated, DeadlineSet,
};
use crate::calendar::{Calendar, DeadlineError, Due, Suspension, deadline};
use crate::command_kind::CommandKind;
use crate::definition::ServiceDefinition;
use crate::instant::Timestamp;
use crate::reason::{Family, ReasonCode};
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::rule;
use crate::stage::Stage;

/// Sets the deadline from the instant of receipt; the clock is already suspended if corrections are out.
pub(in crate::request) fn start(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    received_at: Timestamp,
) -> Result<(), Refusal> {
    let working_days = definition.deadline.working_days;
    let calendar = bench.calendar()?;
    let due = counted(&calendar, received_at, working_days, &[])?;
    bench.emit(Event::DeadlineSet(DeadlineSet {
        at: bench.at,
        counted_from: received_at,
        working_days,
        due,
        calendar: CalendarRevision::from(&*calendar),
    }));
    if let Some(asked_at) = bench.state.review.open_since() {
        suspend(bench, asked_at, ReasonCode::SusAwaitingCorrection)?;
    }
    stand_for_payment(bench)
}

/// Stands still for an order to pay that is open, where the definition says so; nothing if it stands still already.
pub(in crate::request) fn stand_for_payment(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let stands = bench.definition()?.fees.suspends_clock && bench.state.fees.any_open();
    if stands { suspend(bench, bench.at, ReasonCode::SusAwaitingPayment) } else { Ok(()) }
}

/// The end of a term of so many working days from now.
pub(in crate::request) fn term(bench: &mut Bench<'_>, working_days: u32) -> Result<Due, Refusal> {
    counted(&*bench.calendar()?, bench.at, working_days, &[])
}

/// The due date of a budget, or the refusal for it.
fn counted(
    calendar: &Calendar,
    from: Timestamp,
    working_days: u32,
    suspensions: &[Suspension],
) -> Result<Due, Refusal> {
    deadline::due(calendar, from, working_days, suspensions).map_err(|error| match error {
        DeadlineError::Gap(gap) => gap.into(),
        other => Refusal::FieldInvalid { path: "working_days".to_owned(), problem: other.text() },
    })
}

/// The suspensions that are over. An open one is left out of a date in force: it is counted when it ends, with its
/// own cause, and until then only the expectation is provisional.
fn closed(suspensions: &[Suspension]) -> Vec<Suspension> {
    suspensions.iter().copied().filter(|suspension| suspension.until.is_some()).collect()
}

/// Suspends a clock that has started and runs.
pub(in crate::request) fn suspend(
    bench: &mut Bench<'_>,
    from: Timestamp,
    reason: ReasonCode,
) -> Result<(), Refusal> {
    let clock = &bench.state.clock;
    if clock.is_started() && !clock.is_suspended() {
        note_missed(bench, from)?;
        bench.emit(Event::ClockSuspended(ClockSuspended { at: bench.at, from, reason }));
    }
    Ok(())
}

/// Resumes a clock that stood still for corrections; one that an officer suspended waits for the officer.
pub(in crate::request) fn resume_after_corrections(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    match bench.state.clock.suspended_for {
        Some(ReasonCode::SusAwaitingCorrection) => {
            resume(bench)?;
            stand_for_payment(bench)
        }
        _ => Ok(()),
    }
}

/// Resumes a clock that stood still for a payment; while corrections are out it goes on standing, for them.
pub(in crate::request) fn resume_after_payment(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    if bench.state.clock.suspended_for == Some(ReasonCode::SusAwaitingPayment) {
        resume(bench)?;
        if bench.state.review.open.is_some() {
            suspend(bench, bench.at, ReasonCode::SusAwaitingCorrection)?;
        }
    }
    Ok(())
}

/// Records a deadline that passed unnoticed while the clock was running, before the clock stands still at `now`.
fn note_missed(bench: &mut Bench<'_>, now: Timestamp) -> Result<(), Refusal> {
    let passed = passed(bench, now)?;
    record_missed(bench, passed);
    Ok(())
}

/// The deadline that is lost for good: recorded as missed already, or passed unnoticed on a running clock.
pub(in crate::request) fn lost(bench: &mut Bench<'_>) -> Result<Option<Due>, Refusal> {
    note_missed(bench, bench.at)?;
    let clock = &bench.state.clock;
    Ok(clock.due.filter(|_| clock.is_started() && clock.missed && !clock.is_suspended()))
}

/// Counts the whole time anew from now; a suspension goes on, and is counted from now. A deadline that was missed is not
/// revived.
pub(in crate::request) fn restart(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    note_missed(bench, bench.at)?;
    if bench.state.clock.missed {
        return Ok(());
    }
    let clock = &bench.state.clock;
    if !clock.is_started() {
        return Ok(());
    }
    let (total, standing) = (clock.total(), clock.suspended_for);
    if standing.is_some() {
        bench.emit(Event::ClockResumed(ClockResumed { at: bench.at }));
    }
    start_again(bench, total)?;
    match standing {
        Some(reason) => suspend(bench, bench.at, reason),
        None => Ok(()),
    }
}

/// Starts a clock that had stopped again, with a budget of its own from now.
pub(in crate::request) fn start_again(bench: &mut Bench<'_>, working_days: u32) -> Result<(), Refusal> {
    let calendar = bench.calendar()?;
    let due = counted(&calendar, bench.at, working_days, &[])?;
    bench.emit(Event::DeadlineSet(DeadlineSet {
        at: bench.at,
        counted_from: bench.at,
        working_days,
        due,
        calendar: CalendarRevision::from(&*calendar),
    }));
    Ok(())
}

fn record_missed(bench: &mut Bench<'_>, passed: Option<Due>) {
    if let Some(due) = passed {
        bench.emit(Event::DeadlineMissed(DeadlineMissed { at: bench.at, due }));
    }
}

/// The deadline that passed by `now` on a running clock and isn't recorded as missed yet.
///
/// A holiday may have moved it without anybody counting again so far; nobody is late who had time until then.
fn passed(bench: &mut Bench<'_>, now: Timestamp) -> Result<Option<Due>, Refusal> {
    let over = |bench: &Bench<'_>| {
        let clock = &bench.state.clock;
        let open = clock.is_started() && !clock.is_suspended() && !clock.missed;
        clock.due.filter(|due| open && now >= due.due_at)
    };
    if over(bench).is_some() {
        on_calendar_in_force(bench)?;
    }
    Ok(over(bench))
}

/// Counts on the calendar in force first, so that a holiday's move has its own cause.
fn on_calendar_in_force(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let newer = bench.calendar()?.revision() != bench.state.clock.calendar_revision;
    match bench.facts.calendar_cause {
        Some(cause) if newer => moved(bench, cause),
        _ => Ok(()),
    }
}

/// Resumes a suspended clock and counts the deadline again.
fn resume(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    if bench.state.clock.is_started() && bench.state.clock.is_suspended() {
        on_calendar_in_force(bench)?;
        bench.emit(Event::ClockResumed(ClockResumed { at: bench.at }));
        moved(bench, ReasonCode::CalClockResumed)?;
    }
    Ok(())
}

/// Stops the clock for good; a deadline that passed unnoticed is recorded, and a suspension closed, first.
pub(in crate::request) fn stop(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    if bench.state.clock.is_started() {
        note_missed(bench, bench.at)?;
        if bench.state.clock.is_suspended() {
            bench.emit(Event::ClockResumed(ClockResumed { at: bench.at }));
        }
        bench.emit(Event::ClockStopped(ClockStopped { at: bench.at }));
    }
    Ok(())
}

/// Counts the deadline again and records a move, if it moved; one that was missed is not revived.
fn moved(bench: &mut Bench<'_>, cause: ReasonCode) -> Result<(), Refusal> {
    if bench.state.clock.missed {
        return Ok(());
    }
    let calendar = bench.calendar()?;
    let clock = &bench.state.clock;
    let (Some(from), Some(old)) = (clock.counted_from, clock.due) else { return Ok(()) };
    let suspensions = closed(&clock.suspensions);
    let new = counted(&calendar, from, clock.total(), &suspensions)?;
    bench.found(rule::EXPECTATION_EXPLAINED, true, cause.code());
    if new != old {
        bench.emit(Event::DeadlineRecalculated(DeadlineRecalculated {
            at: bench.at,
            cause,
            old,
            new,
            calendar: CalendarRevision::from(&*calendar),
        }));
    }
    Ok(())
}

pub(in crate::request) fn suspend_by_order(
    bench: &mut Bench<'_>,
    command: SuspendClock,
) -> Result<(), Refusal> {
    let stage = bench.state.stage;
    bench.reason_of(Family::Sus, command.reason)?;
    let running = started(bench) && !bench.state.clock.is_suspended();
    bench.require(rule::CLOCK_STOPS, running, || wrong(stage, CommandKind::SuspendClock))?;
    suspend(bench, bench.at, command.reason)
}

pub(in crate::request) fn resume_by_order(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let stage = bench.state.stage;
    // A clock that waits for money runs again by itself when the order is no longer open.
    let payment = bench.state.clock.suspended_for == Some(ReasonCode::SusAwaitingPayment);
    let standing = started(bench) && bench.state.clock.is_suspended() && !payment;
    bench.require(rule::CLOCK_STOPS, standing, || wrong(stage, CommandKind::ResumeClock))?;
    resume(bench)?;
    stand_for_payment(bench)
}

/// Extends within the definition's limits, with a reason, before the deadline ends.
pub(in crate::request) fn extend(bench: &mut Bench<'_>, command: ExtendDeadline) -> Result<(), Refusal> {
    let stage = bench.state.stage;
    bench.reason_of(Family::Ext, command.reason)?;
    let terms = bench.definition()?.deadline.extension.clone();
    let (times, most) = terms.map_or((0, 0), |terms| (terms.times, terms.working_days));
    on_calendar_in_force(bench)?;
    let clock = &bench.state.clock;
    let (Some(from), Some(old)) = (clock.counted_from, clock.due) else {
        return Err(wrong(stage, CommandKind::ExtendDeadline));
    };
    let extended = clock.extended.saturating_add(command.working_days);
    let within = clock.extensions < times && command.working_days >= 1 && extended <= most;
    let (total, suspensions) =
        (clock.total().saturating_add(command.working_days), clock.suspensions.clone());
    bench.require(rule::EXTENSION, within, || Refusal::ExtensionLimit { times, working_days: most })?;
    // A clock that stood still before its time was over still has time; one that was suspended afterwards has none.
    let standing = bench.state.clock.standing_since();
    let in_time = bench.at < old.due_at || standing.is_some_and(|since| since < old.due_at);
    bench.require(rule::EXTENSION, in_time, || Refusal::DeadlinePassed {
        due: old.due_date.to_string(),
        term: rule::EXTENSION,
    })?;
    let calendar = bench.calendar()?;
    let new = counted(&calendar, from, total, &closed(&suspensions))?;
    bench.emit(Event::DeadlineExtended(DeadlineExtended {
        at: bench.at,
        working_days: command.working_days,
        reason: command.reason,
        old,
        new,
        calendar: CalendarRevision::from(&*calendar),
    }));
    Ok(())
}

/// Counts again after a change of the calendar; a deadline already missed is not revived.
pub(in crate::request) fn recalculate(
    bench: &mut Bench<'_>,
    command: RecalculateDeadline,
) -> Result<(), Refusal> {
    bench.reason_of(Family::Cal, command.cause)?;
    if started(bench) { moved(bench, command.cause) } else { Ok(()) }
}

/// Records that the deadline passed; too early it is refused, a second time it changes nothing.
pub(in crate::request) fn missed(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let clock = &bench.state.clock;
    if !clock.is_started() || clock.missed {
        return Ok(());
    }
    let passed = passed(bench, bench.at)?;
    let until = bench.state.clock.due.map(|due| due.due_date.to_string()).unwrap_or_default();
    bench.require(rule::KEPT_INFORMED, passed.is_some(), || Refusal::TermNotOver {
        until,
        term: rule::KEPT_INFORMED,
    })?;
    record_missed(bench, passed);
    Ok(())
}

fn started(bench: &Bench<'_>) -> bool {
    bench.state.clock.is_started()
}

fn wrong(stage: Option<Stage>, command: CommandKind) -> Refusal {
    Refusal::WrongStage { stage, command }
}
