//! Transfer: one request, one receipt, another body; its time goes on or starts again as it was said.

use super::{due, names};
use crate::actor::{Actor, Role};
use crate::reason::ReasonCode;
use crate::request::Event;
use crate::request::execution::LateAnswer;
use crate::request::exits::Withdraw;
use crate::request::transfer::{AcceptTransfer, ClockRule};
use crate::stage::{Outcome, Stage};
use crate::testing::{
    Life, accept_transfer, applicant, ask_corrections, at, body, decline_transfer, handler, pass, somebody,
    supervisor, transfer_to, verifier,
};

const OTHER: &str = "mun.janzour";

fn offered(clock: ClockRule) -> Life {
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.then(supervisor(), "2025-10-19 10:00", transfer_to(OTHER, clock));
    life
}

fn officer_there(role: Role) -> Actor {
    Actor::officer(somebody("o-janzour"), role, OTHER.try_into().unwrap())
}

#[test]
fn the_competent_body_goes_on_with_the_same_request() {
    let mut life = offered(ClockRule::GoesOn);
    let (received, before) = (life.request().received_at(), due(&life));
    let when = at("2025-10-20 09:00");
    let came = life.does(body(OTHER), when, accept_transfer(life.request(), 1, when)).unwrap();
    assert_eq!(names(&came), ["TransferAccepted", "NotificationQueued", "NotificationQueued"]);
    assert_eq!((life.request().received_at(), due(&life)), (received, before));
    assert_eq!(life.request().provider().map(|body| body.as_str()), Some(OTHER));
    // Here nobody has it any more, there it goes on.
    assert_eq!(life.refused(verifier(), "2025-10-20 10:00", pass()).code(), "unknown_request");
    life.then(officer_there(Role::Verifier), "2025-10-20 10:00", pass());
    assert_eq!(life.stage(), Some(Stage::InExecution));
}

#[test]
fn a_clock_that_starts_again_counts_the_whole_time_from_the_takeover() {
    let mut life = offered(ClockRule::StartsAgain);
    assert_eq!(due(&life), "2025-10-21");
    let when = at("2025-10-20 09:00");
    life.then(body(OTHER), when, accept_transfer(life.request(), 1, when));
    // Liberation Day, the 23rd, is a holiday here.
    assert_eq!(due(&life), "2025-10-26");
    assert_eq!(life.request().received_at(), Some(at("2025-10-16 10:30")));
    // The expectation moved, and why is told (LY-16.3b).
    let moved = life.request().clock().moves.last().expect("a move");
    assert_eq!((moved.cause, moved.at), (ReasonCode::CalTransfer, when));
}

#[test]
fn corrections_that_are_out_go_on_when_the_clock_starts_again() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.then(verifier(), "2025-10-19 10:00", ask_corrections(&["full_name"]));
    life.then(handler(), "2025-10-19 11:00", transfer_to(OTHER, ClockRule::StartsAgain));
    let when = at("2025-10-20 09:00");
    life.then(body(OTHER), when, accept_transfer(life.request(), 1, when));
    assert_eq!(life.stage(), Some(Stage::AwaitingCorrection));
    let clock = life.request().clock();
    assert_eq!(
        (clock.suspended_for, clock.standing_since()),
        (Some(ReasonCode::SusAwaitingCorrection), Some(when))
    );
}

#[test]
fn a_body_that_declines_leaves_everything_as_it_was() {
    let mut life = offered(ClockRule::StartsAgain);
    let second =
        life.refused(supervisor(), "2025-10-19 11:00", transfer_to("mun.misrata", ClockRule::GoesOn));
    assert_eq!(second.code(), "transfer_waits");
    let (before, when) = (due(&life), at("2025-10-20 09:00"));
    life.then(body(OTHER), when, decline_transfer(life.request(), 1, when));
    assert_eq!((due(&life), life.request().offered_to()), (before, None));
    life.then(verifier(), "2025-10-20 10:00", pass());
    let own = transfer_to("mun.tripoli-centre", ClockRule::GoesOn);
    assert_eq!(life.refused(supervisor(), "2025-10-20 11:00", own).path(), Some("to"));
}

