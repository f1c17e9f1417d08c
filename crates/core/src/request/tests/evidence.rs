//! Evidence: asked before it is answered, kept with where it came from, and never repaired in silence (articles 6 and 17).

use super::names;
use crate::ids::FieldId;
use crate::reason::ReasonCode;
use crate::request::Event;
use crate::request::evidence::{EvidenceResult, Origin, QuestionStanding, RecordEvidence};
use crate::request::execution::LateAnswer;
use crate::request::exits::Withdraw;
use crate::stage::Stage;
use crate::testing::{
    CIVIL, Life, applicant, ask_corrections, ask_source, at, correct_answer, found, handler, pass, source,
    verifier,
};

const TRUE: &str = "119900123456";
const FALSE: &str = "119900654321";

fn national_no() -> FieldId {
    "national_no".try_into().unwrap()
}

/// Corrected to another number while the source could not be asked, so that the number is only claimed.
fn claimed(number: &str) -> Life {
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.then(verifier(), "2025-10-19 10:00", ask_corrections(&["national_no"]));
    life.meanwhile(|facts| facts.source_down());
    life.then(applicant(), "2025-10-19 11:00", correct_answer("national_no", number));
    assert_eq!(life.refused(verifier(), "2025-10-19 12:00", pass()).code(), "evidence_missing");
    assert_eq!(life.request().origin(&national_no()), Some(Origin::Applicant));
    life.then(verifier(), "2025-10-19 12:00", ask_source(CIVIL, &["national_no"]));
    life
}

#[test]
fn what_the_source_has_as_claimed_is_confirmed_and_the_request_goes_on() {
    let mut life = claimed(TRUE);
    let when = at("2025-10-20 09:00");
    life.then(source(CIVIL), when, found(life.request(), 1, when, &[("national_no", TRUE)]));
    let origin = life.request().origin(&national_no()).unwrap();
    assert!(matches!(&origin, Origin::Source { number: 1, source, .. } if source.as_str() == CIVIL));
    life.then(verifier(), "2025-10-20 10:00", pass());
    assert_eq!(life.stage(), Some(Stage::InExecution));
}

#[test]
fn what_differs_is_told_and_nothing_is_repaired_in_silence() {
    let mut life = claimed(FALSE);
    let when = at("2025-10-20 09:00");
    let before = life.request().answers();
    let came =
        life.does(source(CIVIL), when, found(life.request(), 1, when, &[("national_no", TRUE)])).unwrap();
    assert_eq!(names(&came), ["EvidenceReceived", "EvidenceMismatchFound"]);
    assert_eq!(life.request().answers(), before);
    assert_eq!(life.refused(verifier(), "2025-10-20 10:00", pass()).code(), "evidence_missing");
    // The applicant corrects it, the source is asked again, and it holds.
    life.then(verifier(), "2025-10-20 11:00", ask_corrections(&["national_no"]));
    life.then(applicant(), "2025-10-21 09:00", correct_answer("national_no", TRUE));
    life.then(verifier(), "2025-10-21 10:00", ask_source(CIVIL, &["national_no"]));
    let when = at("2025-10-21 11:00");
    life.then(source(CIVIL), when, found(life.request(), 2, when, &[("national_no", TRUE)]));
    life.then(verifier(), "2025-10-21 12:00", pass());
}

#[test]
fn a_value_that_nobody_gave_is_taken_from_its_source() {
    let mut definition = crate::testing::definition();
    let mut born = crate::testing::field("birth_place", crate::definition::FieldType::Text);
    born.source = CIVIL.to_owned();
    definition.forms[0].fields.push(born);
    let mut life = Life::under(definition);
    life.bring_to(Stage::UnderVerification);
    let field: FieldId = "birth_place".try_into().unwrap();
    assert_eq!(life.request().origin(&field), None);
    life.then(verifier(), "2025-10-19 12:00", ask_source(CIVIL, &["birth_place"]));
    let when = at("2025-10-20 09:00");
    life.then(source(CIVIL), when, found(life.request(), 1, when, &[("birth_place", "طرابلس")]));
    assert_eq!(life.request().answers().unwrap()[&field], "طرابلس".into());
    assert!(matches!(life.request().origin(&field), Some(Origin::Source { .. })));
}

