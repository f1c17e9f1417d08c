//! What the directory means for a request: certificates, suspended and retired services, graces, exceptions.

use crate::provider::Certification;
use crate::reason::ReasonCode;
use crate::request::exits::Discontinue;
use crate::request::{Event, Facts, Offer, decide};
use crate::service::{Availability, RunOff};
use crate::stage::{Outcome, Stage};
use crate::testing::{
    Life, Moment, acknowledge, applicant, approve, ask_corrections, clerk, correct_answer, decider, facts,
    grant, handler, municipal, pass, step_done, submission, supervisor, system, verifier, when,
};

fn expired() -> Certification {
    Certification::Expired { number: "1/2020".to_owned(), until: "2025-10-17 00:00".instant() }
}

fn suspended() -> Offer {
    Offer { availability: Availability::Suspended, ..Offer::default() }
}

/// LY-5b, LY-22: what was submitted is finished, whatever became of the certificate and of the service.
#[test]
fn what_stops_new_requests_leaves_open_ones_alone() {
    let mut life = Life::at_stage(Stage::AwaitingCorrection);
    life.meanwhile(|facts| facts.certified(expired()).offered(suspended()));
    life.then(applicant(), "2025-10-20 09:00", correct_answer("full_name", "عائشة الزوي"));
    life.then(verifier(), "2025-10-20 10:00", pass());
    life.then(handler(), "2025-10-20 11:00", step_done());
    life.then(handler(), "2025-10-20 12:00", grant());
    life.then(decider(), "2025-10-20 13:00", approve());
    assert_eq!(life.request().outcome(), Some(Outcome::Granted));
    let mut new = Life::of_a_request();
    new.meanwhile(|facts| facts.certified(expired()));
    let refusal = new.refused(applicant(), "2025-10-20 09:00", submission());
    assert_eq!((refusal.code(), refusal.rule().id), ("certificate_expired", "LY-5b"));
}

#[test]
fn a_suspended_and_a_retired_service_are_told_apart() {
    let code = |availability| {
        let mut life = Life::of_a_request();
        life.meanwhile(|facts| facts.offered(Offer { availability, ..Offer::default() }));
        life.refused(applicant(), "2025-10-16 10:30", submission()).code()
    };
    assert_eq!(code(Availability::Suspended), "service_suspended");
    assert_eq!(code(Availability::Retired(RunOff::Finish)), "service_retired");
}

/// A record from before providers were certified has no such fact; it must be decided as it was.
#[test]
fn where_nobody_asked_how_the_provider_stands_no_rule_does() {
    let mut life = Life::of_a_request();
    life.meanwhile(crate::testing::FactsBuilder::provider_not_asked);
    let facts: Facts = life.facts.clone().into();
    assert_eq!(facts.record().get("provider"), None);
    let decided =
        decide(life.request(), &when(applicant(), "2025-10-16 10:30", facts, submission())).unwrap();
    assert!(decided.verdicts.iter().all(|verdict| verdict.rule.id != "LY-5a"), "{:?}", decided.verdicts);
    let asked = Life::of_a_request();
    let facts: Facts = asked.facts.clone().into();
    assert_eq!(
        facts.record()["provider"],
        serde_json::json!({ "body": "mun.tripoli-centre", "revision": 1 })
    );
    let decided =
        decide(asked.request(), &when(applicant(), "2025-10-16 10:30", facts, submission())).unwrap();
    assert!(decided.verdicts.iter().any(|verdict| verdict.rule.id == "LY-5a" && verdict.held));
}

/// LY-12.2: forms filled in under the version before are taken in during its grace, and pinned to it.
#[test]
fn an_older_version_is_taken_in_during_its_grace_only() {
    let mut old = submission();
    old.version = Some(1);
    let with = |accepts: Vec<u32>| {
        let offer = Offer { accepts, ..Offer::default() };
        let facts = facts().in_force(Some(2)).offered(offer);
        decide(
            &crate::request::Request::default(),
            &when(applicant(), "2025-10-16 10:30", facts, old.clone()),
        )
    };
    let taken = with(vec![1]).unwrap();
    assert!(matches!(&taken.events[0], Event::Submitted(it) if it.service_version == 1));
    assert_eq!(with(Vec::new()).unwrap_err().code(), "version_not_current");
}

