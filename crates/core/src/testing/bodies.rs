//! Other bodies in the small world: their tasks, their officers and their messages.

use time::Duration;

use super::build::{join, step, task};
use super::people::{provider, somebody};
use super::service::definition;
use crate::actor::{Actor, Role};
use crate::channel::ChannelMessage;
use crate::definition::{Condition, Need, ServiceDefinition, Step};
use crate::ids::{BodyId, IdInvalid, StepId};
use crate::instant::Timestamp;
use crate::request::Request;
use crate::request::execution::{CompleteTask, DispatchTask, Finding};

/// The registry that says whose the dwelling is; its task comes first.
pub const REGISTRY: &str = "real-estate-registry";
/// The authority that is asked about safety, where the applicant owns the dwelling.
pub const SAFETY: &str = "national-safety";
/// The company that gives advice and may be silent.
pub const ELECTRICITY: &str = "electricity-company";
/// The body of the task `survey-by-post`, one of two of which one is enough.
pub const POST: &str = "libya-post";
/// The body of the task `survey-by-council`, the other one.
pub const COUNCIL: &str = "quarter-council";

fn id<T: TryFrom<String, Error = IdInvalid>>(text: &str) -> T {
    T::try_from(text.to_owned()).unwrap_or_else(|error| panic!("{error}"))
}

/// The certificate of residence where five other bodies take part, and the provider verifies the address last.
///
/// `title` and `advice` may go out at once; `safety` is needed of owners only; of the two surveys, which come after
/// `title`, one is enough; `advice` may be left unanswered after two working days.
///
/// # Panics
/// Never: its ids are well formed.
pub fn several_bodies() -> ServiceDefinition {
    let promised = |days, step| Step { working_days: Some(days), ..step };
    let mut definition = definition();
    definition.deadline.working_days = 30;
    definition.conditions.push(super::build::condition("c2", None));
    definition.steps = vec![
        Step {
            fields: vec![id("address")],
            documents: vec![id("utility_bill")],
            ..promised(3, task("title", REGISTRY, &[]))
        },
        Step { when: Some(Condition::new("answers.owns_dwelling")), ..task("safety", SAFETY, &["title"]) },
        Step { advisory: true, ..promised(2, task("advice", ELECTRICITY, &[])) },
        task("survey-by-post", POST, &["title"]),
        task("survey-by-council", COUNCIL, &["title"]),
        step("verify-address"),
    ];
    definition.joins = vec![join("survey", &["survey-by-post", "survey-by-council"], Need::Any)];
    definition
}

/// An officer of another body, answering through the channel.
///
/// # Panics
/// If the code can't be a body's id.
pub fn body(code: &str) -> Actor {
    Actor { body: Some(id(code)), ..Actor::new(somebody(&format!("o-{code}")), Role::ExecutingBody) }
}

/// Sends the task of `step`.
///
/// # Panics
/// If the name can't be a step's id.
pub fn send(step: &str) -> DispatchTask {
    DispatchTask { step: id(step) }
}

/// A message `number` of the body that has the task of `step`, in answer to it, an hour before `at`.
///
/// # Panics
/// If no such task was sent, or the names can't be ids.
pub fn reply(request: &Request, step: &str, number: usize, at: Timestamp) -> ChannelMessage {
    let wanted: StepId = id(step);
    let task = request.tasks().find(|(step, _)| **step == wanted).map(|(_, task)| task);
    let task = task.unwrap_or_else(|| panic!("the task `{step}` was not sent"));
    ChannelMessage { in_reply_to: Some(task.message.clone()), ..message(task.body.as_str(), number, at) }
}

/// A message `number` of a body to the provider that answers nothing, an hour before `at`.
///
/// # Panics
/// If the code can't be a body's id.
pub fn message(from: &str, number: usize, at: Timestamp) -> ChannelMessage {
    ChannelMessage {
        id: id(&format!("IN-{number}")),
        kind: id("task.answer.v1"),
        from: id::<BodyId>(from),
        to: provider(),
        in_reply_to: None,
        sent_at: at.plus(-Duration::hours(1)),
        received_at: at,
    }
}

/// The task of `step` is done, and nothing stands against the request.
///
/// # Panics
/// If the name can't be a step's id.
pub fn favourable(step: &str, message: ChannelMessage) -> CompleteTask {
    CompleteTask::new(id(step), Finding::Favourable, Some(message))
}
