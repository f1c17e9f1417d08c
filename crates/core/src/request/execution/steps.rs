//! Completing the provider's own steps.

use super::command::CompleteStep;
use super::event::StepCompleted;
use super::plan::Plan;
use crate::definition::{FeePoint, ServiceDefinition, Step};
use crate::ids::StepId;
use crate::input;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::request::fees;
use crate::rule;

/// Completes a step; what the definition puts before it comes first.
pub(in crate::request) fn complete_step(bench: &mut Bench<'_>, command: CompleteStep) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let step = known(bench, &definition, &command.step)?;
    if step.body(&definition.provider).is_some() {
        bench.found(rule::SEVERAL_BODIES, false, step.id.as_str());
        return Err(Refusal::NotAssigned { step: step.id.to_string() });
    }
    let done = bench.state.execution.completed.contains(&step.id);
    bench.require(rule::EXECUTED_AS_PUBLISHED, !done, || Refusal::TaskAlreadyClosed {
        step: step.id.to_string(),
    })?;
    in_order(bench, &definition, step)?;
    fees::settled(bench, FeePoint::Execution)?;
    let finding = bench.personal_text("finding", command.finding.into_inner(), input::MAX_FREE_TEXT)?;
    let record = command.record.map(|record| input::name(&record)).transpose();
    let record = record.map_err(|problem| Refusal::FieldInvalid { path: "record".to_owned(), problem })?;
    bench.emit(Event::StepCompleted(StepCompleted { at: bench.at, step: command.step, finding, record }));
    Ok(())
}

/// A step of the pinned version that this request needs (LY-17.1).
pub(super) fn known<'a>(
    bench: &mut Bench<'_>,
    definition: &'a ServiceDefinition,
    step: &StepId,
) -> Result<&'a Step, Refusal> {
    let unknown = || Refusal::TaskUnknown { step: step.to_string() };
    let found = definition.step(step).filter(|step| Plan::of(&bench.state, definition).needs(&step.id));
    bench.require(rule::EXECUTED_AS_PUBLISHED, found.is_some(), unknown)?;
    found.ok_or_else(unknown)
}

/// What comes before `step` is met.
pub(super) fn in_order(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    step: &Step,
) -> Result<(), Refusal> {
    let plan = Plan::of(&bench.state, definition);
    let before: Vec<_> = definition
        .step(&step.id)
        .map(|step| plan.before(step).iter().map(ToString::to_string).collect())
        .unwrap_or_default();
    bench.require(rule::EXECUTED_AS_PUBLISHED, before.is_empty(), || Refusal::TasksOpen { steps: before })
}
