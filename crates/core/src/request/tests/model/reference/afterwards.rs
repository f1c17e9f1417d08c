//! What the law expects of amendments: two persons, and no act without its ground.

use super::super::rights::{Change, Place, Who};
use super::{Answer, Clock, End, Model, act_of};

impl Model {
    pub(super) fn propose_amendment(&mut self, change: Change, who: Who) -> Answer {
        if self.amendment.is_some() {
            return Err("amendment_waits");
        }
        // Nothing is decided again on what nobody can read any more.
        let again = !matches!(change, Change::Revoke | Change::Reinstate);
        if again && self.redacted {
            return Err("personal_unreadable");
        }
        if let Change::CorrectTo(way) = change {
            self.judged(way)?;
        }
        self.fits(change)?;
        self.amendment = Some((change, who));
        Ok(vec!["AmendmentProposed"])
    }

    /// 6.5: what nobody needs any more, unless an order holds it; what is gone doesn't go again.
    pub(super) fn redact(&mut self) -> Answer {
        let over = matches!(self.place, Place::Concluded | Place::Closed) && self.amendment.is_none();
        match (self.held, self.redacted, over) {
            (true, ..) => Err("legal_hold"),
            (_, true, _) => Err("field_invalid"),
            (_, _, false) => Err("still_needed"),
            _ => {
                self.redacted = true;
                Ok(vec!["PersonalDataRedacted"])
            }
        }
    }

    /// No act outlives its ground, and no ground is taken from under an act in force.
    fn fits(&self, change: Change) -> Result<(), &'static str> {
        let in_force = self.output.is_some_and(|output| !output.revoked);
        let free = if in_force { Err("output_in_force") } else { Ok(()) };
        match (change, self.end) {
            (Change::Revoke, _) if self.output.is_none() => Err("output_not_issued"),
            (Change::Revoke, _) if !in_force => Err("output_revoked"),
            (Change::Revoke, _) => Ok(()),
            (Change::Reinstate, _) if self.output.is_none() => Err("output_not_issued"),
            (Change::Reinstate, _) if in_force => Err("output_in_force"),
            // What is no longer granted can't have effect again.
            (Change::Reinstate, _) if !self.granted() => Err("field_invalid"),
            (Change::Reinstate, _) => Ok(()),
            (Change::CorrectTo(way), Some(End::Decided(old))) if old != way => free,
            (Change::CorrectTo(_), _) => Err("field_invalid"),
            // What has ended by the authority's act or failure; nobody is drawn back into what they withdrew.
            (_, None | Some(End::Withdrawn)) => Err("field_invalid"),
            (_, _) if self.place == Place::Decided || !self.acknowledged => Err("field_invalid"),
            (Change::ReopenExecution, _) if !self.verified => Err("field_invalid"),
            (Change::ReopenVerification | Change::ReopenExecution, _) => free,
        }
    }

    pub(super) fn approve_amendment(&mut self, who: Who) -> Answer {
        let (change, proposer) = self.amendment.ok_or("wrong_stage")?;
        self.may_approve(who, proposer)?;
        self.fits(change)?;
        self.amendment = None;
        let mut events = vec!["AmendmentApproved"];
        match (change, &mut self.output) {
            (Change::Revoke, Some(output)) => {
                output.revoked = true;
                events.push("OutputRevoked");
            }
            (Change::Reinstate, Some(output)) => {
                output.revoked = false;
                events.push("OutputReinstated");
                events.extend(self.conclude());
            }
            (Change::CorrectTo(way), _) => {
                self.place = Place::Decided;
                self.end = Some(End::Decided(way));
                events.extend(["OutcomeCorrected", act_of(way)]);
                events.extend(self.conclude());
            }
            _ => {
                self.reopen(if change == Change::ReopenExecution {
                    Place::Executed
                } else {
                    Place::Verified
                });
                events.extend(["Reopened", "DeadlineSet"]);
            }
        }
        Ok(events)
    }

    /// Worked on again, with a time of its own; what was done stays done, and what was decided is undone.
    fn reopen(&mut self, place: Place) {
        self.place = place;
        self.verified = place == Place::Executed;
        self.end = None;
        self.output = None;
        self.reopened += 1;
        self.clock = Clock::Runs;
        (self.received_on, self.used, self.budget) = (self.day, 0, 5);
    }
}
