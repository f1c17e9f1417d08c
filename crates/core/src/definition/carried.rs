//! What the applicant is made to carry from one body to another though that body could give it (JO-3).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fields::Field;
use super::problems::{Problem, Problems};
use super::verify::both;
use super::{DocumentType, ServiceDefinition, words};
use crate::ids::{BodyId, FieldId};
use crate::text::{Text, isolate};

/// Something that the applicant is asked for, and that a body of the service could give, with no reason stated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Carried {
    /// Where it is asked, as a definition's problems name places.
    pub path: String,
    /// Which body could give it.
    pub from: String,
    /// Whether the definition or the register says so itself. Otherwise it is guessed from names that are alike: a person looks
    /// at it, and nothing is refused for it.
    pub certain: bool,
}

impl Carried {
    /// The same in words: what is wrong, and what to do.
    pub fn problem(&self) -> Problem {
        let says = words::CARRIED;
        let problem =
            Text::new(format!("{}: {}", isolate(&self.from), says.ar), format!("{} {}", self.from, says.en));
        Problem { path: self.path.clone(), problem }
    }
}

/// What the registered sources hold, each by its code.
pub type Held = BTreeMap<BodyId, Vec<FieldId>>;

/// What the applicant is made to carry between bodies, in the order of the definition; nothing that has its reason stated.
///
/// `parts` are the services that this one is made of, as far as they are known, and `held` the register of trusted sources.
/// It is certain of a field that a registered source holds, and of a document whose `issued_by` is another body that the service
/// reaches: one with a task, a source of its fields, the provider of a part, a registered source. It is a guess of a document that
/// is called like another body's task or like what a source holds, and of what is asked for one part and fed to another.
pub fn carried(
    definition: &ServiceDefinition,
    parts: &[Arc<ServiceDefinition>],
    held: &Held,
) -> Vec<Carried> {
    let mut found = Vec::new();
    for form in &definition.forms {
        for field in form.fields.iter().filter(|field| field.is_asked_without_reason()) {
            let path = format!("form.{}.field.{}", form.id, field.id);
            if let Some(from) = holder(held, field.id.as_str(), &definition.provider) {
                found.push(Carried { path, from: from.to_string(), certain: true });
            } else if let Some(from) = fed_elsewhere(definition, field) {
                found.push(Carried { path, from, certain: false });
            }
        }
    }
    let reached = reached(definition, parts, held);
    for document in definition.documents.iter().filter(|it| it.carried_by_applicant.is_none()) {
        let path = format!("document.{}", document.id);
        if let Some(issuer) = document.issued_by.as_ref().filter(|issuer| reached.contains(issuer.as_str())) {
            found.push(Carried { path, from: issuer.to_string(), certain: true });
        } else if let Some(from) = named_alike(definition, document, held) {
            found.push(Carried { path, from, certain: false });
        }
    }
    found
}

/// The codes of the other bodies that the service can ask itself.
fn reached(
    definition: &ServiceDefinition,
    parts: &[Arc<ServiceDefinition>],
    held: &Held,
) -> BTreeSet<String> {
    let tasks = definition.steps.iter().filter_map(|step| step.body(&definition.provider));
    let sources = definition.fields().filter_map(Field::trusted_source).map(str::to_owned);
    let of_parts = parts.iter().filter(|it| definition.parts.iter().any(|part| part.service == it.code));
    let mut reached: BTreeSet<String> = tasks.map(String::from).chain(sources).collect();
    reached.extend(of_parts.map(|it| it.provider.to_string()));
    reached.extend(held.keys().map(ToString::to_string));
    // What the provider has itself is carried between no bodies.
    reached.remove(definition.provider.as_str());
    reached
}

/// The registered source, other than the provider, that holds a datum of this name.
fn holder<'a>(held: &'a Held, name: &str, provider: &BodyId) -> Option<&'a BodyId> {
    let others = held.iter().filter(|(body, _)| *body != provider);
    others.filter(|(_, items)| items.iter().any(|item| item.as_str() == name)).map(|(body, _)| body).next()
}

/// The part whose output feeds the same field of a sister part: it could feed this one.
fn fed_elsewhere(definition: &ServiceDefinition, field: &Field) -> Option<String> {
    let fed = definition.parts.iter().flat_map(|part| &part.outputs);
    let asked = || definition.parts.iter().flat_map(|part| &part.answers);
    fed.filter(|(theirs, _)| asked().any(|(it, here)| it == *theirs && *here == field.id))
        .map(|(_, from)| from.part.to_string())
        .next()
}

/// Another body with a task, or a source with a datum, of the document's name.
fn named_alike(definition: &ServiceDefinition, document: &DocumentType, held: &Held) -> Option<String> {
    let name = document.id.as_str();
    if document.issued_by.is_some() {
        return None;
    }
    let tasks = definition.steps.iter().filter(|step| step.id.as_str() == name);
    let task = tasks.filter_map(|step| step.body(&definition.provider)).map(String::from).next();
    task.or_else(|| holder(held, name, &definition.provider).map(ToString::to_string))
}

impl Field {
    fn is_asked_without_reason(&self) -> bool {
        self.is_the_applicants() && self.carried_by_applicant.is_none()
    }

    fn is_the_applicants(&self) -> bool {
        self.source == "applicant"
    }
}

/// A reason is in both languages, and stands where the applicant is asked.
pub(super) fn reasons(definition: &ServiceDefinition, problems: &mut Problems) {
    for form in &definition.forms {
        for field in &form.fields {
            let path = format!("form.{}.field.{}.carried_by_applicant", form.id, field.id);
            if let Some(reason) = &field.carried_by_applicant {
                problems.unless(field.is_the_applicants(), &*path, words::NOT_ASKED_OF_APPLICANT);
                both(reason, &path, problems);
            }
        }
    }
    for document in &definition.documents {
        if let Some(reason) = &document.carried_by_applicant {
            both(reason, &format!("document.{}.carried_by_applicant", document.id), problems);
        }
    }
}
