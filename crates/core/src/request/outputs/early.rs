//! Outputs that come before the decision: each rests on steps that ended well, and not on the outcome (LY-18.3).

use crate::definition::{OutputType, ServiceDefinition};
use crate::ids::StepId;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::execution::{Holds, Plan};
use crate::request::state::Request;
use crate::rule;

/// What an output would rest on, were it issued before the decision: every needed step that it names must have ended well, and
/// one at least must have been needed.
pub(in crate::request) fn ground(
    request: &Request,
    definition: &ServiceDefinition,
    output: &OutputType,
) -> Result<Vec<StepId>, Gap> {
    let plan = Plan::of(request, definition);
    let needed: Vec<_> = output.after.iter().filter(|step| plan.needs(step)).cloned().collect();
    if let Some(lost) = needed.iter().find(|step| plan.holds(step) == Some(Holds::Lost)) {
        return Err(Gap::Lost(lost.clone()));
    }
    let (met, open): (Vec<_>, Vec<_>) =
        needed.into_iter().partition(|step| plan.holds(step) == Some(Holds::Met));
    match (open.is_empty(), met.is_empty()) {
        (false, _) => Err(Gap::Open(open)),
        (true, true) => Err(Gap::Nothing),
        (true, false) => Ok(met),
    }
}

/// Why an output can't come before the decision.
#[derive(Debug)]
pub(in crate::request) enum Gap {
    /// This step speaks against it.
    Lost(StepId),
    /// These aren't done.
    Open(Vec<StepId>),
    /// It rests on the decision alone.
    Nothing,
}

/// The ground of an output that is issued before the decision.
pub(super) fn found(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    output: &OutputType,
) -> Result<Vec<StepId>, Refusal> {
    let found = ground(&bench.state, definition, output);
    bench.found(rule::EARLY_OUTPUT, found.is_ok(), output.id.as_str());
    found.map_err(|gap| match gap {
        Gap::Lost(step) => Refusal::TaskUnfavourable { step: step.to_string() },
        Gap::Open(steps) => Refusal::TasksOpen { steps: steps.iter().map(ToString::to_string).collect() },
        Gap::Nothing => Refusal::OutputAwaitsDecision { output: output.id.to_string() },
    })
}
