//! Which days are working days in a jurisdiction.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use time::{Date, Duration};

use super::date_format;
use super::invalid::CalendarInvalid;
use super::weekdays::WeekdaySet;
use super::zone::Zone;
use crate::text::Text;

/// The working calendar of one jurisdiction, as it stood at one revision.
///
/// It judges only the days it covers; for any other it answers [`CalendarGap`], never a guess.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CalendarRecord")]
pub struct Calendar {
    jurisdiction: String,
    zone: Zone,
    weekend: WeekdaySet,
    covers: Covers,
    #[serde(with = "date_format::map")]
    holidays: BTreeMap<Date, Holiday>,
    revision: u32,
}

/// The days a calendar judges, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "two dates, made with a literal everywhere")]
pub struct Covers {
    /// The first day.
    #[serde(with = "date_format")]
    pub from: Date,
    /// The last day.
    #[serde(with = "date_format")]
    pub until: Date,
}

/// A day off, and who decided it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "three plain facts, made with a literal everywhere")]
pub struct Holiday {
    /// The law or decision that declares the day, such as `444/2025`.
    pub decision: String,
    /// What is celebrated; the Arabic name is required.
    pub name: Text,
    /// Whether the day can still move, as moon-dependent days can until they are decided.
    #[serde(default)]
    pub provisional: bool,
}

/// What a day is in a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a day is one of these three, and a counter must look at each")]
pub enum DayKind<'a> {
    /// A working day.
    Working,
    /// A day of the weekend, whether or not a holiday falls on it.
    Weekend,
    /// A holiday on a day that would otherwise be a working day.
    Holiday(&'a Holiday),
}

/// A day that must be judged but that the calendar does not cover.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "the calendar of {jurisdiction} covers {covers_from} to {covers_until}, not {date}: \
     extend its coverage before counting that far"
)]
#[non_exhaustive]
pub struct CalendarGap {
    /// The first day that could not be judged.
    pub date: Date,
    /// The first day covered.
    pub covers_from: Date,
    /// The last day covered.
    pub covers_until: Date,
    /// Whose calendar it is.
    pub jurisdiction: String,
}

#[derive(Deserialize)]
struct CalendarRecord {
    jurisdiction: String,
    zone: Zone,
    weekend: WeekdaySet,
    covers: Covers,
    #[serde(with = "date_format::map")]
    holidays: BTreeMap<Date, Holiday>,
    revision: u32,
}

impl TryFrom<CalendarRecord> for Calendar {
    type Error = CalendarInvalid;

    fn try_from(it: CalendarRecord) -> Result<Self, CalendarInvalid> {
        Self::new(it.jurisdiction, it.zone, it.weekend, it.covers, it.holidays, it.revision)
    }
}

impl Covers {
    /// Whether `date` is one of the days.
    pub fn contains(&self, date: Date) -> bool {
        self.from <= date && date <= self.until
    }
}

impl Calendar {
    /// A calendar from its parts.
    ///
    /// # Errors
    ///
    /// If the jurisdiction is empty, the weekend is the whole week, the coverage is out of order, or a
    /// holiday lies outside it or lacks its decision or its Arabic name; or if a date that the zone skips
    /// whole would be a working day.
    pub fn new(
        jurisdiction: impl Into<String>,
        zone: Zone,
        weekend: WeekdaySet,
        covers: Covers,
        holidays: BTreeMap<Date, Holiday>,
        revision: u32,
    ) -> Result<Self, CalendarInvalid> {
        let jurisdiction = jurisdiction.into();
        if jurisdiction.trim().is_empty() {
            return Err(CalendarInvalid::Jurisdiction);
        }
        if weekend.len() == 7 {
            return Err(CalendarInvalid::Weekend);
        }
        if covers.from > covers.until || covers.from.year() < 1 || covers.until.year() > 9998 {
            return Err(CalendarInvalid::Covers(covers));
        }
        for (&date, holiday) in &holidays {
            check_holiday(date, holiday, covers)?;
        }
        let calendar = Self { jurisdiction, zone, weekend, covers, holidays, revision };
        calendar.check_skipped()?;
        Ok(calendar)
    }

    /// Whose calendar it is.
    pub fn jurisdiction(&self) -> &str {
        &self.jurisdiction
    }

    /// The zone whose midnights bound the days.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The days of the week on which nobody works.
    pub fn weekend(&self) -> WeekdaySet {
        self.weekend
    }

    /// The days it judges.
    pub fn covers(&self) -> Covers {
        self.covers
    }

    /// The holidays, in order.
    pub fn holidays(&self) -> &BTreeMap<Date, Holiday> {
        &self.holidays
    }

