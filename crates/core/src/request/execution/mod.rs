//! Execution: the provider's own steps and the tasks of other bodies, in the order the pinned version allows
//! (article 17).

mod answer;
mod command;
mod event;
mod given;
mod plan;
mod state;
mod steps;
mod tasks;

pub(super) use answer::{accept, complete, decline, fail};
pub use command::{
    AcceptTask, CancelTask, CompleteStep, CompleteTask, DeclineTask, DispatchTask, FailTask, TimeOutTask,
};
pub use event::{
    Finding, LateAnswer, LateAnswerKept, StepCompleted, TaskAccepted, TaskCancelled, TaskCompleted,
    TaskDeclined, TaskDispatched, TaskFailed, TaskTimedOut,
};
pub use given::TaskFile;
pub(crate) use plan::{Holds, Plan};
pub(crate) use state::Execution;
pub use state::{Task, TaskStanding};
pub(super) use steps::complete_step;
pub(super) use tasks::{cancel, cancel_all, dispatch, time_out};
