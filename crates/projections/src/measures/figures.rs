//! The figures of a set of requests.

use std::collections::BTreeMap;

use serde::Serialize;
use talab_core::{BodyId, Outcome, Stage, StepId, Timestamp};

use super::case::{RequestCase, seconds};
use super::numbers::{Durations, PerRequest, Share};
use super::task::{TaskCase, TaskEnd};
use super::usage::Usage;

/// What a set of requests achieved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Figures {
    /// How many requests there are.
    pub requests: u64,
    /// Those received, complete (LY-14.1).
    pub received: u64,
    /// Those acknowledged (LY-15.1).
    pub acknowledged: u64,
    /// Those that were not acknowledged at some time (LY-15.3), of all.
    pub rejected: Share,
    /// Those that have not ended.
    pub open: u64,
    /// Those with an outcome, by outcome.
    pub outcomes: BTreeMap<Outcome, u64>,
    /// Those denied, by silence as well, of those decided.
    pub denied: Share,
    /// The time in each stage, of the requests that have left it: all visits of one request together.
    pub stages: BTreeMap<Stage, Durations>,
    /// From the receipt to the acknowledgement.
    pub to_acknowledge: Durations,
    /// From the receipt to the decision in force.
    pub to_decide: Durations,
    /// From the receipt to the delivery of the last mandatory output (LY-18.4).
    pub to_deliver: Durations,
    /// Whether the promised time was kept (JO-2d).
    pub promise: Promise,
    /// Rounds of corrections (LY-16.2).
    pub corrections: PerRequest,
    /// Supplements of what was not acknowledged.
    pub supplements: PerRequest,
    /// Contacts recorded.
    pub contacts: PerRequest,
    /// Errors that were corrected after the decision (N4-7).
    pub amendments: Amendments,
    /// The steps completed, and those of them that are manual (N4-5).
    pub steps: Steps,
    /// Each body's own time for each step it was sent (JO-2c).
    pub bodies: Vec<BodyFigures>,
    /// How they were used (SA-8).
    pub usage: Usage,
}

/// Promises of time that were kept and missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Promise {
    /// Decided, and never late.
    pub kept: u64,
    /// Late at any time, by the deadline in force then; also those still open.
    pub missed: u64,
    /// Promised, open, and in time so far.
    pub running: u64,
    /// Those kept, of those kept and missed; what ended in time without a decision counts in neither.
    pub on_time: Share,
}

/// Errors that were corrected after the decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Amendments {
    /// Requests whose outcome was set right.
    pub outcome_corrected: u64,
    /// Requests that were reopened.
    pub reopened: u64,
    /// Requests with an output replaced by a corrected one.
    pub output_replaced: u64,
    /// Requests with any of these, of those ever decided.
    pub any: Share,
}

/// Steps that were completed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Steps {
    /// How many were completed, the provider's own and those of other bodies.
    pub completed: u64,
    /// Those that their definition calls manual.
    pub manual: Share,
}

/// One body's own time for one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BodyFigures {
    /// The body.
    pub body: BodyId,
    /// The step it was sent.
    pub step: StepId,
    /// How often it was sent.
    pub sent: u64,
    /// How often the body took it on.
    pub accepted: u64,
    /// How often it was done.
    pub completed: u64,
    /// How often the body did not take it on.
    pub declined: u64,
    /// How often the body could not do it.
    pub failed: u64,
    /// How often its days passed without an answer.
    pub timed_out: u64,
    /// How often it was taken back.
    pub cancelled: u64,
    /// How many are with the body now.
    pub open: u64,
    /// From the sending to the acceptance.
    pub to_accept: Durations,
    /// From the sending to the answer that it is done.
    pub to_complete: Durations,
    /// How many promises of the body were missed, also of those still open.
    pub late: u64,
    /// The promises kept, of those kept and missed; where the body promised nothing, there is nothing to keep.
    pub on_time: Share,
}

