//! Making a status from a request and its events.

use talab_core::calendar::{Calendar, CalendarGap, DeadlineError, Due};
use talab_core::definition::ServiceDefinition;
use talab_core::request::execution::Task;
use talab_core::request::{Request, available_actions};
use talab_core::{Actor, Lang, Reference, ServiceCode, Stage, Text, Timestamp};

use super::Status;
use super::elsewhere::{offered, parts, questions};
use super::error::StatusError;
use super::facts::{
    corrections, explanation, measures, missing, notifications, outputs, reasons, remedies, why_moved,
};
use super::money::{fees, orders};
use super::parts::{
    CalendarLimit, ClockStatus, HistoryLine, MustAct, NextAction, ServiceStatus, StageReached, StageStatus,
    Stages, StepStatus,
};
use super::rights::{feedback, holds, referral};
use crate::entry::Entry;
use crate::labels::{both, date};
use crate::sight::Sight;

/// The status of `request` for `viewer` as of `now`.
///
/// `request` is the fold of `entries`; `definition` the version it is pinned to; `calendar` that of its jurisdiction.
/// Where the calendar does not reach far enough, the status says so and tells everything else.
///
/// # Errors
/// [`StatusError`] if the viewer may not know of the request, or the definition or the calendar is another's.
pub fn status(
    reference: &Reference,
    request: &Request,
    definition: &ServiceDefinition,
    calendar: &Calendar,
    now: Timestamp,
    viewer: &Actor,
    entries: &[Entry],
) -> Result<Status, StatusError> {
    let unknown = || StatusError::Unknown { reference: reference.clone() };
    let stage = request.stage().filter(|_| request.is_visible_to(viewer)).ok_or_else(unknown)?;
    let ((service, version), provider) = request.service().zip(request.provider()).ok_or_else(unknown)?;
    check(reference, request, definition, calendar)?;
    let sight = Sight::new(request, viewer);
    let expectation = Expectation::new(request, calendar, now);
    let status = Status {
        reference: reference.clone(),
        version: request.version(),
        service: ServiceStatus { code: service.clone(), version, name: definition.name.clone() },
        provider: provider.clone(),
        stage,
        stage_text: stage.words().to_text(),
        outcome: request.outcome(),
        outcome_text: request.outcome().map(|outcome| outcome.words().to_text()),
        submitted_at: request.submitted_at(),
        received_at: request.received_at(),
        acknowledged_at: request.acknowledged().map(|it| it.at),
        acknowledgement_number: request.acknowledged().map(|it| it.number.clone()),
        expected_by: expectation.due.map(|due| due.due_date),
        expected_at: expectation.due.map(|due| due.due_at),
        provisional: expectation.provisional,
        why_moved: why_moved(request, &sight),
        delivered_at: request.delivered_at(),
        missing: missing(request, definition),
        reasons: reasons(request, definition, &sight),
        remedies: remedies(request),
        explanation: explanation(request, &sight),
        corrections: corrections(request, definition, &sight),
        measures: measures(request, &sight),
        outputs: outputs(request, definition, &sight),
        notifications: notifications(request, &sight),
        stages: stages(request, stage),
        fees: if sight.money() { fees(request, definition) } else { Vec::new() },
        orders: if sight.money() { orders(request, &sight) } else { Vec::new() },
        questions: questions(request, &sight),
        offered_to: offered(request, &sight),
        duplicate_of: request.duplicate_of().cloned(),
        reopened: request.reopened(),
        referral: referral(request, &sight),
        legal_holds: holds(request, &sight),
        retention: None,
        feedback: feedback(request, &sight),
        parts: if sight.whole() { parts(request, definition) } else { Vec::new() },
        part_of: request.parent().filter(|_| sight.whole()).map(|parent| parent.request.clone()),
        steps: steps(request, definition, &sight),
        next_actions: next_actions(request, definition, viewer),
        must_act: MustAct::of(stage),
        act_by: act_by(request, stage, expectation.due),
        history: history(entries, &sight),
        clock: clock(request, calendar, now, &sight),
        calendar_limit: expectation.limit,
    };
    Ok(match (sight.whole(), sight.money()) {
        (true, _) => status,
        (false, true) => payments(part(status)),
        (false, false) => {
            let mut handed = status.outputs.clone();
            handed.retain(|output| sight.hands_out(&output.id));
            Status { outputs: handed, ..part(status) }
        }
    })
}

/// What the payment system needs to know: its orders, and nothing of what they are for.
fn payments(status: Status) -> Status {
    Status {
        outcome: None,
        outcome_text: None,
        submitted_at: None,
        received_at: None,
        acknowledged_at: None,
        expected_by: None,
        expected_at: None,
        delivered_at: None,
        act_by: None,
        fees: Vec::new(),
        stages: Stages { passed: Vec::new(), to_come: Vec::new() },
        ..status
    }
}

/// What another body with a task needs to know: where the request stands, its own steps, and nothing of the case (LY-6.5).
fn part(status: Status) -> Status {
    Status {
        acknowledgement_number: None,
        why_moved: Vec::new(),
        missing: Vec::new(),
        reasons: Vec::new(),
        remedies: None,
        explanation: None,
        corrections: None,
        measures: Vec::new(),
        outputs: Vec::new(),
        notifications: Vec::new(),
        duplicate_of: None,
        clock: None,
        ..status
    }
}

