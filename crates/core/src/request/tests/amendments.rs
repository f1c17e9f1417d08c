//! After the decision: what two persons may amend, and that nothing is unsaid by it.

use super::{date, due, names};
use crate::actor::Role;
use crate::ids::OutputId;
use crate::reason::ReasonCode;
use crate::request::Event;
use crate::request::amendment::{Amendment, ReturnAmendment};
use crate::request::outputs::{OpenOutput, OutputStanding, RecordOutputExpired};
use crate::stage::{Outcome, Stage};
use crate::testing::{
    Life, SHA256, amend, applicant, approve, approve_amendment, at, correct_outcome, decider, definition,
    deliver, denial, grant, handler, issue, measures, officer, pass, reinstate, reopen, revoke, step_done,
    supersede, supervisor, system,
};

fn certificate(life: &Life) -> crate::request::outputs::Output {
    life.request().outputs().next().expect("it was issued").1.clone()
}

/// Amends, by two persons, on the morning of this day.
fn amended(life: &mut Life, day: &str, proposal: crate::request::amendment::ProposeAmendment) {
    life.then(decider(), format!("{day} 09:00").as_str(), proposal);
    life.then(supervisor(), format!("{day} 10:00").as_str(), approve_amendment());
}

#[test]
fn an_output_is_revoked_and_reinstated_and_its_delivery_stays_true() {
    let mut life = Life::at_stage(Stage::Concluded);
    amended(&mut life, "2025-11-02", revoke(ReasonCode::RevCourtOrder));
    assert_eq!(certificate(&life).standing(), OutputStanding::Revoked);
    let open = || OpenOutput { output: "certificate".try_into().unwrap() };
    assert_eq!(life.refused(applicant(), "2025-11-02 11:00", open()).code(), "output_revoked");
    let again = life.refused(decider(), "2025-11-02 11:00", revoke(ReasonCode::RevByHolder));
    assert_eq!(again.code(), "output_revoked");
    amended(&mut life, "2025-12-01", reinstate());
    assert_eq!(certificate(&life).standing(), OutputStanding::Available);
    assert_eq!(certificate(&life).delivered_at, Some(at("2025-10-20 12:30")));
    assert_eq!(life.request().delivered_at(), Some(at("2025-10-20 12:30")));
    assert_eq!(life.stage(), Some(Stage::Concluded));
    let twice = life.refused(decider(), "2025-12-02 09:00", reinstate());
    assert_eq!(twice.code(), "output_in_force");
    // Each is told on the portal and by e-mail.
    let told = life.request().notifications().iter().filter(|it| it.queued.purpose.code() == "amendment");
    assert_eq!(told.count(), 4);
}

/// Found by the model beside the engine.
#[test]
fn an_output_is_not_reinstated_under_an_outcome_that_does_not_grant_it() {
    let mut life = Life::at_stage(Stage::Concluded);
    amended(&mut life, "2025-11-02", revoke(ReasonCode::RevByAuthorityError));
    amended(&mut life, "2025-11-03", correct_outcome(denial()));
    let without_ground = life.refused(decider(), "2025-11-04 09:00", reinstate());
    assert_eq!((without_ground.code(), without_ground.path()), ("field_invalid", Some("amendment")));
    amended(&mut life, "2025-11-05", correct_outcome(grant()));
    amended(&mut life, "2025-11-06", reinstate());
    assert_eq!(certificate(&life).standing(), OutputStanding::Available);
}

