//! Verifying a definition before it is published (LY-24.2): everything a request will lean on later.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::{Field, FieldType};
use super::parts::{AcknowledgementTerms, Silence};
use super::problems::{Problem, Problems};
use super::requirement::Requirement;
use super::verify_fees::fees;
use super::verify_steps::steps;
use super::{Condition, ConditionInvalid, Scope, ServiceDefinition, words};
use crate::calendar::deadline::MAX_DAYS;
use crate::ids::FieldId;
use crate::ids::PersonId;
use crate::party::Party;
use crate::text::{Text, isolate, listed};
use crate::value::Value;

/// Every problem of the definition; none means that it can be published.
pub fn verify(definition: &ServiceDefinition) -> Vec<Problem> {
    let mut problems = Problems::default();
    facts(definition, &mut problems);
    terms(definition, &mut problems);
    forms(definition, &mut problems);
    documents(definition, &mut problems);
    execution(definition, &mut problems);
    conditions(definition, &mut problems);
    template(&definition.acknowledgement.template, &mut problems);
    problems.0
}

/// The eight facts of the directory (LY-1c) and the legal basis (LY-4.3).
fn facts(definition: &ServiceDefinition, problems: &mut Problems) {
    problems.unless(definition.version >= 1, "version", words::VERSION);
    both(&definition.name, "name", problems);
    both(&definition.description, "description", problems);
    problems.unless(!definition.beneficiaries.is_empty(), "beneficiaries", words::NO_CLASS);
    let classes: BTreeSet<_> = definition.beneficiaries.iter().collect();
    problems.unless(classes.len() == definition.beneficiaries.len(), "beneficiaries", words::CLASS_TWICE);
    problems.unless(!definition.legal_basis.is_empty(), "legal_basis", words::NO_LAW);
    problems.unless(!definition.forms.is_empty(), "form", words::NO_FORM);
    problems.unless(!definition.outputs.is_empty(), "output", words::NO_OUTPUT);
    fees(definition, problems);
}

fn terms(definition: &ServiceDefinition, problems: &mut Problems) {
    let days = |days: u32| (1..=MAX_DAYS).contains(&days);
    let bounds = Text::new(
        format!("يُرجى تحديد عدد أيام العمل من 1 إلى {MAX_DAYS}"),
        format!("give 1 to {MAX_DAYS} working days"),
    );
    problems.unless(days(definition.deadline.working_days), "deadline.working_days", bounds.clone());
    if let Some(extension) = &definition.deadline.extension {
        problems.unless(extension.times >= 1, "deadline.extension.times", words::NO_EXTENSION);
        problems.unless(days(extension.working_days), "deadline.extension.working_days", bounds.clone());
    }
    problems.unless(days(definition.corrections.working_days), "corrections.working_days", bounds.clone());
    problems.unless((1..=20).contains(&definition.corrections.rounds), "corrections.rounds", words::ROUNDS);
    if let Some(term) = definition.rules.supplement_within {
        problems.unless(days(term), "rules.supplement_within", bounds.clone());
    }
    problems.unless(definition.rules.silence == Silence::None, "rules.silence", words::SILENCE_NOT_BUILT);
}

fn forms(definition: &ServiceDefinition, problems: &mut Problems) {
    unique(definition.forms.iter().map(|form| form.id.as_str()), "form", problems);
    unique(definition.fields().map(|field| field.id.as_str()), "form.field", problems);
    for form in &definition.forms {
        let path = format!("form.{}", form.id);
        both(&form.title, &format!("{path}.title"), problems);
        problems.unless(!form.fields.is_empty(), &*path, words::EMPTY_FORM);
        for field in &form.fields {
            one_field(field, &format!("{path}.field.{}", field.id), problems);
            if let Some(condition) = field.required.condition() {
                try_condition(
                    definition,
                    condition,
                    &format!("{path}.field.{}.required", field.id),
                    problems,
                );
            }
        }
    }
}

fn one_field(field: &Field, path: &str, problems: &mut Problems) {
    use FieldType as T;
    both(&field.label, &format!("{path}.label"), problems);
    let mut only = |present: bool, name: &str, types: &[FieldType]| {
        problems.unless(!present || types.contains(&field.kind), format!("{path}.{name}"), words::OTHER_TYPE);
    };
    only(field.length.is_some(), "length", &[T::Digits]);
    only(field.max_length.is_some(), "max_length", &[T::Text]);
    only(field.min.is_some(), "min", &[T::Integer]);
    only(field.max.is_some(), "max", &[T::Integer]);
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
    problems.unless(
        !matches!(field.source.as_str(), "officer" | "computed"),
        format!("{path}.source"),
        words::SOURCE_NOT_BUILT,
    );
}