/// A wrong definition or calendar would give a wrong answer that looks right.
fn check(
    reference: &Reference,
    request: &Request,
    definition: &ServiceDefinition,
    calendar: &Calendar,
) -> Result<(), StatusError> {
    let named = |code: &ServiceCode, version: u32| format!("{code} version {version}");
    let given = (&definition.code, definition.version);
    if let Some(pinned) = request.service().filter(|pinned| *pinned != given) {
        let (pinned, given) = (named(pinned.0, pinned.1), named(given.0, given.1));
        return Err(StatusError::Definition { reference: reference.clone(), pinned, given });
    }
    let given = calendar.jurisdiction();
    match request.jurisdiction().filter(|pinned| pinned.as_str() != given) {
        Some(pinned) => Err(StatusError::Calendar {
            reference: reference.clone(),
            pinned: pinned.to_string(),
            given: given.to_owned(),
        }),
        None => Ok(()),
    }
}

/// When it is expected to be done.
#[derive(Default)]
struct Expectation {
    due: Option<Due>,
    provisional: bool,
    limit: Option<CalendarLimit>,
}

impl Expectation {
    fn new(request: &Request, calendar: &Calendar, now: Timestamp) -> Self {
        match request.clock().expected(calendar, now) {
            Ok(Some((due, provisional))) => Self { due: Some(due), provisional, limit: None },
            Ok(None) => Self::default(),
            // A date from before the suspension would be wrong by now, so there is none rather than that one.
            Err(gap) => Self { due: None, provisional: true, limit: Some(limit(&gap)) },
        }
    }
}

fn limit(gap: &CalendarGap) -> CalendarLimit {
    let text = both(|lang| match lang {
        Lang::Ar => format!("لا يغطي تقويم أيام العمل يوم {} بعد", date(gap.date, lang)),
        Lang::En => format!("the calendar of working days does not cover {} yet", gap.date),
    });
    CalendarLimit { date: gap.date, text }
}

fn stages(request: &Request, present: Stage) -> Stages {
    let passed = request.stages_passed().iter().map(|(stage, since)| StageReached {
        stage: *stage,
        text: stage.words().to_text(),
        since: *since,
    });
    let to_come = road_after(request, present)
        .iter()
        .map(|stage| StageStatus { stage: *stage, text: stage.words().to_text() });
    Stages { passed: passed.collect(), to_come: to_come.collect() }
}

/// What is left of the straight road: a detour rejoins it where it will lead back.
fn road_after(request: &Request, present: Stage) -> &'static [Stage] {
    let acknowledged = request.acknowledged().is_some();
    let next = match present {
        Stage::Rejected => Stage::Submitted,
        Stage::AwaitingCorrection if acknowledged => Stage::UnderVerification,
        Stage::AwaitingCorrection => Stage::Submitted,
        Stage::Closed => return &[],
        on_the_road => return rest(on_the_road, 1),
    };
    rest(next, 0)
}

fn rest(stage: Stage, skip: usize) -> &'static [Stage] {
    let at = Stage::ROAD.iter().position(|it| *it == stage).map(|at| at + skip);
    at.and_then(|at| Stage::ROAD.get(at..)).unwrap_or(&[])
}

/// The steps that this request needs, and which body has which of them now (LY-17.3).
fn steps(request: &Request, definition: &ServiceDefinition, sight: &Sight<'_>) -> Vec<StepStatus> {
    let done = request.completed_steps();
    let needed = definition.steps.iter().filter(|step| request.needs(definition, &step.id));
    let steps = needed.filter(|step| sight.step(&step.id)).map(|step| {
        let task = request.tasks().find(|(id, _)| **id == step.id).map(|(_, task)| task);
        let with_its_body = task.filter(|task| task.is_open());
        StepStatus {
            id: step.id.clone(),
            name: step.name.clone(),
            done: done.contains(&step.id) || task.is_some_and(Task::is_settled),
            body: step.body(&definition.provider),
            with_its_body: with_its_body.is_some(),
            message: task.filter(|_| sight.messages()).map(|task| task.message.clone()),
            answer_by: with_its_body.and_then(|task| task.due).map(|due| due.due_date),
        }
    });
    steps.collect()
}

fn next_actions(request: &Request, definition: &ServiceDefinition, viewer: &Actor) -> Vec<NextAction> {
    let actions = available_actions(request, definition, viewer).into_iter().map(|action| NextAction {
        command: action.command,
        text: action.words().to_text(),
        expected: action.expected,
    });
    actions.collect()
}

/// The term of whoever must act: the applicant's own, or the deadline of the service.
fn act_by(request: &Request, stage: Stage, expected: Option<Due>) -> Option<time::Date> {
    let due = match MustAct::of(stage) {
        MustAct::Nobody => None,
        MustAct::Provider => expected,
        MustAct::Applicant => match request.open_corrections() {
            Some(open) => Some(open.due),
            None => request.rejected().and_then(|rejected| rejected.supplement_until),
        },
    };
    due.map(|due| due.due_date)
}

fn history(entries: &[Entry], sight: &Sight<'_>) -> Vec<HistoryLine> {
    let shown = entries.iter().filter(|entry| sight.event(&entry.event));
    shown
        .map(|entry| HistoryLine {
            at: entry.occurred_at,
            event: entry.event.name(),
            text: entry.event.words().to_text(),
        })
        .collect()
}

fn clock(request: &Request, calendar: &Calendar, now: Timestamp, sight: &Sight<'_>) -> Option<ClockStatus> {
    let clock = request.clock();
    clock.counted_from?;
    let counted: Result<_, DeadlineError> = clock.spent(calendar, now);
    let (spent, left) = counted.ok().unzip();
    let suspended_for = clock.suspended_for.filter(|reason| sight.reason(*reason));
    let suspended_text: Option<Text> = suspended_for.map(|reason| reason.words().to_text());
    Some(ClockStatus {
        budget: clock.total(),
        spent,
        left,
        suspended_for,
        suspended_text,
        missed: clock.missed,
    })
}
