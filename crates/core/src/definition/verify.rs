//! Verifying a definition before it is published (LY-24.2): everything a request will lean on later.

use std::collections::{BTreeMap, BTreeSet};

use super::carried::reasons;
use super::checks::{CHECKS, SINCE_GROUNDS};
use super::composition::parts;
use super::documents::documents as kinds;
use super::fields::Field;
use super::grounds::grounds;
use super::indicators::indicators;
use super::listing::listing;
use super::paper::paper;
use super::parts::AcknowledgementTerms;
use super::problems::{Problem, Problems};
use super::requirement::Requirement;
use super::verify_fees::fees;
use super::verify_fields::one_field;
use super::verify_steps::steps;
use super::{Condition, ConditionInvalid, Scope, ServiceDefinition, words};
use time::Date;
use time::macros::date;

use crate::calendar::deadline::MAX_DAYS;
use crate::ids::{Country, FieldId, PersonId};
use crate::party::Party;
use crate::text::{Text, isolate, listed};
use crate::value::Value;

/// Every problem of the definition by the set of checks of this release; none means that it can be published.
pub fn verify(definition: &ServiceDefinition) -> Vec<Problem> {
    verify_by(definition, Some(CHECKS))
}

/// Every problem of the definition by the set of checks with this number; without one, by what was asked before there were any.
pub(crate) fn verify_by(definition: &ServiceDefinition, checks: Option<u32>) -> Vec<Problem> {
    let mut problems = Problems::default();
    facts(definition, &mut problems);
    terms(definition, &mut problems);
    forms(definition, &mut problems);
    documents(definition, &mut problems);
    if checks.is_some_and(|number| number >= SINCE_GROUNDS) {
        grounds(definition, &mut problems);
    }
    reasons(definition, &mut problems);
    execution(definition, &mut problems);
    conditions(definition, &mut problems);
    indicators(definition, &mut problems);
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
    let delivers = !definition.outputs.is_empty() || definition.is_composite();
    problems.unless(delivers, "output", words::NO_OUTPUT);
    fees(definition, problems);
    listing(definition, problems);
    if let Some(common) = &definition.rests_on {
        problems.unless(common.version >= 1, "rests_on.version", words::VERSION);
        problems.unless(common.service != definition.code, "rests_on.service", words::RESTS_ON_ITSELF);
    }
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
    if let Some(terms) = &definition.objection {
        terms.verify(problems);
    }
    if let Some(terms) = &definition.intake {
        terms.verify(problems);
    }
    if let Some(terms) = &definition.identity {
        terms.verify(problems);
    }
    if let Some(terms) = &definition.notices {
        terms.verify(problems);
    }
}

fn forms(definition: &ServiceDefinition, problems: &mut Problems) {
    unique(definition.forms.iter().map(|form| form.id.as_str()), "form", problems);
    unique(definition.fields().map(|field| field.id.as_str()), "form.field", problems);
    for form in &definition.forms {
        let path = format!("form.{}", form.id);
        both(&form.title, &format!("{path}.title"), problems);
        problems.unless(!form.fields.is_empty(), &*path, words::EMPTY_FORM);
        for field in &form.fields {
            one_field(definition, field, &format!("{path}.field.{}", field.id), problems);
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
    kinds(definition, problems);
}

fn execution(definition: &ServiceDefinition, problems: &mut Problems) {
    steps(definition, problems);
    parts(definition, problems);
    unique(definition.outputs.iter().map(|output| output.id.as_str()), "output", problems);
    for output in &definition.outputs {
        both(&output.name, &format!("output.{}.name", output.id), problems);
        paper(output, problems);
    }
    problems.unless(
        // What a service made of others delivers, they deliver.
        definition.is_composite() || definition.outputs.iter().any(|output| output.mandatory),
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
    let parties = parties(definition);
    let all = samples(definition);
    let mut trials = vec![(None, all.clone())];
    for name in reads {
        let Some(field) = definition.fields().find(|field| field.id.as_str() == name) else {
            problems.add(path, no_such_field(name));
            return;
        };
        for given in given_for(definition, field) {
            // An officer's value comes late, also where it must come.
            let always = given.required == Requirement::Always && !given.is_officers();
            if !always {
                let mut without = all.clone();
                without.remove(&given.id);
                trials.push((Some(name), without));
            }
        }
    }
    for (unanswered, answers) in trials {
        let wrong = parties.iter().find_map(|party| {
            // What is wrong with a formula is told at the formula.
            let computed = definition.computed(&answers, party, Some(TRIAL)).unwrap_or_default();
            let answers: BTreeMap<FieldId, Value> = answers.clone().into_iter().chain(computed).collect();
            judge(&Scope::new(definition, &answers, party).on(TRIAL)).err()
        });
        if let Some(error) = wrong {
            problems.add(path, unanswered.map_or(error.problem.clone(), |name| ask_first(&error, name)));
        }
    }
}

/// Whom a condition is tried on: somebody who says in which country they live, and somebody who does not.
pub(super) fn parties(definition: &ServiceDefinition) -> Vec<Party> {
    let Some(class) = definition.beneficiaries.first() else { return Vec::new() };
    let silent = Party::new(PersonId::engine(), *class);
    let home = Country::new("LY").ok().map(|country| silent.clone().living_in(country));
    [silent].into_iter().chain(home).collect()
}

/// The fields that somebody gives and on which this one rests: itself, or all that its formula is worked out from.
pub(super) fn given_for<'a>(definition: &'a ServiceDefinition, field: &'a Field) -> Vec<&'a Field> {
    let mut given: Vec<&Field> = Vec::new();
    let mut rest = vec![field];
    let mut seen = BTreeSet::new();
    while let Some(field) = rest.pop() {
        match &field.formula {
            _ if !seen.insert(&field.id) => {}
            Some(formula) if field.is_computed() => {
                let reads = formula.reads().unwrap_or_default();
                rest.extend(definition.fields().filter(|it| reads.iter().any(|name| it.id.as_str() == name)));
            }
            _ => given.push(field),
        }
    }
    given
}

/// A value in every field that somebody gives.
pub(super) fn samples(definition: &ServiceDefinition) -> BTreeMap<FieldId, Value> {
    let given = definition.fields().filter(|field| !field.is_computed());
    given.map(|field| (field.id.clone(), field.kind.sample(field))).collect()
}

/// The day of submission of a trial; none is better than another.
pub(super) const TRIAL: Date = date!(2025 - 10 - 16);

/// What is wrong with a condition that reads a field the service doesn't have.
pub(super) fn no_such_field(name: &str) -> Text {
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
