//! What a condition can see: the answers and a little of the applicant.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ServiceDefinition;
use crate::ids::FieldId;
use crate::party::Party;
use crate::value::Value;

/// The values a condition is judged on.
#[derive(Clone, Debug)]
pub struct Scope<'a> {
    answers: BTreeMap<&'a str, Option<&'a Value>>,
    applicant: BTreeMap<&'static str, &'static str>,
}

/// One binding, as serde values.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Binding<'a> {
    Answers(&'a BTreeMap<&'a str, Option<&'a Value>>),
    Applicant(&'a BTreeMap<&'static str, &'static str>),
}

impl<'a> Scope<'a> {
    pub(super) const ANSWERS: &'static str = "answers";
    pub(super) const APPLICANT: &'static str = "applicant";
    pub(super) const NAMES: [&'static str; 2] = [Self::ANSWERS, Self::APPLICANT];
    pub(super) const APPLICANT_FIELDS: [&'static str; 2] = ["class", "kind"];

    /// The scope of these answers: every field of the service is bound, unanswered ones to `null`.
    pub fn new(
        definition: &'a ServiceDefinition,
        answers: &'a BTreeMap<FieldId, Value>,
        applicant: &Party,
    ) -> Self {
        let answers = definition.fields().map(|field| (field.id.as_str(), answers.get(&field.id))).collect();
        let applicant =
            BTreeMap::from([("class", applicant.class.code()), ("kind", applicant.class.kind().code())]);
        Self { answers, applicant }
    }

    pub(super) fn bindings(&self) -> [(&'static str, Binding<'_>); 2] {
        [
            (Self::ANSWERS, Binding::Answers(&self.answers)),
            (Self::APPLICANT, Binding::Applicant(&self.applicant)),
        ]
    }
}
