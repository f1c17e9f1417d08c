//! Where another law lets officers acknowledge, and steps, corrections and decisions come before that.

use crate::reason::ReasonCode;
use crate::request::Event;
use crate::request::intake::{CheckCompleteness, Missing, MissingKind};
use crate::request::review::{Change, Correct};
use crate::stage::{Outcome, Stage};
use crate::testing::{
    Life, acknowledge, applicant, approve, ask_corrections, at, bill, clerk, correct_answer,
    correct_nothing_but_say, decider, definition, denial, grant, handler, incomplete_submission, municipal,
    remove_document, step_done, submission, supplement_bill, verifier,
};

use super::{due, names};

fn submitted() -> Life {
    let mut life = Life::under(municipal());
    life.then(applicant(), "2025-10-16 10:30", submission());
    life
}

fn found_missing(kind: MissingKind, item: &str) -> CheckCompleteness {
    CheckCompleteness { found_missing: vec![Missing { kind, item: item.to_owned() }] }
}

#[test]
fn an_officer_acknowledges_and_the_receipt_is_the_submission() {
    let mut life = submitted();
    assert_eq!(life.stage(), Some(Stage::Submitted));
    life.then(clerk(), "2025-10-19 09:00", CheckCompleteness::default());
    life.then(clerk(), "2025-10-20 09:00", acknowledge());
    assert_eq!(life.stage(), Some(Stage::Acknowledged));
    let acknowledged = life.request().acknowledged().unwrap();
    assert_eq!((acknowledged.at, acknowledged.received_at), (at("2025-10-20 09:00"), at("2025-10-16 10:30")));
    assert_eq!(due(&life), "2025-10-21");
    assert_eq!(life.refused(clerk(), "2025-10-20 10:00", acknowledge()).code(), "wrong_stage");
}

#[test]
fn what_an_officer_finds_missing_rejects_like_what_the_rule_finds() {
    let mut life = submitted();
    life.then(clerk(), "2025-10-19 09:00", found_missing(MissingKind::Document, "utility_bill"));
    assert_eq!(super::reasons(life.request()), ["NAK.DOCUMENT_MISSING utility_bill"]);
    assert_eq!(life.request().received_at(), None);
    life.then(applicant(), "2025-10-20 09:00", supplement_bill());
    life.then(clerk(), "2025-10-20 10:00", acknowledge());
    assert_eq!(life.request().received_at(), Some(at("2025-10-20 09:00")));
}

#[test]
fn an_incomplete_submission_is_still_rejected_by_the_rule() {
    let mut life = Life::under(municipal());
    life.then(applicant(), "2025-10-16 10:30", incomplete_submission());
    assert_eq!(life.stage(), Some(Stage::Rejected));
}

#[test]
fn an_officer_does_not_acknowledge_unconfirmed_data() {
    let mut life = Life::under(municipal());
    life.meanwhile(|facts| facts.source_down());
    life.then(applicant(), "2025-10-16 10:30", submission());
    assert_eq!(life.refused(clerk(), "2025-10-19 09:00", acknowledge()).code(), "identity_not_confirmed");
}

/// Corrections are asked first; the clock begins suspended from the instant they were asked.
#[test]
fn acknowledged_while_corrections_are_out() {
    let mut life = submitted();
    life.then(verifier(), "2025-10-19 09:00", ask_corrections(&["full_name"]));
    assert_eq!(life.stage(), Some(Stage::AwaitingCorrection));
    assert_eq!(life.count("ClockSuspended"), 0, "there is no clock yet");
    let events = life.does(clerk(), "2025-10-20 09:00", acknowledge()).unwrap();
    assert_eq!(names(&events)[..3], ["Acknowledged", "DeadlineSet", "ClockSuspended"]);
    assert_eq!(life.stage(), Some(Stage::AwaitingCorrection), "a later acknowledgement takes nothing back");
    let Event::ClockSuspended(suspended) = life.last("ClockSuspended") else { unreachable!() };
    assert_eq!((suspended.at, suspended.from), (at("2025-10-20 09:00"), at("2025-10-19 09:00")));
    life.then(applicant(), "2025-10-21 09:00", correct_answer("full_name", "عائشة الزوي"));
    assert_eq!((life.stage(), due(&life).as_str()), (Some(Stage::UnderVerification), "2025-10-26"));
}

#[test]
fn corrections_answered_before_the_acknowledgement_lead_back_to_it() {
    let mut life = submitted();
    life.then(verifier(), "2025-10-19 09:00", ask_corrections(&["full_name"]));
    life.then(applicant(), "2025-10-20 09:00", correct_nothing_but_say("نعم"));
    assert_eq!(life.stage(), Some(Stage::Submitted));
    life.then(clerk(), "2025-10-20 10:00", acknowledge());
    assert_eq!(life.request().received_at(), Some(at("2025-10-16 10:30")), "it was complete all along");
}

