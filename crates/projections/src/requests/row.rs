//! A row of the list of requests.

use serde::Serialize;
use talab_core::request::Request;
use talab_core::{BodyId, Outcome, PersonId, Reference, ServiceCode, Stage, Timestamp};
use talab_store::view::Row;
use talab_store::{LogError, LogErrorKind};
use time::Date;

use crate::dates;
use crate::status::MustAct;

/// A request in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RequestRow {
    /// What it is called.
    pub reference: Reference,
    /// The service it asks for.
    pub service: ServiceCode,
    /// The version it is pinned to.
    pub service_version: u32,
    /// The body that provides the service.
    pub provider: BodyId,
    /// Whom it is for.
    pub applicant: PersonId,
    /// Where it stands.
    pub stage: Stage,
    /// How it ended, once it has.
    pub outcome: Option<Outcome>,
    /// When the last attempt was transmitted.
    pub submitted_at: Timestamp,
    /// When it was received, complete (LY-14.1).
    pub received_at: Option<Timestamp>,
    /// The last day on which it is expected to be done, as last recorded; while suspended, see its status.
    #[serde(serialize_with = "dates::option")]
    pub expected_by: Option<Date>,
    /// The first instant that is later than expected.
    pub expected_at: Option<Timestamp>,
    /// Whether the clock stands still.
    pub suspended: bool,
    /// Whether the deadline passed while the clock was running.
    pub missed: bool,
    /// Who handles it; nothing in a list made for its applicant.
    pub handler: Option<PersonId>,
    /// When its last event happened.
    pub updated_at: Timestamp,
    /// The place of its last event in the whole log.
    pub position: u64,
    /// The number of its last event.
    pub version: u64,
}

impl RequestRow {
    /// The row of a request whose last event stands at `position`; none before its submission.
    pub(super) fn new(reference: Reference, request: &Request, position: u64) -> Option<Self> {
        let ((service, service_version), provider) = request.service().zip(request.provider())?;
        let clock = request.clock();
        Some(Self {
            reference,
            service: service.clone(),
            service_version,
            provider: provider.clone(),
            applicant: request.applicant()?.person.clone(),
            stage: request.stage()?,
            outcome: request.outcome(),
            submitted_at: request.submitted_at()?,
            received_at: request.received_at(),
            expected_by: clock.due.map(|due| due.due_date),
            expected_at: clock.due.map(|due| due.due_at),
            suspended: clock.is_suspended(),
            missed: clock.missed,
            handler: request.handler().cloned(),
            updated_at: request.last_at()?,
            position,
            version: request.version(),
        })
    }

    /// For whom it waits.
    pub fn must_act(&self) -> MustAct {
        MustAct::of(self.stage)
    }

    pub(super) fn received_order(&self) -> i64 {
        last_if_none(self.received_at)
    }

    pub(super) fn expected_order(&self) -> i64 {
        last_if_none(self.expected_at)
    }

    pub(super) fn to_row(&self) -> Row {
        Row::new()
            .with("reference", self.reference.as_str())
            .with("service", self.service.as_str())
            .with("service_version", i64::from(self.service_version))
            .with("provider", self.provider.as_str())
            .with("applicant", self.applicant.as_str())
            .with("stage", self.stage.code())
            .with("outcome", self.outcome.map(Outcome::code))
            .with("submitted_at", self.submitted_at.unix_micros())
            .with("received_at", self.received_at.map(Timestamp::unix_micros))
            .with("expected_by", self.expected_by.map(|date| date.to_string()))
            .with("expected_at", self.expected_at.map(Timestamp::unix_micros))
            .with("suspended", self.suspended)
            .with("missed", self.missed)
            .with("handler", self.handler.as_ref().map(PersonId::as_str))
            .with("updated_at", self.updated_at.unix_micros())
            .with("position", signed(self.position))
            .with("version", signed(self.version))
            .with("received_order", self.received_order())
            .with("expected_order", self.expected_order())
    }

    pub(super) fn from_row(row: &Row) -> Result<Self, LogError> {
        let expected_by =
            row.optional_text("expected_by")?.map(|text| read("expected_by", text, dates::parse));
        let outcome = row.optional_text("outcome")?.map(|code| read("outcome", code, Outcome::parse));
        let instant = |micros: Option<i64>| micros.map(Timestamp::from_unix_micros);
        Ok(Self {
            reference: read("reference", row.text("reference")?, |text| text.parse().ok())?,
            service: read("service", row.text("service")?, |text| ServiceCode::new(text).ok())?,
            service_version: read("service_version", row.integer("service_version")?, |it| {
                it.try_into().ok()
            })?,
            provider: read("provider", row.text("provider")?, |text| BodyId::new(text).ok())?,
            applicant: read("applicant", row.text("applicant")?, |text| PersonId::new(text).ok())?,
            stage: read("stage", row.text("stage")?, Stage::parse)?,
            outcome: outcome.transpose()?,
            submitted_at: Timestamp::from_unix_micros(row.integer("submitted_at")?),
            received_at: instant(row.optional_integer("received_at")?),
            expected_by: expected_by.transpose()?,
            expected_at: instant(row.optional_integer("expected_at")?),
            suspended: row.integer("suspended")? != 0,
            missed: row.integer("missed")? != 0,
            handler: row
                .optional_text("handler")?
                .map(|text| read("handler", text, |text| PersonId::new(text).ok()))
                .transpose()?,
            updated_at: Timestamp::from_unix_micros(row.integer("updated_at")?),
            position: unsigned(row.integer("position")?),
            version: unsigned(row.integer("version")?),
        })
    }
}

/// Requests without the instant come after all that have one.
fn last_if_none(at: Option<Timestamp>) -> i64 {
    at.map_or(i64::MAX, Timestamp::unix_micros)
}

/// Positions and versions are far below 2^63, so nothing is ever cut.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn read<V: std::fmt::Display + Copy, T>(
    column: &str,
    value: V,
    parse: impl FnOnce(V) -> Option<T>,
) -> Result<T, LogError> {
    parse(value).ok_or_else(|| {
        let message =
            format!("column {column} of a view row holds `{value}`, which can't be; rebuild the view");
        LogError::new(LogErrorKind::Corrupt, message)
    })
}
