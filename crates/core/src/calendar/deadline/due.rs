//! The due date without its explanation.

use time::{Date, Duration};

use super::error::{DeadlineError, StillSuspended};
use super::stops::Stops;
use super::{Due, check_days, close_of};
use crate::calendar::suspension::Suspension;
use crate::calendar::working::{Calendar, DayKind};
use crate::instant::Timestamp;

/// The due date of a budget of `days` working days from `start`: the same as [`super::count`] gives, without
/// a list of days. Whole weeks are passed over, so it suits lists of many requests.
///
/// # Errors
///
/// As [`super::count`], the same errors for the same input.
pub fn due(
    calendar: &Calendar,
    start: Timestamp,
    days: u32,
    suspensions: &[Suspension],
) -> Result<Due, DeadlineError> {
    check_days(days)?;
    let stops = Stops::new(calendar.zone(), suspensions)?;
    let receipt = calendar.zone().day_of(start);
    if days == 0 {
        return Ok(close_of(calendar, receipt));
    }
    let first = receipt.next_day().ok_or_else(|| calendar.gap(receipt))?;
    if let Some(since) = stops.still_suspended_on(first) {
        return Err(StillSuspended { since, left: days }.into());
    }
    calendar.check_covered(first, first)?;
    let mut left = days;
    for (first, last) in stops.running(first, calendar.covers().until) {
        if let Some(date) = last_of(calendar, first, last, &mut left) {
            return Ok(close_of(calendar, date));
        }
    }
    let beyond = calendar.covers().until.next_day().unwrap_or(Date::MAX);
    match stops.still_suspended_on(beyond) {
        Some(since) => Err(StillSuspended { since, left }.into()),
        None => Err(calendar.gap(beyond).into()),
    }
}

/// The day on which `left` working days of `first..=last` are used up; otherwise takes off what the span has.
fn last_of(calendar: &Calendar, first: Date, last: Date, left: &mut u32) -> Option<Date> {
    let has = calendar.working_days(first, last);
    if has < *left {
        *left -= has;
        return None;
    }
    let mut date = first;
    while *left > 0 {
        // So many weeks hold fewer working days than are left, so none of them can hold the due date.
        let weeks = (*left - 1) / (7 - calendar.weekend().len());
        if weeks > 0 {
            let next = date + Duration::weeks(i64::from(weeks));
            *left -= calendar.working_days(date, next.previous_day()?);
            date = next;
            continue;
        }
        *left -= u32::from(matches!(calendar.day(date), Ok(DayKind::Working)));
        if *left > 0 {
            date = date.next_day()?;
        }
    }
    Some(date)
}
