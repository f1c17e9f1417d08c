//! A slow, separate telling of the rule, to hold the counting against.
//!
//! Days begin where a scan of the wall clock in quarter hours first finds their 00:00 reached; each later day
//! is asked the rule's three questions in its own words. Nothing here is taken from the code under test but
//! the data of the zone.

use std::collections::{BTreeMap, BTreeSet};

use time::{Date, Duration, OffsetDateTime, Weekday};

use super::{covers, date, holiday};
use crate::calendar::{Calendar, Suspension, Zone};
use crate::instant::Timestamp;

pub(super) const FROM: &str = "2024-01-01";
pub(super) const UNTIL: &str = "2024-06-30";

/// All that a count depends on.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) zone: Zone,
    pub(super) weekend: Vec<Weekday>,
    pub(super) holidays: BTreeSet<Date>,
    pub(super) start: Timestamp,
    pub(super) days: u32,
    pub(super) suspensions: Vec<Suspension>,
}

/// What the rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The due date, its instant, and each day after the receipt with whether it counts.
    Due(Date, Timestamp, Vec<(Date, bool)>),
    /// The first day that is not covered.
    Gap(Date),
    /// When the clock stopped for good, and the days left.
    Still(Timestamp, u32),
}

/// The first instant of each of the days around the coverage, found by scanning.
pub(super) struct Days {
    first: Date,
    starts: Vec<Timestamp>,
}

impl Case {
    pub(super) fn calendar(&self) -> Calendar {
        let holidays: BTreeMap<_, _> = self.holidays.iter().map(|day| (*day, holiday("7/2024"))).collect();
        let weekend = self.weekend.iter().copied().collect();
        Calendar::new("oracle", self.zone.clone(), weekend, covers(FROM, UNTIL), holidays, 3).unwrap()
    }

    pub(super) fn answer(&self, days: &Days) -> Answer {
        let mut judged = Vec::new();
        let mut left = self.days;
        let mut day = days.receipt(self.start);
        while left > 0 {
            day = day.next_day().unwrap();
            let close = days.close(day);
            let open = self.suspensions.iter().filter(|s| s.until.is_none() && s.from < close);
            if let Some(since) = open.map(|s| s.from).min() {
                return Answer::Still(since, left);
            }
            if day < date(FROM) || day > date(UNTIL) {
                return Answer::Gap(day);
            }
            let counts = self.counts(day, close);
            judged.push((day, counts));
            left -= u32::from(counts);
        }
        Answer::Due(day, days.close(day), judged)
    }

    /// Working days closed by an instant, or the first closed day that is not covered.
    pub(super) fn consumed(&self, days: &Days, at: Timestamp) -> Result<u32, Date> {
        let mut used = 0;
        let mut day = days.receipt(self.start).next_day().unwrap();
        while days.close(day) <= at {
            if day < date(FROM) || day > date(UNTIL) {
                return Err(day);
            }
            used += u32::from(self.counts(day, days.close(day)));
            day = day.next_day().unwrap();
        }
        Ok(used)
    }

    fn counts(&self, day: Date, close: Timestamp) -> bool {
        let off = self.weekend.contains(&day.weekday()) || self.holidays.contains(&day);
        let still = |s: &Suspension| s.from < close && s.until.is_none_or(|until| close <= until);
        !off && !self.suspensions.iter().any(still)
    }
}

impl Days {
    pub(super) fn of(zone: &Zone) -> Self {
        let first = date("2023-12-15");
        let mut reached = scan(zone, first);
        let starts = (0..230).map(|n| {
            // No day begins before the one before it, so the scan goes on from there.
            reached = scan_on(zone, first + Duration::days(n), reached.get());
            reached
        });
        Self { first, starts: starts.collect() }
    }

    pub(super) fn start(&self, day: Date) -> Timestamp {
        self.starts[usize::try_from((day - self.first).whole_days()).unwrap()]
    }

    /// The dates that begin together with the next one: nobody lives through them.
    pub(super) fn skipped(&self) -> BTreeSet<Date> {
        let pairs = self.starts.iter().zip(&self.starts[1..]).enumerate();
        let empty = pairs.filter(|(_, (start, next))| start == next);
        empty.map(|(n, _)| self.first + Duration::days(i64::try_from(n).unwrap())).collect()
    }

    fn close(&self, day: Date) -> Timestamp {
        self.start(day.next_day().unwrap())
    }

    pub(super) fn receipt(&self, start: Timestamp) -> Date {
        let begun = self.starts.iter().rposition(|first| *first <= start).unwrap();
        self.first + Duration::days(i64::try_from(begun).unwrap())
    }
}

/// The first quarter hour at which the wall clock shows 00:00 of `day` or later.
pub(super) fn scan(zone: &Zone, day: Date) -> Timestamp {
    scan_on(zone, day, day.midnight().assume_utc() - Duration::hours(27))
}

fn scan_on(zone: &Zone, day: Date, mut at: OffsetDateTime) -> Timestamp {
    let midnight = day.midnight().assume_utc();
    while shown(zone, at) < midnight {
        at += Duration::minutes(15);
    }
    Timestamp::new(at)
}

/// The wall clock, written as if it stood at UTC.
fn shown(zone: &Zone, at: OffsetDateTime) -> OffsetDateTime {
    let mut offset = zone.initial();
    for turn in zone.transitions() {
        if turn.at.get() <= at {
            offset = turn.offset_seconds;
        }
    }
    at + Duration::seconds(i64::from(offset))
}
