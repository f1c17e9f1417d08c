//! Calendar files: the examples that ship, and what a file is refused for.

use time::{Date, Duration, Month, Weekday};

use super::super::{Calendar, CalendarFile, CalendarInvalid, DayKind, Transition, Zone, deadline};
use super::{at, date, suspended, tripoli};
use crate::instant::Timestamp;
use crate::text::Lang;

const SMALL: &str = r#"
jurisdiction = "ly-west"
zone = "Africa/Tripoli"
weekend = ["friday", "saturday"]
covers = { from = "2022-01-01", until = "2027-12-31" }

[[holiday]]
date = "2025-10-23"
decision = "444/2025"
name = { ar = "ذكرى التحرير", en = "Liberation Day" }
"#;

macro_rules! shipped {
    ($path:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../", $path))
    };
}

const WEST: &str = shipped!("examples/calendars/ly-west.toml");
const EAST: &str = shipped!("examples/calendars/ly-east.toml");
const DUTCH: &str = shipped!("examples/calendars/nl-municipality.toml");
const GUIDE: &str = shipped!("docs/guide/deadlines.md");

fn example(text: &str, zone: Zone) -> Calendar {
    toml::from_str::<CalendarFile>(text).unwrap().into_calendar(zone).unwrap()
}

fn is_holiday(calendar: &Calendar, day: &str) -> bool {
    calendar.holidays().contains_key(&date(day))
}

/// The Dutch clocks: forward on the last Sunday of March, back on that of October, both at 01:00 UTC.
fn amsterdam() -> Zone {
    let last_sunday = |year, month: Month| {
        let mut day = Date::from_calendar_date(year, month, 31).unwrap();
        while day.weekday() != Weekday::Sunday {
            day = day.previous_day().unwrap();
        }
        Timestamp::new(day.with_hms(1, 0, 0).unwrap().assume_utc())
    };
    let turns = (2010..=2013).flat_map(|year| {
        [(Month::March, 7200), (Month::October, 3600)]
            .map(|(month, offset_seconds)| Transition { at: last_sunday(year, month), offset_seconds })
    });
    Zone::new("Europe/Amsterdam", 3600, turns.collect()).unwrap()
}

/// Easter Sunday, by the anonymous Gregorian reckoning.
fn easter(year: i32) -> Date {
    let (golden, century, in_century) = (year % 19, year / 100, year % 100);
    let shift = century - century / 4 - (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + shift + 15) % 30;
    let week = (32 + 2 * (century % 4) + 2 * (in_century / 4) - moon - in_century % 4) % 7;
    let late = (golden + 11 * moon + 22 * week) / 451;
    let sum = moon + week - 7 * late + 114;
    let month = Month::try_from(u8::try_from(sum / 31).unwrap()).unwrap();
    Date::from_calendar_date(year, month, u8::try_from(sum % 31 + 1).unwrap()).unwrap()
}

#[test]
fn both_libyan_files_hold_the_fixed_days_of_the_law_every_year() {
    for (name, text) in [("ly-west", WEST), ("ly-east", EAST)] {
        let calendar = example(text, tripoli());
        assert_eq!(calendar.jurisdiction(), name);
        assert_eq!(calendar.revision(), 1);
        for year in 2022..=2027 {
            for day in ["02-17", "05-01", "09-16", "10-23", "12-24"] {
                assert!(is_holiday(&calendar, &format!("{year}-{day}")), "{name}: {year}-{day}");
            }
        }
    }
}

#[test]
fn the_two_governments_differ_where_their_decisions_do() {
    let west = example(WEST, tripoli());
    let east = example(EAST, tripoli());
    let due = |calendar, start, days| deadline::due(calendar, at(start), days, &[]).unwrap().due_date;
    let may_day = "2023-04-27T10:00:00+02:00";
    assert_eq!(due(&west, may_day, 1), date("2023-04-30"));
    assert_eq!(due(&east, may_day, 1), date("2023-05-02"));
    let new_year = "2024-07-04T10:00:00+02:00";
    assert_eq!(due(&west, new_year, 1), date("2024-07-07"));
    assert_eq!(due(&east, new_year, 1), date("2024-07-08"));
    assert_eq!(due(&west, "2025-10-16T10:00:00+02:00", 5), date("2025-10-26"));
    let eid = date("2023-06-29");
    assert!(matches!(west.day(eid).unwrap(), DayKind::Holiday(off) if off.decision == "275/2023"));
    assert!(matches!(east.day(eid).unwrap(), DayKind::Holiday(off) if off.decision == "20/2023"));
}

