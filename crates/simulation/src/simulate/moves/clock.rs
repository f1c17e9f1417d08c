//! The clock: missed, standing still by order, running again, given more days.

use talab::Actor;
use talab::core::calendar::deadline;
use talab::core::request::clock::{ExtendDeadline, RecordDeadlineMissed, ResumeClock, SuspendClock};
use talab::core::{ReasonCode, Role, Stage};

use super::Deeds;
use crate::simulate::life::{Deed, Scene};

const RUNNING: &[Stage] = &[
    Stage::Acknowledged,
    Stage::UnderVerification,
    Stage::AwaitingCorrection,
    Stage::InExecution,
    Stage::UnderDecision,
];
const WORKING: &[Stage] = &[Stage::Acknowledged, Stage::UnderVerification, Stage::InExecution];

/// When the deadline ends, while the clock runs on the calendar in force.
pub(super) fn due(scene: &Scene) -> Option<talab::Timestamp> {
    let clock = scene.state.clock();
    if !clock.is_started() || clock.is_suspended() || !scene.is_in(RUNNING) {
        return None;
    }
    let counted = deadline::due(&scene.calendar, clock.counted_from?, clock.total(), &clock.suspensions);
    // A calendar that gave days back brings nothing forward before the deadline is counted again.
    counted.ok().map(|due| due.due_at).max(clock.due.map(|due| due.due_at))
}

pub(super) fn missed(scene: &mut Scene) -> Deeds {
    let over = due(scene).is_some_and(|due| due <= scene.now) && !scene.state.clock().missed;
    Ok(over.then(|| Deed::done(Actor::system(), RecordDeadlineMissed::default(), "DeadlineMissed")))
}

pub(super) fn suspend(scene: &mut Scene) -> Deeds {
    if due(scene).is_none() || !scene.is_in(WORKING) {
        return Ok(None);
    }
    let why = [ReasonCode::SusForceMajeure, ReasonCode::SusAwaitingCourt, ReasonCode::SusApplicantRequest];
    let reason = *scene.rng.pick(&why).unwrap_or(&ReasonCode::SusForceMajeure);
    let supervisor = scene.officer(Role::Supervisor)?;
    Ok(Some(Deed::done(supervisor, SuspendClock { reason }, "ClockSuspended")))
}

pub(super) fn resume(scene: &mut Scene) -> Deeds {
    let clock = scene.state.clock();
    let payment = clock.suspended_for == Some(ReasonCode::SusAwaitingPayment);
    if !clock.is_suspended() || payment || !scene.is_in(WORKING) {
        return Ok(None);
    }
    let supervisor = scene.officer(Role::Supervisor)?;
    Ok(Some(Deed::done(supervisor, ResumeClock::default(), "ClockResumed")))
}

pub(super) fn extend(scene: &mut Scene) -> Deeds {
    let definition = scene.definition();
    let Some(terms) = &definition.deadline.extension else { return Ok(None) };
    let clock = scene.state.clock();
    let within = clock.extensions < terms.times && clock.extended < terms.working_days;
    let in_time = clock.due.is_some_and(|due| scene.now < due.due_at) && due(scene) > Some(scene.now);
    if !within || !in_time || !scene.is_in(WORKING) {
        return Ok(None);
    }
    let days = terms.working_days - clock.extended;
    let extend = ExtendDeadline { working_days: days, reason: ReasonCode::ExtComplexity };
    let supervisor = scene.officer(Role::Supervisor)?;
    Ok(Some(Deed::done(supervisor, extend, "DeadlineExtended")))
}
