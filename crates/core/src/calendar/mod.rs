//! The working calendar of a jurisdiction and the deadlines counted on it.

pub(crate) mod date_format;
pub mod deadline;
mod file;
mod invalid;
mod suspension;
mod weekdays;
mod why;
mod working;
mod zone;

#[cfg(test)]
mod tests;

pub use deadline::{CountedDay, Deadline, DeadlineError, Due, StillSuspended};
pub use file::{CalendarFile, HolidayEntry};
pub use invalid::CalendarInvalid;
pub use suspension::{Suspension, as_if_resumed};
pub use weekdays::WeekdaySet;
pub use why::Why;
pub use working::{Calendar, CalendarGap, Covers, DayKind, Holiday};
pub use zone::{Transition, Zone, ZoneInvalid};
