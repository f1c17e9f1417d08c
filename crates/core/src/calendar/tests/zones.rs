//! Zones whose clocks are changed at awkward hours.

use std::collections::BTreeMap;

use time::Time;

use super::super::{Calendar, Transition, WeekdaySet, Zone, ZoneInvalid, deadline};
use super::{at, covers, date, holiday, zone};

#[test]
fn a_plain_offset() {
    let tripoli = super::tripoli();
    assert_eq!(tripoli.start_of_day(date("2025-10-20")), at("2025-10-19T22:00:00Z"));
    assert_eq!(tripoli.local_date(at("2025-10-19T22:00:00Z")), date("2025-10-20"));
    assert_eq!(tripoli.local_date(at("2025-10-19T21:59:59.999999Z")), date("2025-10-19"));
    assert_eq!(
        tripoli.from_local(date("2025-10-20"), Time::from_hms(8, 30, 0).unwrap()),
        at("2025-10-20T06:30:00Z")
    );
}

#[test]
fn summer_time_by_day_leaves_midnight_alone_and_makes_days_of_23_and_25_hours() {
    let amsterdam = zone(3600, &[("2012-03-25T01:00:00Z", 7200), ("2012-10-28T01:00:00Z", 3600)]);
    let hours = |day: &str, next: &str| {
        (amsterdam.start_of_day(date(next)).get() - amsterdam.start_of_day(date(day)).get()).whole_hours()
    };
    assert_eq!(hours("2012-03-24", "2012-03-25"), 24);
    assert_eq!(hours("2012-03-25", "2012-03-26"), 23);
    assert_eq!(hours("2012-10-28", "2012-10-29"), 25);
}

#[test]
fn a_time_the_clocks_jump_over_is_the_instant_of_the_jump() {
    // 02:00 became 03:00.
    let amsterdam = zone(3600, &[("2012-03-25T01:00:00Z", 7200)]);
    let local =
        |hour, minute| amsterdam.from_local(date("2012-03-25"), Time::from_hms(hour, minute, 0).unwrap());
    assert_eq!(local(1, 59), at("2012-03-25T00:59:00Z"));
    assert_eq!(local(2, 0), at("2012-03-25T01:00:00Z"));
    assert_eq!(local(2, 30), at("2012-03-25T01:00:00Z"));
    assert_eq!(local(3, 0), at("2012-03-25T01:00:00Z"));
    assert_eq!(local(3, 1), at("2012-03-25T01:01:00Z"));
}

#[test]
fn a_time_shown_twice_is_the_first() {
    // 03:00 became 02:00.
    let amsterdam = zone(7200, &[("2012-10-28T01:00:00Z", 3600)]);
    let local =
        |hour, minute| amsterdam.from_local(date("2012-10-28"), Time::from_hms(hour, minute, 0).unwrap());
    assert_eq!(local(2, 30), at("2012-10-28T00:30:00Z"));
    assert_eq!(local(3, 0), at("2012-10-28T02:00:00Z"));
}

#[test]
fn midnight_jumped_over() {
    // 00:00 became 01:00, as in Cairo and Beirut.
    let cairo = zone(7200, &[("2024-04-25T22:00:00Z", 10800)]);
    assert_eq!(cairo.start_of_day(date("2024-04-26")), at("2024-04-25T22:00:00Z"));
    assert_eq!(cairo.local_datetime(at("2024-04-25T22:00:00Z")).time(), Time::from_hms(1, 0, 0).unwrap());
    assert_eq!(cairo.day_of(at("2024-04-25T21:59:59.999999Z")), date("2024-04-25"));
    assert_eq!(cairo.day_of(at("2024-04-25T22:00:00Z")), date("2024-04-26"));
    assert_eq!(cairo.start_of_day(date("2024-04-27")), at("2024-04-26T21:00:00Z"));
}

#[test]
fn midnight_put_back_before_it_is_reached() {
    // 24:00 became 23:00: the day has 25 hours, and midnight is reached once.
    let cairo = zone(10800, &[("2024-10-31T21:00:00Z", 7200)]);
    assert_eq!(cairo.start_of_day(date("2024-11-01")), at("2024-10-31T22:00:00Z"));
    assert_eq!(cairo.day_of(at("2024-10-31T21:30:00Z")), date("2024-10-31"));
}

