//! What a condition can see: the answers, a little of the applicant, the day of submission, and who provides the service.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use time::Date;

use super::fields::{Field, FieldType};
use super::{ServiceDefinition, shapes};
use crate::ids::FieldId;
use crate::party::Party;
use crate::value::Value;

/// The values a condition is judged on.
#[derive(Clone, Debug)]
pub struct Scope<'a> {
    answers: BTreeMap<&'a str, Option<Cow<'a, Value>>>,
    applicant: BTreeMap<&'static str, Option<String>>,
    submission: BTreeMap<&'static str, Option<String>>,
    service: BTreeMap<&'static str, &'a str>,
}

/// One binding, as serde values.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Binding<'a> {
    Answers(&'a BTreeMap<&'a str, Option<Cow<'a, Value>>>),
    Applicant(&'a BTreeMap<&'static str, Option<String>>),
    Submission(&'a BTreeMap<&'static str, Option<String>>),
    Service(&'a BTreeMap<&'static str, &'a str>),
}

impl<'a> Scope<'a> {
    pub(super) const ANSWERS: &'static str = "answers";
    pub(super) const APPLICANT: &'static str = "applicant";
    pub(super) const SUBMISSION: &'static str = "submission";
    pub(super) const SERVICE: &'static str = "service";
    pub(super) const NAMES: [&'static str; 4] =
        [Self::ANSWERS, Self::APPLICANT, Self::SUBMISSION, Self::SERVICE];
    pub(super) const APPLICANT_FIELDS: [&'static str; 3] = ["class", "kind", "country"];
    pub(super) const SUBMISSION_FIELDS: [&'static str; 1] = ["date"];
    pub(super) const SERVICE_FIELDS: [&'static str; 1] = ["provider"];

    /// The scope of these answers: every field of the service is bound, unanswered ones to `null`.
    pub fn new(
        definition: &'a ServiceDefinition,
        answers: &'a BTreeMap<FieldId, Value>,
        applicant: &Party,
    ) -> Self {
        let bound = |field: &'a Field| Some(bound(field, answers.get(&field.id)?));
        let answers = definition.fields().map(|field| (field.id.as_str(), bound(field))).collect();
        let applicant = BTreeMap::from([
            ("class", Some(applicant.class.code().to_owned())),
            ("kind", Some(applicant.class.kind().code().to_owned())),
            ("country", applicant.country.as_ref().map(ToString::to_string)),
        ]);
        let service = BTreeMap::from([("provider", definition.provider.as_str())]);
        Self { answers, applicant, submission: BTreeMap::from([("date", None)]), service }
    }

    /// The same scope with the day of submission: the local day of the attempt that was received, or until then of the
    /// last one. It comes from the events and never moves after the receipt, so a condition judged later says the same.
    #[must_use]
    pub fn on(mut self, day: Date) -> Self {
        self.submission.insert("date", Some(day.to_string()));
        self
    }

    pub(super) fn bindings(&self) -> [(&'static str, Binding<'_>); 4] {
        [
            (Self::ANSWERS, Binding::Answers(&self.answers)),
            (Self::APPLICANT, Binding::Applicant(&self.applicant)),
            (Self::SUBMISSION, Binding::Submission(&self.submission)),
            (Self::SERVICE, Binding::Service(&self.service)),
        ]
    }
}

/// An answer as a condition sees it: a decimal as a whole number of its smallest unit (`"240.50"` is 24050), a point as
/// latitude and longitude in millionths of a degree, everything else as it is.
fn bound<'a>(field: &Field, value: &'a Value) -> Cow<'a, Value> {
    let read = match (field.kind, value) {
        (FieldType::Decimal, Value::Text(text)) => shapes::decimal(text, field.scale()).map(Value::Integer),
        (FieldType::Point, Value::Text(text)) => {
            shapes::point(text).map(|degrees| Value::List(degrees.map(Value::Integer).into()))
        }
        _ => None,
    };
    read.map_or(Cow::Borrowed(value), Cow::Owned)
}