#[test]
fn whoever_proposes_an_amendment_does_not_approve_it_in_any_role() {
    let mut life = Life::at_stage(Stage::Concluded);
    life.then(decider(), "2025-11-02 09:00", revoke(ReasonCode::RevByHolder));
    let (own, other) = (decider(), officer("o-decider", Role::Supervisor));
    assert_eq!(life.refused(own, "2025-11-02 10:00", approve_amendment()).code(), "same_person");
    assert_eq!(life.refused(other, "2025-11-02 10:00", approve_amendment()).code(), "same_person");
    let second = life.refused(supervisor(), "2025-11-02 10:00", supersede("2025/118"));
    assert_eq!(second.code(), "amendment_waits");
    let back = ReturnAmendment { reason: "يُستكمل السند".into() };
    life.then(supervisor(), "2025-11-02 11:00", back);
    assert_eq!(life.refused(supervisor(), "2025-11-02 12:00", approve_amendment()).code(), "wrong_stage");
    assert_eq!(certificate(&life).standing(), OutputStanding::Available);
    let by_handler = life.refused(handler(), "2025-11-02 12:00", supersede("2025/118"));
    assert_eq!(by_handler.code(), "not_permitted");
}

#[test]
fn one_person_is_enough_to_amend_where_the_definition_says_so() {
    let mut definition = definition();
    definition.rules.second_person = false;
    let mut life = Life::under(definition);
    life.bring_to(Stage::Concluded);
    life.then(decider(), "2025-11-02 09:00", revoke(ReasonCode::RevByHolder));
    life.then(decider(), "2025-11-02 09:05", approve_amendment());
    assert_eq!(certificate(&life).standing(), OutputStanding::Revoked);
}

#[test]
fn a_corrected_output_takes_the_place_of_the_wrong_one() {
    let mut life = Life::at_stage(Stage::Concluded);
    let before = certificate(&life);
    life.meanwhile(|facts| facts.verification_code("NEW2"));
    amended(&mut life, "2025-11-02", supersede("2025/118"));
    let after = certificate(&life);
    assert_eq!((after.issued.number.as_str(), after.replaced.len()), ("2025/118", 1));
    assert_eq!(after.replaced[0], before.issued);
    assert_ne!(after.issued.verification_code, before.issued.verification_code);
    assert_eq!(after.issued.issued_on, date("2025-11-02"));
    // A correction neither lengthens the validity nor moves the delivery.
    assert_eq!(after.issued.valid_until, before.issued.valid_until);
    assert_eq!(after.delivered_at, before.delivered_at);
    let mut nameless = supersede("2025/119");
    if let Amendment::SupersedeOutput { sha256, .. } = &mut nameless.amendment {
        *sha256 = SHA256[1..].to_owned();
    }
    assert_eq!(life.refused(decider(), "2025-11-03 09:00", nameless).path(), Some("sha256"));
}

#[test]
fn what_was_not_delivered_or_issued_is_not_amended() {
    let mut life = Life::at_stage(Stage::Decided);
    let nothing = life.refused(decider(), "2025-10-21 09:00", revoke(ReasonCode::RevByHolder));
    assert_eq!(nothing.code(), "output_not_issued");
    life.then(handler(), "2025-10-21 10:00", issue());
    assert_eq!(life.refused(decider(), "2025-10-21 11:00", supersede("2")).code(), "output_not_issued");
    amended(&mut life, "2025-10-22", revoke(ReasonCode::RevByAuthorityError));
    assert_eq!(life.refused(handler(), "2025-10-22 11:00", deliver()).code(), "output_revoked");
}

#[test]
fn a_reason_of_another_family_is_refused() {
    let mut life = Life::at_stage(Stage::Concluded);
    let wrong = [revoke(ReasonCode::SupClericalError), {
        let output: OutputId = "certificate".try_into().unwrap();
        amend(Amendment::ReinstateOutput { output, reason: ReasonCode::RevByHolder })
    }];
    for proposal in wrong {
        assert_eq!(life.refused(decider(), "2025-11-02 09:00", proposal).code(), "reason_unknown");
    }
}

