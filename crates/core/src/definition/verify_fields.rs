//! Verifying the fields of a definition: each key where it belongs, and formulas that can be worked out.

use super::computed::YIELDS;
use super::fields::{Field, FieldType};
use super::problems::Problems;
use super::shapes::MAX_SCALE;
use super::verify::{TRIAL, both, no_such_field, parties, samples, unique};
use super::{Formula, Requirement, Scope, ServiceDefinition, words};

pub(super) fn one_field(definition: &ServiceDefinition, field: &Field, path: &str, problems: &mut Problems) {
    use FieldType as T;
    both(&field.label, &format!("{path}.label"), problems);
    let mut only = |present: bool, name: &str, types: &[FieldType]| {
        problems.unless(!present || types.contains(&field.kind), format!("{path}.{name}"), words::OTHER_TYPE);
    };
    only(field.length.is_some(), "length", &[T::Digits]);
    only(field.max_length.is_some(), "max_length", &[T::Text]);
    only(field.min.is_some(), "min", &[T::Integer, T::Decimal, T::Money]);
    only(field.max.is_some(), "max", &[T::Integer, T::Decimal, T::Money]);
    only(field.format.is_some(), "format", &[T::Text]);
    only(field.scale.is_some(), "scale", &[T::Decimal]);
    only(field.currency.is_some(), "currency", &[T::Money]);
    only(!field.options.is_empty(), "option", &[T::Choice, T::Choices]);
    if matches!(field.kind, T::Choice | T::Choices) {
        problems.unless(!field.options.is_empty(), format!("{path}.option"), words::NO_OPTION);
        unique(field.options.iter().map(|option| option.value.as_str()), &format!("{path}.option"), problems);
        for option in &field.options {
            both(&option.label, &format!("{path}.option.{}.label", option.value), problems);
        }
    }
    for (length, name) in [(field.length, "length"), (field.max_length, "max_length")] {
        problems.unless(length != Some(0), format!("{path}.{name}"), words::ZERO);
    }
    if let (Some(min), Some(max)) = (field.min, field.max) {
        problems.unless(min <= max, format!("{path}.min"), words::MIN_OVER_MAX);
    }
    if field.kind == T::Decimal {
        let fits = field.scale.is_some_and(|scale| (1..=MAX_SCALE).contains(&scale));
        problems.unless(fits, format!("{path}.scale"), words::SCALE);
    }
    problems.unless(
        field.kind != T::Money || field.currency.is_some(),
        format!("{path}.currency"),
        words::NO_CURRENCY,
    );
    if field.is_computed() {
        computed(definition, field, path, problems);
    } else {
        problems.unless(field.formula.is_none(), format!("{path}.formula"), words::NOT_COMPUTED);
    }
}

/// A computed field has a formula over what stands before it, and nobody is asked for it.
fn computed(definition: &ServiceDefinition, field: &Field, path: &str, problems: &mut Problems) {
    problems.unless(YIELDS.contains(&field.kind), format!("{path}.type"), words::NOT_YIELDED);
    problems.unless(field.required == Requirement::Optional, format!("{path}.required"), words::NOBODY_ASKED);
    let path = format!("{path}.formula");
    match &field.formula {
        Some(formula) => try_formula(definition, field, formula, &path, problems),
        None => problems.add(path, words::NO_FORMULA),
    }
}

fn try_formula(
    definition: &ServiceDefinition,
    field: &Field,
    formula: &Formula,
    path: &str,
    problems: &mut Problems,
) {
    let reads = match formula.reads() {
        Ok(reads) => reads,
        Err(error) => return problems.add(path, error.problem),
    };
    for name in &reads {
        let earlier = definition.fields().take_while(|it| it.id != field.id);
        match definition.fields().find(|it| it.id.as_str() == name) {
            None => return problems.add(path, no_such_field(name)),
            Some(read) if read.is_computed() && !earlier.into_iter().any(|it| it.id == read.id) => {
                return problems.add(path, words::COMPUTED_LATER);
            }
            Some(_) => {}
        }
    }
    for party in parties(definition) {
        let mut answers = samples(definition);
        answers.extend(definition.computed(&answers, &party, Some(TRIAL)).unwrap_or_default());
        if let Err(error) = formula.value(&Scope::new(definition, &answers, &party).on(TRIAL), field) {
            return problems.add(path, error.problem);
        }
    }
}
