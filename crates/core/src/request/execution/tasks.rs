//! Tasks from the provider's side: sent, taken back, and gone on without.

use super::command::{CancelTask, DispatchTask, TimeOutTask};
use super::event::{TaskCancelled, TaskDispatched, TaskTimedOut};
use super::state::Task;
use super::steps::{in_order, known};
use crate::definition::FeePoint;
use crate::ids::StepId;
use crate::reason::{Family, ReasonCode};
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::clock;
use crate::request::event::Event;
use crate::request::{fees, quarantine};
use crate::rule;

/// Sends a task to its body; again, if the body declined it, could not do it, or it was taken back.
pub(in crate::request) fn dispatch(bench: &mut Bench<'_>, command: DispatchTask) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let step = known(bench, &definition, &command.step)?;
    let body = step.body(&definition.provider);
    let own = || Refusal::NotAssigned { step: step.id.to_string() };
    bench.require(rule::SEVERAL_BODIES, body.is_some(), own)?;
    let body = body.ok_or_else(own)?;
    quarantine::reaches(bench, &body)?;
    let before = bench.state.execution.tasks.get(&step.id).cloned();
    let may = before.as_ref().is_none_or(may_be_sent_again);
    bench.require(rule::SEVERAL_BODIES, may, || Refusal::TaskAlreadyClosed { step: step.id.to_string() })?;
    in_order(bench, &definition, step)?;
    fees::settled(bench, FeePoint::Execution)?;
    let due = step.working_days.map(|days| clock::term(bench, days)).transpose()?;
    let message = bench.new_message()?;
    bench.emit(Event::TaskDispatched(TaskDispatched {
        at: bench.at,
        step: command.step,
        body,
        number: before.map_or(0, |task| task.number).saturating_add(1),
        message,
        due,
    }));
    Ok(())
}

fn may_be_sent_again(task: &Task) -> bool {
    use super::state::TaskStanding as T;
    matches!(task.standing, T::Declined(_) | T::Failed(_) | T::Cancelled(_))
}

/// Goes on without an advisory answer after its days (LY-17.3a).
pub(in crate::request) fn time_out(bench: &mut Bench<'_>, command: TimeOutTask) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let task = open(bench, &command.step)?;
    let advisory = definition.step(&command.step).is_some_and(|step| step.advisory);
    let needed = || Refusal::TasksOpen { steps: vec![command.step.to_string()] };
    bench.require(rule::ADVISORY, advisory, needed)?;
    let due = task.due.ok_or_else(needed)?;
    bench.require(rule::ADVISORY, bench.at >= due.due_at, || Refusal::TermNotOver {
        until: due.due_date.to_string(),
        term: rule::ADVISORY,
    })?;
    bench.emit(Event::TaskTimedOut(TaskTimedOut { at: bench.at, step: command.step, due }));
    Ok(())
}

/// Takes a task back, with a reason.
pub(in crate::request) fn cancel(bench: &mut Bench<'_>, command: CancelTask) -> Result<(), Refusal> {
    bench.reason_of(Family::Tsk, command.reason)?;
    open(bench, &command.step)?;
    bench.emit(Event::TaskCancelled(TaskCancelled {
        at: bench.at,
        step: command.step,
        reason: command.reason,
    }));
    Ok(())
}

/// Takes back whatever another body still has, in the append that ends the request (I-25).
pub(in crate::request) fn cancel_all(bench: &mut Bench<'_>) {
    let tasks = bench.state.execution.tasks.iter();
    let open: Vec<StepId> = tasks.filter(|(_, task)| task.is_open()).map(|(step, _)| step.clone()).collect();
    for step in open {
        let reason = ReasonCode::TskParentEnded;
        bench.emit(Event::TaskCancelled(TaskCancelled { at: bench.at, step, reason }));
    }
}

/// The task of a step, while its body has it.
fn open(bench: &mut Bench<'_>, step: &StepId) -> Result<Task, Refusal> {
    let task = bench.state.execution.tasks.get(step).cloned();
    let unknown = || Refusal::TaskUnknown { step: step.to_string() };
    bench.require(rule::SEVERAL_BODIES, task.is_some(), unknown)?;
    let task = task.ok_or_else(unknown)?;
    bench.require(rule::SEVERAL_BODIES, task.is_open(), || Refusal::TaskAlreadyClosed {
        step: step.to_string(),
    })?;
    Ok(task)
}
