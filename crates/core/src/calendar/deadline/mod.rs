//! Deadlines in working days.
//!
//! One rule: the day of receipt is not counted; a later day counts if it is a working day and the clock runs
//! at its close, 24:00 local. The deadline is the end of the n-th counted day: it falls due at the next
//! local midnight. A budget of no days at all ends with the day of receipt.
//!
//! A day belongs to the zone's own midnights, however its clocks are changed. A date that the zone skips
//! whole is never a working day: a calendar must have it as a holiday or a weekend.
//!
//! Every day after the day of receipt, up to the due date, must be covered by the calendar, suspended or
//! not, since each is answered for by its reason.

mod due;
mod error;
mod stops;

use serde::{Deserialize, Serialize};
use time::Date;

use super::date_format;
use super::suspension::{Suspension, as_if_resumed};
use super::why::Why;
use super::working::Calendar;
use crate::instant::Timestamp;
use stops::Stops;

pub use due::due;
pub use error::{DeadlineError, StillSuspended};

/// The longest budget, in working days: about fourteen years.
pub const MAX_DAYS: u32 = 3660;

/// When a budget of working days ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "a date and its instant, copied into events and views")]
pub struct Due {
    /// The last day on which the duty can be fulfilled in time.
    #[serde(with = "date_format")]
    pub due_date: Date,
    /// The next local midnight: the first instant that is too late.
    pub due_at: Timestamp,
}

/// A due date and how it came about, day by day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Deadline {
    /// The last day on which the duty can be fulfilled in time.
    #[serde(with = "date_format")]
    pub due_date: Date,
    /// The next local midnight: the first instant that is too late.
    pub due_at: Timestamp,
    /// Every day from the day of receipt to the due date, both included, in order.
    pub days: Vec<CountedDay>,
}

/// One day of a deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CountedDay {
    /// The day.
    #[serde(with = "date_format")]
    pub date: Date,
    /// Whether it used up one day of the budget.
    pub counted: bool,
    /// Why, or why not.
    pub why: Why,
}

impl Deadline {
    /// The due date without its explanation.
    pub fn due(&self) -> Due {
        Due { due_date: self.due_date, due_at: self.due_at }
    }
}

/// The due date of a budget of `days` working days from `start`, with the reason of every day.
///
/// Suspensions may overlap and come in any order. One that has no effect before the budget is used up, open
/// or closed, changes nothing. [`due()`] gives the same date without the list.
///
/// # Errors
///
/// [`DeadlineError::Gap`] if the calendar does not cover a day up to the due date;
/// [`DeadlineError::StillSuspended`] if the clock stands still with days left, so there is no due date;
/// [`DeadlineError::TooManyDays`] beyond [`MAX_DAYS`]; [`DeadlineError::Backwards`] for a suspension that
/// ends before it begins.
pub fn count(
    calendar: &Calendar,
    start: Timestamp,
    days: u32,
    suspensions: &[Suspension],
) -> Result<Deadline, DeadlineError> {
    check_days(days)?;
    let stops = Stops::new(calendar.zone(), suspensions)?;
    let mut date = calendar.zone().day_of(start);
    let mut list = vec![CountedDay { date, counted: false, why: Why::AfterStart }];
    let mut left = days;
    while left > 0 {
        date = date.next_day().ok_or_else(|| calendar.gap(date))?;
        if let Some(since) = stops.still_suspended_on(date) {
            return Err(StillSuspended { since, left }.into());
        }
        let why = Why::of(calendar.day(date)?, stops.suspended_on(date));
        left -= u32::from(why.counts());
        list.push(CountedDay { date, counted: why.counts(), why });
    }
    let due = close_of(calendar, date);
    Ok(Deadline { due_date: due.due_date, due_at: due.due_at, days: list })
}

/// The same as [`count`], as if every open suspension ended at `resumed`: what a waiting request may expect
/// at best, provisionally.
///
/// # Errors
///
/// As [`count`], but never [`DeadlineError::StillSuspended`].
pub fn count_as_if_resumed(
    calendar: &Calendar,
    start: Timestamp,
    days: u32,
    suspensions: &[Suspension],
    resumed: Timestamp,
) -> Result<Deadline, DeadlineError> {
    count(calendar, start, days, &as_if_resumed(suspensions, resumed))
}

/// The working days used up by an instant: those after the day of receipt that have closed by `at` and count.
///
/// Only what happened before `at` matters. With a budget of n days, n − consumed are left while it has not
/// fallen due; the count goes on past the budget, so consumed − n is by how many days it is late.
///
/// # Errors
///
/// [`DeadlineError::Gap`] if the calendar does not cover a day that has closed;
/// [`DeadlineError::Backwards`] for a suspension that ends before it begins.
pub fn consumed(
    calendar: &Calendar,
    start: Timestamp,
    at: Timestamp,
    suspensions: &[Suspension],
) -> Result<u32, DeadlineError> {
    let stops = Stops::new(calendar.zone(), suspensions)?;
    let receipt = calendar.zone().day_of(start);
    let (Some(first), Some(last)) = (receipt.next_day(), calendar.zone().day_of(at).previous_day()) else {
        return Ok(0);
    };
    if first > last {
        return Ok(0);
    }
    calendar.check_covered(first, last)?;
    Ok(stops.running(first, last).map(|(first, last)| calendar.working_days(first, last)).sum())
}

fn check_days(days: u32) -> Result<(), DeadlineError> {
    if days > MAX_DAYS { Err(DeadlineError::TooManyDays { days, limit: MAX_DAYS }) } else { Ok(()) }
}

fn close_of(calendar: &Calendar, date: Date) -> Due {
    let next = date.next_day().unwrap_or(date);
    Due { due_date: date, due_at: calendar.zone().start_of_day(next) }
}