    /// Which revision of the jurisdiction's calendar this is.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// What a day is. A holiday on a weekend is the weekend.
    ///
    /// # Errors
    ///
    /// [`CalendarGap`] if the calendar does not cover the day.
    pub fn day(&self, date: Date) -> Result<DayKind<'_>, CalendarGap> {
        if !self.covers.contains(date) {
            return Err(self.gap(date));
        }
        Ok(match self.holidays.get(&date) {
            _ if self.weekend.contains(date.weekday()) => DayKind::Weekend,
            Some(holiday) => DayKind::Holiday(holiday),
            None => DayKind::Working,
        })
    }

    /// The next revision, with one more holiday.
    ///
    /// # Errors
    ///
    /// If the day is a holiday already, or the holiday breaks a rule of [`Calendar::new`].
    pub fn declare(&self, date: Date, holiday: Holiday) -> Result<Self, CalendarInvalid> {
        check_holiday(date, &holiday, self.covers)?;
        let mut next = self.next();
        match next.holidays.entry(date) {
            Entry::Occupied(_) => return Err(CalendarInvalid::HolidayTwice { date }),
            Entry::Vacant(day) => day.insert(holiday),
        };
        Ok(next)
    }

    /// The next revision, without a holiday declared earlier.
    ///
    /// # Errors
    ///
    /// If the day is no holiday, or if it must stay one because the zone skips it.
    pub fn withdraw(&self, date: Date) -> Result<Self, CalendarInvalid> {
        let mut next = self.next();
        next.holidays.remove(&date).ok_or(CalendarInvalid::HolidayUnknown { date })?;
        next.check_skipped()?;
        Ok(next)
    }

    /// The next revision, covering more days; `zone` brings the clock changes of those days.
    ///
    /// # Errors
    ///
    /// If `until` is not later than the coverage now, the zone has another name, or a rule of
    /// [`Calendar::new`] is broken.
    pub fn extend(&self, until: Date, zone: Zone) -> Result<Self, CalendarInvalid> {
        if until <= self.covers.until {
            return Err(CalendarInvalid::CoversShrink { now: self.covers.until, asked: until });
        }
        if zone.name() != self.zone.name() {
            return Err(CalendarInvalid::ZoneName {
                file: self.zone.name().to_owned(),
                given: zone.name().to_owned(),
            });
        }
        let next = self.next();
        let covers = Covers { until, ..self.covers };
        Self::new(next.jurisdiction, zone, next.weekend, covers, next.holidays, next.revision)
    }

    /// The answer for a day that is not covered.
    pub(super) fn gap(&self, date: Date) -> CalendarGap {
        CalendarGap {
            date,
            covers_from: self.covers.from,
            covers_until: self.covers.until,
            jurisdiction: self.jurisdiction.clone(),
        }
    }

    /// Whether all of `first..=last` is covered; the gap names the first day that is not.
    pub(super) fn check_covered(&self, first: Date, last: Date) -> Result<(), CalendarGap> {
        if !self.covers.contains(first) {
            return Err(self.gap(first));
        }
        if last > self.covers.until {
            return Err(self.gap(self.covers.until.next_day().unwrap_or(last)));
        }
        Ok(())
    }

    /// How many working days lie in `first..=last`, all covered; whole weeks are not walked.
    pub(super) fn working_days(&self, first: Date, last: Date) -> u32 {
        if first > last {
            return 0;
        }
        let works = |date: Date| !self.weekend.contains(date.weekday());
        let length = (last - first).whole_days() + 1;
        let rest = (0..length % 7).filter(|n| works(last - Duration::days(*n))).count();
        let weeks = u32::try_from(length / 7).unwrap_or(u32::MAX);
        let off = self.holidays.range(first..=last).filter(|(date, _)| works(**date)).count();
        let rest = u32::try_from(rest).unwrap_or(u32::MAX);
        let off = u32::try_from(off).unwrap_or(u32::MAX);
        (weeks * (7 - self.weekend.len()) + rest) - off
    }

    /// A date nobody lived through closes together with the day before it: it must not count beside it.
    fn check_skipped(&self) -> Result<(), CalendarInvalid> {
        match self.zone.skipped_dates().find(|date| self.day(*date) == Ok(DayKind::Working)) {
            Some(date) => Err(CalendarInvalid::Skipped { date, zone: self.zone.name().to_owned() }),
            None => Ok(()),
        }
    }

    fn next(&self) -> Self {
        Self { revision: self.revision.saturating_add(1), ..self.clone() }
    }
}

fn check_holiday(date: Date, holiday: &Holiday, covers: Covers) -> Result<(), CalendarInvalid> {
    if !covers.contains(date) {
        return Err(CalendarInvalid::HolidayOutside { date, covers });
    }
    if holiday.decision.trim().is_empty() {
        return Err(CalendarInvalid::Decision { date });
    }
    if holiday.name.ar.trim().is_empty() {
        return Err(CalendarInvalid::ArabicName { date });
    }
    Ok(())
}