#[test]
fn a_day_once_begun_does_not_end_because_the_clocks_show_the_evening_again() {
    // 00:30 became 23:30.
    let odd = zone(10800, &[("2024-10-31T21:30:00Z", 7200)]);
    let again = at("2024-10-31T21:45:00Z");
    assert_eq!(odd.start_of_day(date("2024-11-01")), at("2024-10-31T21:00:00Z"));
    assert_eq!(odd.local_date(again), date("2024-10-31"));
    assert_eq!(odd.day_of(again), date("2024-11-01"));
}

#[test]
fn a_date_the_zone_skips_begins_where_the_next_does() {
    // Samoa went from 29 to 31 December 2011.
    let samoa = zone(-36000, &[("2011-12-30T10:00:00Z", 50400)]);
    let jump = at("2011-12-30T10:00:00Z");
    assert_eq!(samoa.start_of_day(date("2011-12-30")), jump);
    assert_eq!(samoa.start_of_day(date("2011-12-31")), jump);
    assert_eq!(samoa.day_of(jump), date("2011-12-31"));
    assert_eq!(samoa.local_date(at("2011-12-30T09:59:59Z")), date("2011-12-29"));
    // 30 December was a Friday, so a week without a weekend must have it as a holiday.
    let span = covers("2011-01-01", "2012-12-31");
    let built = |weekend, off| Calendar::new("ws", samoa.clone(), weekend, span, off, 1);
    let refused = built(WeekdaySet::EMPTY, BTreeMap::new()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "zone Test/Zone skips 2011-12-30 whole, so nobody can work on it: declare it as a holiday"
    );
    let declared = BTreeMap::from([(date("2011-12-30"), holiday("1/2011"))]);
    assert!(built(WeekdaySet::EMPTY, declared).unwrap().withdraw(date("2011-12-30")).is_err());
    assert!(built(WeekdaySet::EMPTY.with(time::Weekday::Friday), BTreeMap::new()).is_ok());
}

#[test]
fn a_count_follows_the_days_and_not_the_wall_clock() {
    // Received while the clocks show the evening of Thursday again, Friday having begun.
    let odd = zone(10800, &[("2024-10-31T21:30:00Z", 7200)]);
    let span = covers("2024-01-01", "2024-12-31");
    let calendar = Calendar::new("odd", odd, WeekdaySet::EMPTY, span, BTreeMap::new(), 1).unwrap();
    let due = |start| deadline::count(&calendar, at(start), 1, &[]).unwrap().due_date;
    assert_eq!(due("2024-10-31T20:59:59Z"), date("2024-11-01"));
    assert_eq!(due("2024-10-31T21:45:00Z"), date("2024-11-02"));
}

#[test]
fn the_ends_of_time_do_not_panic() {
    let zone = zone(7200, &[("9999-12-31T23:00:00Z", 50400)]);
    let last = at("9999-12-31T23:59:59Z");
    assert_eq!(zone.day_of(last), date("9999-12-31"));
    assert!(zone.start_of_day(time::Date::MIN) <= zone.start_of_day(time::Date::MAX));
}

#[test]
fn a_zone_must_be_named_ordered_and_within_reach() {
    let turn = |text, offset_seconds| Transition { at: at(text), offset_seconds };
    assert_eq!(Zone::new(" ", 0, Vec::new()).unwrap_err(), ZoneInvalid::Nameless);
    let wide = Zone::new("A/B", 93_600, Vec::new()).unwrap_err();
    assert_eq!(wide, ZoneInvalid::Offset { zone: "A/B".to_owned(), seconds: 93_600 });
    let later = Zone::new("A/B", 0, vec![turn("2025-01-01T00:00:00Z", i32::MIN)]).unwrap_err();
    assert_eq!(later, ZoneInvalid::Offset { zone: "A/B".to_owned(), seconds: i32::MIN });
    let twice = vec![turn("2025-01-01T00:00:00Z", 0), turn("2025-01-01T00:00:00Z", 3600)];
    let order = ZoneInvalid::Order { zone: "A/B".to_owned(), at: at("2025-01-01T00:00:00Z") };
    assert_eq!(Zone::new("A/B", 0, twice).unwrap_err(), order);
    let stored = r#"{"name":"A/B","initial":999999,"transitions":[]}"#;
    assert!(serde_json::from_str::<Zone>(stored).unwrap_err().to_string().contains("999999"));
}
