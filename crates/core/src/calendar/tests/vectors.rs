//! Due dates worked out by hand. October 2025: the 16th is a Thursday, the weekend is Friday and Saturday.

use super::super::deadline::{self, DeadlineError, MAX_DAYS};
use super::super::{Calendar, Why};
use super::{at, date, libya, suspended, suspended_since};
use crate::calendar::Suspension;

/// Asserts a due date, both explained and not.
fn due(calendar: &Calendar, start: &str, days: u32, suspensions: &[Suspension], expected: &str) {
    let explained = deadline::count(calendar, at(start), days, suspensions).unwrap();
    assert_eq!(explained.due_date, date(expected), "explained");
    assert_eq!(explained.days.iter().filter(|day| day.counted).count(), days as usize);
    assert_eq!(deadline::due(calendar, at(start), days, suspensions).unwrap(), explained.due());
}

#[test]
fn v1_five_days_over_a_weekend() {
    due(&libya(&[]), "2025-10-16T10:00:00+02:00", 5, &[], "2025-10-23");
}

#[test]
fn v2_a_holiday_moves_the_end_past_the_weekend() {
    due(&libya(&["2025-10-23"]), "2025-10-16T10:00:00+02:00", 5, &[], "2025-10-26");
}

#[test]
fn v3_west_first_of_may_is_after_the_due_date() {
    due(&libya(&["2023-05-01"]), "2023-04-27T10:00:00+02:00", 1, &[], "2023-04-30");
}

#[test]
fn v4_east_the_bridge_day_is_a_holiday_too() {
    due(&libya(&["2023-04-30", "2023-05-01"]), "2023-04-27T10:00:00+02:00", 1, &[], "2023-05-02");
}

#[test]
fn v5_and_v6_a_holiday_declared_the_evening_before() {
    let before = libya(&[]);
    due(&before, "2024-07-04T12:00:00+02:00", 1, &[], "2024-07-07");
    let after = before.declare(date("2024-07-07"), super::holiday("130/2024")).unwrap();
    due(&after, "2024-07-04T12:00:00+02:00", 1, &[], "2024-07-08");
}

#[test]
fn v7_two_days_suspended_from_midnight_to_midnight() {
    let stop = [suspended("2025-10-20T00:00:00+02:00", "2025-10-22T00:00:00+02:00")];
    due(&libya(&[]), "2025-10-16T10:00:00+02:00", 5, &stop, "2025-10-27");
    let days = deadline::count(&libya(&[]), at("2025-10-16T10:00:00+02:00"), 5, &stop).unwrap().days;
    let still: Vec<_> = days.iter().filter(|day| day.why == Why::Suspended).map(|day| day.date).collect();
    assert_eq!(still, [date("2025-10-20"), date("2025-10-21")]);
}

#[test]
fn v8_a_holiday_declared_inside_a_suspension_is_not_counted_twice() {
    let stop = [suspended("2025-10-22T09:00:00+02:00", "2025-10-26T09:00:00+02:00")];
    due(&libya(&[]), "2025-10-16T10:00:00+02:00", 5, &stop, "2025-10-27");
    due(&libya(&["2025-10-23"]), "2025-10-16T10:00:00+02:00", 5, &stop, "2025-10-27");
}

#[test]
fn v9_receipt_on_friday_night() {
    due(&libya(&[]), "2025-10-17T23:59:00+02:00", 3, &[], "2025-10-21");
}

#[test]
fn the_last_microsecond_of_friday_and_the_first_of_saturday() {
    due(&libya(&[]), "2025-10-17T23:59:59.999999+02:00", 1, &[], "2025-10-19");
    due(&libya(&[]), "2025-10-18T00:00:00+02:00", 1, &[], "2025-10-19");
}

#[test]
fn local_midnight_belongs_to_the_new_day_though_utc_is_on_the_old_one() {
    // 22:00 UTC on Sunday is 00:00 on Monday in Tripoli, so Monday is the day of receipt.
    due(&libya(&[]), "2025-10-19T22:00:00Z", 1, &[], "2025-10-21");
    due(&libya(&[]), "2025-10-19T21:59:59.999999Z", 1, &[], "2025-10-20");
}

