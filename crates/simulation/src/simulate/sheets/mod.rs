//! What applicants fill in and attach, service by service: right answers, of which an attempt may leave one out.

mod building;
mod commercial;
mod criminal;
mod driving;
mod newborn;
mod part;
mod residence;

use std::collections::BTreeMap;

use talab::Submission;
use talab::core::request::intake::Document;
use talab::core::{ApplicantClass, DocumentKind, Value};
use time::{Date, Duration};

use super::error::SimulationError;
use super::paper::digest;
use super::rng::Rng;

pub(super) use building::building;
pub(super) use commercial::commercial;
pub(super) use criminal::criminal;
pub(super) use driving::driving;
pub(super) use newborn::newborn;
pub(super) use part::given;
pub(super) use residence::residence;

/// Draws a sheet that is complete on a local day.
pub(super) type Draw = fn(&mut Rng, Date) -> Result<Sheet, SimulationError>;
/// A value for a field that is corrected.
pub(super) type Fresh = fn(&mut Rng) -> Value;

/// A whole request on paper.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) class: ApplicantClass,
    pub(super) answers: BTreeMap<&'static str, Value>,
    pub(super) documents: Vec<Document>,
    /// Fields without one of which an attempt is incomplete.
    pub(super) needed: &'static [&'static str],
    /// Fields that officers may find wrong, and what else may stand there.
    pub(super) open: &'static [(&'static str, Fresh)],
    /// What officers take from their own record, drawn beforehand.
    pub(super) officers: Vec<(&'static str, Value)>,
}

impl Sheet {
    /// All of it but one field, as a submission to `service`, or as a supplement.
    pub(super) fn without(&self, lacking: Option<&str>, submission: Submission) -> Submission {
        let answers = self.answers.iter().filter(|(field, _)| Some(**field) != lacking);
        submission
            .class(self.class)
            .answers(answers.map(|(field, value)| (*field, value.clone())))
            .documents(self.documents.iter().cloned())
    }
}

/// A document of this kind and format.
fn attached(rng: &mut Rng, kind: &str, format: &str) -> Result<Document, SimulationError> {
    let bytes = rng.between(10_000, 900_000);
    Ok(Document::new(DocumentKind::new(kind)?, digest(rng), bytes, format))
}

/// A day between `least` and `most` days before `today`; a day to come for less than nothing.
fn days_before(rng: &mut Rng, today: Date, least: i64, most: i64) -> Date {
    let span = u64::try_from(most - least).unwrap_or_default();
    let days = least + i64::try_from(rng.between(0, span)).unwrap_or_default();
    today.saturating_sub(Duration::days(days))
}

fn national_number(rng: &mut Rng) -> Value {
    super::paper::national_number(rng).into()
}

fn full_name(rng: &mut Rng) -> Value {
    super::paper::full_name(rng).into()
}
