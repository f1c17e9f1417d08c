//! Calendars as values: what is refused, what is stored, what is said.

use std::collections::BTreeMap;

use time::Weekday;

use super::super::deadline;
use super::super::{
    Calendar, CalendarInvalid, CountedDay, DayKind, Holiday, Transition, WeekdaySet, Why, Zone,
};
use super::{at, covers, date, holiday, libya, libyan_weekend, suspended, suspended_since, tripoli};
use crate::text::{Lang, Text};

fn build(
    weekend: WeekdaySet,
    from: &str,
    until: &str,
    day: &str,
    off: Holiday,
) -> Result<Calendar, CalendarInvalid> {
    let holidays = BTreeMap::from([(date(day), off)]);
    Calendar::new("ly-test", tripoli(), weekend, covers(from, until), holidays, 1)
}

#[test]
fn a_calendar_is_refused_for_each_rule_it_breaks() {
    let good = || holiday("1/2025");
    let two = libyan_weekend();
    assert!(build(two, "2025-01-01", "2025-12-31", "2025-10-23", good()).is_ok());
    let field = |found: Result<Calendar, CalendarInvalid>| {
        let invalid = found.unwrap_err();
        let said = invalid.text();
        assert!(said.ar.chars().any(|it| ('\u{0621}'..='\u{064A}').contains(&it)), "{said:?}");
        assert!(said.en.chars().any(|it| it.is_ascii_lowercase()), "{said:?}");
        invalid.field()
    };
    assert_eq!(field(build(two, "2025-12-31", "2025-01-01", "2025-10-23", good())), "covers");
    assert_eq!(field(build(two, "0000-12-31", "2025-12-31", "2025-10-23", good())), "covers");
    assert_eq!(field(build(two, "2025-01-01", "9999-01-01", "2025-10-23", good())), "covers");
    assert_eq!(field(build(two, "2025-01-01", "2025-10-22", "2025-10-23", good())), "holiday.date");
    assert_eq!(field(build(two, "2025-01-01", "2025-12-31", "2025-10-23", holiday(" "))), "holiday.decision");
    let nameless = Holiday { name: Text::new("", "Liberation Day"), ..good() };
    assert_eq!(field(build(two, "2025-01-01", "2025-12-31", "2025-10-23", nameless)), "holiday.name.ar");
    let week = (0..7).map(|n| Weekday::Monday.nth_next(n)).collect();
    assert_eq!(field(build(week, "2025-01-01", "2025-12-31", "2025-10-23", good())), "weekend");
    let nobody = Calendar::new("", tripoli(), two, covers("2025-01-01", "2025-12-31"), BTreeMap::new(), 1);
    assert_eq!(field(nobody), "jurisdiction");
}

#[test]
fn revisions_declare_withdraw_and_extend() {
    let first = libya(&["2025-10-23"]);
    let second = first.declare(date("2025-12-24"), holiday("2/2025")).unwrap();
    assert_eq!((first.revision(), second.revision()), (1, 2));
    assert_eq!(second.holidays().len(), 2);
    let twice = second.declare(date("2025-12-24"), holiday("3/2025")).unwrap_err();
    assert_eq!(twice, CalendarInvalid::HolidayTwice { date: date("2025-12-24") });
    let third = second.withdraw(date("2025-10-23")).unwrap();
    assert_eq!(third.day(date("2025-10-23")).unwrap(), DayKind::Working);
    assert!(matches!(third.withdraw(date("2025-10-23")), Err(CalendarInvalid::HolidayUnknown { .. })));
    let fourth = third.extend(date("2028-12-31"), tripoli()).unwrap();
    assert_eq!((fourth.covers().until, fourth.revision()), (date("2028-12-31"), 4));
    assert_eq!(fourth.extend(date("2028-12-31"), tripoli()).unwrap_err().field(), "covers.until");
    assert_eq!(fourth.extend(date("2029-12-31"), super::zone(0, &[])).unwrap_err().field(), "zone");
}

#[test]
fn a_day_is_judged_only_within_the_coverage() {
    let calendar = libya(&["2025-10-23", "2025-10-24"]);
    assert!(
        matches!(calendar.day(date("2025-10-23")).unwrap(), DayKind::Holiday(off) if off.decision == "1/2025")
    );
    assert_eq!(calendar.day(date("2025-10-24")).unwrap(), DayKind::Weekend);
    assert_eq!(calendar.day(date("2025-10-26")).unwrap(), DayKind::Working);
    let gap = calendar.day(date("2028-01-01")).unwrap_err();
    assert_eq!(
        gap.to_string(),
        "the calendar of ly-test covers 2022-01-01 to 2027-12-31, not 2028-01-01: \
         extend its coverage before counting that far"
    );
}

