//! What an objection can be against, found in the history of its request: the last decision, who made it, and when a notice
//! of it first arrived.

use std::collections::BTreeSet;

use super::command::DecisionFacts;
use super::kinds::Against;
use crate::ids::PersonId;
use crate::instant::Timestamp;
use crate::request::Event;
use crate::request::notices::Purpose;
use crate::stage::Outcome;

/// The last decision of this kind that still stands; nothing if there is none. The history is the request's events in order,
/// each with the person who caused it, where that is on record.
pub fn last_decision<'a>(
    history: impl IntoIterator<Item = (&'a Event, Option<PersonId>)>,
    against: &Against,
) -> Option<DecisionFacts> {
    let purpose = match against {
        Against::Outcome => Purpose::Completion,
        Against::Revocation { .. } => Purpose::Amendment,
    };
    let mut search = Search { purpose, made_by: BTreeSet::new(), notices: BTreeSet::new(), last: None };
    for (event, by) in history {
        search.approved(event);
        match against {
            Against::Outcome => search.outcome(event, by),
            Against::Revocation { output } => match event {
                Event::OutputRevoked(it) if it.output == *output => search.by_two(it.at, None),
                Event::OutputReinstated(it) if it.output == *output => search.last = None,
                _ => {}
            },
        }
        search.told(event);
    }
    search.last
}

struct Search {
    /// What the notice of such a decision is for.
    purpose: Purpose,
    /// Who proposed and approved last.
    made_by: BTreeSet<PersonId>,
    /// The notices that were queued for the decision found last.
    notices: BTreeSet<u32>,
    last: Option<DecisionFacts>,
}

impl Search {
    fn approved(&mut self, event: &Event) {
        match event {
            Event::DecisionApproved(it) => {
                self.made_by = [it.proposed_by.clone(), it.approved_by.clone()].into()
            }
            Event::AmendmentApproved(it) => {
                self.made_by = [it.proposed_by.clone(), it.approved_by.clone()].into();
            }
            // What was decided before no longer stands, and who decided it has no part in what comes.
            Event::Reopened(_) => (self.last, self.made_by) = (None, BTreeSet::new()),
            _ => {}
        }
    }

    fn outcome(&mut self, event: &Event, by: Option<PersonId>) {
        match event {
            Event::Executed(it) => self.by_two(it.at, Some(it.outcome)),
            Event::OutcomeCorrected(it) => self.by_two(it.at, Some(it.new)),
            Event::Withdrawn(it) => self.alone(it.at, Outcome::Withdrawn, by),
            Event::Lapsed(it) => self.alone(it.at, Outcome::Lapsed, by),
            Event::Discontinued(it) => self.alone(it.at, Outcome::Discontinued, by),
            Event::DuplicateConfirmed(it) => self.alone(it.at, Outcome::Duplicate, by),
            Event::TransferredOut(it) => self.alone(it.at, Outcome::TransferredOut, by),
            _ => {}
        }
    }

    fn by_two(&mut self, at: Timestamp, outcome: Option<Outcome>) {
        let made_by = self.made_by.clone();
        self.found(DecisionFacts { at, notified_at: None, outcome, made_by });
    }

    fn alone(&mut self, at: Timestamp, outcome: Outcome, by: Option<PersonId>) {
        let made_by = by.into_iter().collect();
        self.found(DecisionFacts { at, notified_at: None, outcome: Some(outcome), made_by });
    }

    /// A notice of what was decided before tells nothing of this.
    fn found(&mut self, decision: DecisionFacts) {
        self.notices.clear();
        self.last = Some(decision);
    }

