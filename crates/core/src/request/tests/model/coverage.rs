//! The lives that are compared go everywhere: a comparison of what never happens compares nothing.

use std::collections::BTreeSet;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use proptest_state_machine::ReferenceStateMachine;

use super::reference::Model;

/// As many as one run compares.
const LIVES: usize = 96;

#[test]
fn the_lives_that_are_compared_go_everywhere() {
    let mut runner = TestRunner::deterministic();
    let lives = Model::sequential_strategy(20..60);
    let (mut places, mut events, mut refusals) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut reopened = 0;
    for _ in 0..LIVES {
        let (mut model, steps, _) = lives.new_tree(&mut runner).unwrap().current();
        for step in &steps {
            model = Model::apply(model, step);
            places.insert(format!("{:?}", model.place));
            match &model.answer {
                Ok(came) => events.extend(came.iter().copied()),
                Err(refused) => _ = refusals.insert(*refused),
            }
        }
        reopened += model.reopened;
    }
    assert_eq!(places.len(), 11, "{places:?}");
    for event in [
        "Rejected",
        "Supplemented",
        "Acknowledged",
        "CorrectionsRequested",
        "Corrected",
        "ClockSuspended",
        "ClockResumed",
        "DecisionReturned",
        "Granted",
        "Denied",
        "MeasuresRecorded",
        "Concluded",
        "Withdrawn",
        "Lapsed",
        "Discontinued",
        "OutputRevoked",
        "OutputReinstated",
        "OutcomeCorrected",
        "Reopened",
        "RecordDisclosed",
        "PersonalDataRedacted",
        "LegalHoldPlaced",
        "LegalHoldLifted",
    ] {
        assert!(events.contains(event), "no life has {event}: {events:?}");
    }
    for refused in ["same_person", "wrong_stage", "not_permitted", "unknown_request", "terminal_state"] {
        assert!(refusals.contains(refused), "no life has {refused}: {refusals:?}");
    }
    for refused in ["term_not_over", "correction_rounds", "output_in_force", "evidence_missing", "legal_hold"]
    {
        assert!(refusals.contains(refused), "no life has {refused}: {refusals:?}");
    }
    assert!(reopened >= 5, "{reopened}");
}
