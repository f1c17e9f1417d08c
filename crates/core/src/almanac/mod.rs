//! The calendar of a jurisdiction as a stream: published once, then changed by recorded decisions.

mod command;
mod event;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::actor::Role;
use crate::aggregate::aggregate;
use crate::calendar::{Calendar, CalendarInvalid, Holiday};
use crate::input;
use crate::reason::ReasonCode;
use crate::refusal::Refusal;
use crate::text::{Text, isolate};

pub use command::{
    AlmanacCommand, AlmanacEnvelope, DeclareHoliday, ExtendCoverage, PublishCalendar, WithdrawHoliday,
};
pub use event::{AlmanacEvent, CalendarPublished, CoverageExtended, HolidayDeclared, HolidayWithdrawn};

/// The longest holiday that one decision declares, in days.
const MAX_HOLIDAY: i64 = 31;

/// The state of a jurisdiction's calendar; its revision is the version of the stream.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Almanac {
    calendar: Option<Arc<Calendar>>,
    last_cause: Option<ReasonCode>,
}

impl Almanac {
    /// The calendar at its present revision, once it is published.
    pub fn calendar(&self) -> Option<&Arc<Calendar>> {
        self.calendar.as_ref()
    }

    /// Why deadlines may have moved last: a holiday declared or withdrawn.
    pub fn last_cause(&self) -> Option<ReasonCode> {
        self.last_cause
    }

    /// Applies an event; one that does not fit what came before changes nothing.
    pub fn evolve(&mut self, event: &AlmanacEvent) {
        let next = match (event, &self.calendar) {
            (AlmanacEvent::CalendarPublished(it), None) => Ok(it.calendar.clone()),
            (AlmanacEvent::HolidayDeclared(it), Some(now)) => now.declare(it.date, it.holiday.clone()),
            (AlmanacEvent::HolidayWithdrawn(it), Some(now)) => now.withdraw(it.date),
            (AlmanacEvent::CoverageExtended(it), Some(now)) => now.extend(it.until, it.zone.clone()),
            _ => return,
        };
        let Ok(calendar) = next else { return };
        self.calendar = Some(Arc::new(calendar));
        match event {
            AlmanacEvent::HolidayDeclared(_) => self.last_cause = Some(ReasonCode::CalHolidayDeclared),
            AlmanacEvent::HolidayWithdrawn(_) => self.last_cause = Some(ReasonCode::CalHolidayWithdrawn),
            AlmanacEvent::CalendarPublished(_) | AlmanacEvent::CoverageExtended(_) => {}
        }
    }
}

/// Decides a command on a calendar: only the regulator keeps it.
///
/// # Errors
/// The [`Refusal`] of the first rule that does not hold.
pub fn decide(almanac: &Almanac, envelope: &AlmanacEnvelope) -> Result<Vec<AlmanacEvent>, Refusal> {
    let at = envelope.at;
    if envelope.by.role != Role::Regulator {
        let command = envelope.command.name();
        return Err(Refusal::DirectoryNotPermitted { role: envelope.by.role, command });
    }
    let published = || almanac.calendar.as_deref().ok_or(Refusal::CalendarUnknown);
    match &envelope.command {
        AlmanacCommand::PublishCalendar(it) => match &almanac.calendar {
            None if it.calendar.jurisdiction() != envelope.jurisdiction.as_str() => {
                let of = envelope.jurisdiction.as_str();
                Err(invalid(
                    "jurisdiction",
                    Text::new(
                        format!("هذا القيد يخص تقويم {}، يُرجى نشر تقويم هذه الجهة", isolate(of)),
                        format!("the entry is of `{of}`: publish the calendar of that jurisdiction"),
                    ),
                ))
            }
            None if it.calendar.revision() != 1 => Err(invalid(
                "revision",
                Text::new(
                    "يُنشر التقويم أول مرة بالإصدار رقم 1، يُرجى تصحيح رقم الإصدار إلى 1",
                    "a calendar is published as its first revision: give 1",
                ),
            )),
            None => {
                let calendar = it.calendar.clone();
                Ok(vec![AlmanacEvent::CalendarPublished(CalendarPublished { at, calendar })])
            }
            Some(calendar) => Err(invalid(
                "jurisdiction",
                Text::new(
                    format!(
                        "تقويم {} منشور من قبل، يُرجى تسجيل ما يتغير فيه بقرار",
                        isolate(calendar.jurisdiction())
                    ),
                    format!("`{}` is already published: declare what changes", calendar.jurisdiction()),
                ),
            )),
        },
        AlmanacCommand::DeclareHoliday(it) => declare(published()?, at, it),
        AlmanacCommand::WithdrawHoliday(it) => {
            published()?.withdraw(it.date).map_err(|error| refused(&error))?;
            let decision = input::name(&it.decision).map_err(|problem| invalid("decision", problem))?;
            let date = it.date;
            Ok(vec![AlmanacEvent::HolidayWithdrawn(HolidayWithdrawn { at, date, decision })])
        }
        AlmanacCommand::ExtendCoverage(it) => {
            published()?.extend(it.until, it.zone.clone()).map_err(|error| refused(&error))?;
            let (until, zone) = (it.until, it.zone.clone());
            Ok(vec![AlmanacEvent::CoverageExtended(CoverageExtended { at, until, zone })])
        }
    }
}

/// One event for each day, since each can be withdrawn on its own.
fn declare(
    now: &Calendar,
    at: crate::instant::Timestamp,
    command: &DeclareHoliday,
) -> Result<Vec<AlmanacEvent>, Refusal> {
    let days = (command.until - command.from).whole_days() + 1;
    if !(1..=MAX_HOLIDAY).contains(&days) {
        return Err(invalid(
            "until",
            Text::new(
                format!(
                    "يجب أن يكون اليوم الأول سابقاً لليوم الأخير أو مطابقاً له، وألّا تتجاوز العطلة الحد الأقصى لعدد \
                     الأيام ({MAX_HOLIDAY})، يُرجى تصحيح التاريخين"
                ),
                format!("declare 1 to {MAX_HOLIDAY} days, the earlier one first"),
            ),
        ));
    }
    let holiday = Holiday {
        decision: command.decision.clone(),
        name: command.name.clone(),
        provisional: command.provisional,
    };
    let mut calendar = now.clone();
    let mut events = Vec::new();
    let mut date = command.from;
    loop {
        calendar = calendar.declare(date, holiday.clone()).map_err(|error| refused(&error))?;
        events.push(AlmanacEvent::HolidayDeclared(HolidayDeclared { at, date, holiday: holiday.clone() }));
        match date.next_day() {
            Some(next) if next <= command.until => date = next,
            _ => return Ok(events),
        }
    }
}

fn refused(error: &CalendarInvalid) -> Refusal {
    invalid("calendar", error.text())
}

fn invalid(path: &str, problem: Text) -> Refusal {
    Refusal::FieldInvalid { path: path.to_owned(), problem }
}

aggregate!(Almanac, "Calendar", AlmanacEnvelope, AlmanacEvent);
