//! Tests of the calendar and its deadlines.

mod files;
mod oracle;
mod properties;
mod values;
mod vectors;
mod zones;

use std::collections::BTreeMap;

use time::{Date, Weekday};

use super::{Calendar, Covers, Holiday, Suspension, Transition, WeekdaySet, Zone, date_format};
use crate::instant::Timestamp;
use crate::text::Text;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn date(text: &str) -> Date {
    date_format::parse(text).unwrap()
}

fn covers(from: &str, until: &str) -> Covers {
    Covers { from: date(from), until: date(until) }
}

fn holiday(decision: &str) -> Holiday {
    Holiday { decision: decision.to_owned(), name: Text::new("عيد", "Holiday"), provisional: false }
}

fn tripoli() -> Zone {
    Zone::new("Africa/Tripoli", 7200, Vec::new()).unwrap()
}

fn libyan_weekend() -> WeekdaySet {
    [Weekday::Friday, Weekday::Saturday].into_iter().collect()
}

/// A calendar of Tripoli for 2022 to 2027 with these holidays.
fn libya(holidays: &[&str]) -> Calendar {
    let holidays: BTreeMap<_, _> = holidays.iter().map(|day| (date(day), holiday("1/2025"))).collect();
    Calendar::new("ly-test", tripoli(), libyan_weekend(), covers("2022-01-01", "2027-12-31"), holidays, 1)
        .unwrap()
}

fn zone(initial: i32, transitions: &[(&str, i32)]) -> Zone {
    let transitions = transitions
        .iter()
        .map(|(text, offset_seconds)| Transition { at: at(text), offset_seconds: *offset_seconds });
    Zone::new("Test/Zone", initial, transitions.collect()).unwrap()
}

fn suspended(from: &str, until: &str) -> Suspension {
    Suspension { from: at(from), until: Some(at(until)) }
}

fn suspended_since(from: &str) -> Suspension {
    Suspension { from: at(from), until: None }
}
