//! What is on record of who was told what: consent to be filed for, the text declared, when somebody was authenticated, records
//! elsewhere (N4-2, LY-14.2, LY-8.1, LY-9.3, LY-7.2).

use crate::definition::{IntakeTerms, ServiceDefinition};
use crate::party::Channel;
use crate::refusal::Refusal;
use crate::request::Event;
use crate::request::intake::{Consent, ConsentMeans, Identification, Submit, Supplement};
use crate::request::review::{Change, Correct};
use crate::stage::Stage;
use crate::testing::{
    Life, applicant, ask_corrections, at, bill, clerk, definition, flash_drive, handler,
    incomplete_submission, step_done, submission, supplement_bill, verifier,
};

const NOW: &str = "2025-10-16 10:30";
const LATER: &str = "2025-10-16 11:00";

/// The service files for nobody without their consent.
fn asking() -> ServiceDefinition {
    let mut definition = definition();
    let mut terms = IntakeTerms::new(vec![Channel::Portal, Channel::Desk]);
    terms.consent = true;
    definition.intake = Some(terms);
    definition
}

fn call() -> Consent {
    Consent::new(ConsentMeans::Telephone, at("2025-10-16 10:00")).kept_as("call/1415/778")
}

fn at_desk(submit: Submit) -> Submit {
    Submit { channel: Channel::Desk, ..submit }
}

fn consented(submit: Submit) -> Submit {
    Submit { consent: Some(call()), ..at_desk(submit) }
}

pub(super) fn refusals() -> Vec<Refusal> {
    vec![Life::under(asking()).refused(clerk(), NOW, at_desk(submission()))]
}

#[test]
fn a_clerk_files_with_the_consent_on_record_where_the_service_asks() {
    let mut life = Life::under(asking());
    let refused = life.refused(clerk(), NOW, at_desk(submission()));
    assert_eq!((refused.code(), refused.rule().id), ("consent_required", "N4-2"));
    assert!(life.events().is_empty(), "a refusal changes nothing");
    life.then(clerk(), NOW, consented(submission()));
    let Event::Submitted(submitted) = &life.events()[0] else { unreachable!() };
    assert_eq!(submitted.consent.as_deref(), Some(&call()));
    let mut own = Life::under(asking());
    own.then(applicant(), NOW, submission());
    let mut unasked = Life::of_a_request();
    unasked.then(clerk(), NOW, at_desk(submission()));
    let wire = serde_json::to_value(&unasked.events()[0]).unwrap();
    assert!(wire["Submitted"].get("consent").is_none(), "what is not said is not written");
    let plain = serde_json::to_value(IntakeTerms::new(vec![Channel::Portal])).unwrap();
    assert!(plain.get("consent").is_none());
}

#[test]
fn a_consent_is_a_clerks_record_of_what_was_given_before() {
    for asks in [true, false] {
        let life = || Life::under(if asks { asking() } else { definition() });
        let own = Submit { consent: Some(call()), ..submission() };
        assert_eq!(life().refused(applicant(), NOW, own).code(), "not_permitted");
        let mut later = consented(submission());
        later.consent = Some(Consent::new(ConsentMeans::InPerson, at("2025-10-16 10:31")));
        assert_eq!(life().refused(clerk(), NOW, later).path(), Some("consent.given_at"));
        let mut blank = consented(submission());
        blank.consent = Some(call().kept_as(" "));
        assert_eq!(life().refused(clerk(), NOW, blank).path(), Some("consent.reference"));
    }
}

/// Whoever filed for themselves consented to nothing; a consent once recorded goes on counting for the same request.
#[test]
fn a_supplement_by_a_clerk_needs_the_consent_that_is_not_there_yet() {
    let by_clerk = |consent| Supplement { consent, ..supplement_bill() };
    let mut life = Life::under(asking());
    life.then(applicant(), NOW, incomplete_submission());
    assert_eq!(life.refused(clerk(), LATER, by_clerk(None)).code(), "consent_required");
    assert_eq!(life.refused(applicant(), LATER, by_clerk(Some(call()))).code(), "not_permitted");
    life.then(clerk(), LATER, by_clerk(Some(call())));
    let Event::Supplemented(supplemented) = life.last("Supplemented") else { unreachable!() };
    assert_eq!(supplemented.consent, Some(call()));
    let mut filed = Life::under(asking());
    filed.then(clerk(), NOW, consented(incomplete_submission()));
    filed.then(clerk(), LATER, by_clerk(None));
}

