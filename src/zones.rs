//! Zones from the bundled time-zone database, as the plain data a calendar stores.

use jiff::Timestamp as Instant;
use jiff::tz::TimeZone;
use talab_core::Timestamp;
use talab_core::calendar::{Covers, Transition, Zone};
use time::Duration;

use crate::error::{Error, ErrorKind};

/// The zone's clock changes over the days a calendar covers.
///
/// # Errors
/// [`ErrorKind::Configuration`] if the database has no such zone.
pub fn zone(name: &str, covers: Covers) -> Result<Zone, Error> {
    let unknown = || {
        let what = format!("the time-zone database has no zone `{name}`: write it like Africa/Tripoli");
        Error::new(ErrorKind::Configuration, what)
    };
    let found = TimeZone::get(name).map_err(|error| unknown().because(error))?;
    // A day on each side, so that the first and last days' midnights are right in any zone.
    let start = covers.from.midnight().assume_utc().saturating_sub(Duration::days(2));
    let end = covers.until.midnight().assume_utc().saturating_add(Duration::days(3));
    let first = Instant::from_second(start.unix_timestamp()).map_err(|error| unknown().because(error))?;
    let initial = found.to_offset(first).seconds();
    let transitions = found
        .following(first)
        .take_while(|change| change.timestamp().as_second() < end.unix_timestamp())
        .map(|change| Transition {
            at: Timestamp::from_unix_micros(change.timestamp().as_microsecond()),
            offset_seconds: change.offset().seconds(),
        })
        .collect();
    Zone::new(name, initial, transitions).map_err(|error| unknown().because(error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn check(name: &str, from: time::Date, until: time::Date) -> Zone {
        zone(name, Covers { from, until }).unwrap()
    }

    #[test]
    fn tripoli_keeps_two_hours_today_and_changed_in_2013() {
        let now = check("Africa/Tripoli", date!(2022 - 01 - 01), date!(2027 - 12 - 31));
        assert_eq!((now.initial(), now.transitions().len()), (7200, 0));
        let then = check("Africa/Tripoli", date!(2012 - 01 - 01), date!(2013 - 12 - 31));
        assert!(!then.transitions().is_empty());
    }

    #[test]
    fn amsterdam_changes_twice_a_year() {
        let zone = check("Europe/Amsterdam", date!(2010 - 01 - 01), date!(2012 - 12 - 31));
        assert_eq!((zone.initial(), zone.transitions().len()), (3600, 6));
    }

    #[test]
    fn an_unknown_zone_is_named() {
        let covers = Covers { from: date!(2022 - 01 - 01), until: date!(2022 - 12 - 31) };
        let error = zone("Africa/Tripolis", covers).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains("Africa/Tripolis"));
    }
}