#[test]
fn over_the_end_of_the_year() {
    // 2025-12-31 is a Wednesday; Thursday 1 January is no holiday in Libya.
    due(&libya(&[]), "2025-12-31T15:00:00+02:00", 2, &[], "2026-01-04");
}

#[test]
fn over_the_twenty_ninth_of_february() {
    // 2024-02-28 is a Wednesday.
    due(&libya(&[]), "2024-02-28T08:00:00+02:00", 1, &[], "2024-02-29");
    due(&libya(&[]), "2024-02-28T08:00:00+02:00", 2, &[], "2024-03-03");
}

#[test]
fn no_days_end_with_the_day_of_receipt_even_when_suspended() {
    due(&libya(&[]), "2025-10-17T12:00:00+02:00", 0, &[], "2025-10-17");
    due(
        &libya(&[]),
        "2025-10-17T12:00:00+02:00",
        0,
        &[suspended_since("2025-10-01T00:00:00Z")],
        "2025-10-17",
    );
}

#[test]
fn falls_due_at_the_next_local_midnight() {
    let due = deadline::due(&libya(&[]), at("2025-10-16T10:00:00+02:00"), 5, &[]).unwrap();
    assert_eq!(due.due_at, at("2025-10-24T00:00:00+02:00"));
}

#[test]
fn a_day_resumed_before_its_close_counts_and_at_its_close_does_not() {
    let resumed = |until| [suspended("2025-10-19T08:00:00+02:00", until)];
    let start = "2025-10-16T10:00:00+02:00";
    due(&libya(&[]), start, 1, &resumed("2025-10-19T23:59:59.999999+02:00"), "2025-10-19");
    due(&libya(&[]), start, 1, &resumed("2025-10-20T00:00:00+02:00"), "2025-10-20");
}

#[test]
fn a_day_suspended_from_its_close_counts_and_just_before_it_does_not() {
    let stopped = |from| [suspended(from, "2025-10-20T12:00:00+02:00")];
    let start = "2025-10-16T10:00:00+02:00";
    due(&libya(&[]), start, 1, &stopped("2025-10-20T00:00:00+02:00"), "2025-10-19");
    due(&libya(&[]), start, 1, &stopped("2025-10-19T23:59:59.999999+02:00"), "2025-10-20");
}

#[test]
fn suspensions_of_a_few_hours_within_a_day_change_nothing() {
    let stops = [
        suspended("2025-10-19T08:00:00+02:00", "2025-10-19T15:00:00+02:00"),
        suspended("2025-10-20T08:00:00+02:00", "2025-10-20T08:00:00+02:00"),
    ];
    due(&libya(&[]), "2025-10-16T10:00:00+02:00", 5, &stops, "2025-10-23");
}

#[test]
fn overlapping_suspensions_are_counted_once() {
    let stops = [
        suspended("2025-10-21T00:00:00+02:00", "2025-10-23T00:00:00+02:00"),
        suspended("2025-10-20T00:00:00+02:00", "2025-10-22T00:00:00+02:00"),
    ];
    due(&libya(&[]), "2025-10-16T10:00:00+02:00", 5, &stops, "2025-10-28");
}

#[test]
fn an_open_suspension_leaves_no_due_date_but_a_provisional_one() {
    let stops = [suspended_since("2025-10-20T12:00:00+02:00")];
    let start = at("2025-10-16T10:00:00+02:00");
    let calendar = libya(&[]);
    let DeadlineError::StillSuspended(still) = deadline::count(&calendar, start, 5, &stops).unwrap_err()
    else {
        panic!("the clock stands still");
    };
    assert_eq!((still.since, still.left), (stops[0].from, 4));
    let resumed = at("2025-10-28T09:00:00+02:00");
    let hoped = deadline::count_as_if_resumed(&calendar, start, 5, &stops, resumed).unwrap();
    // Sunday 19 counted; then Tuesday 28, Wednesday 29, Thursday 30 and Sunday 2 November.
    assert_eq!(hoped.due_date, date("2025-11-02"));
    // A budget used up before the clock stopped is not touched.
    due(&calendar, "2025-10-16T10:00:00+02:00", 1, &stops, "2025-10-19");
}

