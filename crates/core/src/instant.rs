//! An instant on the wire: UTC, whole microseconds, `YYYY-MM-DDThh:mm:ss.ffffffZ`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Duration, OffsetDateTime, UtcOffset};

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
        let at = at.to_offset(UtcOffset::UTC);
        let micros = at.microsecond();
        Self(at.replace_microsecond(micros).unwrap_or(at))
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
        OffsetDateTime::parse(text, &Rfc3339)
            .map(Self::new)
            .map_err(|_| TimestampInvalid { input: text.to_owned() })
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
