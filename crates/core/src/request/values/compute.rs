//! Working values out: at every change of the answers, by the pinned version, on the day of submission.

use std::collections::{BTreeMap, BTreeSet};

use time::Date;

use super::event::ValuesComputed;
use crate::definition::{Field, NotComputed, ServiceDefinition};
use crate::ids::FieldId;
use crate::party::Party;
use crate::personal::Personal;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::request::review::ValueChange;
use crate::rule;
use crate::value::Value;

/// These answers with the computed ones among them, as a submission of that day would have them.
///
/// # Errors
/// [`Refusal::DefinitionInvalid`] if a formula can't be worked out on these answers.
pub fn with_computed(
    definition: &ServiceDefinition,
    answers: BTreeMap<FieldId, Value>,
    applicant: &Party,
    day: Date,
) -> Result<BTreeMap<FieldId, Value>, Refusal> {
    let computed = definition.computed(&answers, applicant, Some(day)).map_err(invalid)?;
    Ok(answers.into_iter().chain(computed).collect())
}

fn invalid((field, error): NotComputed) -> Refusal {
    Refusal::DefinitionInvalid { path: format!("field.{field}.formula"), problem: error.text() }
}

/// Works the computed fields out on the answers as they are now, and records what changed.
pub(in crate::request) fn compute(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
) -> Result<(), Refusal> {
    if !definition.fields().any(Field::is_computed) {
        return Ok(());
    }
    let answers = bench.state.intake.answers.read()?;
    let applicant = bench.applicant()?;
    let day = Some(bench.day_of_submission()?);
    let computed = definition.computed(&answers, &applicant, day).map_err(invalid)?;
    let mut changes = BTreeMap::new();
    for field in definition.fields().filter(|field| field.is_computed()) {
        let (old, new) = (answers.get(&field.id).cloned(), computed.get(&field.id).cloned());
        if old != new {
            changes.insert(field.id.clone(), ValueChange { old, new });
        }
    }
    bench.found(rule::COMPUTED, true, &format!("{} values", changes.len()));
    if changes.is_empty() {
        return Ok(());
    }
    let is_personal: BTreeSet<&FieldId> =
        definition.fields().filter(|field| field.personal).map(|field| &field.id).collect();
    let (personal, values) = changes.into_iter().partition(|(field, _)| is_personal.contains(field));
    let personal = Personal::clear(applicant.person, personal);
    bench.emit(Event::ValuesComputed(ValuesComputed { at: bench.at, values, personal }));
    Ok(())
}
