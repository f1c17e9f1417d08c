//! The deadline and the clock, counted again.

use talab::Timestamp;
use talab::core::calendar::{Calendar, Due, Suspension, deadline};
use talab::core::definition::ServiceDefinition;
use talab::core::request::Event;
use talab::core::request::clock::{CalendarRevision, DeadlineSet};
use talab::core::request::transfer::ClockRule;
use talab::core::{Family, ReasonCode};
use talab::projections::Entry;

use super::{Found, Invariant as I};

pub(super) fn check(
    entries: &[Entry],
    definition: &ServiceDefinition,
    calendar: &Calendar,
    found: &mut Found,
) {
    let mut clock = Clock {
        calendar,
        received: None,
        running: None,
        stopped: false,
        missed: false,
        ended: false,
        offered: None,
        anew: None,
    };
    for (place, entry) in entries.iter().enumerate() {
        clock.event(entry, definition, found);
        let next = entries.get(place + 1);
        // Between the events of one act the clock may be half turned.
        if next.is_none_or(|next| next.by.command_id != entry.by.command_id || entry.by.command_id.is_none())
        {
            clock.adds_up(entry, found);
        }
    }
    if let Some(last) = entries.last() {
        let over = !clock.ended || clock.running.is_none() || clock.stopped;
        found.unless(over, I::OneDeadline, last, "the request has ended and its clock has not stopped");
    }
}

struct Clock<'a> {
    calendar: &'a Calendar,
    received: Option<Timestamp>,
    running: Option<Running>,
    stopped: bool,
    missed: bool,
    /// Whether the request was decided or left.
    ended: bool,
    /// The rule of the offer to another body that was made last.
    offered: Option<ClockRule>,
    /// Why another deadline may be set now.
    anew: Option<Anew>,
}

/// Why a deadline is set although there was one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Anew {
    /// Another body took the request over, and its time starts again there.
    Transferred,
    /// The request was opened again.
    Reopened,
}

struct Running {
    from: Timestamp,
    total: u32,
    due: Due,
    suspensions: Vec<Suspension>,
    /// The revision of the calendar that the deadline in force was counted on.
    revision: u32,
}

impl Running {
    fn of(it: &DeadlineSet) -> Self {
        Self {
            from: it.counted_from,
            total: it.working_days,
            due: it.due,
            suspensions: Vec::new(),
            revision: it.calendar.revision,
        }
    }

    fn is_suspended(&self) -> bool {
        self.suspensions.last().is_some_and(|last| last.until.is_none())
    }
}