#[test]
fn coverage_ends_with_the_count_or_before_it() {
    // Thursday 2027-12-30 and Friday 31 close the coverage: one day after the 29th fits, a second does not.
    due(&libya(&[]), "2027-12-29T10:00:00+02:00", 1, &[], "2027-12-30");
    let gap = deadline::count(&libya(&[]), at("2027-12-29T10:00:00+02:00"), 2, &[]).unwrap_err();
    let DeadlineError::Gap(gap) = gap else { panic!("a gap") };
    assert_eq!(gap.date, date("2028-01-01"));
    assert_eq!((gap.covers_from, gap.covers_until), (date("2022-01-01"), date("2027-12-31")));
    assert_eq!(gap.jurisdiction, "ly-test");
    let fast = deadline::due(&libya(&[]), at("2027-12-29T10:00:00+02:00"), 2, &[]).unwrap_err();
    assert_eq!(fast, DeadlineError::Gap(gap));
}

#[test]
fn the_day_of_receipt_itself_need_not_be_covered() {
    // Friday 2021-12-31: the first day judged is Saturday 1 January 2022, the first covered.
    due(&libya(&[]), "2021-12-31T10:00:00+02:00", 1, &[], "2022-01-02");
    let gap = deadline::due(&libya(&[]), at("2021-12-30T10:00:00+02:00"), 1, &[]).unwrap_err();
    assert!(matches!(gap, DeadlineError::Gap(gap) if gap.date == date("2021-12-31")));
}

#[test]
fn a_clock_that_stands_still_is_told_before_a_gap() {
    let start = at("2028-03-01T10:00:00+02:00");
    let stops = [suspended_since("2028-03-01T12:00:00+02:00"), suspended_since("2028-02-20T12:00:00+02:00")];
    let explained = deadline::count(&libya(&[]), start, 3, &stops).unwrap_err();
    let DeadlineError::StillSuspended(still) = explained else { panic!("the clock stands still") };
    assert_eq!((still.since, still.left), (stops[1].from, 3));
    assert_eq!(deadline::due(&libya(&[]), start, 3, &stops).unwrap_err(), still.into());
}

#[test]
fn the_limit_and_reversed_suspensions_are_told() {
    let start = at("2025-10-16T10:00:00+02:00");
    let long = deadline::count(&libya(&[]), start, MAX_DAYS + 1, &[]).unwrap_err();
    assert_eq!(
        long.to_string(),
        "a deadline of 3661 working days is longer than the limit of 3660: check the number"
    );
    let stops = [suspended("2025-10-20T00:00:00Z", "2025-10-19T00:00:00Z")];
    let reversed = deadline::due(&libya(&[]), start, 1, &stops).unwrap_err();
    assert!(matches!(reversed, DeadlineError::Backwards { .. }));
}

#[test]
fn consumed_grows_at_each_close_and_goes_on_past_the_budget() {
    let calendar = libya(&["2025-10-23"]);
    let used = |now| deadline::consumed(&calendar, at("2025-10-16T10:00:00+02:00"), at(now), &[]).unwrap();
    assert_eq!(used("2025-10-15T00:00:00+02:00"), 0);
    assert_eq!(used("2025-10-19T23:59:59.999999+02:00"), 0);
    assert_eq!(used("2025-10-20T00:00:00+02:00"), 1);
    assert_eq!(used("2025-10-24T00:00:00+02:00"), 4);
    assert_eq!(used("2025-10-26T12:00:00+02:00"), 4);
    assert_eq!(used("2025-10-27T00:00:00+02:00"), 5);
    assert_eq!(used("2025-11-03T00:00:00+02:00"), 10);
}
