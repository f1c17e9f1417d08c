//! What can be asked of a calendar.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::actor::Actor;
use crate::calendar::{Calendar, Zone, date_format};
use crate::ids::{CommandId, Jurisdiction};
use crate::instant::Timestamp;
use crate::text::Text;

/// A command on a calendar, who gives it and when.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "the one input of a decision, written as a literal by every driver"
)]
pub struct AlmanacEnvelope {
    /// Whose calendar: the id of its stream.
    pub jurisdiction: Jurisdiction,
    /// Who.
    pub by: Actor,
    /// What the act is known by for good.
    pub id: CommandId,
    /// When, by the clock port.
    pub at: Timestamp,
    /// What is asked.
    pub command: AlmanacCommand,
}

/// A command on a calendar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum AlmanacCommand {
    /// See [`PublishCalendar`].
    PublishCalendar(PublishCalendar),
    /// See [`DeclareHoliday`].
    DeclareHoliday(DeclareHoliday),
    /// See [`WithdrawHoliday`].
    WithdrawHoliday(WithdrawHoliday),
    /// See [`ExtendCoverage`].
    ExtendCoverage(ExtendCoverage),
}

impl AlmanacCommand {
    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::PublishCalendar(_) => "PublishCalendar",
            Self::DeclareHoliday(_) => "DeclareHoliday",
            Self::WithdrawHoliday(_) => "WithdrawHoliday",
            Self::ExtendCoverage(_) => "ExtendCoverage",
        }
    }
}

/// Publishes the calendar of a jurisdiction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct PublishCalendar {
    /// The calendar, with the clock changes of its zone.
    pub calendar: Calendar,
}

/// Declares one or several days a holiday, by one decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct DeclareHoliday {
    /// The first day.
    #[serde(with = "date_format")]
    pub from: Date,
    /// The last day, the same for a single one.
    #[serde(with = "date_format")]
    pub until: Date,
    /// The number of the decision.
    pub decision: String,
    /// What it is called.
    pub name: Text,
    /// Whether it can still move.
    #[serde(default)]
    pub provisional: bool,
}

/// Withdraws a holiday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct WithdrawHoliday {
    /// Which day.
    #[serde(with = "date_format")]
    pub date: Date,
    /// The number of the decision.
    pub decision: String,
}

/// Covers more days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ExtendCoverage {
    /// The last day to cover.
    #[serde(with = "date_format")]
    pub until: Date,
    /// The zone with the clock changes of the new days.
    pub zone: Zone,
}
