//! The straight road: a request brought to each stage.

use super::commands::ask_corrections;
use super::commands::{approve, deliver, grant, incomplete_submission, issue, pass, step_done, submission};
use super::life::Life;
use super::people::{applicant, decider, handler, verifier};
use crate::stage::Stage;

impl Life {
    /// A request of Thursday 2025-10-16 brought to `stage` by the shortest road, all on that day or the next
    /// working days; the next act may come on or after Tuesday 2025-10-21.
    ///
    /// # Panics
    /// If the rules no longer let it get there.
    pub fn at_stage(stage: Stage) -> Self {
        let mut life = Self::of_a_request();
        life.bring_to(stage);
        life
    }

    /// The same for a life that has not begun, under whatever definition it has.
    ///
    /// # Panics
    /// If the rules of that definition do not let it get there by this road.
    pub fn bring_to(&mut self, stage: Stage) -> &mut Self {
        match stage {
            Stage::Submitted => {
                let before = self.facts.clone();
                self.facts = self.facts.clone().source_down();
                self.then(applicant(), "2025-10-16 10:30", submission());
                self.facts = before;
            }
            Stage::Rejected => {
                self.then(applicant(), "2025-10-16 10:30", incomplete_submission());
            }
            Stage::Closed => {
                self.bring_to(Stage::Acknowledged);
                self.then(applicant(), "2025-10-16 12:00", crate::request::exits::Withdraw::default());
            }
            _ => self.along(stage),
        }
        self
    }

    fn along(&mut self, stage: Stage) {
        self.then(applicant(), "2025-10-16 10:30", submission());
        if stage == Stage::Acknowledged {
            return;
        }
        let start = crate::request::review::StartVerification::default();
        self.then(verifier(), "2025-10-19 09:00", start);
        if stage == Stage::UnderVerification {
            return;
        }
        if stage == Stage::AwaitingCorrection {
            self.then(verifier(), "2025-10-19 10:00", ask_corrections(&["full_name"]));
            return;
        }
        self.then(verifier(), "2025-10-19 11:00", pass());
        if stage == Stage::InExecution {
            return;
        }
        self.then(handler(), "2025-10-20 09:00", step_done());
        self.then(handler(), "2025-10-20 10:00", grant());
        if stage == Stage::UnderDecision {
            return;
        }
        self.then(decider(), "2025-10-20 11:00", approve());
        if stage == Stage::Decided {
            return;
        }
        self.then(handler(), "2025-10-20 12:00", issue());
        self.then(handler(), "2025-10-20 12:30", deliver());
    }
}
