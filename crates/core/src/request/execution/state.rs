//! What execution knows of a request, as its events tell it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::event::{Finding, StepCompleted, TaskCompleted, TaskDispatched};
use crate::calendar::Due;
use crate::ids::{BodyId, ConditionId, MessageId, StepId};
use crate::instant::Timestamp;
use crate::reason::ReasonCode;

/// A task of another body: the last time its step was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Task {
    /// The body it was sent to.
    pub body: BodyId,
    /// How many times the step was sent.
    pub number: u32,
    /// The message that asked.
    pub message: MessageId,
    /// When it was sent.
    pub dispatched_at: Timestamp,
    /// Until when the body promised to answer.
    pub due: Option<Due>,
    /// Where it stands.
    pub standing: TaskStanding,
}

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "a task is in exactly one of these")]
pub enum TaskStanding {
    /// Sent, and not answered yet.
    Dispatched,
    /// The body took it on.
    Accepted,
    /// The body did not take it on.
    Declined(ReasonCode),
    /// Done, and nothing stands against the request.
    Favourable,
    /// Done, and something does.
    Unfavourable,
    /// The body could not do it.
    Failed(ReasonCode),
    /// Its days are over.
    TimedOut,
    /// Taken back.
    Cancelled(ReasonCode),
}

impl Task {
    /// Whether the body still has it.
    pub const fn is_open(&self) -> bool {
        matches!(self.standing, TaskStanding::Dispatched | TaskStanding::Accepted)
    }

    /// Whether it is answered, or gone on without.
    pub const fn is_settled(&self) -> bool {
        matches!(
            self.standing,
            TaskStanding::Favourable | TaskStanding::Unfavourable | TaskStanding::TimedOut
        )
    }
}

/// What execution knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Execution {
    pub(crate) completed: Vec<StepId>,
    pub(crate) tasks: BTreeMap<StepId, Task>,
    /// Every body that ever had a task of this request.
    pub(crate) bodies: BTreeSet<BodyId>,
    /// The conditions that another body found met.
    pub(crate) proven: BTreeSet<ConditionId>,
}

impl Execution {
    pub(in crate::request) fn step_completed(&mut self, event: &StepCompleted) {
        self.completed.push(event.step.clone());
    }

    pub(in crate::request) fn dispatched(&mut self, event: &TaskDispatched) {
        self.bodies.insert(event.body.clone());
        self.tasks.insert(
            event.step.clone(),
            Task {
                body: event.body.clone(),
                number: event.number,
                message: event.message.clone(),
                dispatched_at: event.at,
                due: event.due,
                standing: TaskStanding::Dispatched,
            },
        );
    }

    pub(in crate::request) fn done(&mut self, event: &TaskCompleted) {
        let standing = match event.finding {
            Finding::Favourable => TaskStanding::Favourable,
            Finding::Unfavourable { .. } => TaskStanding::Unfavourable,
        };
        self.now_stands(&event.step, standing);
        self.proven.extend(event.conditions.iter().cloned());
    }

    /// What spoke against the request may be asked again.
    pub(in crate::request) fn reopened(&mut self) {
        for task in self.tasks.values_mut().filter(|task| task.standing == TaskStanding::Unfavourable) {
            task.standing = TaskStanding::Cancelled(ReasonCode::TskParentEnded);
        }
    }

    pub(in crate::request) fn now_stands(&mut self, step: &StepId, standing: TaskStanding) {
        if let Some(task) = self.tasks.get_mut(step) {
            task.standing = standing;
        }
    }
}
