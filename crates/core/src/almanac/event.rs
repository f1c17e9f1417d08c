//! What happens to a calendar.

use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};
use time::Date;

use crate::calendar::{Calendar, Holiday, Zone, date_format};
use crate::instant::Timestamp;

/// An event of a calendar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_enums, reason = "a projection must be made to look at a new event")]
pub enum AlmanacEvent {
    /// The calendar was published.
    CalendarPublished(CalendarPublished),
    /// A day was declared a holiday, possibly late.
    HolidayDeclared(HolidayDeclared),
    /// A holiday was withdrawn.
    HolidayWithdrawn(HolidayWithdrawn),
    /// The calendar covers more days.
    CoverageExtended(CoverageExtended),
}

/// The calendar was published, with the clock changes of its zone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct CalendarPublished {
    /// When.
    pub at: Timestamp,
    /// The calendar.
    pub calendar: Calendar,
}

/// A day was declared a holiday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct HolidayDeclared {
    /// When.
    pub at: Timestamp,
    /// Which day.
    #[serde(with = "date_format")]
    pub date: Date,
    /// By which decision, and what it is called.
    pub holiday: Holiday,
}

/// A holiday was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct HolidayWithdrawn {
    /// When.
    pub at: Timestamp,
    /// Which day.
    #[serde(with = "date_format")]
    pub date: Date,
    /// By which decision.
    pub decision: String,
}

/// The calendar covers more days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct CoverageExtended {
    /// When.
    pub at: Timestamp,
    /// The last day now covered.
    #[serde(with = "date_format")]
    pub until: Date,
    /// The zone with the clock changes of the new days.
    pub zone: Zone,
}

impl AlmanacEvent {
    /// The names on the wire of every event.
    pub const NAMES: [&'static str; 4] =
        ["CalendarPublished", "HolidayDeclared", "HolidayWithdrawn", "CoverageExtended"];

    /// The version of the form of each, as this release writes it.
    pub const VERSION: &'static str = "1";

    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::CalendarPublished(_) => Self::NAMES[0],
            Self::HolidayDeclared(_) => Self::NAMES[1],
            Self::HolidayWithdrawn(_) => Self::NAMES[2],
            Self::CoverageExtended(_) => Self::NAMES[3],
        }
    }

    /// When it happened.
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::CalendarPublished(it) => it.at,
            Self::HolidayDeclared(it) => it.at,
            Self::HolidayWithdrawn(it) => it.at,
            Self::CoverageExtended(it) => it.at,
        }
    }
}

impl DomainEvent for AlmanacEvent {
    fn event_type(&self) -> String {
        self.name().to_owned()
    }

    fn event_version(&self) -> String {
        Self::VERSION.to_owned()
    }
}
