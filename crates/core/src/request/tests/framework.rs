//! The request driven by cqrs-es's own test framework.

use cqrs_es::test::TestFramework;

use crate::refusal::Refusal;
use crate::request::exits::{Withdraw, Withdrawn};
use crate::request::{Event, Request};
use crate::stage::Stage;
use crate::testing::{Life, applicant, at, facts, stranger, submission, when};

#[test]
fn a_withdrawal_stops_the_clock() {
    let life = Life::at_stage(Stage::Acknowledged);
    let now = at("2025-10-19 09:00");
    TestFramework::<Request>::with(())
        .given(life.events().to_vec())
        .when(when(applicant(), now, facts(), Withdraw::default()))
        .then_expect_events(vec![
            Event::ClockStopped(crate::request::clock::ClockStopped { at: now }),
            Event::Withdrawn(Withdrawn { at: now, reason: None }),
        ]);
}

#[test]
fn a_strangers_command_is_refused() {
    let life = Life::at_stage(Stage::Acknowledged);
    TestFramework::<Request>::with(())
        .given(life.events().to_vec())
        .when(when(stranger(), "2025-10-19 09:00", facts(), Withdraw::default()))
        .then_expect_error(Refusal::UnknownRequest);
}

#[test]
fn a_first_submission_gives_what_the_pure_decision_gives() {
    let mut life = Life::of_a_request();
    let events = life.does(applicant(), "2025-10-16 10:30", submission()).unwrap();
    TestFramework::<Request>::with(())
        .given_no_previous_events()
        .when(when(applicant(), "2025-10-16 10:30", facts(), submission()))
        .then_expect_events(events);
}