#[test]
fn an_outcome_is_set_right_without_working_on_the_request_again() {
    let mut life = Life::at_stage(Stage::InExecution);
    life.then(handler(), "2025-10-20 09:00", step_done());
    life.then(handler(), "2025-10-20 10:00", denial());
    life.then(decider(), "2025-10-20 11:00", approve());
    assert_eq!(life.stage(), Some(Stage::Concluded));
    let same = life.refused(decider(), "2025-11-02 09:00", correct_outcome(denial()));
    assert_eq!(same.path(), Some("to"));
    life.then(decider(), "2025-11-02 09:00", correct_outcome(grant()));
    let came = life.does(supervisor(), "2025-11-02 10:00", approve_amendment()).unwrap();
    let expected = [
        "AmendmentApproved",
        "OutcomeCorrected",
        "Granted",
        "NotificationQueued",
        "NotificationQueued",
        "NotificationQueued",
        "NotificationQueued",
    ];
    assert_eq!(names(&came), expected);
    assert_eq!((life.stage(), life.request().outcome()), (Some(Stage::Decided), Some(Outcome::Granted)));
    assert_eq!(life.request().denied(), None);
    life.then(handler(), "2025-11-03 09:00", issue()).then(handler(), "2025-11-03 10:00", deliver());
    assert_eq!(life.stage(), Some(Stage::Concluded));
    assert_eq!(life.request().delivered_at(), Some(at("2025-11-03 10:00")));
}

#[test]
fn no_act_outlives_the_outcome_it_rests_on() {
    let mut life = Life::at_stage(Stage::Concluded);
    let in_force = life.refused(decider(), "2025-11-02 09:00", correct_outcome(measures()));
    assert_eq!(in_force.code(), "output_in_force");
    let in_force = life.refused(decider(), "2025-11-02 09:00", reopen(Stage::InExecution, 5));
    assert_eq!(in_force.code(), "output_in_force");
    amended(&mut life, "2025-11-02", revoke(ReasonCode::RevByAuthorityError));
    amended(&mut life, "2025-11-03", correct_outcome(measures()));
    assert_eq!(life.request().outcome(), Some(Outcome::MeasuresTaken));
    assert_eq!(life.stage(), Some(Stage::Concluded));
}

#[test]
fn a_reopened_request_has_a_time_of_its_own_and_keeps_its_receipt() {
    let mut life = Life::at_stage(Stage::Concluded);
    let received = life.request().received_at();
    amended(&mut life, "2025-11-02", revoke(ReasonCode::RevByAuthorityError));
    amended(&mut life, "2025-11-03", reopen(Stage::InExecution, 5));
    assert_eq!((life.stage(), life.request().outcome()), (Some(Stage::InExecution), None));
    assert_eq!((life.request().received_at(), due(&life)), (received, "2025-11-10".to_owned()));
    assert_eq!((life.request().delivered_at(), life.request().past_outputs().len()), (None, 1));
    let Event::Reopened(reopened) = life.last("Reopened") else { unreachable!() };
    assert_eq!((reopened.old, reopened.delivered_at), (Outcome::Granted, Some(at("2025-10-20 12:30"))));
    // What was done is done; the decision is made again.
    life.then(handler(), "2025-11-04 09:00", grant()).then(decider(), "2025-11-04 10:00", approve());
    life.then(handler(), "2025-11-04 11:00", issue()).then(handler(), "2025-11-04 12:00", deliver());
    assert_eq!((life.stage(), life.request().reopened()), (Some(Stage::Concluded), 1));
}

#[test]
fn reopened_under_verification_it_is_verified_again() {
    let mut life = Life::at_stage(Stage::Acknowledged);
    life.then(
        supervisor(),
        "2025-10-19 09:00",
        crate::request::exits::Discontinue { reason: ReasonCode::ClsObjectGone },
    );
    let unverified = life.refused(decider(), "2025-11-02 09:00", reopen(Stage::InExecution, 5));
    assert_eq!(unverified.path(), Some("stage"));
    assert_eq!(
        life.refused(decider(), "2025-11-02 09:00", reopen(Stage::UnderVerification, 0)).path(),
        Some("working_days")
    );
    amended(&mut life, "2025-11-02", reopen(Stage::UnderVerification, 5));
    assert_eq!((life.stage(), life.request().exit_reason()), (Some(Stage::UnderVerification), None));
    life.then(crate::testing::verifier(), "2025-11-03 09:00", pass());
    assert_eq!(life.stage(), Some(Stage::InExecution));
}

