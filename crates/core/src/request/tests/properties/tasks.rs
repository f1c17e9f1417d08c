//! Commands around tasks, sensible for the request as it stands, or spoilt on purpose.

use super::commands::reason;
use super::dice::Dice;
use crate::actor::Actor;
use crate::channel::ChannelMessage;
use crate::command_kind::CommandKind;
use crate::ids::StepId;
use crate::instant::Timestamp;
use crate::reason::{Reason, ReasonCode};
use crate::request::execution::{
    AcceptTask, CancelTask, CompleteTask, DeclineTask, DispatchTask, FailTask, Finding, Task, TimeOutTask,
};
use crate::request::{Command, Request};
use crate::testing::{message, reply};

const STEPS: [&str; 6] =
    ["title", "safety", "advice", "survey-by-post", "survey-by-council", "verify-address"];

pub(super) fn command(
    kind: CommandKind,
    request: &Request,
    by: &Actor,
    at: Timestamp,
    dice: &mut Dice,
) -> Command {
    if kind == CommandKind::DispatchTask {
        return DispatchTask { step: id(dice.of(&STEPS)) }.into();
    }
    let step = step(request, by, dice);
    let why = reason(dice, ReasonCode::TskTechnical);
    match kind {
        CommandKind::TimeOutTask => return TimeOutTask { step }.into(),
        CommandKind::CancelTask => return CancelTask { step, reason: why }.into(),
        _ => {}
    }
    let message = answer(request, &step, by, at, dice);
    match kind {
        CommandKind::AcceptTask => AcceptTask { step, message }.into(),
        CommandKind::DeclineTask => DeclineTask { step, reason: why, message }.into(),
        CommandKind::FailTask => FailTask { step, reason: why, message }.into(),
        _ => {
            let against = Finding::Unfavourable { reasons: vec![Reason::new(why)] };
            let finding = if dice.once_in(6) { against } else { Finding::Favourable };
            let mut complete = CompleteTask::new(step, finding, message);
            if dice.once_in(2) {
                complete.conditions = vec![dice.of(&["c2", "c2", "c9"]).try_into().unwrap()];
            }
            complete.into()
        }
    }
}

fn id(step: &str) -> StepId {
    step.try_into().unwrap()
}

/// A task that the body has, or for others any that is out; now and then any step at all.
fn step(request: &Request, by: &Actor, dice: &mut Dice) -> StepId {
    let theirs = |task: &Task| by.body.as_ref().is_none_or(|body| *body == task.body || by.role.is_officer());
    let known: Vec<_> =
        request.tasks().filter(|(_, task)| theirs(task)).map(|(step, _)| step.clone()).collect();
    if known.is_empty() || dice.once_in(12) { id(dice.of(&STEPS)) } else { dice.of(&known) }
}

/// A message that answers the task, in most cases from the right body and for the first time.
fn answer(
    request: &Request,
    step: &StepId,
    by: &Actor,
    at: Timestamp,
    dice: &mut Dice,
) -> Option<ChannelMessage> {
    let number = if dice.once_in(12) { 1 } else { usize::try_from(request.version()).unwrap() + 100 };
    let from = by.body.as_ref().map_or("nobody", |body| body.as_str());
    match dice.below(16) {
        0 => None,
        1 => Some(message(from, number, at)),
        _ if request.tasks().any(|(known, _)| known == step) => {
            Some(reply(request, step.as_str(), number, at))
        }
        _ => Some(message(from, number, at)),
    }
}
