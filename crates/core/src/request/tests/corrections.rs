//! Corrections, item by item (article 16.2).

use crate::reason::ReasonCode;
use crate::request::Event;
use crate::request::clock::{ResumeClock, SuspendClock};
use crate::request::intake::ConfirmApplicant;
use crate::request::review::{Change, Correct, ExtendCorrectionPeriod, PassVerification, StartVerification};
use crate::stage::Stage;
use crate::testing::{
    Life, answer, applicant, ask_corrections, at, clerk, correct_answer, correct_nothing_but_say, definition,
    handler, pass, permit, remove_document, system, verifier,
};
use crate::value::Value;

use super::{date, due, names};

#[test]
fn asking_suspends_the_clock_and_tells_the_applicant() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    let events = life.does(verifier(), "2025-10-19 10:00", ask_corrections(&["full_name"])).unwrap();
    assert_eq!(
        names(&events),
        ["CorrectionsRequested", "ClockSuspended", "NotificationQueued", "NotificationQueued"]
    );
    let open = life.request().open_corrections().unwrap();
    assert_eq!((open.round, open.due.due_date), (1, date("2025-10-27")));
    assert_eq!(open.instructions.get().unwrap().len(), open.items.len());
}

/// 16.3: the expected date moves with a recorded cause; the days the applicant takes are not the provider's.
#[test]
fn an_answer_resumes_the_clock_and_moves_the_deadline_with_its_cause() {
    let mut life = Life::at_stage(Stage::AwaitingCorrection);
    assert_eq!(due(&life), "2025-10-21");
    let events =
        life.does(applicant(), "2025-10-21 09:00", correct_answer("full_name", "عائشة سالم الزوي")).unwrap();
    assert_eq!(names(&events), ["Corrected", "ClockResumed", "DeadlineRecalculated"]);
    // Of three days none is used up: the clock stood still at the close of the 19th and the 20th.
    assert_eq!(due(&life), "2025-10-26");
    let moved = life.request().clock().moves.last().unwrap();
    assert_eq!((moved.cause, moved.old.due_date), (ReasonCode::CalClockResumed, date("2025-10-21")));
    assert_eq!(life.stage(), Some(Stage::UnderVerification));
}

#[test]
fn old_and_new_values_are_kept() {
    let mut life = Life::at_stage(Stage::AwaitingCorrection);
    life.then(applicant(), "2025-10-20 09:00", correct_answer("full_name", "عائشة سالم الزوي"));
    let Event::Corrected(corrected) = life.last("Corrected") else { unreachable!() };
    let change = corrected.personal.get().unwrap().values.values().next().unwrap().clone();
    assert_eq!(change.old, Some(Value::from("عائشة سالم محمد الزوي")));
    assert_eq!(change.new, Some(Value::from("عائشة سالم الزوي")));
    let answers = life.request().answers().unwrap();
    assert_eq!(answers["full_name"], Value::from("عائشة سالم الزوي"));
    assert_eq!(corrected.values.len(), 0, "a personal value stands in the personal part only");
}

#[test]
fn a_value_that_identifies_nobody_is_corrected_in_the_open_part() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.then(verifier(), "2025-10-19 10:00", ask_corrections(&["municipality"]));
    life.then(applicant(), "2025-10-20 09:00", correct_answer("municipality", "abu-salim"));
    let Event::Corrected(corrected) = life.last("Corrected") else { unreachable!() };
    assert_eq!(corrected.values["municipality"].old, Some(Value::from("tripoli-centre")));
    assert!(corrected.personal.get().unwrap().values.is_empty());
    assert_eq!(life.request().answers().unwrap()["municipality"], Value::from("abu-salim"));
}

#[test]
fn only_the_named_items_change_but_new_documents_may_come() {
    let mut life = Life::at_stage(Stage::AwaitingCorrection);
    let other = life.refused(applicant(), "2025-10-20 09:00", correct_answer("address", "شارع الرشيد"));
    assert_eq!((other.code(), other.path()), ("field_not_open", Some("answers.address")));
    let replaced = Correct { changes: vec![Change::Document(crate::testing::bill())], ..Correct::default() };
    let refusal = life.refused(applicant(), "2025-10-20 09:00", replaced);
    assert_eq!((refusal.code(), refusal.path()), ("field_not_open", Some("documents.utility_bill")));
    let mut correct = correct_answer("full_name", "عائشة سالم الزوي");
    correct.changes.push(Change::Document(permit()));
    life.then(applicant(), "2025-10-20 09:30", correct);
    assert_eq!(life.request().documents().count(), 2);
}

