//! Instants as the log keeps them: whole microseconds since 1970-01-01 UTC.

use time::{OffsetDateTime, UtcOffset};

/// The instant without what lies below a microsecond, in UTC. Cuts towards the past, before 1970 too.
pub(crate) fn truncate(instant: OffsetDateTime) -> OffsetDateTime {
    let utc = instant.checked_to_offset(UtcOffset::UTC).unwrap_or(instant);
    utc.replace_microsecond(utc.microsecond()).unwrap_or(utc)
}

/// Microseconds since 1970, negative before.
pub(crate) fn to_micros(instant: OffsetDateTime) -> i64 {
    // Both parts count towards the future, before 1970 too; every instant `time` can hold is within ±2^58 µs.
    instant.unix_timestamp() * 1_000_000 + i64::from(instant.microsecond())
}

/// The instant so many microseconds after 1970, if it lies in the years `time` can hold.
#[cfg(any(feature = "sqlite", feature = "postgres", test))]
pub(crate) fn from_micros(micros: i64) -> Option<OffsetDateTime> {
    let seconds = OffsetDateTime::from_unix_timestamp(micros.div_euclid(1_000_000)).ok()?;
    seconds.replace_microsecond(u32::try_from(micros.rem_euclid(1_000_000)).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn cuts_below_a_microsecond_and_normalises_to_utc() {
        let local = datetime!(2026-02-01 01:00:00.123_456_789 +2);
        assert_eq!(truncate(local), datetime!(2026-01-31 23:00:00.123_456 UTC));
        assert_eq!(truncate(local).offset(), UtcOffset::UTC);
    }

    #[test]
    fn cutting_and_counting_agree_before_1970() {
        let early = datetime!(1969-12-31 23:59:59.999_999_500 UTC);
        assert_eq!(to_micros(early), -1);
        assert_eq!(from_micros(-1), Some(truncate(early)));
    }
}