    fn told(&mut self, event: &Event) {
        match event {
            // A further notice says that there is news, and moves no date of the law (N1-7).
            Event::NotificationQueued(it) if it.purpose == self.purpose && it.channel.is_legal() => {
                self.notices.insert(it.number);
            }
            Event::NotificationDelivered(it) if self.notices.contains(&it.number) => {
                if let Some(last) = &mut self.last {
                    last.notified_at.get_or_insert(it.at);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reason::ReasonCode;
    use crate::request::exits::Discontinue;
    use crate::request::notices::RecordNotificationDelivered;
    use crate::stage::Stage;
    use crate::testing::{
        Life, approve, approve_amendment, at, correct_outcome, decider, denial, gateway, grant, handler,
        measures, reinstate, reopen, revoke, step_done, supervisor,
    };

    fn found(life: &Life, against: &Against) -> Option<DecisionFacts> {
        last_decision(life.events().iter().map(|event| (event, Some(supervisor().person))), against)
    }

    fn denied() -> Life {
        let mut life = Life::at_stage(Stage::InExecution);
        life.then(handler(), "2025-10-20 09:00", step_done()).then(handler(), "2025-10-20 10:00", denial());
        life.then(decider(), "2025-10-20 11:00", approve());
        life
    }

    fn amended(life: &mut Life, day: &str, proposal: crate::request::amendment::ProposeAmendment) {
        life.then(decider(), format!("{day} 09:00").as_str(), proposal);
        life.then(supervisor(), format!("{day} 10:00").as_str(), approve_amendment());
    }

    #[test]
    fn a_decision_is_the_last_one_by_whom_it_was_made_and_told_by_its_own_notice() {
        let mut life = denied();
        let told = life.request().notifications().last().unwrap().queued.number;
        let first = found(&life, &Against::Outcome).expect("a denial");
        assert_eq!((first.outcome, first.notified_at), (Some(Outcome::Denied), None));
        assert_eq!(first.made_by, [handler().person, decider().person].into());
        amended(&mut life, "2025-11-02", correct_outcome(measures()));
        // The notice of the denial comes late, and tells nothing of what it became.
        life.then(gateway(), "2025-11-03 09:00", RecordNotificationDelivered { number: told });
        let second = found(&life, &Against::Outcome).expect("measures");
        assert_eq!((second.outcome, second.notified_at), (Some(Outcome::MeasuresTaken), None));
        assert_eq!(second.made_by, [decider().person, supervisor().person].into());
        life.then(gateway(), "2025-11-04 09:00", RecordNotificationDelivered { number: told + 2 });
        assert_eq!(found(&life, &Against::Outcome).unwrap().notified_at, Some(at("2025-11-04 09:00")));
    }

    #[test]
    fn what_no_longer_stands_is_nothing_to_object_to() {
        let mut life = denied();
        amended(&mut life, "2025-11-02", reopen(Stage::InExecution, 5));
        assert_eq!(found(&life, &Against::Outcome), None);
        life.then(supervisor(), "2025-11-03 09:00", Discontinue { reason: ReasonCode::ClsObjectGone });
        let ended = found(&life, &Against::Outcome).expect("an end");
        assert_eq!(
            (ended.outcome, ended.made_by),
            (Some(Outcome::Discontinued), [supervisor().person].into())
        );
        assert_eq!(ended.notified_at, None);
        life.refused(handler(), "2025-11-04 09:00", grant());
    }

    #[test]
    fn a_revocation_is_one_while_it_stands() {
        let against = Against::Revocation { output: "certificate".try_into().unwrap() };
        let mut life = Life::at_stage(Stage::Concluded);
        assert_eq!(found(&life, &against), None);
        amended(&mut life, "2025-11-02", revoke(ReasonCode::RevCourtOrder));
        let revoked = found(&life, &against).expect("a revocation");
        assert_eq!((revoked.at, revoked.outcome), (at("2025-11-02 10:00"), None));
        let other = Against::Revocation { output: "card".try_into().unwrap() };
        assert_eq!(found(&life, &other), None);
        amended(&mut life, "2025-12-01", reinstate());
        assert_eq!(found(&life, &against), None);
    }
}
