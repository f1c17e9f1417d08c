//! Instants as people write them on a command line.

use std::str::FromStr;

use talab::Timestamp;
use talab::core::calendar::{Suspension, Zone};
use thiserror::Error;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Date, PrimitiveDateTime};

const DATE: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]");
const MINUTES: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]T[hour]:[minute]");
const SECONDS: &[BorrowedFormatItem<'static>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]");

/// An instant, or a local time that becomes one in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    Instant(Timestamp),
    Local(PrimitiveDateTime),
}

/// A span `A..B` of moments, the second not included; `A..` has no end yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    from: Moment,
    until: Option<Moment>,
}

/// A text that is not a moment.
#[derive(Debug, Error)]
#[error(
    "write a date 2025-10-16 (its 00:00), a local time 2025-10-16T10:30, or an instant 2025-10-16T10:30:00+02:00"
)]
pub(crate) struct MomentInvalid;

/// A text that is not a span.
#[derive(Debug, Error)]
pub(crate) enum SpanInvalid {
    #[error("write a span as A..B, or A.. while it lasts, such as 2025-10-20..2025-10-22")]
    Shape,
    #[error(transparent)]
    Moment(#[from] MomentInvalid),
}

impl Moment {
    /// The instant in `zone`: a local time shown twice is the first of the two.
    pub(crate) fn in_zone(self, zone: &Zone) -> Timestamp {
        match self {
            Self::Instant(at) => at,
            Self::Local(local) => zone.from_local(local.date(), local.time()),
        }
    }

    /// The instant where no zone is known: local times are UTC.
    pub(crate) fn in_utc(self) -> Timestamp {
        match self {
            Self::Instant(at) => at,
            Self::Local(local) => Timestamp::new(local.assume_utc()),
        }
    }
}

impl Span {
    pub(crate) fn in_zone(self, zone: &Zone) -> Suspension {
        let until = self.until.map(|until| until.in_zone(zone));
        Suspension { from: self.from.in_zone(zone), until }
    }
}

impl FromStr for Moment {
    type Err = MomentInvalid;

    fn from_str(text: &str) -> Result<Self, MomentInvalid> {
        if let Ok(date) = Date::parse(text, DATE) {
            return Ok(Self::Local(date.midnight()));
        }
        for format in [MINUTES, SECONDS] {
            if let Ok(local) = PrimitiveDateTime::parse(text, format) {
                return Ok(Self::Local(local));
            }
        }
        text.parse().map(Self::Instant).map_err(|_| MomentInvalid)
    }
}

impl FromStr for Span {
    type Err = SpanInvalid;

    fn from_str(text: &str) -> Result<Self, SpanInvalid> {
        let (from, until) = text.split_once("..").ok_or(SpanInvalid::Shape)?;
        let until = if until.is_empty() { None } else { Some(until.parse()?) };
        Ok(Self { from: from.parse()?, until })
    }
}

/// An instant on the wall clock of a zone, to the minute.
pub(crate) fn local(zone: &Zone, at: Timestamp) -> String {
    let local = zone.local_datetime(at);
    format!("{} {:02}:{:02}", local.date(), local.hour(), local.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn tripoli() -> Zone {
        Zone::new("Africa/Tripoli", 7200, Vec::new()).unwrap()
    }

    #[test]
    fn dates_local_times_and_instants_are_read() {
        let at = |text: &str| text.parse::<Moment>().unwrap().in_zone(&tripoli()).get();
        assert_eq!(at("2025-10-16"), datetime!(2025-10-15 22:00 UTC));
        assert_eq!(at("2025-10-16T10:30"), datetime!(2025-10-16 08:30 UTC));
        assert_eq!(at("2025-10-16T10:30:05"), datetime!(2025-10-16 08:30:05 UTC));
        assert_eq!(at("2025-10-16T10:30:00Z"), datetime!(2025-10-16 10:30 UTC));
        assert_eq!(at("2025-10-16T10:30:00+05:00"), datetime!(2025-10-16 05:30 UTC));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in ["", "2025", "2025-13-01", "2025-10-16T25:00", "16/10/2025", "2025-10-16 "] {
            assert!(text.parse::<Moment>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn spans_are_half_open_and_may_lack_their_end() {
        let span = |text: &str| text.parse::<Span>().map(|span| span.in_zone(&tripoli()));
        let closed = span("2025-10-20..2025-10-22T09:00").unwrap();
        assert_eq!(closed.from.get(), datetime!(2025-10-19 22:00 UTC));
        assert_eq!(closed.until.unwrap().get(), datetime!(2025-10-22 07:00 UTC));
        assert_eq!(span("2025-10-20..").unwrap().until, None);
        for text in ["2025-10-20", "..2025-10-20", "2025-10-20..x", ".."] {
            assert!(span(text).is_err(), "{text:?}");
        }
    }
}