#[test]
fn what_the_applicant_ended_or_never_began_is_not_reopened() {
    let mut withdrawn = Life::at_stage(Stage::Closed);
    let proposal = || reopen(Stage::UnderVerification, 5);
    assert_eq!(withdrawn.refused(decider(), "2025-11-02 09:00", proposal()).path(), Some("amendment"));
    let mut decided = Life::at_stage(Stage::Decided);
    assert_eq!(decided.refused(decider(), "2025-11-02 09:00", proposal()).path(), Some("amendment"));
    let mut lapsed = Life::at_stage(Stage::Acknowledged);
    let gone = crate::request::exits::Discontinue { reason: ReasonCode::ClsObjectGone };
    lapsed.then(supervisor(), "2025-10-19 09:00", gone);
    let outcome = lapsed.refused(decider(), "2025-11-02 09:00", correct_outcome(measures()));
    assert_eq!(outcome.path(), Some("amendment"));
    let mut never = Life::under(crate::testing::municipal());
    never.then(applicant(), "2025-10-16 10:30", crate::testing::incomplete_submission());
    assert_eq!(never.refused(decider(), "2025-11-02 09:00", proposal()).code(), "wrong_stage");
}

#[test]
fn an_output_expires_after_its_last_day_and_once() {
    let mut life = Life::at_stage(Stage::Concluded);
    let expired = || RecordOutputExpired { output: "certificate".try_into().unwrap() };
    assert_eq!(certificate(&life).issued.valid_until, Some(date("2026-04-20")));
    assert_eq!(life.refused(system(), "2026-04-20 23:59", expired()).code(), "term_not_over");
    life.then(system(), "2026-04-21 00:00", expired());
    assert_eq!(certificate(&life).standing(), OutputStanding::Expired);
    assert_eq!(life.does(system(), "2026-04-22 00:00", expired()).unwrap(), []);
    // It can still be read, but no longer amended.
    life.then(applicant(), "2026-04-22 09:00", OpenOutput { output: "certificate".try_into().unwrap() });
    assert_eq!(life.refused(decider(), "2026-04-22 10:00", supersede("2")).code(), "output_revoked");
}

/// What no longer has effect stands in the way of nothing.
#[test]
fn an_expired_output_does_not_keep_a_request_from_being_reopened() {
    let mut life = Life::at_stage(Stage::Concluded);
    life.then(
        system(),
        "2026-04-21 00:00",
        RecordOutputExpired { output: "certificate".try_into().unwrap() },
    );
    amended(&mut life, "2026-05-03", reopen(Stage::InExecution, 5));
    assert_eq!((life.stage(), life.request().past_outputs().len()), (Some(Stage::InExecution), 1));
}

/// What was revoked is not with the applicant: a grant that is set right again is concluded with its reinstatement.
#[test]
fn an_outcome_set_right_twice_owes_its_output_again() {
    let mut life = Life::at_stage(Stage::Concluded);
    amended(&mut life, "2025-11-02", revoke(ReasonCode::RevByAuthorityError));
    amended(&mut life, "2025-11-03", correct_outcome(measures()));
    amended(&mut life, "2025-11-04", correct_outcome(grant()));
    assert_eq!(life.stage(), Some(Stage::Decided));
    amended(&mut life, "2025-11-05", reinstate());
    assert_eq!(
        (life.stage(), certificate(&life).standing()),
        (Some(Stage::Concluded), OutputStanding::Available)
    );
}
