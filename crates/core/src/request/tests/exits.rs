//! Requests that end without a decision on the merits.

use crate::definition::NoAnswer;
use crate::reason::ReasonCode;
use crate::request::Event;
use crate::request::exits::{Discontinue, Lapse, Withdraw};
use crate::stage::{Outcome, Stage};
use crate::testing::{
    Life, applicant, approve, correct_nothing_but_say, definition, handler, note, pass, submission,
    supervisor, system, verifier,
};

use super::date;

const OPEN: [Stage; 7] = [
    Stage::Submitted,
    Stage::Rejected,
    Stage::Acknowledged,
    Stage::UnderVerification,
    Stage::AwaitingCorrection,
    Stage::InExecution,
    Stage::UnderDecision,
];

fn awaiting(on_no_answer: NoAnswer) -> Life {
    let mut definition = definition();
    definition.corrections.on_no_answer = on_no_answer;
    let mut life = Life::under(definition);
    life.bring_to(Stage::AwaitingCorrection);
    life
}

#[test]
fn the_applicant_withdraws_at_every_open_stage_without_a_reason() {
    for stage in OPEN {
        let mut life = Life::at_stage(stage);
        let clock_ran = life.request().clock().is_started();
        life.then(applicant(), "2025-10-21 09:00", Withdraw::default());
        assert_eq!((life.stage(), life.request().outcome()), (Some(Stage::Closed), Some(Outcome::Withdrawn)));
        assert_eq!(life.request().clock().stopped_at.is_some(), clock_ran, "{stage}");
        assert!(!life.request().clock().is_suspended(), "{stage}");
        assert_eq!(life.request().open_corrections(), None);
        assert_eq!(life.request().proposed_by(), None);
    }
}

#[test]
fn nobody_else_withdraws_and_nobody_after_the_decision() {
    let mut life = Life::at_stage(Stage::InExecution);
    assert_eq!(life.refused(handler(), "2025-10-21 09:00", Withdraw::default()).code(), "not_permitted");
    for stage in [Stage::Decided, Stage::Concluded, Stage::Closed] {
        let mut life = Life::at_stage(stage);
        let code = if stage == Stage::Decided { "wrong_stage" } else { "terminal_state" };
        assert_eq!(life.refused(applicant(), "2025-10-21 09:00", Withdraw::default()).code(), code);
    }
}

#[test]
fn a_reason_of_withdrawal_is_of_its_family() {
    let mut life = Life::at_stage(Stage::InExecution);
    let foreign = Withdraw { reason: Some(ReasonCode::ClsDuplicate) };
    assert_eq!(life.refused(applicant(), "2025-10-21 09:00", foreign).code(), "reason_unknown");
    life.then(applicant(), "2025-10-21 09:00", Withdraw { reason: Some(ReasonCode::WdrTooSlow) });
    assert_eq!(life.request().exit_reason(), Some(ReasonCode::WdrTooSlow));
}

#[test]
fn an_officer_lets_a_request_lapse_after_the_term() {
    let mut life = awaiting(NoAnswer::LapseByDecision);
    assert_eq!(life.refused(verifier(), "2025-10-27 23:59", Lapse::default()).code(), "term_not_over");
    assert_eq!(life.refused(system(), "2025-10-28 00:00", Lapse::default()).code(), "wrong_stage");
    assert_eq!(life.refused(verifier(), "2025-10-28 00:00", pass()).code(), "wrong_stage");
    life.then(verifier(), "2025-10-28 00:00", Lapse::default());
    let Event::Lapsed(lapsed) = life.last("Lapsed") else { unreachable!() };
    assert_eq!(
        (lapsed.reason, lapsed.term.due_date),
        (ReasonCode::LapNoCorrectionInTime, date("2025-10-27"))
    );
    assert_eq!((life.stage(), life.request().outcome()), (Some(Stage::Closed), Some(Outcome::Lapsed)));
    let names = life.names();
    assert!(names.ends_with(&["ClockResumed", "ClockStopped", "Lapsed"]), "{names:?}");
}

#[test]
fn a_late_answer_still_counts_while_nobody_has_decided() {
    let mut life = awaiting(NoAnswer::LapseByDecision);
    life.then(applicant(), "2025-11-30 09:00", correct_nothing_but_say("كنت مسافرة"));
    assert_eq!(life.stage(), Some(Stage::UnderVerification));
}

#[test]
fn the_rule_lets_a_request_lapse_where_the_definition_says_so() {
    let mut life = awaiting(NoAnswer::LapseAutomatic);
    assert_eq!(life.refused(system(), "2025-10-27 23:59", Lapse::default()).code(), "term_not_over");
    life.then(system(), "2025-10-28 00:00", Lapse::default());
    assert_eq!(life.request().outcome(), Some(Outcome::Lapsed));
}

#[test]
fn decided_as_it_is_where_the_definition_says_so() {
    let mut life = awaiting(NoAnswer::DecideAsIs);
    assert_eq!(life.refused(verifier(), "2025-10-28 00:00", Lapse::default()).code(), "wrong_stage");
    assert_eq!(life.refused(verifier(), "2025-10-27 23:59", pass()).code(), "term_not_over");
    life.then(verifier(), "2025-10-28 09:00", pass());
    assert_eq!(life.stage(), Some(Stage::InExecution));
    assert!(!life.request().clock().is_suspended());
    assert_eq!(life.request().open_corrections(), None);
}

#[test]
fn a_supervisor_discontinues_with_a_reason() {
    for stage in OPEN {
        let mut life = Life::at_stage(stage);
        let foreign = Discontinue { reason: ReasonCode::WdrOther };
        assert_eq!(life.refused(supervisor(), "2025-10-21 09:00", foreign).code(), "reason_unknown");
        let deceased = Discontinue { reason: ReasonCode::ClsApplicantDeceased };
        assert_eq!(life.refused(handler(), "2025-10-21 09:00", deceased).code(), "not_permitted");
        life.then(supervisor(), "2025-10-21 09:00", deceased);
        assert_eq!(life.request().outcome(), Some(Outcome::Discontinued));
    }
}

#[test]
fn after_the_end_only_words_and_reports_are_taken() {
    let mut life = Life::at_stage(Stage::Closed);
    life.then(handler(), "2025-10-21 09:00", note());
    assert_eq!(life.refused(applicant(), "2025-10-21 10:00", submission()).code(), "terminal_state");
    let refusal = life.refused(crate::testing::decider(), "2025-10-21 10:00", approve());
    assert_eq!(refusal.code(), "terminal_state");
}