#[test]
fn a_stored_calendar_comes_back_the_same_and_a_broken_one_does_not() {
    let calendar = libya(&["2025-10-23"]).declare(date("2025-12-24"), holiday("2/2025")).unwrap();
    let stored = serde_json::to_string(&calendar).unwrap();
    assert!(stored.contains(r#""weekend":["friday","saturday"]"#), "{stored}");
    assert!(stored.contains(r#""2025-10-23":{"decision":"1/2025""#), "{stored}");
    assert_eq!(serde_json::from_str::<Calendar>(&stored).unwrap(), calendar);
    let broken = stored.replace(r#""decision":"1/2025""#, r#""decision":"""#);
    assert!(serde_json::from_str::<Calendar>(&broken).unwrap_err().to_string().contains("2025-10-23"));
    let no_date = stored.replace("2025-10-23", "2025-02-29");
    assert!(serde_json::from_str::<Calendar>(&no_date).unwrap_err().to_string().contains("2025-02-29"));
}

#[test]
fn a_stored_deadline_comes_back_the_same() {
    let stop = [suspended("2025-10-20T00:00:00+02:00", "2025-10-22T00:00:00+02:00")];
    let found = deadline::count(&libya(&["2025-10-23"]), at("2025-10-16T10:00:00+02:00"), 5, &stop).unwrap();
    let stored = serde_json::to_string(&found).unwrap();
    assert!(
        stored.starts_with(r#"{"due_date":"2025-10-28","due_at":"2025-10-28T22:00:00.000000Z""#),
        "{stored}"
    );
    assert_eq!(serde_json::from_str::<deadline::Deadline>(&stored).unwrap(), found);
}

#[test]
fn each_reason_is_told_in_both_languages() {
    let stop = [suspended("2025-10-20T00:00:00+02:00", "2025-10-22T00:00:00+02:00")];
    let found = deadline::count(&libya(&["2025-10-23"]), at("2025-10-16T10:00:00+02:00"), 3, &stop).unwrap();
    let told = |lang| found.days.iter().map(|CountedDay { why, .. }| why.text(lang)).collect::<Vec<_>>();
    let english = told(Lang::En);
    assert_eq!(english[0], "day of receipt, counting starts with the next day");
    assert_eq!(english[1..4], ["weekend", "weekend", "working day"]);
    assert_eq!(english[4], "the clock stands still at the close of the day");
    assert_eq!(english[7], "holiday: Holiday, declared by 1/2025");
    let arabic = told(Lang::Ar);
    assert_eq!(arabic[7], "عطلة رسمية: عيد (السند: \u{2068}1/2025\u{2069})");
    let english_letters = |text: &String| text.chars().any(|c| c.is_ascii_alphabetic());
    assert!(!arabic.iter().any(english_letters), "{arabic:?}");
    let codes: Vec<_> = found.days.iter().map(|day| day.why.code()).collect();
    assert_eq!(codes[..5], ["after_start", "weekend", "weekend", "working", "suspended"]);
}

#[test]
fn a_holiday_that_can_still_move_says_so() {
    let why =
        Why::Holiday {
            decision: "5/2026".to_owned(), name: Text::new("عيد الفطر", ""), provisional: true
        };
    assert_eq!(why.text(Lang::Ar), "عطلة رسمية لم تثبت بعد: عيد الفطر (السند: \u{2068}5/2026\u{2069})");
    // Without an English name the Arabic one stands in.
    assert_eq!(why.text(Lang::En), "holiday, still provisional: عيد الفطر, declared by 5/2026");
}

#[test]
fn days_of_the_week_are_read_by_name() {
    let read = |text| serde_json::from_str::<WeekdaySet>(text);
    assert_eq!(read(r#"["saturday","friday"]"#).unwrap(), libyan_weekend());
    assert!(read(r#"["Friday"]"#).unwrap_err().to_string().contains("`Friday` is not a day of the week"));
    assert!(read(r#"["friday","friday"]"#).unwrap_err().to_string().contains("listed twice"));
    assert_eq!(libyan_weekend().iter().collect::<Vec<_>>(), [Weekday::Friday, Weekday::Saturday]);
}

#[test]
fn a_suspension_holds_from_its_first_instant_until_just_before_its_last() {
    let held = suspended("2025-10-19T08:00:00Z", "2025-10-20T08:00:00Z");
    for (instant, holds) in [
        ("2025-10-19T07:59:59Z", false),
        ("2025-10-19T08:00:00Z", true),
        ("2025-10-20T07:59:59Z", true),
        ("2025-10-20T08:00:00Z", false),
    ] {
        assert_eq!(held.holds_at(at(instant)), holds, "{instant}");
    }
    assert!(suspended_since("2025-10-19T08:00:00Z").holds_at(at("2030-01-01T00:00:00Z")));
}

#[test]
fn a_set_of_weekdays_holds_each_once() {
    assert!(WeekdaySet::EMPTY.is_empty());
    let weekend = libyan_weekend();
    assert!(!weekend.is_empty());
    assert_eq!(weekend.with(Weekday::Friday), weekend);
    assert_eq!((weekend.len(), weekend.iter().count()), (2, 2));
    assert_eq!(libya(&[]).weekend(), weekend);
}

#[test]
fn a_zone_says_what_it_was_made_of() {
    assert_eq!(
        (tripoli().initial(), tripoli().transitions().len(), tripoli().name()),
        (7200, 0, "Africa/Tripoli")
    );
    let change = Transition { at: at("2013-03-29T00:00:00Z"), offset_seconds: 7200 };
    let moved = Zone::new("Africa/Tripoli", 3600, vec![change]).unwrap();
    assert_eq!((moved.initial(), moved.transitions()), (3600, &[change][..]));
}