/// I-2 and I-3: what a correction takes away is missing, and what completes the request is its receipt.
#[test]
fn a_correction_that_removes_a_required_document_leaves_the_request_incomplete() {
    let mut life = submitted();
    life.then(verifier(), "2025-10-19 09:00", ask_corrections(&["documents.utility_bill"]));
    life.then(applicant(), "2025-10-19 12:00", remove_document("utility_bill"));
    assert_eq!(life.refused(clerk(), "2025-10-19 13:00", acknowledge()).code(), "incomplete");
    life.then(verifier(), "2025-10-19 14:00", ask_corrections(&["documents.utility_bill"]));
    let correct = Correct { changes: vec![Change::Document(bill())], ..Correct::default() };
    life.then(applicant(), "2025-10-20 09:00", correct);
    life.then(clerk(), "2025-10-20 09:30", CheckCompleteness::default());
    life.then(clerk(), "2025-10-20 10:00", acknowledge());
    assert_eq!(life.request().received_at(), Some(at("2025-10-20 09:00")));
}

#[test]
fn completeness_may_be_checked_twice_and_at_a_later_stage() {
    let mut life = submitted();
    life.then(handler(), "2025-10-19 09:00", step_done());
    life.then(verifier(), "2025-10-19 10:00", ask_corrections(&["full_name"]));
    life.then(clerk(), "2025-10-19 11:00", found_missing(MissingKind::Document, "ownership_deed"));
    assert_eq!(life.stage(), Some(Stage::AwaitingCorrection), "only an attempt still at intake is rejected");
    assert_eq!(life.refused(clerk(), "2025-10-19 12:00", acknowledge()).code(), "incomplete");
    life.then(clerk(), "2025-10-20 09:00", CheckCompleteness::default());
    life.then(clerk(), "2025-10-20 10:00", acknowledge());
    assert_eq!(life.request().received_at(), Some(at("2025-10-16 10:30")));
    assert_eq!(life.count("CompletenessChecked"), 3);
}

#[test]
fn what_an_officer_found_missing_stands_until_an_officer_checks_again() {
    let mut life = submitted();
    life.then(verifier(), "2025-10-19 10:00", ask_corrections(&["full_name"]));
    life.then(clerk(), "2025-10-19 11:00", found_missing(MissingKind::Document, "ownership_deed"));
    life.then(applicant(), "2025-10-19 12:00", correct_nothing_but_say("لا أملك العقار"));
    assert_eq!(life.refused(clerk(), "2025-10-19 13:00", acknowledge()).code(), "incomplete");
    life.then(clerk(), "2025-10-19 14:00", CheckCompleteness::default());
    life.then(clerk(), "2025-10-19 15:00", acknowledge());
    assert_eq!(life.request().received_at(), Some(at("2025-10-19 12:00")), "the answer is what completed it");
}

#[test]
fn a_decision_may_come_before_the_acknowledgement() {
    let mut life = submitted();
    life.then(handler(), "2025-10-19 09:00", step_done());
    life.then(handler(), "2025-10-19 10:00", denial());
    life.then(clerk(), "2025-10-19 11:00", acknowledge());
    assert_eq!(life.stage(), Some(Stage::UnderDecision));
    life.then(decider(), "2025-10-19 12:00", approve());
    assert_eq!(life.request().outcome(), Some(Outcome::Denied));
}

#[test]
fn a_decision_may_come_without_any_acknowledgement() {
    let mut life = submitted();
    life.then(handler(), "2025-10-19 09:00", step_done());
    life.then(handler(), "2025-10-19 10:00", grant());
    life.then(decider(), "2025-10-19 12:00", approve());
    assert_eq!(life.stage(), Some(Stage::Decided));
    assert!(life.request().acknowledged().is_none());
    assert_eq!(life.count("ClockStopped"), 0, "a clock that never started does not stop");
}

/// LY-17.2 holds on this road as well: no grant on a value that its source has not confirmed.
#[test]
fn no_grant_on_claimed_data_though_verification_was_skipped() {
    let mut life = Life::under(municipal());
    life.meanwhile(|facts| facts.source_down());
    life.then(applicant(), "2025-10-16 10:30", submission());
    life.then(handler(), "2025-10-19 09:00", step_done());
    assert_eq!(life.refused(handler(), "2025-10-19 10:00", grant()).code(), "evidence_missing");
    life.then(handler(), "2025-10-19 10:00", denial());
}

#[test]
fn none_of_this_is_allowed_without_the_parameters() {
    let mut life = Life::at_stage(Stage::Submitted);
    let code = |life: &mut Life, by, command: crate::request::Command| {
        life.refused(by, "2025-10-16 11:00", command).code()
    };
    assert_eq!(code(&mut life, clerk(), acknowledge().into()), "wrong_stage");
    assert_eq!(code(&mut life, clerk(), CheckCompleteness::default().into()), "wrong_stage");
    assert_eq!(code(&mut life, handler(), step_done().into()), "wrong_stage");
    assert_eq!(code(&mut life, handler(), grant().into()), "wrong_stage");
    assert_eq!(code(&mut life, verifier(), ask_corrections(&["full_name"]).into()), "wrong_stage");
}

#[test]
fn corrections_may_be_asked_again_during_execution() {
    let mut definition = definition();
    definition.rules.decision_before_acknowledgement = true;
    let mut life = Life::under(definition);
    life.bring_to(Stage::InExecution);
    life.then(handler(), "2025-10-20 09:00", ask_corrections(&["full_name"]));
    assert_eq!(life.request().clock().suspended_for, Some(ReasonCode::SusAwaitingCorrection));
    life.then(applicant(), "2025-10-20 10:00", correct_nothing_but_say("نعم"));
    assert_eq!(life.stage(), Some(Stage::UnderVerification));
}
