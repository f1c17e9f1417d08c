//! I-2: what is acknowledged lacks nothing, and its applicant is confirmed.

use proptest::prelude::*;

use super::{cases, stories};
use crate::request::Event;
use crate::request::intake::missing;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_2_an_acknowledged_request_is_complete_and_its_applicant_confirmed(played in stories()) {
        for (before, event) in played.steps() {
            if !matches!(event, Event::Acknowledged(_)) {
                continue;
            }
            prop_assert!(before.intake.confirmed.is_some());
            prop_assert!(before.missing().is_empty());
            let intake = &before.intake;
            let answers = before.answers().unwrap();
            let sent = intake.submitted_at.unwrap();
            let today = played.facts.calendar().zone().local_date(sent);
            let lacking = missing(
                played.facts.definition(),
                before.applicant().unwrap(),
                &answers,
                &intake.documents,
                intake.declared,
                today,
            )
            .unwrap();
            prop_assert_eq!(lacking, []);
        }
    }
}
