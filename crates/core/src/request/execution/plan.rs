//! What of the execution is met, open or lost: the graph of the pinned version over what has happened so far.

use std::collections::BTreeMap;

use super::state::{Task, TaskStanding};
use crate::definition::{Join, Scope, ServiceDefinition, Step};
use crate::ids::StepId;
use crate::request::state::Request;

/// Where a step or a join stands, seen from the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Not yet.
    Open,
    /// What it is needed for is there.
    Met,
    /// It was done, and speaks against the request.
    Lost,
}

/// The steps that this request needs, each with where it stands.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    definition: &'a ServiceDefinition,
    steps: BTreeMap<&'a StepId, Holds>,
}

impl<'a> Plan<'a> {
    /// The plan of `request`. A step whose condition can't be judged here is needed.
    pub(crate) fn of(request: &Request, definition: &'a ServiceDefinition) -> Self {
        let needed = definition.steps.iter().filter(|step| is_needed(request, definition, step));
        let steps = needed.map(|step| (&step.id, holds(request, definition, step))).collect();
        Self { definition, steps }
    }

    /// Whether the step is needed at all.
    pub(crate) fn needs(&self, step: &StepId) -> bool {
        self.steps.contains_key(step)
    }

    /// Where the step stands; nothing if it isn't needed.
    pub(crate) fn holds(&self, step: &StepId) -> Option<Holds> {
        self.steps.get(step).copied()
    }

    /// What stands between the request and a grant and isn't done yet, in the order of the definition.
    pub(crate) fn open(&self) -> Vec<&'a StepId> {
        self.which(Holds::Open)
    }

    /// What was done and speaks against the request.
    pub(crate) fn lost(&self) -> Vec<&'a StepId> {
        self.which(Holds::Lost)
    }

    /// What must be met before `step` and isn't, in the order of the definition.
    pub(crate) fn before(&self, step: &'a Step) -> Vec<&'a StepId> {
        let mut unmet = Vec::new();
        for id in self.definition.steps_before(step) {
            let held = self.steps.get(id);
            let met = match self.definition.join_of(id) {
                // One that stands in for another waits until that one is done, well or badly.
                Some(join) if join.of.contains(&step.id) => held != Some(&Holds::Open),
                // One joined step may be left open once its join has what it needs.
                Some(join) => self.join(join) == Holds::Met,
                None => held.is_none_or(|holds| *holds == Holds::Met),
            };
            if !met && held.is_some_and(|holds| *holds != Holds::Met) {
                unmet.push(id);
            }
        }
        unmet
    }

    /// The steps that could be begun now, in the order of the definition.
    pub(crate) fn ready(&self) -> impl Iterator<Item = &'a Step> {
        let open = |step: &&Step| {
            let enough = self.definition.join_of(&step.id).is_some_and(|join| self.join(join) != Holds::Open);
            self.steps.get(&step.id) == Some(&Holds::Open) && !enough
        };
        self.definition.steps.iter().filter(open).filter(|step| self.before(step).is_empty())
    }

    fn which(&self, wanted: Holds) -> Vec<&'a StepId> {
        let steps = self.definition.steps.iter().map(|step| &step.id);
        steps
            .filter(|id| self.steps.get(*id) == Some(&wanted))
            .filter(|id| self.definition.join_of(id).is_none_or(|join| self.join(join) == wanted))
            .collect()
    }

    fn join(&self, join: &Join) -> Holds {
        let there: Vec<_> = join.of.iter().filter_map(|id| self.steps.get(id)).collect();
        let count = |wanted| there.iter().filter(|holds| ***holds == wanted).count();
        let need = join.need.of(there.len());
        if count(Holds::Met) >= need {
            Holds::Met
        } else if count(Holds::Met) + count(Holds::Open) < need {
            Holds::Lost
        } else {
            Holds::Open
        }
    }
}

fn is_needed(request: &Request, definition: &ServiceDefinition, step: &Step) -> bool {
    let Some(when) = &step.when else { return true };
    // Answers may be gone by now; what they said of the steps was kept when they went.
    if let Some(unneeded) = &request.rights.unneeded {
        return !unneeded.contains(&step.id);
    }
    let (Some(answers), Some(applicant)) = (request.answers(), request.applicant()) else { return true };
    when.holds(&Scope::new(definition, &answers, applicant)).unwrap_or(true)
}

fn holds(request: &Request, definition: &ServiceDefinition, step: &Step) -> Holds {
    let execution = &request.execution;
    match step.body(&definition.provider) {
        None if execution.completed.contains(&step.id) => Holds::Met,
        None => Holds::Open,
        Some(_) => task(execution.tasks.get(&step.id), step.advisory),
    }
}

/// A task that was declined, failed or was taken back may be sent again; an advisory one needs no answer that helps.
fn task(task: Option<&Task>, advisory: bool) -> Holds {
    use TaskStanding as T;
    match task.map(|task| task.standing) {
        Some(T::Favourable | T::TimedOut) => Holds::Met,
        Some(T::Unfavourable | T::Declined(_) | T::Failed(_)) if advisory => Holds::Met,
        Some(T::Unfavourable) => Holds::Lost,
        None | Some(T::Dispatched | T::Accepted | T::Declined(_) | T::Failed(_) | T::Cancelled(_)) => {
            Holds::Open
        }
    }
}