#[test]
fn only_its_source_is_asked_for_a_value_and_only_for_a_purpose() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    let now = "2025-10-20 09:00";
    let foreign = life.refused(verifier(), now, ask_source("tax-authority", &["national_no"]));
    assert_eq!(foreign.code(), "evidence_source_not_registered");
    for fields in [&["full_name"][..], &[]] {
        assert_eq!(life.refused(verifier(), now, ask_source(CIVIL, fields)).code(), "no_legal_basis");
    }
    let mut silent = ask_source(CIVIL, &["national_no"]);
    silent.purpose = String::new();
    assert_eq!(life.refused(verifier(), now, silent).code(), "reason_required");
    life.then(verifier(), now, ask_source(CIVIL, &["national_no"]));
    let twice = life.refused(handler_or_verifier(), now, ask_source(CIVIL, &["national_no"]));
    assert_eq!(twice.code(), "evidence_pending");
}

fn handler_or_verifier() -> crate::actor::Actor {
    handler()
}

#[test]
fn an_answer_names_its_question_comes_once_and_from_who_was_asked() {
    let mut life = claimed(TRUE);
    let when = at("2025-10-20 09:00");
    let stranger = life.refused(source("tax-authority"), when, found(life.request(), 1, when, &[]));
    assert_eq!(stranger.code(), "unknown_request");
    let unasked = RecordEvidence { number: 9, ..found(life.request(), 1, when, &[]) };
    assert_eq!(life.refused(source(CIVIL), when, unasked).code(), "task_unknown");
    let more = found(life.request(), 1, when, &[("full_name", "x")]);
    assert_eq!(life.refused(source(CIVIL), when, more).code(), "no_legal_basis");
    let unread = found(life.request(), 1, when, &[("national_no", "12")]);
    assert_eq!(life.refused(source(CIVIL), when, unread).path(), Some("answers.national_no"));
    let silent = RecordEvidence { message: None, ..found(life.request(), 1, when, &[]) };
    assert_eq!(life.refused(source(CIVIL), when, silent).code(), "channel_required");
    let answer = found(life.request(), 1, when, &[("national_no", TRUE)]);
    life.then(source(CIVIL), when, answer.clone());
    assert_eq!(life.refused(source(CIVIL), when, answer).code(), "message_already_applied");
    let again = found(life.request(), 2, when, &[("national_no", FALSE)]);
    assert_eq!(life.refused(source(CIVIL), when, again).code(), "task_unknown");
}

#[test]
fn a_source_that_gives_nothing_says_why_and_may_be_asked_again() {
    let mut life = claimed(TRUE);
    let when = at("2025-10-20 09:00");
    let none = |reason| EvidenceResult::NotGiven { reason };
    let mut answer = found(life.request(), 1, when, &[]);
    answer.result = none(ReasonCode::TskTechnical);
    assert_eq!(life.refused(source(CIVIL), when, answer.clone()).code(), "reason_unknown");
    answer.result = none(ReasonCode::EvdSourceDown);
    life.then(source(CIVIL), when, answer);
    let standing = life.request().questions()[0].standing;
    assert_eq!(standing, QuestionStanding::Unavailable(ReasonCode::EvdSourceDown));
    life.then(verifier(), "2025-10-20 10:00", ask_source(CIVIL, &["national_no"]));
    assert_eq!(life.request().questions().len(), 2);
}

#[test]
fn evidence_for_a_request_that_ended_is_kept_aside() {
    let mut life = claimed(FALSE);
    let when = at("2025-10-20 09:00");
    life.then(applicant(), "2025-10-20 08:00", Withdraw::default());
    assert_eq!(life.request().questions()[0].standing, QuestionStanding::Cancelled);
    let before = life.request().answers();
    let late = found(life.request(), 1, when, &[("national_no", TRUE)]);
    let came = life.does(source(CIVIL), when, late).unwrap();
    let Event::LateAnswerKept(kept) = &came[0] else { panic!("{came:?}") };
    assert!(matches!(&kept.answer, LateAnswer::Evidence { number: 1, values: Some(_), .. }));
    assert_eq!((life.request().answers(), life.stage()), (before, Some(Stage::Closed)));
}

/// A source that answers otherwise while the decision waits: no grant goes against it.
#[test]
fn no_grant_is_approved_against_its_source() {
    let mut life = Life::at_stage(Stage::InExecution);
    life.then(handler(), "2025-10-20 09:00", crate::testing::step_done());
    life.then(handler(), "2025-10-20 09:30", ask_source(CIVIL, &["national_no"]));
    life.then(handler(), "2025-10-20 10:00", crate::testing::grant());
    let when = at("2025-10-20 11:00");
    life.then(source(CIVIL), when, found(life.request(), 1, when, &[("national_no", FALSE)]));
    let refused = life.refused(crate::testing::decider(), "2025-10-20 12:00", crate::testing::approve());
    assert_eq!(refused.code(), "evidence_missing");
}
