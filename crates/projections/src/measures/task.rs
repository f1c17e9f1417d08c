//! A task of another body, as its request tells it (JO-2c).

use talab_core::calendar::Due;
use talab_core::request::Event;
use talab_core::{BodyId, StepId, Timestamp};

/// One sending of a step to another body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TaskCase {
    pub(super) step: StepId,
    pub(super) body: BodyId,
    /// Until when the body promised to answer.
    pub(super) due: Option<Due>,
    pub(super) sent: Timestamp,
    pub(super) accepted: Option<Timestamp>,
    pub(super) end: TaskEnd,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TaskEnd {
    Open,
    Completed(Timestamp),
    Declined,
    Failed,
    TimedOut,
    Cancelled,
}

/// Takes in what an event says of tasks: a step that is sent again is another task.
pub(super) fn note(tasks: &mut Vec<TaskCase>, event: &Event) {
    if let Event::TaskDispatched(it) = event {
        let (step, body) = (it.step.clone(), it.body.clone());
        tasks.push(TaskCase { step, body, due: it.due, sent: it.at, accepted: None, end: TaskEnd::Open });
        return;
    }
    let Some(step) = event.task() else { return };
    let Some(task) = tasks.iter_mut().rev().find(|task| task.step == *step) else { return };
    match event {
        Event::TaskAccepted(it) => task.accepted = Some(it.at),
        Event::TaskCompleted(it) => task.end = TaskEnd::Completed(it.at),
        Event::TaskDeclined(_) => task.end = TaskEnd::Declined,
        Event::TaskFailed(_) => task.end = TaskEnd::Failed,
        Event::TaskTimedOut(_) => task.end = TaskEnd::TimedOut,
        Event::TaskCancelled(_) => task.end = TaskEnd::Cancelled,
        // What came too late changes nothing.
        _ => {}
    }
}

impl TaskCase {
    /// Whether the promise was kept, once that is known: one that was given back or taken back is not judged.
    pub(super) fn kept(&self, as_of: Timestamp) -> Option<bool> {
        let due = self.due?.due_at;
        match self.end {
            TaskEnd::Completed(at) => Some(at < due),
            TaskEnd::TimedOut => Some(false),
            TaskEnd::Open if as_of >= due => Some(false),
            _ => None,
        }
    }
}
