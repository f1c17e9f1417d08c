//! Identity as the regulator's rule and the service ask, by the higher of the two (LY-8.1, LY-8.2).

use super::{names, reasons};
use crate::definition::IdentityTerms;
use crate::request::Event;
use crate::request::intake::{ConfirmApplicant, Identification, Unconfirmed};
use crate::rulebook::{AssuranceLevel, IdentityRuleNamed, Rulebook};
use crate::stage::Stage;
use crate::testing::{
    FactsBuilder, Life, applicant, ask_corrections, correct_answer, definition, identity_rule,
    incomplete_submission, rulebook, submission, supplement_bill, system, verifier,
};

const NOW: &str = "2025-10-16 10:30";

fn ruled(level: AssuranceLevel, schemes: &[&str]) -> Rulebook {
    rulebook([identity_rule(level, schemes).into()])
}

/// The port says this of whoever asks.
fn says(facts: FactsBuilder, scheme: &str, level: &str) -> FactsBuilder {
    facts.found(Identification::confirmed(scheme, level, vec!["national_no".try_into().unwrap()]))
}

#[test]
fn too_low_a_level_or_another_scheme_is_refused_at_the_submission() {
    let book = ruled(AssuranceLevel::Substantial, &["national-id"]);
    let cases = [
        ("national-id", "low", "identity_assurance_too_low"),
        ("national-id", "as recorded", "identity_assurance_too_low"),
        ("national-id", "", "identity_assurance_too_low"),
        ("password", "high", "identity_scheme_not_accepted"),
    ];
    for (scheme, level, code) in cases {
        let mut life = Life::of_a_request();
        life.meanwhile(|facts| says(facts.ruled(&book, NOW), scheme, level));
        let refused = life.refused(applicant(), NOW, submission());
        assert_eq!((refused.code(), refused.rule().id), (code, "LY-8.2"), "{scheme} {level}");
        assert!(life.events().is_empty());
    }
    for level in ["substantial", "high"] {
        let mut life = Life::of_a_request();
        life.meanwhile(|facts| says(facts.ruled(&book, NOW), "national-id", level));
        life.then(applicant(), NOW, submission());
    }
}

#[test]
fn a_supplement_is_held_to_the_rule_as_well() {
    let mut life = Life::of_a_request();
    life.then(applicant(), NOW, incomplete_submission());
    let book = ruled(AssuranceLevel::High, &[]);
    life.meanwhile(|facts| says(facts.ruled(&book, NOW), "national-id", "low"));
    let refused = life.refused(applicant(), "2025-10-16 11:00", supplement_bill());
    assert_eq!(refused.code(), "identity_assurance_too_low");
    assert_eq!(life.stage(), Some(Stage::Rejected));
}

#[test]
fn the_event_names_the_level_and_the_rule_with_its_version() {
    let rule = |level| identity_rule(level, &[]).into();
    let book = rulebook([rule(AssuranceLevel::Low), rule(AssuranceLevel::Substantial)]);
    let mut life = Life::of_a_request();
    life.meanwhile(|facts| facts.ruled(&book, NOW));
    life.then(applicant(), NOW, submission());
    let Event::ApplicantIdentityConfirmed(confirmed) = life.last("ApplicantIdentityConfirmed") else {
        unreachable!()
    };
    assert_eq!(confirmed.level, "high");
    assert_eq!(confirmed.rule, Some(IdentityRuleNamed { id: "ID-1".to_owned(), version: 2 }));
    let mut before = Life::of_a_request();
    before.meanwhile(|facts| facts.ruled(&book, "2025-09-30 09:00"));
    before.then(applicant(), NOW, submission());
    let Event::ApplicantIdentityConfirmed(confirmed) = before.last("ApplicantIdentityConfirmed") else {
        unreachable!()
    };
    assert_eq!(confirmed.rule, None, "no rule was in force by then");
}

