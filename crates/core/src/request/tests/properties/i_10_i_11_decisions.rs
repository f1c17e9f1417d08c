//! I-10, I-11 and I-14: decisions rest on trusted values, need two persons, and end with what they owe.

use proptest::prelude::*;

use super::{cases, stories};
use crate::request::Event;
use crate::stage::Outcome;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_10_a_grant_rests_on_what_trusted_sources_confirmed(played in stories()) {
        for (before, event) in played.steps() {
            let Event::DecisionProposed(it) = &event else { continue };
            if it.proposal.outcome() != Outcome::Granted {
                continue;
            }
            let answers = before.answers().unwrap();
            for field in played.facts.definition().fields().filter(|field| field.trusted_source().is_some()) {
                let confirmed = before.intake.confirmed.as_ref().is_some_and(|all| all.contains(&field.id));
                prop_assert!(confirmed || !answers.contains_key(&field.id), "{} is only claimed", field.id);
            }
        }
    }

    #[test]
    fn i_11_whoever_proposes_does_not_approve(played in stories()) {
        for event in played.events() {
            let persons = match event {
                Event::DecisionApproved(it) => (it.proposed_by, it.approved_by),
                Event::AmendmentApproved(it) => (it.proposed_by, it.approved_by),
                _ => continue,
            };
            if played.facts.definition().rules.second_person {
                prop_assert_ne!(persons.0, persons.1);
            }
        }
    }

    #[test]
    fn i_14_a_concluded_request_gave_what_its_outcome_owes(played in stories()) {
        for (before, event) in played.steps() {
            let Event::Concluded(it) = event else { continue };
            prop_assert_eq!(before.outcome(), Some(it.outcome));
            match it.outcome {
                outcome if outcome.is_grant() => {
                    let owed = before.owed(played.facts.definition());
                    prop_assert!(!owed.is_empty());
                    for output in owed {
                        let held = before.outputs().find(|(id, _)| *id == output);
                        prop_assert!(held.is_some_and(|(_, held)| held.delivered_at.is_some()));
                    }
                    if let Some(partly) = before.partly_granted() {
                        prop_assert!(!partly.reasons.is_empty() && !partly.remedies.ar.is_empty());
                    }
                }
                Outcome::DeemedDenied => prop_assert!(before.deemed().is_some()),
                Outcome::Denied => prop_assert!(!before.denied().unwrap().reasons.is_empty()),
                Outcome::MeasuresTaken => prop_assert!(!before.measures().unwrap().measures.is_empty()),
                other => prop_assert!(false, "{other} concludes nothing"),
            }
        }
    }
}