/// The figures of these requests as of an instant; `manual` says whether a step of a service's version is done by hand.
pub fn measure(
    cases: &[&RequestCase],
    as_of: Timestamp,
    manual: &dyn Fn(&RequestCase, &StepId) -> bool,
) -> Figures {
    let decided = |case: &&&RequestCase| case.decided_at.is_some();
    let denied = |outcome| matches!(outcome, Some(Outcome::Denied | Outcome::DeemedDenied));
    let since_receipt = |until: fn(&RequestCase) -> Option<Timestamp>| {
        Durations::of(
            cases
                .iter()
                .filter_map(|case| case.received_at.zip(until(case)))
                .map(|(at, end)| seconds(at, end)),
        )
    };
    let mut outcomes = BTreeMap::new();
    for outcome in cases.iter().filter_map(|case| case.outcome) {
        *outcomes.entry(outcome).or_default() += 1;
    }
    Figures {
        requests: count(cases, |_| true),
        received: count(cases, |case| case.received_at.is_some()),
        acknowledged: count(cases, |case| case.acknowledged_at.is_some()),
        rejected: Share::of(cases, |case| case.rejections > 0),
        open: count(cases, |case| !case.ended),
        outcomes,
        denied: Share::of(cases.iter().filter(decided), |case| denied(case.outcome)),
        stages: stages(cases),
        to_acknowledge: since_receipt(|case| case.acknowledged_at),
        to_decide: since_receipt(|case| case.decided_at),
        to_deliver: since_receipt(|case| case.delivered_at),
        promise: promise(cases, as_of),
        corrections: PerRequest::of(cases.iter().map(|case| case.corrections)),
        supplements: PerRequest::of(cases.iter().map(|case| case.supplements)),
        contacts: PerRequest::of(cases.iter().map(|case| case.contacts.len() as u64)),
        amendments: amendments(cases),
        steps: steps(cases, manual),
        bodies: bodies(cases, as_of),
        usage: Usage::of(cases),
    }
}

fn count(cases: &[&RequestCase], such: impl Fn(&RequestCase) -> bool) -> u64 {
    Share::of(cases, |case| such(case)).count
}

fn stages(cases: &[&RequestCase]) -> BTreeMap<Stage, Durations> {
    let mut found: BTreeMap<Stage, Vec<u64>> = BTreeMap::new();
    for (stage, time) in cases.iter().flat_map(|case| &case.stages) {
        found.entry(*stage).or_default().push(*time);
    }
    found.into_iter().map(|(stage, times)| (stage, Durations::of(times))).collect()
}

fn promise(cases: &[&RequestCase], as_of: Timestamp) -> Promise {
    let mut promise = Promise::default();
    for case in cases.iter().filter(|case| case.clock.is_set()) {
        if case.clock.is_missed(as_of) {
            promise.missed += 1;
        } else if case.decided_at.is_some() {
            promise.kept += 1;
        } else if !case.ended {
            promise.running += 1;
        }
    }
    promise.on_time = Share::new(promise.kept, promise.kept + promise.missed);
    promise
}

fn amendments(cases: &[&RequestCase]) -> Amendments {
    let any = |case: &RequestCase| case.corrected_outcomes + case.reopened + case.replaced_outputs > 0;
    // What ended without a decision may be reopened as well; that corrects no error of a decision.
    let decided: Vec<_> = cases.iter().filter(|case| case.ever_decided).copied().collect();
    Amendments {
        outcome_corrected: count(&decided, |case| case.corrected_outcomes > 0),
        reopened: count(&decided, |case| case.reopened > 0),
        output_replaced: count(&decided, |case| case.replaced_outputs > 0),
        any: Share::of(&decided, |case| any(case)),
    }
}

fn steps(cases: &[&RequestCase], manual: &dyn Fn(&RequestCase, &StepId) -> bool) -> Steps {
    let all = cases.iter().flat_map(|case| case.steps.iter().map(move |step| (case, step)));
    let manual = Share::of(all, |(case, step)| manual(case, step));
    Steps { completed: manual.of, manual }
}

fn bodies(cases: &[&RequestCase], as_of: Timestamp) -> Vec<BodyFigures> {
    let mut found: BTreeMap<(&BodyId, &StepId), Vec<&TaskCase>> = BTreeMap::new();
    for task in cases.iter().flat_map(|case| &case.tasks) {
        found.entry((&task.body, &task.step)).or_default().push(task);
    }
    found.into_iter().map(|((body, step), tasks)| of_body(body, step, &tasks, as_of)).collect()
}

fn of_body(body: &BodyId, step: &StepId, tasks: &[&TaskCase], as_of: Timestamp) -> BodyFigures {
    let ended = |end: TaskEnd| tasks.iter().filter(|task| task.end == end).count() as u64;
    let accepted = tasks.iter().filter_map(|task| Some(seconds(task.sent, task.accepted?)));
    let completed = tasks.iter().filter_map(|task| match task.end {
        TaskEnd::Completed(at) => Some(seconds(task.sent, at)),
        _ => None,
    });
    let (to_accept, to_complete) = (Durations::of(accepted), Durations::of(completed));
    let on_time = Share::of(tasks.iter().filter_map(|task| task.kept(as_of)), |kept| *kept);
    BodyFigures {
        body: body.clone(),
        step: step.clone(),
        sent: tasks.len() as u64,
        accepted: to_accept.count,
        completed: to_complete.count,
        declined: ended(TaskEnd::Declined),
        failed: ended(TaskEnd::Failed),
        timed_out: ended(TaskEnd::TimedOut),
        cancelled: ended(TaskEnd::Cancelled),
        open: ended(TaskEnd::Open),
        to_accept,
        to_complete,
        late: on_time.of - on_time.count,
        on_time,
    }
}