impl Clock<'_> {
    fn event(&mut self, entry: &Entry, definition: &ServiceDefinition, found: &mut Found) {
        match &entry.event {
            Event::Acknowledged(it) => self.received = Some(it.received_at),
            Event::DeadlineSet(it) => match self.anew.take() {
                None => self.set(it, definition, entry, found),
                Some(anew) => self.set_anew(it, anew, entry, found),
            },
            Event::Transferred(it) => self.offered = Some(it.clock),
            Event::TransferAccepted(_) => {
                let again = self.offered == Some(ClockRule::StartsAgain);
                self.anew = again.then_some(Anew::Transferred);
            }
            Event::Reopened(_) => {
                (self.stopped, self.missed, self.ended) = (false, false, false);
                self.anew = Some(Anew::Reopened);
            }
            Event::DeadlineRecalculated(it) => {
                self.moved((it.old, it.new), 0, (it.cause, Family::Cal), &it.calendar, entry, found);
            }
            Event::DeadlineExtended(it) => {
                let why = (it.reason, Family::Ext);
                self.moved((it.old, it.new), it.working_days, why, &it.calendar, entry, found);
            }
            Event::DeadlineMissed(it) => {
                let passed = |running: &Running| {
                    !running.is_suspended() && running.due == it.due && it.at >= it.due.due_at
                };
                let true_now = self.running.as_ref().is_some_and(passed) && !self.stopped && !self.missed;
                found.unless(
                    true_now,
                    I::OneDeadline,
                    entry,
                    "no deadline has passed, or it was recorded before",
                );
                self.missed = true;
            }
            Event::ClockSuspended(it) => self.suspended(it.from, it.at, entry, found),
            Event::ClockResumed(it) => self.resumed(it.at, entry, found),
            Event::ClockStopped(_) => self.stopped(entry, found),
            Event::Executed(_)
            | Event::Withdrawn(_)
            | Event::Lapsed(_)
            | Event::Discontinued(_)
            | Event::DuplicateConfirmed(_)
            | Event::TransferredOut(_) => self.ended = true,
            _ => {}
        }
    }

    fn set(&mut self, it: &DeadlineSet, definition: &ServiceDefinition, entry: &Entry, found: &mut Found) {
        found.unless(self.received.is_some(), I::OneDeadline, entry, "before the acknowledgement");
        found.unless(self.running.is_none() && !self.stopped, I::OneDeadline, entry, "there was one before");
        let from = self.received.is_none_or(|received| received == it.counted_from);
        let budget = it.working_days == definition.deadline.working_days;
        found.unless(
            from && budget,
            I::DaysAddUp,
            entry,
            "counted from another instant or with another budget",
        );
        self.running = Some(Running::of(it));
    }

    /// Another deadline, from the instant at which the request begins again.
    fn set_anew(&mut self, it: &DeadlineSet, anew: Anew, entry: &Entry, found: &mut Found) {
        let closed = self.running.as_ref().is_none_or(|running| !running.is_suspended());
        found.unless(!self.stopped && closed, I::OneDeadline, entry, "the clock had stopped, or stood still");
        found.unless(it.counted_from == it.at, I::DaysAddUp, entry, "counted from another instant");
        let same = self.running.as_ref().is_none_or(|running| running.total == it.working_days);
        let budget = anew == Anew::Reopened || same;
        found.unless(budget, I::DaysAddUp, entry, "counted with another budget");
        self.running = Some(Running::of(it));
    }

    fn moved(
        &mut self,
        (old, new): (Due, Due),
        more: u32,
        (why, family): (ReasonCode, Family),
        calendar: &CalendarRevision,
        entry: &Entry,
        found: &mut Found,
    ) {
        found.unless(!self.stopped, I::OneDeadline, entry, "after the clock stopped");
        found.unless(why.family() == family, I::OneDeadline, entry, format!("moved for {why}"));
        let Some(running) = &mut self.running else {
            return found.unless(false, I::OneDeadline, entry, "there is no deadline to move");
        };
        found.unless(running.due == old, I::OneDeadline, entry, "another deadline was in force");
        running.due = new;
        running.total += more;
        running.revision = calendar.revision;
    }

    fn suspended(&mut self, from: Timestamp, at: Timestamp, entry: &Entry, found: &mut Found) {
        let stopped = self.stopped;
        let Some(running) = &mut self.running else {
            return found.unless(false, I::SuspensionsApart, entry, "no clock runs");
        };
        let apart =
            running.suspensions.last().is_none_or(|last| last.until.is_some_and(|until| until <= from));
        found.unless(apart && !stopped, I::SuspensionsApart, entry, "the clock stood still, or had stopped");
        found.unless(from <= at, I::SuspensionsApart, entry, "from an instant to come");
        running.suspensions.push(Suspension { from, until: None });
    }

    fn resumed(&mut self, at: Timestamp, entry: &Entry, found: &mut Found) {
        let open = self.running.as_mut().and_then(|running| running.suspensions.last_mut());
        match open.filter(|last| last.until.is_none()) {
            Some(last) => {
                found.unless(last.from <= at, I::SuspensionsApart, entry, "before it was suspended");
                last.until = Some(at);
            }
            None => found.unless(false, I::SuspensionsApart, entry, "the clock did not stand still"),
        }
    }

    fn stopped(&mut self, entry: &Entry, found: &mut Found) {
        let started = self.running.is_some() && !self.stopped;
        found.unless(started, I::OneDeadline, entry, "no clock runs");
        let closed = self.running.as_ref().is_none_or(|running| !running.is_suspended());
        found.unless(closed, I::SuspensionsApart, entry, "a suspension is open");
        self.stopped = true;
    }

    /// Counts the deadline day by day, and the days used up by another way, and compares.
    fn adds_up(&self, entry: &Entry, found: &mut Found) {
        let Some(running) =
            self.running.as_ref().filter(|it| !self.stopped && it.revision == self.calendar.revision())
        else {
            return;
        };
        let at = entry.occurred_at.max(running.from);
        let suspensions = &running.suspensions;
        let counted =
            deadline::count_as_if_resumed(self.calendar, running.from, running.total, suspensions, at);
        let used = deadline::consumed(self.calendar, running.from, at, suspensions);
        let (Ok(counted), Ok(used)) = (counted, used) else {
            return found.unless(false, I::DaysAddUp, entry, "the days can't be counted on this calendar");
        };
        let today = self.calendar.zone().day_of(at);
        let (mut gone, mut left) = (0, 0);
        for day in counted.days.iter().filter(|day| day.counted) {
            *(if day.date < today { &mut gone } else { &mut left }) += 1;
        }
        let adds_up = gone + left == running.total && gone == used.min(running.total);
        let what = format!("{used} days used and {left} left of {}", running.total);
        found.unless(adds_up, I::DaysAddUp, entry, what);
        let due = running.is_suspended() || counted.due() == running.due;
        let what = format!("due {} and counted {}", running.due.due_date, counted.due_date);
        found.unless(due, I::DaysAddUp, entry, what);
    }
}
