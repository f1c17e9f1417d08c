//! An instant on the wire: UTC, whole microseconds, `YYYY-MM-DDThh:mm:ss.ffffffZ`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Duration, OffsetDateTime, PrimitiveDateTime, UtcOffset};

const WIRE: &[BorrowedFormatItem<'static>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");

/// An instant in UTC with microsecond resolution.
///
/// It is always given by a clock port, never read by the core.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(OffsetDateTime);

/// A text that is not an instant.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{input}` is not an instant: write it like 2025-10-16T08:30:00Z or 2025-10-16T10:30:00+02:00")]
#[non_exhaustive]
pub struct TimestampInvalid {
    /// What was given.
    pub input: String,
}

impl Timestamp {
    /// The Unix epoch.
    pub const UNIX_EPOCH: Self = Self(OffsetDateTime::UNIX_EPOCH);

    /// The instant in UTC, cut down to whole microseconds.
    pub fn new(at: OffsetDateTime) -> Self {
        // Beyond the last or before the first year there is no UTC date: the end of the calendar stands for it.
        let end = if at.year() > 0 { PrimitiveDateTime::MAX } else { PrimitiveDateTime::MIN };
        let at = at.checked_to_offset(UtcOffset::UTC).unwrap_or(end.assume_utc());
        Self(at.replace_microsecond(at.microsecond()).unwrap_or(at))
    }

    /// Microseconds since the Unix epoch.
    pub fn unix_micros(self) -> i64 {
        i64::try_from(self.0.unix_timestamp_nanos() / 1_000).unwrap_or(i64::MAX)
    }

    /// The instant so many microseconds after the Unix epoch; the epoch itself if that is beyond year 9999.
    pub fn from_unix_micros(micros: i64) -> Self {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000).map_or(Self::UNIX_EPOCH, Self)
    }

    /// The same instant as the `time` crate's type.
    pub fn get(self) -> OffsetDateTime {
        self.0
    }

    /// This instant moved by `by`, held within the years the wire format can hold.
    #[must_use]
    pub fn plus(self, by: Duration) -> Self {
        Self::new(self.0.saturating_add(by))
    }
}

impl From<OffsetDateTime> for Timestamp {
    fn from(at: OffsetDateTime) -> Self {
        Self::new(at)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.format(WIRE).map_err(|_| fmt::Error)?)
    }
}

impl FromStr for Timestamp {
    type Err = TimestampInvalid;

    fn from_str(text: &str) -> Result<Self, TimestampInvalid> {
        let parsed = OffsetDateTime::parse(text, &Rfc3339).ok();
        let utc = parsed.and_then(|at| at.checked_to_offset(UtcOffset::UTC)).filter(|utc| utc.year() > 0);
        utc.map(Self::new).ok_or_else(|| TimestampInvalid { input: text.chars().take(80).collect() })
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_calendar_are_no_panic() {
        for beyond in ["9999-12-31T23:59:59-02:00", "0000-01-01T00:00:00+02:00", "not a time", ""] {
            assert!(beyond.parse::<Timestamp>().is_err(), "{beyond}");
        }
        let last: Timestamp = "9999-12-31T23:59:59.999999Z".parse().unwrap();
        assert_eq!(last.plus(Duration::days(9)).to_string(), last.to_string());
    }

    #[test]
    fn a_local_instant_is_written_in_utc_with_six_digits() {
        let at: Timestamp = "2025-10-16T10:30:00.123456789+02:00".parse().unwrap();
        assert_eq!(at.to_string(), "2025-10-16T08:30:00.123456Z");
        assert_eq!(Timestamp::from_unix_micros(at.unix_micros()), at);
    }
}