#[test]
fn one_item_is_changed_once() {
    let mut life = Life::at_stage(Stage::AwaitingCorrection);
    let mut correct = correct_answer("full_name", "عائشة سالم الزوي");
    correct.changes.push(Change::RemoveAnswer("full_name".try_into().unwrap()));
    let refusal = life.refused(applicant(), "2025-10-20 09:00", correct);
    assert_eq!((refusal.code(), refusal.path()), ("field_invalid", Some("answers.full_name")));
}

#[test]
fn a_named_document_may_be_removed() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.then(verifier(), "2025-10-19 10:00", ask_corrections(&["documents.utility_bill"]));
    life.then(applicant(), "2025-10-20 09:00", remove_document("utility_bill"));
    assert_eq!(life.request().documents().count(), 0);
    let Event::Corrected(corrected) = life.last("Corrected") else { unreachable!() };
    let change = &corrected.documents["utility_bill"];
    assert!(change.old.is_some() && change.new.is_none());
}

/// What the service requires and a correction took away is missed at the latest before a grant (13.4).
#[test]
fn a_request_that_lost_a_required_document_is_not_granted() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.then(verifier(), "2025-10-19 10:00", ask_corrections(&["documents.utility_bill"]));
    life.then(applicant(), "2025-10-20 09:00", remove_document("utility_bill"));
    life.then(verifier(), "2025-10-20 10:00", pass());
    life.then(handler(), "2025-10-20 11:00", crate::testing::step_done());
    let refusal = life.refused(handler(), "2025-10-20 12:00", crate::testing::grant());
    assert_eq!((refusal.code(), refusal.rule().id), ("incomplete", "LY-13.4"));
    life.then(handler(), "2025-10-20 12:00", crate::testing::denial());
}

#[test]
fn an_answer_does_not_resume_a_clock_that_an_officer_suspended() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    let court = SuspendClock { reason: ReasonCode::SusAwaitingCourt };
    life.then(handler(), "2025-10-19 10:00", court);
    life.then(verifier(), "2025-10-19 11:00", ask_corrections(&["full_name"]));
    life.then(applicant(), "2025-10-20 09:00", correct_answer("full_name", "عائشة سالم محمد"));
    assert_eq!(life.request().clock().suspended_for, Some(ReasonCode::SusAwaitingCourt));
    life.then(handler(), "2025-10-21 09:00", ResumeClock::default());
    assert!(!life.request().clock().is_suspended());
}

#[test]
fn a_named_answer_may_be_removed() {
    let mut life = Life::of_a_request();
    let mut submit = crate::testing::submission();
    let mut answers = crate::testing::answers();
    answers.extend(answer("addressed_to", "المصرف"));
    submit.answers = answers.into();
    life.then(applicant(), "2025-10-16 10:30", submit);
    life.then(verifier(), "2025-10-19 10:00", ask_corrections(&["addressed_to"]));
    let correct = Correct {
        changes: vec![Change::RemoveAnswer("addressed_to".try_into().unwrap())],
        ..Correct::default()
    };
    life.then(applicant(), "2025-10-20 09:00", correct);
    assert!(!life.request().answers().unwrap().contains_key("addressed_to"));
}

#[test]
fn a_statement_alone_is_an_answer_and_nothing_at_all_is_not() {
    let mut life = Life::at_stage(Stage::AwaitingCorrection);
    let empty = life.refused(applicant(), "2025-10-20 09:00", Correct::default());
    assert_eq!((empty.code(), empty.path()), ("field_invalid", Some("changes")));
    life.then(applicant(), "2025-10-20 09:30", correct_nothing_but_say("الاسم مطابق لجواز السفر"));
    assert_eq!(life.stage(), Some(Stage::UnderVerification));
}

#[test]
fn rounds_are_numbered_and_limited() {
    let mut life = Life::at_stage(Stage::AwaitingCorrection);
    life.then(applicant(), "2025-10-20 09:00", correct_nothing_but_say("نعم"));
    life.then(verifier(), "2025-10-20 10:00", ask_corrections(&["full_name"]));
    assert_eq!(life.request().correction_rounds(), 2);
    life.then(clerk(), "2025-10-20 11:00", correct_nothing_but_say("نعم"));
    let third = life.refused(verifier(), "2025-10-20 12:00", ask_corrections(&["full_name"]));
    assert_eq!(third.code(), "correction_rounds");
    life.then(verifier(), "2025-10-20 12:00", pass());
    assert_eq!(life.stage(), Some(Stage::InExecution));
}