#[test]
fn the_dutch_file_holds_exactly_the_computed_days() {
    let calendar = example(DUTCH, amsterdam());
    let mut expected = vec![date("2010-05-05")];
    for year in 2010..=2013 {
        expected.extend([1, 39, 50].map(|after| easter(year) + Duration::days(after)));
        expected.extend(["01-01", "04-30", "12-25", "12-26"].map(|day| date(&format!("{year}-{day}"))));
    }
    expected.sort_unstable();
    assert_eq!(calendar.holidays().keys().copied().collect::<Vec<_>>(), expected);
    // Wednesday 2011-04-20: Thursday, Friday, then after Easter Monday, Tuesday to Friday and Monday 2 May.
    let due = deadline::due(&calendar, at("2011-04-20T23:30:00+02:00"), 7, &[]).unwrap();
    assert_eq!((due.due_date, due.due_at), (date("2011-05-02"), at("2011-05-03T00:00:00+02:00")));
}

#[test]
fn the_worked_example_of_the_guide_is_what_the_code_says() {
    let written: Vec<&str> = GUIDE.lines().filter(|line| line.starts_with("| 2025-10-")).collect();
    let stop = [suspended("2025-10-20T00:00:00+02:00", "2025-10-22T00:00:00+02:00")];
    let calendar = example(WEST, tripoli());
    let found = deadline::count(&calendar, at("2025-10-16T10:00:00+02:00"), 5, &stop).unwrap();
    let mut used = 0;
    let told = found.days.iter().map(|day| {
        used += u32::from(day.counted);
        let counted = if day.counted { used.to_string() } else { "no".to_owned() };
        let arabic = day.why.text(Lang::Ar).replace(['\u{2068}', '\u{2069}'], "");
        format!("| {} | {counted} | {} | {arabic} |", day.date, day.why.text(Lang::En))
    });
    assert_eq!(written, told.collect::<Vec<_>>());
    assert!(GUIDE.contains(&format!("Due: **{}**", found.due_date)));
}

#[test]
fn a_file_reads_as_it_is_designed() {
    let file: CalendarFile = toml::from_str(SMALL).unwrap();
    assert_eq!((file.jurisdiction.as_str(), file.holidays.len()), ("ly-west", 1));
    let calendar = file.into_calendar(tripoli()).unwrap();
    assert!(is_holiday(&calendar, "2025-10-23"));
}

#[test]
fn misspelt_fields_and_dates_are_named() {
    let told = |from: &str, to: &str| {
        toml::from_str::<CalendarFile>(&SMALL.replace(from, to)).unwrap_err().message().to_owned()
    };
    assert!(told("decision =", "decison =").contains("decison"));
    assert!(told("2025-10-23", "2025-13-23").contains("`2025-13-23` is not a date"));
    assert!(told("2025-10-23", "+2025-1-3").contains("`+2025-1-3` is not a date"));
    assert!(told("\"friday\"", "\"jumaa\"").contains("`jumaa` is not a day of the week"));
    assert!(told("jurisdiction", "country").contains("country"));
}

#[test]
fn a_file_is_refused_for_each_rule_it_breaks() {
    let refused = |from: &str, to: &str| {
        let file: CalendarFile = toml::from_str(&SMALL.replace(from, to)).unwrap();
        file.into_calendar(tripoli()).unwrap_err()
    };
    let day = "date = \"2025-10-23\"";
    assert_eq!(refused(day, ""), CalendarInvalid::HolidayDates { entry: 1 });
    assert_eq!(refused(day, "from = \"2025-10-23\""), CalendarInvalid::HolidayDates { entry: 1 });
    let both = "date = \"2025-10-23\"\nuntil = \"2025-10-24\"";
    assert_eq!(refused(day, both), CalendarInvalid::HolidayDates { entry: 1 });
    let reversed = refused(day, "from = \"2025-10-24\"\nuntil = \"2025-10-23\"");
    assert!(matches!(reversed, CalendarInvalid::HolidayOrder { entry: 1, .. }));
    let outside = refused(day, "from = \"2025-10-24\"\nuntil = \"9025-10-23\"");
    assert!(
        matches!(outside, CalendarInvalid::HolidayOutside { date: day, .. } if day == date("9025-10-23"))
    );
    let span =
        "from = \"2025-10-22\"\nuntil = \"2025-10-24\"\ndecision = \"1\"\nname = { ar = \"أ\", en = \"a\" }";
    let twice = &format!("[[holiday]]\n{span}\n[[holiday]]");
    assert_eq!(refused("[[holiday]]", twice), CalendarInvalid::HolidayTwice { date: date("2025-10-23") });
    assert_eq!(refused("444/2025", "").field(), "holiday.decision");
    assert_eq!(refused("ذكرى التحرير", "").field(), "holiday.name.ar");
    assert_eq!(refused("Africa/Tripoli", "Africa/Cairo").field(), "zone");
}
