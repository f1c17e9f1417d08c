//! A calendar as people write it down in a file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use super::date_format;
use super::invalid::CalendarInvalid;
use super::weekdays::WeekdaySet;
use super::working::{Calendar, Covers, Holiday};
use super::zone::Zone;
use crate::text::Text;

/// A calendar file, as read from TOML or JSON. Unknown fields are errors, so a misspelt one is not lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CalendarFile {
    /// Whose calendar it is, such as `ly-west`.
    pub jurisdiction: String,
    /// The name of its zone in the time-zone database, such as `Africa/Tripoli`.
    pub zone: String,
    /// The days of the weekend, lower-case English names.
    pub weekend: WeekdaySet,
    /// The days the file speaks for.
    pub covers: Covers,
    /// The holidays, in any order.
    #[serde(default, rename = "holiday")]
    pub holidays: Vec<HolidayEntry>,
}

/// One `[[holiday]]`: either `date`, or `from` and `until` with both days included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct HolidayEntry {
    /// The day, if it is one.
    #[serde(default, with = "date_format::option", skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The first of several days.
    #[serde(default, with = "date_format::option", skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last of several days.
    #[serde(default, with = "date_format::option", skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The law or decision that declares it.
    pub decision: String,
    /// What is celebrated.
    pub name: Text,
    /// Whether the day can still move.
    #[serde(default)]
    pub provisional: bool,
}

impl CalendarFile {
    /// The first revision of the calendar, with the clock changes of `zone` over the days it covers.
    ///
    /// # Errors
    ///
    /// If `zone` is not the one the file names, a holiday's days are missing, out of order, declared twice
    /// or outside the coverage, or a rule of [`Calendar::new`] is broken.
    pub fn into_calendar(self, zone: Zone) -> Result<Calendar, CalendarInvalid> {
        if zone.name() != self.zone {
            return Err(CalendarInvalid::ZoneName { file: self.zone, given: zone.name().to_owned() });
        }
        let mut holidays = BTreeMap::new();
        for (index, entry) in self.holidays.into_iter().enumerate() {
            entry.add_to(&mut holidays, index + 1, self.covers)?;
        }
        Calendar::new(self.jurisdiction, zone, self.weekend, self.covers, holidays, 1)
    }
}

impl HolidayEntry {
    fn add_to(
        self,
        holidays: &mut BTreeMap<Date, Holiday>,
        entry: usize,
        covers: Covers,
    ) -> Result<(), CalendarInvalid> {
        let (from, until) = match (self.date, self.from, self.until) {
            (Some(date), None, None) => (date, date),
            (None, Some(from), Some(until)) => (from, until),
            _ => return Err(CalendarInvalid::HolidayDates { entry }),
        };
        if from > until {
            return Err(CalendarInvalid::HolidayOrder { entry, from, until });
        }
        // Asked before the days are spread out, so that a slip in the year cannot make a million of them.
        if let Some(date) = [from, until].into_iter().find(|date| !covers.contains(*date)) {
            return Err(CalendarInvalid::HolidayOutside { date, covers });
        }
        let holiday = Holiday { decision: self.decision, name: self.name, provisional: self.provisional };
        let mut day = Some(from);
        while let Some(date) = day.filter(|date| *date <= until) {
            if holidays.insert(date, holiday.clone()).is_some() {
                return Err(CalendarInvalid::HolidayTwice { date });
            }
            day = date.next_day();
        }
        Ok(())
    }
}
