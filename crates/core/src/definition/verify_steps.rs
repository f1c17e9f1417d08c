//! Verifying the steps of a definition: names that exist, a graph without circles, joins that can be met.

use std::collections::{BTreeMap, BTreeSet};

use super::problems::Problems;
use super::verify::{both, try_condition, unique};
use super::{Need, ServiceDefinition, Step, words};
use crate::calendar::deadline::MAX_DAYS;
use crate::ids::{BodyId, StepId};

pub(super) fn steps(definition: &ServiceDefinition, problems: &mut Problems) {
    let ids = definition.steps.iter().map(|step| &step.id);
    unique(ids.chain(definition.joins.iter().map(|join| &join.id)).map(StepId::as_str), "step", problems);
    for step in &definition.steps {
        let path = format!("step.{}", step.id);
        both(&step.name, &format!("{path}.name"), problems);
        one(definition, step, &path, problems);
        if let Some(condition) = &step.when {
            let path = format!("{path}.when");
            // Where a step stands is seen from the events alone, and they hold instants.
            problems.unless(!condition.reads_the_day(), &*path, words::DAY_OF_A_STEP);
            try_condition(definition, condition, &path, problems);
        }
    }
    joins(definition, problems);
    early_outputs(definition, problems);
    if let Some(step) = circle(definition) {
        problems.add(format!("step.{step}.after"), words::CIRCLE);
    }
}

fn one(definition: &ServiceDefinition, step: &Step, path: &str, problems: &mut Problems) {
    let body = BodyId::new(&*step.by).is_ok();
    problems.unless(body, format!("{path}.by"), words::NO_BODY);
    let task = step.body(&definition.provider).is_some();
    let days = step.working_days;
    problems.unless(
        days.is_none_or(|days| task && (1..=MAX_DAYS).contains(&days)),
        format!("{path}.working_days"),
        words::PROMISE,
    );
    problems.unless(!step.advisory || (task && days.is_some()), format!("{path}.advisory"), words::ADVISORY);
    given(definition, step, path, problems);
    for before in step.after.iter().flatten() {
        let known = *before != step.id
            && (definition.step(before).is_some() || definition.joins.iter().any(|join| join.id == *before));
        problems.unless(known, format!("{path}.after.{before}"), words::NO_STEP);
    }
}

/// What a body is given for its task is there, and named once.
fn given(definition: &ServiceDefinition, step: &Step, path: &str, problems: &mut Problems) {
    let task = step.body(&definition.provider).is_some();
    let (mut fields, mut documents) = (BTreeSet::new(), BTreeSet::new());
    for id in &step.fields {
        let known = definition.field(id).is_some() && fields.insert(id);
        problems.unless(known, format!("{path}.fields.{id}"), words::GIVEN_UNKNOWN);
    }
    for id in &step.documents {
        let known = definition.document(id).is_some() && documents.insert(id);
        problems.unless(known, format!("{path}.documents.{id}"), words::GIVEN_UNKNOWN);
    }
    problems.unless(task || step.fields.is_empty(), format!("{path}.fields"), words::GIVEN_TO_PROVIDER);
    problems.unless(task || step.documents.is_empty(), format!("{path}.documents"), words::GIVEN_TO_PROVIDER);
}

/// An output that rests on steps comes before the decision, so the request can't be concluded by it, and it needs their word.
fn early_outputs(definition: &ServiceDefinition, problems: &mut Problems) {
    for output in definition.outputs.iter().filter(|output| !output.after.is_empty()) {
        let path = format!("output.{}", output.id);
        problems.unless(!output.mandatory, format!("{path}.mandatory"), words::EARLY_AND_MANDATORY);
        unique(output.after.iter().map(StepId::as_str), &format!("{path}.after"), problems);
        for id in &output.after {
            let step = definition.step(id);
            problems.unless(step.is_some(), format!("{path}.after.{id}"), words::NO_STEP);
            let advisory = step.is_some_and(|step| step.advisory);
            problems.unless(!advisory, format!("{path}.after.{id}"), words::EARLY_ON_ADVICE);
        }
    }
}

fn joins(definition: &ServiceDefinition, problems: &mut Problems) {
    let mut joined = BTreeSet::new();
    for join in &definition.joins {
        let path = format!("join.{}", join.id);
        problems.unless(join.of.len() >= 2, format!("{path}.of"), words::JOIN_OF_FEW);
        for id in &join.of {
            let step = definition.step(id);
            problems.unless(step.is_some(), format!("{path}.of.{id}"), words::NO_STEP);
            problems.unless(joined.insert(id), format!("{path}.of.{id}"), words::JOINED_TWICE);
            let advisory = step.is_some_and(|step| step.advisory);
            problems.unless(!advisory, format!("{path}.of.{id}"), words::ADVISORY_JOINED);
        }
        if let Need::AtLeast(number) = join.need {
            let possible = (1..=join.of.len()).contains(&number);
            problems.unless(possible, format!("{path}.need"), words::NEED);
        }
    }
}

/// A step that, through those it comes after, would come after itself.
fn circle(definition: &ServiceDefinition) -> Option<&StepId> {
    let before: BTreeMap<&StepId, Vec<&StepId>> =
        definition.steps.iter().map(|step| (&step.id, waits_for(definition, step))).collect();
    let mut settled: BTreeSet<&StepId> = BTreeSet::new();
    loop {
        let open = || before.iter().filter(|(id, _)| !settled.contains(*id));
        let next: Vec<_> = open()
            .filter(|(_, before)| before.iter().all(|it| settled.contains(it) || !is_step(definition, it)))
            .map(|(id, _)| *id)
            .collect();
        if next.is_empty() {
            return open().next().map(|(id, _)| *id);
        }
        settled.extend(next);
    }
}

/// Everything that may hold `step` up: whoever waits for one joined step waits for its join, and so perhaps for each of it.
fn waits_for<'a>(definition: &'a ServiceDefinition, step: &'a Step) -> Vec<&'a StepId> {
    let joined = |id: &'a StepId| match definition.join_of(id) {
        Some(join) if !join.of.contains(&step.id) => join.of.iter().collect(),
        _ => vec![id],
    };
    definition.steps_before(step).into_iter().flat_map(joined).collect()
}

/// What doesn't exist is a problem of its own, and holds nothing up.
fn is_step(definition: &ServiceDefinition, id: &StepId) -> bool {
    definition.step(id).is_some()
}
