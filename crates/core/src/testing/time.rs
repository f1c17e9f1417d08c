//! Instants and the calendar of the small world.

use std::collections::BTreeMap;

use time::{Date, Weekday};

use crate::calendar::{Calendar, Covers, Holiday, Zone, date_format};
use crate::instant::Timestamp;
use crate::text::Text;

/// Something that names an instant.
pub trait Moment {
    /// The instant.
    fn instant(self) -> Timestamp;
}

impl Moment for Timestamp {
    fn instant(self) -> Timestamp {
        self
    }
}

impl Moment for &str {
    fn instant(self) -> Timestamp {
        at(self)
    }
}

/// The instant `text` names: RFC 3339, or `2025-10-16 10:30` on the clocks of Tripoli.
///
/// # Panics
/// If the text names no instant.
pub fn at(text: &str) -> Timestamp {
    let whole = match text.split_once(' ') {
        Some((date, time)) if time.len() == 5 => format!("{date}T{time}:00+02:00"),
        Some((date, time)) => format!("{date}T{time}+02:00"),
        None => text.to_owned(),
    };
    whole.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// The calendar of `ly-west` for 2022 to 2027: Friday and Saturday off, and Liberation Day of 2025.
pub fn calendar() -> Calendar {
    calendar_with(&["2025-10-23"])
}

/// The same calendar with these holidays instead.
///
/// # Panics
/// If a text is no date of 2022 to 2027.
pub fn calendar_with(holidays: &[&str]) -> Calendar {
    let holiday = Holiday {
        decision: "444/2025".to_owned(),
        name: Text::new("ذكرى التحرير", "Liberation Day"),
        provisional: false,
    };
    let holidays: BTreeMap<_, _> = holidays.iter().map(|text| (day(text), holiday.clone())).collect();
    let zone = Zone::new("Africa/Tripoli", 7200, Vec::new()).unwrap_or_else(|error| panic!("{error}"));
    let weekend = [Weekday::Friday, Weekday::Saturday].into_iter().collect();
    let covers = Covers { from: day("2022-01-01"), until: day("2027-12-31") };
    Calendar::new("ly-west", zone, weekend, covers, holidays, 1).unwrap_or_else(|error| panic!("{error}"))
}

fn day(text: &str) -> Date {
    date_format::parse(text).unwrap_or_else(|| panic!("`{text}` is not a date"))
}