#[test]
fn the_text_that_was_declared_is_named_only_by_who_declares() {
    let named = |declared| {
        let mut submit = submission();
        (submit.declared, submit.declaration) = (declared, Some("declaration/v3".to_owned()));
        submit
    };
    let mut life = Life::of_a_request();
    assert_eq!(life.refused(applicant(), NOW, named(false)).path(), Some("declaration"));
    let mut blank = named(true);
    blank.declaration = Some(String::new());
    assert_eq!(life.refused(applicant(), NOW, blank).path(), Some("declaration"));
    life.then(applicant(), NOW, named(true));
    let Event::Submitted(submitted) = &life.events()[0] else { unreachable!() };
    assert_eq!(submitted.declaration.as_deref(), Some("declaration/v3"));
    let mut later = Life::of_a_request();
    later.then(applicant(), NOW, incomplete_submission());
    let mut supplement = supplement_bill();
    (supplement.declared, supplement.declaration) = (true, Some("declaration/v4".to_owned()));
    later.then(applicant(), LATER, supplement);
    let Event::Supplemented(supplemented) = later.last("Supplemented") else { unreachable!() };
    assert_eq!(supplemented.declaration.as_deref(), Some("declaration/v4"));
}

#[test]
fn when_the_person_was_authenticated_is_on_record_and_not_in_the_future() {
    let found = |time: &str| {
        let fields = vec!["national_no".try_into().unwrap()];
        Identification::confirmed("national-id", "high", fields).authenticated_at(at(time))
    };
    let mut life = Life::of_a_request();
    life.meanwhile(|facts| facts.found(found("2025-10-16 10:31")));
    let ahead = life.refused(applicant(), NOW, submission());
    assert_eq!(ahead.path(), Some("identification.authenticated_at"));
    assert!(life.events().is_empty());
    life.meanwhile(|facts| facts.found(found("2025-10-16 10:29")));
    life.then(applicant(), NOW, submission());
    let Event::ApplicantIdentityConfirmed(confirmed) = life.last("ApplicantIdentityConfirmed") else {
        unreachable!()
    };
    assert_eq!(confirmed.authenticated_at, Some(at("2025-10-16 10:29")));
}

#[test]
fn a_step_may_name_its_record_in_a_supporting_system() {
    let mut life = Life::at_stage(Stage::InExecution);
    let mut step = step_done();
    step.record = Some("\u{202E}x".to_owned());
    assert_eq!(life.refused(handler(), "2025-10-20 15:00", step).path(), Some("record"));
    life.then(handler(), "2025-10-20 15:00", step_done().recorded_as("cadastre/2025/4411"));
    let Event::StepCompleted(done) = life.last("StepCompleted") else { unreachable!() };
    assert_eq!(done.record.as_deref(), Some("cadastre/2025/4411"));
}

#[test]
fn an_answer_to_corrections_may_come_on_a_medium_from_a_clerk() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.then(verifier(), "2025-10-20 14:00", ask_corrections(&["documents.utility_bill"]));
    let on = |medium| {
        let mut correct = Correct { changes: vec![Change::Document(bill())], ..Correct::default() };
        correct.medium = Some(medium);
        correct
    };
    let whole = || on(flash_drive(&[bill()]));
    assert_eq!(life.refused(applicant(), "2025-10-20 15:00", whole()).code(), "not_permitted");
    let mut silent = flash_drive(&[bill()]);
    silent.reason = None;
    assert_eq!(life.refused(clerk(), "2025-10-20 15:00", on(silent)).code(), "reason_required");
    let other = on(flash_drive(&[crate::testing::permit()]));
    assert_eq!(
        life.refused(clerk(), "2025-10-20 15:00", other).path(),
        Some("medium.files.residence_permit")
    );
    life.then(clerk(), "2025-10-20 15:00", whole());
    let Event::Corrected(corrected) = life.last("Corrected") else { unreachable!() };
    assert_eq!(corrected.medium.as_ref().unwrap().files.len(), 1);
}
