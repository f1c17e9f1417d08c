//! Answers of other bodies to their tasks: each message once, from whom it was asked, to what was asked.

use super::command::{AcceptTask, CompleteTask, DeclineTask, FailTask};
use super::event::{Finding, LateAnswer, TaskAccepted, TaskCompleted, TaskDeclined, TaskFailed};
use super::state::TaskStanding;
use crate::channel::ChannelMessage;
use crate::ids::StepId;
use crate::input;
use crate::reason::{Family, Reason, ReasonCode};
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::request::intake::accept_foreign_documents;
use crate::rule;
use crate::stage::Stage;
use crate::text::Text;

/// What an answer is to: an open task, or a request that has ended.
enum Asked {
    Open(ChannelMessage),
    Ended(ChannelMessage),
}

/// The body takes the task on.
pub(in crate::request) fn accept(bench: &mut Bench<'_>, command: AcceptTask) -> Result<(), Refusal> {
    let step = command.step;
    match asked(bench, &step, command.message)? {
        Asked::Ended(message) => bench.keep(not_done(step, None), message),
        Asked::Open(message) => {
            let taken = bench
                .state
                .execution
                .tasks
                .get(&step)
                .is_some_and(|task| task.standing == TaskStanding::Accepted);
            bench.require(rule::SEVERAL_BODIES, !taken, || Refusal::TaskAlreadyClosed {
                step: step.to_string(),
            })?;
            bench.emit(Event::TaskAccepted(TaskAccepted { at: bench.at, step, message }));
        }
    }
    Ok(())
}

/// The body does not take the task on.
pub(in crate::request) fn decline(bench: &mut Bench<'_>, command: DeclineTask) -> Result<(), Refusal> {
    let DeclineTask { step, reason, message } = command;
    bench.reason_of(Family::Tsk, reason)?;
    match asked(bench, &step, message)? {
        Asked::Ended(message) => bench.keep(not_done(step, Some(reason)), message),
        Asked::Open(message) => {
            bench.emit(Event::TaskDeclined(TaskDeclined { at: bench.at, step, reason, message }));
        }
    }
    Ok(())
}

/// The body can't do the task.
pub(in crate::request) fn fail(bench: &mut Bench<'_>, command: FailTask) -> Result<(), Refusal> {
    let FailTask { step, reason, message } = command;
    bench.reason_of(Family::Tsk, reason)?;
    match asked(bench, &step, message)? {
        Asked::Ended(message) => bench.keep(not_done(step, Some(reason)), message),
        Asked::Open(message) => {
            bench.emit(Event::TaskFailed(TaskFailed { at: bench.at, step, reason, message }));
        }
    }
    Ok(())
}

/// The body has done the task.
pub(in crate::request) fn complete(bench: &mut Bench<'_>, command: CompleteTask) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    if let Finding::Unfavourable { reasons } = &command.finding {
        let what = || Refusal::ReasonRequired { what: "an unfavourable finding".to_owned() };
        bench.require(rule::SEVERAL_BODIES, !reasons.is_empty(), what)?;
        for reason in reasons {
            bench.reason_of(Family::Tsk, reason.code)?;
            said_by_code(reason)?;
        }
    }
    let asked = asked(bench, &command.step, command.message)?;
    if let Some(unknown) = command.conditions.iter().find(|id| definition.condition(id).is_none()) {
        return Err(Refusal::unknown_condition(unknown));
    }
    let binds = definition.step(&command.step).is_some_and(|step| !step.advisory);
    let proves = command.conditions.is_empty() || (binds && command.finding == Finding::Favourable);
    bench.require(rule::DECISION_GROUNDS, proves, || Refusal::FieldInvalid {
        path: "conditions".to_owned(),
        problem: Text::new(
            "لا تثبت الشروط إلا نتيجة إيجابية لخطوة غير استشارية، يُرجى حذفها",
            "only a favourable finding in a step that isn't advisory shows conditions met: leave them out",
        ),
    })?;
    let CompleteTask { step, finding, conditions, .. } = command;
    let documents = accept_foreign_documents(command.documents)?;
    let remark = bench.personal_text("remark", command.remark.into_inner(), input::MAX_FREE_TEXT)?;
    match asked {
        Asked::Ended(message) => {
            bench.keep(
                LateAnswer::Task { step, finding: Some(finding), reason: None, documents, remark },
                message,
            );
        }
        Asked::Open(message) => {
            let at = bench.at;
            let done = TaskCompleted { at, step, finding, conditions, documents, remark, message };
            bench.emit(Event::TaskCompleted(done));
        }
    }
    Ok(())
}

/// A finding is public and stays for good: its reasons are codes about a named thing, and free words are for the remark.
fn said_by_code(reason: &Reason) -> Result<(), Refusal> {
    let invalid =
        |path: &str, problem| Refusal::FieldInvalid { path: format!("finding.reasons.{path}"), problem };
    if reason.detail.is_some() {
        let problem = Text::new("يُرجى كتابة التفاصيل في الملاحظة", "write details into the remark");
        return Err(invalid("detail", problem));
    }
    let item = reason.item.as_deref().map_or(Ok(String::new()), input::name);
    item.map(|_| ()).map_err(|problem| invalid("item", problem))
}

/// What the answer is to. It came over the channel, once, from the body that was asked, and names what it answers.
fn asked(bench: &mut Bench<'_>, step: &StepId, message: Option<ChannelMessage>) -> Result<Asked, Refusal> {
    let message = bench.message(message)?;
    let unknown = || Refusal::TaskUnknown { step: step.to_string() };
    let task = bench.state.execution.tasks.get(step).cloned();
    bench.require(rule::EXECUTED_AS_PUBLISHED, task.is_some(), unknown)?;
    let task = task.ok_or_else(unknown)?;
    let theirs = bench.by.body.as_ref() == Some(&task.body);
    bench.require(rule::SEVERAL_BODIES, theirs, || Refusal::NotAssigned { step: step.to_string() })?;
    if matches!(bench.state.stage, Some(Stage::Decided | Stage::Concluded | Stage::Closed)) {
        return Ok(Asked::Ended(message));
    }
    let current = message.in_reply_to.as_ref() == Some(&task.message);
    let closed = || Refusal::TaskAlreadyClosed { step: step.to_string() };
    bench.require(rule::SEVERAL_BODIES, current && task.is_open(), closed)?;
    Ok(Asked::Open(message))
}

/// What a body says of a task it has not done.
fn not_done(step: StepId, reason: Option<ReasonCode>) -> LateAnswer {
    LateAnswer::Task { step, finding: None, reason, documents: Vec::new(), remark: None }
}
