//! Feedback across providers, without anything that names a person (JO-8).
//!
//! What somebody wrote is left out: free text names people, and no rule can say that it doesn't. Who may see the request
//! reads it there. Nothing here leads back to the request, the order of the lines included.

use serde::Serialize;
use talab_core::calendar::Zone;
use talab_core::request::Event;
use talab_core::request::parties::FeedbackKind;
use talab_core::{BodyId, Channel, ServiceCode, Timestamp};
use time::Date;

use crate::dates;
use crate::entry::{Entry, fold};

/// Which feedback to read; every part that is given narrows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedbackQuery {
    /// Only on this service.
    pub service: Option<ServiceCode>,
    /// Only on this provider's services.
    pub provider: Option<BodyId>,
    /// Only what was recorded at this instant or later.
    pub from: Option<Timestamp>,
    /// Only what was recorded before this instant.
    pub until: Option<Timestamp>,
}

impl FeedbackQuery {
    /// All feedback there ever was.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only on this service.
    #[must_use]
    pub fn service(mut self, service: ServiceCode) -> Self {
        self.service = Some(service);
        self
    }

    /// Only on this provider's services.
    #[must_use]
    pub fn provider(mut self, provider: BodyId) -> Self {
        self.provider = Some(provider);
        self
    }

    /// Only what was recorded in `from..until`, the end not included.
    #[must_use]
    pub fn period(mut self, from: Option<Timestamp>, until: Option<Timestamp>) -> Self {
        (self.from, self.until) = (from, until);
        self
    }

    fn holds(&self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
    }
}

/// What people said of services.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FeedbackFeed {
    /// Requests that are asked for and can't be read by this release, and so are left out.
    pub unreadable: u64,
    /// What was said, by day, then by provider and service.
    pub lines: Vec<FeedbackLine>,
}

/// One thing that was said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct FeedbackLine {
    /// The local day on which it was recorded.
    #[serde(serialize_with = "dates::one")]
    pub date: Date,
    /// The body that provides the service.
    pub provider: BodyId,
    /// The service.
    pub service: ServiceCode,
    /// The version its request is pinned to.
    pub service_version: u32,
    /// The way in by which its request was filed.
    pub channel: Channel,
    /// What kind of feedback it is.
    pub kind: FeedbackKind,
    /// From 1 to 5.
    pub rating: Option<u8>,
    /// Whether it was answered.
    pub answered: bool,
}

/// What was said in the request that these events make; days are those of `zone`.
pub fn feedback_of(entries: &[Entry], zone: &Zone, query: &FeedbackQuery) -> Vec<FeedbackLine> {
    let Some(Event::Submitted(first)) = entries.first().map(|entry| &entry.event) else { return Vec::new() };
    let request = fold(entries);
    let Some(((service, service_version), provider)) = request.service().zip(request.provider()) else {
        return Vec::new();
    };
    let answered: Vec<u32> = entries
        .iter()
        .filter_map(|entry| match &entry.event {
            Event::FeedbackAnswered(it) => Some(it.number),
            _ => None,
        })
        .collect();
    let said = entries.iter().filter_map(|entry| match &entry.event {
        Event::FeedbackRecorded(it) => Some(it),
        _ => None,
    });
    let lines = said.zip(1_u32..).filter(|(it, _)| query.holds(it.at)).map(|(it, number)| FeedbackLine {
        date: zone.local_date(it.at),
        provider: provider.clone(),
        service: service.clone(),
        service_version,
        channel: first.channel,
        kind: it.kind,
        rating: it.rating,
        answered: answered.contains(&number),
    });
    lines.collect()
}
