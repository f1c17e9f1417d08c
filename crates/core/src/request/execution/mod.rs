//! Execution: the provider's own steps, in the order the pinned version lists them (article 17).

use serde::{Deserialize, Serialize};

use super::bench::Bench;
use super::event::Event;
use crate::definition::ServiceDefinition;
use crate::ids::StepId;
use crate::input;
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::private::Private;
use crate::refusal::Refusal;
use crate::rule;

/// Completes a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CompleteStep {
    /// Which one.
    pub step: StepId,
    /// What was found, for the file.
    #[serde(default)]
    pub finding: Private<Option<String>>,
}

impl CompleteStep {
    /// Completes `step` without a finding.
    pub fn new(step: StepId) -> Self {
        Self { step, finding: Private::default() }
    }

    /// The same with what was found.
    #[must_use]
    pub fn finding(mut self, finding: impl Into<String>) -> Self {
        self.finding = Private::new(Some(finding.into()));
        self
    }
}

/// A step was completed (LY-17.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct StepCompleted {
    /// When.
    pub at: Timestamp,
    /// Which one.
    pub step: StepId,
    /// What was found; an officer's words may name a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Personal<String>>,
}

/// What execution knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Execution {
    pub(crate) completed: Vec<StepId>,
}

impl Execution {
    pub(super) fn step_completed(&mut self, event: &StepCompleted) {
        self.completed.push(event.step.clone());
    }

    /// The steps still to be done, in order.
    pub(crate) fn open<'a>(&self, definition: &'a ServiceDefinition) -> Vec<&'a StepId> {
        definition.steps.iter().map(|step| &step.id).filter(|id| !self.completed.contains(id)).collect()
    }
}

/// Completes the next step; an earlier one that is open comes first.
pub(super) fn complete_step(bench: &mut Bench<'_>, command: CompleteStep) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let step = command.step;
    let known = definition.step(&step).is_some();
    bench.require(rule::EXECUTED_AS_PUBLISHED, known, || Refusal::TaskUnknown { step: step.to_string() })?;
    let open = bench.state.execution.open(&definition);
    bench.require(rule::EXECUTED_AS_PUBLISHED, open.contains(&&step), || Refusal::TaskAlreadyClosed {
        step: step.to_string(),
    })?;
    let before: Vec<_> = open.iter().take_while(|id| ***id != step).map(ToString::to_string).collect();
    bench.require(rule::EXECUTED_AS_PUBLISHED, before.is_empty(), || Refusal::TasksOpen { steps: before })?;
    let finding = bench.personal_text("finding", command.finding.into_inner(), input::MAX_FREE_TEXT)?;
    bench.emit(Event::StepCompleted(StepCompleted { at: bench.at, step, finding }));
    Ok(())
}