#[test]
fn a_term_is_extended_only_to_a_later_day() {
    let mut life = Life::at_stage(Stage::AwaitingCorrection);
    let reason = ReasonCode::ExtForceMajeure;
    let shorter = ExtendCorrectionPeriod { working_days: 5, reason };
    assert_eq!(life.refused(verifier(), "2025-10-19 12:00", shorter).path(), Some("working_days"));
    life.then(verifier(), "2025-10-20 10:00", ExtendCorrectionPeriod { working_days: 10, reason });
    // Ten working days after Monday the 20th, without the holiday on Thursday the 23rd.
    assert_eq!(life.request().open_corrections().unwrap().due.due_date, date("2025-11-04"));
}

#[test]
fn a_corrected_trusted_value_is_only_claimed_until_its_source_confirms_it() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.then(verifier(), "2025-10-19 10:00", ask_corrections(&["national_no"]));
    life.meanwhile(|facts| facts.source_down());
    life.then(applicant(), "2025-10-20 09:00", correct_answer("national_no", "119900654321"));
    let claimed = life.refused(verifier(), "2025-10-20 10:00", pass());
    assert_eq!(claimed.code(), "evidence_missing");
    life.meanwhile(|facts| facts.identified(&["national_no"]));
    life.then(system(), "2025-10-20 11:00", ConfirmApplicant::default());
    life.then(verifier(), "2025-10-20 12:00", pass());
    assert_eq!(life.stage(), Some(Stage::InExecution));
}

#[test]
fn an_outage_takes_no_other_confirmation_back() {
    let mut definition = definition();
    definition.forms[0].fields[1].source = "civil-registry".to_owned();
    let mut life = Life::under(definition);
    life.meanwhile(|facts| facts.identified(&["national_no", "full_name"]));
    life.bring_to(Stage::AwaitingCorrection);
    life.meanwhile(|facts| facts.source_down());
    life.then(applicant(), "2025-10-20 09:00", correct_answer("full_name", "عائشة الزوي"));
    let claimed = life.refused(verifier(), "2025-10-20 10:00", pass());
    assert_eq!(claimed, crate::refusal::Refusal::EvidenceMissing { item: "full_name".to_owned() });
}

#[test]
fn a_value_its_source_denies_later_is_no_longer_trusted() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.meanwhile(|facts| facts.mismatch("national_no"));
    life.then(system(), "2025-10-19 10:00", ConfirmApplicant::default());
    assert_eq!(life.refused(verifier(), "2025-10-19 11:00", pass()).code(), "evidence_missing");
}

#[test]
fn verification_may_be_started_twice_and_is_recorded_once() {
    let mut life = Life::at_stage(Stage::Acknowledged);
    life.then(verifier(), "2025-10-19 09:00", ask_corrections(&["full_name"]));
    life.then(applicant(), "2025-10-19 10:00", correct_nothing_but_say("نعم"));
    assert_eq!(life.stage(), Some(Stage::UnderVerification));
    life.then(verifier(), "2025-10-19 11:00", pass());
    assert_eq!(life.count("VerificationStarted"), 1);
    let refusal = life.refused(handler(), "2025-10-19 12:00", StartVerification::default());
    assert_eq!(refusal.code(), "wrong_stage");
}

#[test]
fn what_was_checked_must_be_something_of_the_service() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    let checked = PassVerification { checked: vec!["utility_bill".to_owned(), "passport".to_owned()] };
    let refusal = life.refused(verifier(), "2025-10-19 11:00", checked);
    assert_eq!((refusal.code(), refusal.path()), ("field_invalid", Some("checked.passport")));
}

#[test]
fn an_extension_of_the_term_after_a_late_answer_is_still_the_same_round() {
    let mut definition = definition();
    definition.corrections.on_no_answer = crate::definition::NoAnswer::LapseAutomatic;
    let mut life = Life::under(definition);
    life.bring_to(Stage::AwaitingCorrection);
    let late = life.refused(applicant(), "2025-10-28 00:00", correct_nothing_but_say("نعم"));
    assert_eq!(late.code(), "deadline_passed");
    life.then(applicant(), "2025-10-27 23:59", correct_nothing_but_say("نعم"));
    let Event::Corrected(corrected) = life.last("Corrected") else { unreachable!() };
    assert_eq!((corrected.round, corrected.at), (1, at("2025-10-27 23:59")));
}