fn documents(definition: &ServiceDefinition, problems: &mut Problems) {
    unique(definition.documents.iter().map(|document| document.id.as_str()), "document", problems);
    for document in &definition.documents {
        let path = format!("document.{}", document.id);
        both(&document.name, &format!("{path}.name"), problems);
        let lower = |format: &String| {
            !format.is_empty() && format.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        problems.unless(document.formats.iter().all(lower), format!("{path}.formats"), words::FORMAT);
        if let Some(condition) = document.required.condition() {
            try_condition(definition, condition, &format!("{path}.required"), problems);
        }
    }
}

fn execution(definition: &ServiceDefinition, problems: &mut Problems) {
    steps(definition, problems);
    unique(definition.outputs.iter().map(|output| output.id.as_str()), "output", problems);
    for output in &definition.outputs {
        both(&output.name, &format!("output.{}.name", output.id), problems);
    }
    problems.unless(
        definition.outputs.iter().any(|output| output.mandatory),
        "output",
        words::NO_MANDATORY_OUTPUT,
    );
}

fn conditions(definition: &ServiceDefinition, problems: &mut Problems) {
    unique(definition.conditions.iter().map(|condition| condition.id.as_str()), "condition", problems);
    for condition in &definition.conditions {
        let path = format!("condition.{}", condition.id);
        both(&condition.text, &format!("{path}.text"), problems);
        if let Some(when) = &condition.when {
            try_condition(definition, when, &format!("{path}.when"), problems);
        }
    }
}

/// A condition reads only fields that exist, and yields a truth value on any lawful answers.
pub(super) fn try_condition(
    definition: &ServiceDefinition,
    condition: &Condition,
    path: &str,
    problems: &mut Problems,
) {
    match condition.reads() {
        Err(error) => problems.add(path, error.problem),
        Ok(reads) => {
            try_on_answers(definition, &reads, path, problems, |scope| condition.holds(scope).map(|_| ()));
        }
    }
}

/// Tries what reads these fields with every field answered, and again with each of them unanswered that may be.
pub(super) fn try_on_answers(
    definition: &ServiceDefinition,
    reads: &[String],
    path: &str,
    problems: &mut Problems,
    judge: impl Fn(&Scope<'_>) -> Result<(), ConditionInvalid>,
) {
    let Some(class) = definition.beneficiaries.first() else { return };
    let party = Party { person: PersonId::engine(), class: *class };
    let all: BTreeMap<FieldId, Value> =
        definition.fields().map(|field| (field.id.clone(), field.kind.sample(field))).collect();
    let mut trials = vec![(None, all.clone())];
    for name in reads {
        let Some(field) = definition.fields().find(|field| field.id.as_str() == name) else {
            problems.add(path, no_such_field(name));
            return;
        };
        if field.required != Requirement::Always {
            let mut without = all.clone();
            without.remove(&field.id);
            trials.push((Some(name), without));
        }
    }
    for (unanswered, answers) in trials {
        if let Err(error) = judge(&Scope::new(definition, &answers, &party)) {
            problems.add(path, unanswered.map_or(error.problem.clone(), |name| ask_first(&error, name)));
        }
    }
}

/// What is wrong with a condition that reads a field the service doesn't have.
fn no_such_field(name: &str) -> Text {
    let answer = format!("answers.{name}");
    let ar = "ولا يوجد هذا الحقل في الخدمة، يُرجى تصحيح الاسم أو إضافة الحقل";
    Text::new(
        format!("يقرأ الشرط {} {ar}", isolate(&answer)),
        format!("reads `{answer}`, and the service has no such field: correct the name or add it"),
    )
}

/// What is wrong with a condition that fails while an optional field is unanswered.
fn ask_first(error: &ConditionInvalid, name: &str) -> Text {
    let first = format!("answers.{name} != null");
    Text::new(
        format!(
            "{}، وذلك عند عدم الإجابة عن {}، يُرجى البدء بالسؤال {}",
            error.problem.ar,
            isolate(name),
            isolate(&first)
        ),
        format!("{} when `{name}` is not answered: ask `{first}` first", error.problem.en),
    )
}

/// A template uses only the variables there are (LY-15.2), found out now and not when it is sent.
fn template(template: &Text, problems: &mut Problems) {
    both(template, "acknowledgement.template", problems);
    let variables = listed(AcknowledgementTerms::VARIABLES.iter().copied());
    for (lang, text) in [("ar", &template.ar), ("en", &template.en)] {
        for piece in text.split('{').skip(1) {
            let name = piece.split('}').next().unwrap_or_default();
            problems.unless(
                piece.contains('}') && AcknowledgementTerms::VARIABLES.contains(&name),
                format!("acknowledgement.template.{lang}"),
                Text::new(
                    format!(
                        "{} ليس من المتغيرات المتاحة، يُرجى استخدام أحد المتغيرات الآتية: {}",
                        isolate(&format!("{{{name}}}")),
                        variables.ar
                    ),
                    format!("`{{{name}}}` is not a variable: use {}", variables.en),
                ),
            );
        }
    }
}

pub(super) fn both(text: &Text, path: &str, problems: &mut Problems) {
    let arabic = text.ar.chars().any(|c| ('\u{0621}'..='\u{064A}').contains(&c));
    problems.unless(arabic, format!("{path}.ar"), words::NOT_ARABIC);
    problems.unless(!text.en.trim().is_empty(), format!("{path}.en"), words::NOT_ENGLISH);
}

pub(super) fn unique<'a>(ids: impl Iterator<Item = &'a str>, path: &str, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            problems.add(format!("{path}.{id}"), words::TWICE);
        }
    }
}
