//! Services made of several services (LY-17.4): their parts, what these take over, and whether they fit together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::problems::{Problem, Problems};
use super::verify::{both, try_condition, unique};
use super::{ServiceDefinition, Silence, words};
use crate::ids::{DocumentKind, FieldId, OutputId, PartId, ServiceCode};
use crate::text::Text;

/// `[[part]]`: a service that this one is made of; it is asked for by a request of its own (LY-17.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Part {
    /// Its id.
    pub id: PartId,
    /// Which service of the directory; one that has no parts itself.
    pub service: ServiceCode,
    /// What it is called here.
    pub name: Text,
    /// Whether nothing can be granted without it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mandatory: bool,
    /// Where it is asked for at all; without this, always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The parts that must be granted first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<PartId>,
    /// Its fields that are answered here already, each with the field that answers it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<FieldId, FieldId>,
    /// Its documents that are attached here already, each with the document that stands for it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub documents: BTreeMap<DocumentKind, DocumentKind>,
    /// Its fields that another part answers, by the number of an output of that part.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub outputs: BTreeMap<FieldId, PartOutput>,
}

/// An output of a part: what feeds the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct PartOutput {
    /// Which part.
    pub part: PartId,
    /// Which output of its service.
    pub output: OutputId,
}

impl ServiceDefinition {
    /// The part with this id.
    pub fn part(&self, id: &PartId) -> Option<&Part> {
        self.parts.iter().find(|part| part.id == *id)
    }

    /// Whether it is made of other services.
    pub fn is_composite(&self) -> bool {
        !self.parts.is_empty()
    }
}

/// What is wrong between a service and those that it is made of, as far as `known` has them (LY-17.4).
///
/// A part may be published later than the service it is a part of; what can't be seen here is seen when it is opened.
pub fn composition(definition: &ServiceDefinition, known: &[Arc<ServiceDefinition>]) -> Vec<Problem> {
    let of = |code: &ServiceCode| known.iter().find(|service| service.code == *code);
    let mut problems = Problems::default();
    for part in &definition.parts {
        let path = format!("part.{}", part.id);
        if let Some(service) = of(&part.service) {
            problems.unless(!service.is_composite(), format!("{path}.service"), words::PART_OF_PARTS);
            for field in part.answers.keys().chain(part.outputs.keys()) {
                let theirs =
                    service.field(field).filter(|field| !field.is_computed() && !field.is_officers());
                let key = if part.answers.contains_key(field) { "answers" } else { "outputs" };
                let place = format!("{path}.{key}.{field}");
                problems.unless(theirs.is_some(), &*place, words::NO_FIELD_OF_PART);
                let here = part.answers.get(field).and_then(|here| definition.field(here));
                if let (Some(theirs), Some(here)) = (theirs, here) {
                    problems.unless(theirs.personal || !here.personal, &*place, words::PERSONAL_TO_PLAIN);
                    problems.unless(theirs.kind == here.kind, &*place, words::OTHER_TYPE_OF_PART);
                }
                // What was issued to a person names them.
                let numbered = theirs.filter(|_| part.outputs.contains_key(field));
                let kept = numbered.is_none_or(|theirs| theirs.personal);
                problems.unless(kept, place, words::PERSONAL_TO_PLAIN);
            }
            for (kind, here) in &part.documents {
                let (theirs, here) = (service.document(kind), definition.document(here));
                let place = format!("{path}.documents.{kind}");
                problems.unless(theirs.is_some(), &*place, words::NO_DOCUMENT_OF_PART);
                // What is taken in here is handed on as it is, and must not be refused there.
                if let (Some(theirs), Some(here)) = (theirs, here) {
                    problems.unless(here.asks_as_much_as(theirs), place, words::LESS_THAN_PART);
                }
            }
        }
        for (field, from) in &part.outputs {
            let source = definition.part(&from.part).and_then(|part| of(&part.service));
            let there = source.is_none_or(|service| service.output(&from.output).is_some());
            problems.unless(there, format!("{path}.outputs.{field}"), words::NO_OUTPUT_OF_PART);
        }
    }
    problems.0
}

/// What of its parts can be judged from the definition alone.
pub(super) fn parts(definition: &ServiceDefinition, problems: &mut Problems) {
    unique(definition.parts.iter().map(|part| part.id.as_str()), "part", problems);
    for part in &definition.parts {
        let path = format!("part.{}", part.id);
        both(&part.name, &format!("{path}.name"), problems);
        problems.unless(part.service != definition.code, format!("{path}.service"), words::PART_OF_ITSELF);
        for before in &part.after {
            let known = *before != part.id && definition.part(before).is_some();
            problems.unless(known, format!("{path}.after.{before}"), words::NO_PART);
        }
        if let Some(condition) = &part.when {
            let path = format!("{path}.when");
            // Which parts are asked for is seen from the events alone, and they hold instants.
            problems.unless(!condition.reads_the_day(), &*path, words::DAY_OF_A_STEP);
            try_condition(definition, condition, &path, problems);
        }
        taken_over(definition, part, &path, problems);
    }
    if let Some(part) = circle(definition) {
        problems.add(format!("part.{part}.after"), words::PART_CIRCLE);
    }
    let silent = definition.rules.silence == Silence::None;
    problems.unless(silent || !definition.is_composite(), "rules.silence", words::SILENT_PARTS);
}

/// What a part takes over stands in this definition, and is said once.
fn taken_over(definition: &ServiceDefinition, part: &Part, path: &str, problems: &mut Problems) {
    for (field, here) in &part.answers {
        let there = definition.field(here).is_some();
        problems.unless(there, format!("{path}.answers.{field}"), words::NO_FIELD_HERE);
    }
    for (kind, here) in &part.documents {
        let there = definition.document(here).is_some();
        problems.unless(there, format!("{path}.documents.{kind}"), words::NO_DOCUMENT_HERE);
    }
    for (field, from) in &part.outputs {
        let path = format!("{path}.outputs.{field}");
        problems.unless(part.after.contains(&from.part), &*path, words::OUTPUT_BEFORE);
        problems.unless(!part.answers.contains_key(field), &*path, words::TAKEN_TWICE);
    }
}

/// A part that, through those it comes after, would come after itself; what doesn't exist holds nothing up.
fn circle(definition: &ServiceDefinition) -> Option<&PartId> {
    let mut settled: BTreeSet<&PartId> = BTreeSet::new();
    loop {
        let open = || definition.parts.iter().filter(|part| !settled.contains(&part.id));
        let free =
            |part: &&Part| part.after.iter().all(|it| settled.contains(it) || definition.part(it).is_none());
        let next: Vec<_> = open().filter(free).map(|part| &part.id).collect();
        if next.is_empty() {
            return open().next().map(|part| &part.id);
        }
        settled.extend(next);
    }
}
