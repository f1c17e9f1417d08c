//! The clock: a budget of working days, suspended and resumed, moved only with a recorded cause.

mod command;
mod decide;
mod event;

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, CalendarGap, DeadlineError, Due, Suspension, deadline};
use crate::instant::Timestamp;
use crate::reason::ReasonCode;

pub use command::{ExtendDeadline, RecalculateDeadline, RecordDeadlineMissed, ResumeClock, SuspendClock};
pub(super) use decide::{
    extend, lost, missed, recalculate, restart, resume_after_corrections, resume_after_payment,
    resume_by_order, stand_for_payment, start, start_again, stop, suspend, suspend_by_order, term,
};
pub use event::{
    CalendarRevision, ClockResumed, ClockStopped, ClockSuspended, DeadlineExtended, DeadlineMissed,
    DeadlineRecalculated, DeadlineSet,
};

/// One move of the expected date, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Move {
    /// When it moved.
    pub at: Timestamp,
    /// Why.
    pub cause: ReasonCode,
    /// What was expected before.
    pub old: Due,
    /// What is expected since.
    pub new: Due,
}

/// The clock of a request as its events tell it. Counting happens with a calendar, outside the fold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Clock {
    /// From which instant days are counted; nothing before the acknowledgement.
    pub counted_from: Option<Timestamp>,
    /// The budget, in working days.
    pub budget: u32,
    /// Working days added by extensions.
    pub extended: u32,
    /// How many times it was extended.
    pub extensions: u32,
    /// When it stood still; the last one may still be open.
    pub suspensions: Vec<Suspension>,
    /// Why it stands still now.
    pub suspended_for: Option<ReasonCode>,
    /// The deadline now in force.
    pub due: Option<Due>,
    /// The revision of the calendar that the deadline was counted on last.
    pub calendar_revision: u32,
    /// Every move of the deadline, in order.
    pub moves: Vec<Move>,
    /// Whether the deadline passed while the clock was running.
    pub missed: bool,
    /// When it stopped for good.
    pub stopped_at: Option<Timestamp>,
    /// Why it starts anew, where it may: a request reopened, or taken over by another body.
    pub anew_for: Option<ReasonCode>,
}

impl Clock {
    /// Whether days are being counted, or would be but for a suspension.
    pub fn is_started(&self) -> bool {
        self.counted_from.is_some() && self.stopped_at.is_none()
    }

    /// Whether it stands still now.
    pub fn is_suspended(&self) -> bool {
        self.suspensions.last().is_some_and(|suspension| suspension.until.is_none())
    }

    /// Since when it stands still, if it does.
    pub fn standing_since(&self) -> Option<Timestamp> {
        self.suspensions.last().filter(|suspension| suspension.until.is_none()).map(|open| open.from)
    }

    /// The whole budget with its extensions.
    pub fn total(&self) -> u32 {
        self.budget.saturating_add(self.extended)
    }

    /// When the request is expected to be done: the deadline, or, while suspended, as if resumed at `now`.
    ///
    /// The flag says whether the answer is provisional.
    ///
    /// # Errors
    /// [`CalendarGap`] if the calendar does not reach that far.
    pub fn expected(&self, calendar: &Calendar, now: Timestamp) -> Result<Option<(Due, bool)>, CalendarGap> {
        let (Some(from), Some(due)) = (self.counted_from, self.due) else { return Ok(None) };
        if !self.is_suspended() || self.stopped_at.is_some() {
            return Ok(Some((due, false)));
        }
        let suspensions = crate::calendar::as_if_resumed(&self.suspensions, now);
        match deadline::due(calendar, from, self.total(), &suspensions) {
            Ok(due) => Ok(Some((due, true))),
            Err(DeadlineError::Gap(gap)) => Err(gap),
            Err(_) => Ok(Some((due, true))),
        }
    }

    /// Working days of the budget used up and left at `at`.
    ///
    /// # Errors
    /// [`DeadlineError`] if the calendar does not cover the days.
    pub fn spent(&self, calendar: &Calendar, at: Timestamp) -> Result<(u32, u32), DeadlineError> {
        let Some(from) = self.counted_from else { return Ok((0, self.total())) };
        let at = self.stopped_at.map_or(at, |stopped| stopped.min(at)).max(from);
        let spent = deadline::consumed(calendar, from, at, &self.suspensions)?.min(self.total());
        Ok((spent, self.total() - spent))
    }

    /// Sets the deadline. A clock that had stopped starts anew, and what it counted before stays in the events; the moves
    /// of the expected date stay in sight.
    pub(super) fn set(&mut self, event: &DeadlineSet) {
        if let (Some(old), Some(cause)) = (self.due, self.anew_for) {
            self.moves.push(Move { at: event.at, cause, old, new: event.due });
        }
        *self = Self {
            counted_from: Some(event.counted_from),
            budget: event.working_days,
            due: Some(event.due),
            calendar_revision: event.calendar.revision,
            moves: std::mem::take(&mut self.moves),
            ..Self::default()
        };
    }

    pub(super) fn recalculated(&mut self, event: &DeadlineRecalculated) {
        self.due = Some(event.new);
        self.calendar_revision = event.calendar.revision;
        self.moves.push(Move { at: event.at, cause: event.cause, old: event.old, new: event.new });
    }

    pub(super) fn deadline_extended(&mut self, event: &DeadlineExtended) {
        self.extended = self.extended.saturating_add(event.working_days);
        self.extensions += 1;
        self.due = Some(event.new);
        self.calendar_revision = event.calendar.revision;
        self.moves.push(Move { at: event.at, cause: event.reason, old: event.old, new: event.new });
    }

    pub(super) fn suspended(&mut self, event: &ClockSuspended) {
        self.suspensions.push(Suspension { from: event.from, until: None });
        self.suspended_for = Some(event.reason);
    }

    pub(super) fn resumed(&mut self, event: &ClockResumed) {
        if let Some(last) = self.suspensions.last_mut() {
            last.until = Some(event.at);
        }
        self.suspended_for = None;
    }
}
