//! The steps of the provider and the tasks of other bodies, answered well, badly, late or never.

use talab::Actor;
use talab::core::definition::{FeePoint, Step};
use talab::core::request::Command;
use talab::core::request::execution::{
    AcceptTask, CancelTask, CompleteStep, CompleteTask, DeclineTask, DispatchTask, FailTask, Finding, Task,
    TaskStanding, TimeOutTask,
};
use talab::core::{ChannelMessage, Reason, ReasonCode, Role, Stage};

use super::Deeds;
use crate::simulate::life::{Deed, Scene};

const ENDED: &[Stage] = &[Stage::Decided, Stage::Concluded, Stage::Closed];

/// Whether the execution goes on here, and nothing has to be paid before it does.
fn goes_on(scene: &Scene) -> bool {
    scene.is_in(&[Stage::InExecution]) && !scene.is_due(FeePoint::Execution)
}

pub(super) fn dispatch(scene: &mut Scene) -> Deeds {
    if !goes_on(scene) || scene.is_lost() {
        return Ok(None);
    }
    let ready = scene.ready(false);
    let Some(step) = scene.rng.pick(&ready) else { return Ok(None) };
    let send = DispatchTask { step: step.id.clone() };
    let handler = scene.officer(Role::Handler)?;
    Ok(Some(Deed::done(handler, send, "TaskDispatched")))
}

pub(super) fn complete(scene: &mut Scene) -> Deeds {
    if !goes_on(scene) || scene.is_lost() {
        return Ok(None);
    }
    let ready = scene.ready(true);
    let Some(step) = scene.rng.pick(&ready) else { return Ok(None) };
    let done = CompleteStep::new(step.id.clone());
    let done = if scene.rng.chance(50) { done.finding("لا ملاحظات") } else { done };
    let handler = scene.officer(Role::Handler)?;
    Ok(Some(Deed::done(handler, done, "StepCompleted")))
}

/// A task that waits for its body.
fn open(scene: &mut Scene, which: fn(&Task) -> bool) -> Option<(Step, Task)> {
    if !scene.is_in(&[
        Stage::Acknowledged,
        Stage::UnderVerification,
        Stage::AwaitingCorrection,
        Stage::InExecution,
        Stage::UnderDecision,
    ]) {
        return None;
    }
    let definition = scene.definition();
    let open = scene.state.tasks().filter(|(_, task)| task.is_open() && which(task));
    let open: Vec<_> =
        open.filter_map(|(id, task)| Some((definition.step(id)?.clone(), task.clone()))).collect();
    scene.rng.pick(&open).cloned()
}

/// The body of a task answers it.
fn answers(
    scene: &mut Scene,
    task: &Task,
    brings: &'static str,
    answer: impl FnOnce(Option<ChannelMessage>) -> Command,
) -> Deeds {
    let by = scene.of(&task.body, Role::ExecutingBody)?;
    let message = scene.message(&task.body, &task.message)?;
    let command = answer(Some(message));
    scene.heard = Some((by.clone(), command.clone()));
    Ok(Some(Deed::done(by, command, brings)))
}

pub(super) fn accept(scene: &mut Scene) -> Deeds {
    let fresh = |task: &Task| task.standing == TaskStanding::Dispatched;
    let Some((step, task)) = open(scene, fresh) else { return Ok(None) };
    answers(scene, &task, "TaskAccepted", |message| AcceptTask { step: step.id, message }.into())
}

pub(super) fn decline(scene: &mut Scene) -> Deeds {
    let Some((step, task)) = open(scene, |_| true) else { return Ok(None) };
    let reason = ReasonCode::TskNotOurs;
    answers(scene, &task, "TaskDeclined", |message| DeclineTask { step: step.id, reason, message }.into())
}

pub(super) fn fail(scene: &mut Scene) -> Deeds {
    let Some((step, task)) = open(scene, |_| true) else { return Ok(None) };
    let reason = ReasonCode::TskTechnical;
    answers(scene, &task, "TaskFailed", |message| FailTask { step: step.id, reason, message }.into())
}

pub(super) fn agree(scene: &mut Scene) -> Deeds {
    let Some((step, task)) = open(scene, |_| true) else { return Ok(None) };
    let shows = scene.offered.shows.iter().filter(|(shown_in, _)| *shown_in == step.id);
    let conditions = shows.map(|(_, condition)| condition.clone()).collect();
    answers(scene, &task, "TaskCompleted", |message| {
        let mut done = CompleteTask::new(step.id, Finding::Favourable, message);
        done.conditions = conditions;
        done.into()
    })
}

pub(super) fn disagree(scene: &mut Scene) -> Deeds {
    let Some((step, task)) = open(scene, |_| true) else { return Ok(None) };
    let reasons = vec![Reason::new(ReasonCode::TskConditionsNotMet)];
    answers(scene, &task, "TaskCompleted", |message| {
        CompleteTask::new(step.id, Finding::Unfavourable { reasons }, message).into()
    })
}

pub(super) fn cancel(scene: &mut Scene) -> Deeds {
    let Some((step, _)) = open(scene, |_| true) else { return Ok(None) };
    let cancel = CancelTask { step: step.id, reason: ReasonCode::TskMissingInput };
    let handler = scene.officer(Role::Handler)?;
    Ok(Some(Deed::done(handler, cancel, "TaskCancelled")))
}

/// An opinion that did not come in its days is done without.
pub(super) fn time_out(scene: &mut Scene) -> Deeds {
    let Some((step, task)) = open(scene, |task| task.due.is_some()) else { return Ok(None) };
    let Some(due) = task.due.filter(|_| step.advisory) else { return Ok(None) };
    scene.until(due.due_at);
    Ok(Some(Deed::done(Actor::system(), TimeOutTask { step: step.id }, "TaskTimedOut")))
}

/// An answer to a request that has ended is kept beside it.
pub(super) fn late(scene: &mut Scene) -> Deeds {
    if !scene.is_in(ENDED) {
        return Ok(None);
    }
    let held: Vec<_> = scene.state.tasks().map(|(id, task)| (id.clone(), task.clone())).collect();
    let Some((step, task)) = scene.rng.pick(&held).cloned() else { return Ok(None) };
    answers(scene, &task, "LateAnswerKept", |message| {
        CompleteTask::new(step, Finding::Favourable, message).into()
    })
}