#[test]
fn a_service_may_ask_for_more_and_an_older_one_never_gets_less() {
    let mut asks = definition();
    asks.identity = Some(IdentityTerms {
        level: Some(AssuranceLevel::High),
        schemes: vec!["national-id".to_owned(), "password".to_owned()],
    });
    let submits = |definition, book: Option<&Rulebook>, scheme: &str, level: &str| {
        let mut life = Life::under(definition);
        life.meanwhile(|facts| says(facts, scheme, level));
        if let Some(book) = book {
            life.meanwhile(|facts| facts.ruled(book, NOW));
        }
        life.does(applicant(), NOW, submission()).map_err(|refusal| refusal.code())
    };
    let book = ruled(AssuranceLevel::Substantial, &["national-id"]);
    // Where the regulator set nothing, the service's own word holds.
    assert_eq!(submits(asks.clone(), None, "password", "substantial"), Err("identity_assurance_too_low"));
    assert_eq!(submits(asks.clone(), None, "card", "high"), Err("identity_scheme_not_accepted"));
    assert!(submits(asks.clone(), None, "password", "high").is_ok());
    // Beyond that, both hold: the level of the service, the schemes of both.
    assert_eq!(
        submits(asks.clone(), Some(&book), "national-id", "substantial"),
        Err("identity_assurance_too_low")
    );
    assert_eq!(submits(asks.clone(), Some(&book), "password", "high"), Err("identity_scheme_not_accepted"));
    assert!(submits(asks.clone(), Some(&book), "national-id", "high").is_ok());
    // A definition from before the rule, which asks for less than it.
    asks.identity = Some(IdentityTerms { level: Some(AssuranceLevel::Low), schemes: Vec::new() });
    assert_eq!(submits(asks, Some(&book), "national-id", "low"), Err("identity_assurance_too_low"));
}

/// Nobody is there to be refused when the engine asks again: the applicant is told, and may supplement.
#[test]
fn what_the_engine_asks_again_is_held_to_the_rule_and_told() {
    let cases = [("national-id", "low"), ("password", "high")];
    for (scheme, level) in cases {
        let book = ruled(AssuranceLevel::Substantial, &["national-id"]);
        let mut life = Life::of_a_request();
        life.meanwhile(|facts| facts.ruled(&book, NOW).source_down());
        life.then(applicant(), NOW, submission());
        life.meanwhile(|facts| says(facts, scheme, level));
        let events = life.does(system(), "2025-10-16 12:00", ConfirmApplicant::default()).unwrap();
        assert_eq!(names(&events)[..2], ["ApplicantIdentityNotConfirmed", "Rejected"]);
        let Event::ApplicantIdentityNotConfirmed(it) = &events[0] else { unreachable!() };
        assert!(matches!(&it.because, Unconfirmed::TooWeak { .. }));
        assert_eq!(reasons(life.request()), ["NAK.IDENTITY_TOO_WEAK"]);
    }
}

#[test]
fn a_corrected_value_is_not_confirmed_by_too_weak_an_identity() {
    let book = ruled(AssuranceLevel::Substantial, &[]);
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.then(verifier(), "2025-10-19 10:00", ask_corrections(&["national_no"]));
    life.meanwhile(|facts| says(facts.ruled(&book, NOW), "national-id", "low"));
    life.then(applicant(), "2025-10-19 11:00", correct_answer("national_no", "119900654321"));
    assert_eq!(life.count("ApplicantIdentityNotConfirmed"), 1);
    let refused = life.refused(verifier(), "2025-10-19 12:00", crate::testing::pass());
    assert_eq!(refused.code(), "evidence_missing");
}

/// A rulebook that says nothing of identity changes nothing, to the event.
#[test]
fn while_nothing_is_set_everything_is_as_it_was() {
    let mut plain = Life::of_a_request();
    let was = plain.does(applicant(), NOW, submission()).unwrap();
    let mut ruled = Life::of_a_request();
    ruled.meanwhile(|facts| facts.ruled(&Rulebook::default(), NOW));
    assert_eq!(ruled.does(applicant(), NOW, submission()).unwrap(), was);
}