#[test]
fn a_body_that_keeps_it_elsewhere_ends_it_here_and_says_where() {
    let mut life = offered(ClockRule::GoesOn);
    let when = at("2025-10-20 09:00");
    let elsewhere = AcceptTransfer {
        elsewhere: Some("JZ-2025-77".to_owned()),
        ..accept_transfer(life.request(), 1, when)
    };
    life.then(body(OTHER), when, elsewhere);
    assert_eq!(
        (life.stage(), life.request().outcome()),
        (Some(Stage::Closed), Some(Outcome::TransferredOut))
    );
    let out = life.request().transferred_out().expect("it left");
    assert_eq!((out.elsewhere.as_str(), out.reason), ("JZ-2025-77", ReasonCode::TrfNotCompetentPlace));
}

#[test]
fn only_the_body_it_was_offered_to_answers_and_only_that_offer() {
    let mut life = offered(ClockRule::GoesOn);
    let when = at("2025-10-20 09:00");
    let answer = accept_transfer(life.request(), 1, when);
    assert_eq!(life.refused(body("mun.misrata"), when, answer.clone()).code(), "unknown_request");
    life.then(body(OTHER), when, decline_transfer(life.request(), 2, when));
    assert_eq!(life.refused(body(OTHER), when, answer).code(), "task_unknown");
}

#[test]
fn an_answer_after_the_end_is_kept_aside() {
    let mut life = offered(ClockRule::GoesOn);
    let when = at("2025-10-20 09:00");
    let answer = accept_transfer(life.request(), 1, when);
    life.then(applicant(), "2025-10-20 08:00", Withdraw::default());
    assert_eq!(life.count("TransferCancelled"), 1);
    let came = life.does(body(OTHER), when, answer).unwrap();
    let Event::LateAnswerKept(kept) = &came[0] else { panic!("{came:?}") };
    assert_eq!(kept.answer, LateAnswer::Transfer { accepted: true });
    assert_eq!(life.request().provider().map(|body| body.as_str()), Some("mun.tripoli-centre"));
}

/// A deadline that was missed is missed: another body's takeover does not make it whole.
#[test]
fn a_missed_deadline_is_not_revived_by_a_transfer() {
    let mut life = offered(ClockRule::StartsAgain);
    let when = at("2025-10-26 09:00");
    life.then(body(OTHER), when, accept_transfer(life.request(), 1, when));
    assert!(life.request().clock().missed);
    assert_eq!(due(&life), "2025-10-21");
}

/// Who was asked to pay by the one body answers it, though the other has the request by then.
#[test]
fn money_ordered_before_a_transfer_is_recorded_after_it() {
    let mut life = super::fees::assessed();
    let now = at("2025-10-20 11:00");
    life.then(handler(), now, crate::testing::ask_payment(&["review"]));
    life.then(handler(), now, transfer_to(OTHER, ClockRule::GoesOn));
    life.then(body(OTHER), now, accept_transfer(life.request(), 1, now));
    life.then(crate::testing::cashier(), now, crate::testing::paid(life.request(), 1, 2, now));
    assert_eq!(life.count("PaymentConfirmed"), 1);
}

/// Nobody offers a request while it is being decided.
#[test]
fn a_proposal_takes_an_offer_back() {
    let mut life = Life::at_stage(Stage::InExecution);
    life.then(handler(), "2025-10-20 09:00", crate::testing::step_done());
    life.then(handler(), "2025-10-20 09:30", transfer_to(OTHER, ClockRule::GoesOn));
    let when = at("2025-10-20 10:30");
    let late = accept_transfer(life.request(), 1, when);
    life.then(handler(), "2025-10-20 10:00", crate::testing::grant());
    assert_eq!(life.count("TransferCancelled"), 1);
    assert_eq!(life.refused(body(OTHER), when, late).code(), "task_unknown");
}