/// A verified request whose trusted value is only claimed.
fn claimed() -> Life {
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.then(verifier(), "2025-10-19 10:00", ask_corrections(&["national_no"]));
    life.meanwhile(|facts| facts.source_down());
    life.then(applicant(), "2025-10-20 09:00", correct_answer("national_no", "119900654321"));
    life
}

/// LY-5e: the exception lets the claimed value pass, and the events that were checked say under which one.
#[test]
fn an_exception_lets_claimed_values_pass_and_is_named() {
    let mut life = claimed();
    assert_eq!(life.refused(verifier(), "2025-10-20 10:00", pass()).code(), "evidence_missing");
    life.meanwhile(|facts| facts.excepted("mun.tripoli-centre/4", "LY-17.3"));
    assert_eq!(life.refused(verifier(), "2025-10-20 10:00", pass()).code(), "evidence_missing");
    life.meanwhile(|facts| facts.excepted("mun.tripoli-centre/3", "LY-17.2"));
    life.then(verifier(), "2025-10-20 10:00", pass());
    let named = |name| serde_json::to_value(life.last(name)).unwrap()[name]["exception"].clone();
    assert_eq!(named("VerificationPassed"), "mun.tripoli-centre/3");
    life.then(handler(), "2025-10-20 11:00", step_done());
    life.then(handler(), "2025-10-20 12:00", grant());
    let Event::DecisionProposed(proposed) = life.last("DecisionProposed") else { panic!() };
    assert_eq!(proposed.exception.as_ref().map(ToString::to_string).as_deref(), Some("mun.tripoli-centre/3"));
}

#[test]
fn an_exception_that_is_over_by_the_decision_no_longer_helps() {
    let mut life = claimed();
    life.meanwhile(|facts| facts.excepted("mun.tripoli-centre/3", "LY-17.2"));
    life.then(verifier(), "2025-10-20 10:00", pass());
    life.then(handler(), "2025-10-20 11:00", step_done());
    life.meanwhile(crate::testing::FactsBuilder::unexcepted);
    assert_eq!(life.refused(handler(), "2025-10-20 12:00", grant()).code(), "evidence_missing");
}

#[test]
fn what_its_source_confirmed_names_no_exception() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.meanwhile(|facts| facts.excepted("mun.tripoli-centre/3", "LY-17.2"));
    life.then(verifier(), "2025-10-20 10:00", pass());
    let wire = serde_json::to_value(life.last("VerificationPassed")).unwrap();
    assert_eq!(wire["VerificationPassed"].get("exception"), None);
}

/// JO-4a: the engine discontinues what a retired service leaves behind where its retirement says so, and nothing else.
#[test]
fn a_retired_service_discontinues_its_open_requests_where_that_was_said() {
    let retired = |run_off| Offer { availability: Availability::Retired(run_off), ..Offer::default() };
    let by_rule = || Discontinue { reason: ReasonCode::ClsServiceRetired };
    for stage in [Stage::Rejected, Stage::AwaitingCorrection, Stage::UnderDecision] {
        let mut life = Life::at_stage(stage);
        let now = "2025-10-21 09:00";
        assert_eq!(life.refused(system(), now, by_rule()).code(), "wrong_stage", "it is offered");
        life.meanwhile(|facts| facts.offered(retired(RunOff::Finish)));
        assert_eq!(life.refused(system(), now, by_rule()).code(), "wrong_stage", "what is open is finished");
        life.meanwhile(|facts| facts.offered(retired(RunOff::Discontinue)));
        let other = Discontinue { reason: ReasonCode::ClsObjectGone };
        assert_eq!(life.refused(system(), now, other).code(), "wrong_stage");
        life.then(system(), now, by_rule());
        assert_eq!(life.request().outcome(), Some(Outcome::Discontinued), "{stage}");
    }
    let mut by_hand = Life::at_stage(Stage::InExecution);
    by_hand.meanwhile(|facts| facts.offered(retired(RunOff::Finish)));
    by_hand.then(supervisor(), "2025-10-21 09:00", by_rule());
}

/// The certificate is asked for at submission only, also where an officer acknowledges afterwards.
#[test]
fn a_receipt_by_an_officer_needs_no_certificate_again() {
    let mut life = Life::under(municipal());
    life.then(applicant(), "2025-10-16 10:30", submission());
    life.meanwhile(|facts| facts.certified(Certification::Missing));
    life.then(clerk(), "2025-10-17 10:30", acknowledge());
}
