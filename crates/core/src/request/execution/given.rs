//! What another body is given for its task: what the definition names for that step, and nothing else (LY-6.5).

use std::collections::BTreeMap;

use serde::Serialize;

use super::Task;
use crate::actor::{Actor, Role};
use crate::calendar::Due;
use crate::definition::{ServiceDefinition, Step};
use crate::ids::{FieldId, MessageId, StepId};
use crate::refusal::Refusal;
use crate::request::intake::Document;
use crate::request::state::Request;
use crate::text::Text;
use crate::value::Value;

/// A task with what its body is given for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TaskFile {
    /// Which step.
    pub step: StepId,
    /// What it is called.
    pub name: Text,
    /// The message that asked; answers name it.
    pub message: MessageId,
    /// Until when the body promised to answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// The answers it is given, as they stand now; one that was not given, or was redacted, is left out.
    pub answers: BTreeMap<FieldId, Value>,
    /// The documents it is given, by reference.
    pub documents: Vec<Document>,
}

impl Request {
    /// What `viewer` is given for the task that its body has at `step`, while the body has it.
    ///
    /// # Errors
    /// [`Refusal::TaskUnknown`] if the viewer's body has had no such task, and [`Refusal::TaskAlreadyClosed`] once it is over:
    /// who needs nothing any more is shown nothing.
    pub fn task_file(
        &self,
        definition: &ServiceDefinition,
        step: &StepId,
        viewer: &Actor,
    ) -> Result<TaskFile, Refusal> {
        let does = viewer.role == Role::ExecutingBody;
        let own = |task: &&Task| does && viewer.body.as_ref() == Some(&task.body);
        let task = self.execution.tasks.get(step).filter(own);
        let (Some(task), Some(step)) = (task, definition.step(step)) else {
            return Err(Refusal::TaskUnknown { step: step.to_string() });
        };
        if !task.is_open() {
            return Err(Refusal::TaskAlreadyClosed { step: step.id.to_string() });
        }
        Ok(TaskFile {
            step: step.id.clone(),
            name: step.name.clone(),
            message: task.message.clone(),
            due: task.due,
            answers: self.given_answers(step),
            documents: self.documents().filter(|it| step.documents.contains(&it.kind)).cloned().collect(),
        })
    }

    fn given_answers(&self, step: &Step) -> BTreeMap<FieldId, Value> {
        let mut answers = self.answers().unwrap_or_default();
        answers.retain(|field, _| step.fields.contains(field));
        answers
    }
}
