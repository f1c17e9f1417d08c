//! Duplicates and escalation: a person compares, a person is told.

use crate::reason::ReasonCode;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::request::duplicates::{
    Compared, Comparison, ConfirmDuplicate, DismissDuplicate, OtherRequest, ReportDuplicate,
};
use crate::request::parties::Escalate;
use crate::stage::{Outcome, Stage};
use crate::testing::{
    Life, denial, handler, pass, provider, somebody, step_done, supervisor, system, verifier,
};

fn another() -> Reference {
    Reference::from_bits(7)
}

fn suspicion() -> ReportDuplicate {
    ReportDuplicate { of: another(), reason: ReasonCode::DupSameApplicantSameService }
}

#[test]
fn a_duplicate_is_suspected_by_a_rule_and_confirmed_by_a_person() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.then(system(), "2025-10-19 10:00", suspicion());
    let by_rule = life.refused(system(), "2025-10-19 10:00", ConfirmDuplicate::default());
    assert_eq!(by_rule.code(), "not_permitted");
    life.then(verifier(), "2025-10-19 11:00", ConfirmDuplicate::default());
    assert_eq!((life.stage(), life.request().outcome()), (Some(Stage::Closed), Some(Outcome::Duplicate)));
    assert_eq!(life.request().duplicate_of(), Some(&another()));
    assert!(life.request().clock().stopped_at.is_some());
}

#[test]
fn nothing_is_decided_while_the_suspicion_is_open_and_it_is_raised_once() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.then(verifier(), "2025-10-19 10:00", suspicion());
    assert_eq!(life.refused(handler(), "2025-10-19 10:30", suspicion()).code(), "duplicate_open");
    life.then(verifier(), "2025-10-19 11:00", pass()).then(handler(), "2025-10-19 11:30", step_done());
    assert_eq!(life.refused(handler(), "2025-10-19 12:00", denial()).code(), "duplicate_open");
    let silent = DismissDuplicate { reason: "".into() };
    assert_eq!(life.refused(handler(), "2025-10-19 12:00", silent).path(), Some("reason"));
    life.then(handler(), "2025-10-19 12:30", DismissDuplicate { reason: "غرض مختلف".into() });
    assert_eq!(life.refused(handler(), "2025-10-19 12:45", suspicion()).path(), Some("of"));
    let none = life.refused(handler(), "2025-10-19 12:45", ConfirmDuplicate::default());
    assert_eq!(none.code(), "wrong_stage");
    life.then(handler(), "2025-10-19 13:00", denial());
}

fn beside(same_applicant: bool, service: &str, outcome: Option<Outcome>) -> OtherRequest {
    let (service, provider) = (service.parse().unwrap(), provider());
    let found = Comparison::Another(Compared {
        version: 4,
        service,
        provider,
        same_applicant,
        acknowledged: true,
        outcome,
    });
    OtherRequest { of: another(), found }
}

fn told(life: &mut Life, other: OtherRequest, reason: ReasonCode) -> Refusal {
    life.meanwhile(|facts| facts.compared(other));
    life.refused(verifier(), "2025-10-19 10:00", ReportDuplicate { of: another(), reason })
}

const OURS: &str = "mun.residence-certificate";

#[test]
fn a_request_repeats_one_that_is_there_and_is_another() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    for found in [Comparison::Itself, Comparison::Unknown] {
        let other = OtherRequest { of: another(), found };
        assert_eq!(told(&mut life, other, ReasonCode::DupSameSubject).path(), Some("of"));
    }
    for (other, reason) in [
        (beside(false, OURS, None), ReasonCode::DupSameApplicantSameService),
        (beside(true, "mun.other", None), ReasonCode::DupSameApplicantSameService),
        (beside(true, OURS, Some(Outcome::Withdrawn)), ReasonCode::DupSameApplicantSameService),
        (beside(true, OURS, Some(Outcome::Denied)), ReasonCode::DupSameSubject),
        (beside(true, OURS, None), ReasonCode::DupAlreadyHoldsOutput),
    ] {
        assert_eq!(told(&mut life, other, reason).path(), Some("of"), "{reason:?}");
    }
    life.meanwhile(|facts| facts.compared(beside(false, "mun.other", None)));
    life.then(
        verifier(),
        "2025-10-19 10:00",
        ReportDuplicate { of: another(), reason: ReasonCode::DupSameSubject },
    );
}

#[test]
fn a_request_that_ended_meanwhile_is_nothing_to_repeat() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.meanwhile(|facts| facts.compared(beside(true, OURS, None)));
    life.then(verifier(), "2025-10-19 10:00", suspicion());
    life.meanwhile(|facts| facts.compared(beside(true, OURS, Some(Outcome::Duplicate))));
    let ended = life.refused(verifier(), "2025-10-19 11:00", ConfirmDuplicate::default());
    assert!(ended.path() == Some("of") && ended.to_string().contains("without a grant"), "{ended}");
    // What was granted stands for it.
    life.meanwhile(|facts| facts.compared(beside(true, OURS, Some(Outcome::Granted))));
    life.then(verifier(), "2025-10-19 11:00", ConfirmDuplicate::default());
    assert_eq!(life.request().outcome(), Some(Outcome::Duplicate));
}

#[test]
fn an_escalation_says_why_and_takes_the_file_from_nobody() {
    let mut life = Life::at_stage(Stage::InExecution);
    let handled = life.request().handler().cloned();
    let silent = Escalate { to: supervisor().person, reason: " ".into() };
    assert_eq!(life.refused(handler(), "2025-10-20 09:00", silent).code(), "reason_required");
    life.then(
        handler(),
        "2025-10-20 09:00",
        Escalate { to: somebody("o-minister"), reason: "تأخر الردّ".into() },
    );
    assert_eq!(life.request().escalated_to(), Some(&somebody("o-minister")));
    assert_eq!(life.request().handler().cloned(), handled);
}
