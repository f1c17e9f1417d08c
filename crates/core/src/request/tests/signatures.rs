//! Outputs that bear the signature of a trust service, or go without one under an exception (SA-3).

use crate::definition::SignatureTerms;
use crate::refusal::Refusal;
use crate::request::Event;
use crate::request::amendment::{Amendment, ProposeAmendment};
use crate::request::outputs::{IssueOutput, OutputSignature};
use crate::rulebook::Rulebook;
use crate::stage::Stage;
use crate::testing::{
    Life, approve_amendment, at, decider, definition, deliver, handler, instrument, issue,
    license_trust_service, payment_methods, rulebook, supersede, supervisor, withdraw_trust_service,
};

const NOW: &str = "2025-10-21 09:00";
const LATER: &str = "2025-10-21 10:00";

/// A life up to the decision, under a service that asks for a signature.
fn decided() -> Life {
    let mut definition = definition();
    definition.outputs[0].signature = Some(SignatureTerms::Required);
    let mut life = Life::under(definition);
    life.bring_to(Stage::Decided);
    life
}

fn by(reference: &str) -> Option<OutputSignature> {
    Some(OutputSignature::new("ts.libya-trust-1", reference))
}

fn signed_issue() -> IssueOutput {
    IssueOutput { signature: by("sig/1"), ..issue() }
}

fn signed_supersede(signature: Option<OutputSignature>) -> ProposeAmendment {
    let mut proposal = supersede("2025/118");
    if let Amendment::SupersedeOutput { signature: held, .. } = &mut proposal.amendment {
        *held = signature;
    }
    proposal
}

pub(super) fn refusals() -> Vec<Refusal> {
    let mut elsewhere = decided();
    elsewhere.meanwhile(|facts| facts.ruled(&licensed(OTHER), NOW));
    vec![decided().refused(handler(), NOW, issue()), elsewhere.refused(handler(), NOW, signed_issue())]
}

const OTHER: &str = "ts.another";
const OURS: &str = "ts.libya-trust-1";

/// A rulebook in which that trust service is licensed, and no other.
fn licensed(trust_service: &str) -> Rulebook {
    rulebook([license_trust_service(trust_service).into()])
}

#[test]
fn an_output_is_signed_by_a_licensed_trust_service_once_any_is_entered() {
    for unasked in [false, true] {
        let life = || if unasked { Life::at_stage(Stage::Decided) } else { decided() };
        let mut other = life();
        let before = other.request().clone();
        other.meanwhile(|facts| facts.ruled(&licensed(OTHER), NOW));
        let refused = other.refused(handler(), NOW, signed_issue());
        assert_eq!(refused, Refusal::TrustServiceNotLicensed { trust_service: OURS.to_owned() });
        assert_eq!((refused.code(), refused.rule().id), ("trust_service_not_licensed", "SA-3"));
        assert_eq!(other.request(), &before, "a refusal changes nothing");
        // Licensed, or a rulebook that says nothing of trust services: as ever.
        for book in [licensed(OURS), Rulebook::default(), rulebook([payment_methods(&["card"]).into()])] {
            let mut fine = life();
            fine.meanwhile(|facts| facts.ruled(&book, NOW));
            fine.then(handler(), NOW, signed_issue());
            assert_eq!(named(&fine, "OutputIssued"), (Some("sig/1".to_owned()), None));
        }
        // A register that was emptied is a register.
        let emptied = rulebook([license_trust_service(OURS).into(), withdraw_trust_service(OURS).into()]);
        let mut none = life();
        none.meanwhile(|facts| facts.ruled(&emptied, NOW));
        assert_eq!(none.refused(handler(), NOW, signed_issue()).code(), "trust_service_not_licensed");
    }
}

#[test]
fn a_licence_holds_from_its_instant_and_until_it_is_withdrawn() {
    let mut entry = license_trust_service(OURS);
    entry.instrument = instrument().with_effect_from(at(LATER));
    let later = rulebook([license_trust_service(OTHER).into(), entry.into()]);
    let mut life = decided();
    life.meanwhile(|facts| facts.ruled(&later, NOW));
    assert_eq!(life.refused(handler(), NOW, signed_issue()).code(), "trust_service_not_licensed");
    life.meanwhile(|facts| facts.ruled(&later, LATER));
    life.then(handler(), LATER, signed_issue());
}

#[test]
fn a_signature_without_a_licence_stands_under_an_exception_that_the_event_names() {
    let mut life = decided();
    life.meanwhile(|facts| facts.ruled(&licensed(OTHER), NOW).excepted("mun.tripoli-centre/3", "LY-10.3"));
    life.then(handler(), NOW, signed_issue());
    let both = (Some("sig/1".to_owned()), Some("mun.tripoli-centre/3".to_owned()));
    assert_eq!(named(&life, "OutputIssued"), both);
    let mut other = decided();
    other.meanwhile(|facts| facts.ruled(&licensed(OTHER), NOW).excepted("mun.tripoli-centre/3", "LY-18"));
    assert_eq!(other.refused(handler(), NOW, signed_issue()).code(), "trust_service_not_licensed");
}

#[test]
fn a_corrected_output_needs_the_licence_at_its_proposal_and_at_its_approval() {
    let mut life = decided();
    life.then(handler(), NOW, signed_issue()).then(handler(), LATER, deliver());
    life.meanwhile(|facts| facts.ruled(&licensed(OTHER), "2025-10-22 09:00"));
    let refused = life.refused(decider(), "2025-10-22 09:00", signed_supersede(by("sig/2")));
    assert_eq!(refused.code(), "trust_service_not_licensed");
    life.meanwhile(|facts| facts.ruled(&licensed(OURS), "2025-10-22 09:00"));
    life.then(decider(), "2025-10-22 09:00", signed_supersede(by("sig/2")));
    life.meanwhile(|facts| facts.ruled(&licensed(OTHER), "2025-10-22 10:00"));
    let lost = life.refused(supervisor(), "2025-10-22 10:00", approve_amendment());
    assert_eq!(lost.code(), "trust_service_not_licensed", "the licence ended meanwhile");
    life.meanwhile(|facts| facts.ruled(&licensed(OURS), "2025-10-22 10:00"));
    life.then(supervisor(), "2025-10-22 10:00", approve_amendment());
    for (command, asks) in [
        (crate::request::Command::from(issue()), false),
        (signed_issue().into(), true),
        (signed_supersede(None).into(), false),
        (signed_supersede(by("sig/2")).into(), true),
        (approve_amendment().into(), true),
    ] {
        assert_eq!(command.asks_the_rulebook(), asks, "{:?}", command.kind());
    }
}

/// The signature and the exception, as the event names them.
fn named(life: &Life, event: &str) -> (Option<String>, Option<String>) {
    let (signature, exception) = match life.last(event) {
        Event::OutputIssued(it) => (&it.signature, &it.exception),
        Event::OutputSuperseded(it) => (&it.signature, &it.exception),
        other => panic!("{} is no output", other.name()),
    };
    (signature.as_ref().map(|it| it.reference.clone()), exception.as_ref().map(ToString::to_string))
}

#[test]
fn an_output_that_must_be_signed_is_issued_with_its_signature_or_under_an_exception() {
    let mut life = decided();
    let before = life.request().clone();
    let refused = life.refused(handler(), NOW, issue());
    assert_eq!((refused.code(), refused.rule().id), ("signature_missing", "LY-10.3b"));
    assert_eq!(life.request(), &before, "a refusal changes nothing");
    assert_eq!(life.refused(handler(), NOW, deliver()).code(), "output_not_issued");
    life.then(handler(), NOW, signed_issue()).then(handler(), LATER, deliver());
    assert_eq!(named(&life, "OutputIssued"), (Some("sig/1".to_owned()), None));
    let (_, output) = life.request().outputs().next().unwrap();
    assert_eq!(output.issued.signature.as_ref().unwrap().trust_service, "ts.libya-trust-1");
    for article in ["LY-10", "LY-10.3", "LY-10.3b"] {
        let mut life = decided();
        life.meanwhile(|facts| facts.excepted("mun.tripoli-centre/3", article));
        life.then(handler(), NOW, issue());
        assert_eq!(
            named(&life, "OutputIssued"),
            (None, Some("mun.tripoli-centre/3".to_owned())),
            "{article}"
        );
    }
    for article in ["LY-18", "LY-10.2", "LY-5d"] {
        let mut life = decided();
        life.meanwhile(|facts| facts.excepted("mun.tripoli-centre/3", article));
        assert_eq!(life.refused(handler(), NOW, issue()).code(), "signature_missing", "{article}");
    }
    let mut both = decided();
    both.meanwhile(|facts| facts.excepted("mun.tripoli-centre/3", "LY-10"));
    both.then(handler(), NOW, signed_issue());
    assert_eq!(
        named(&both, "OutputIssued"),
        (Some("sig/1".to_owned()), None),
        "a signature needs no exception"
    );
}

#[test]
fn a_service_that_asks_for_none_takes_one_and_needs_no_exception() {
    let mut life = Life::at_stage(Stage::Decided);
    life.meanwhile(|facts| facts.excepted("mun.tripoli-centre/3", "LY-10"));
    life.then(handler(), NOW, issue());
    assert_eq!(named(&life, "OutputIssued"), (None, None));
    let wire = serde_json::to_value(life.last("OutputIssued")).unwrap();
    assert!(
        wire["OutputIssued"].get("signature").is_none() && wire["OutputIssued"].get("exception").is_none()
    );
    let mut life = Life::at_stage(Stage::Decided);
    life.then(handler(), NOW, signed_issue());
    assert_eq!(named(&life, "OutputIssued"), (Some("sig/1".to_owned()), None));
}

#[test]
fn a_signature_has_a_trust_service_and_a_reference() {
    for (service, reference, path) in
        [("", "sig/1", "signature.trust_service"), ("ts-1", " ", "signature.reference")]
    {
        let blank = IssueOutput { signature: Some(OutputSignature::new(service, reference)), ..issue() };
        assert_eq!(decided().refused(handler(), NOW, blank.clone()).path(), Some(path));
        let mut unasked = Life::at_stage(Stage::Decided);
        assert_eq!(unasked.refused(handler(), NOW, blank).path(), Some(path));
    }
}

#[test]
fn a_corrected_output_is_held_to_the_same_at_its_proposal_and_at_its_approval() {
    let mut life = decided();
    life.then(handler(), NOW, signed_issue()).then(handler(), LATER, deliver());
    let silent = life.refused(decider(), "2025-10-22 09:00", signed_supersede(None));
    assert_eq!(silent.code(), "signature_missing");
    life.then(decider(), "2025-10-22 09:00", signed_supersede(by("sig/2")));
    life.then(supervisor(), "2025-10-22 10:00", approve_amendment());
    assert_eq!(named(&life, "OutputSuperseded"), (Some("sig/2".to_owned()), None));
    let (_, output) = life.request().outputs().next().unwrap();
    assert_eq!(output.issued.signature, by("sig/2"));
    assert_eq!(output.replaced[0].signature, by("sig/1"));
    life.meanwhile(|facts| facts.excepted("mun.tripoli-centre/3", "LY-10"));
    life.then(decider(), "2025-10-23 09:00", signed_supersede(None));
    life.meanwhile(|facts| facts.unexcepted());
    let over = life.refused(supervisor(), "2025-10-23 10:00", approve_amendment());
    assert_eq!(over.code(), "signature_missing", "the exception ended meanwhile");
    life.meanwhile(|facts| facts.excepted("mun.tripoli-centre/4", "LY-10"));
    life.then(supervisor(), "2025-10-23 11:00", approve_amendment());
    assert_eq!(named(&life, "OutputSuperseded"), (None, Some("mun.tripoli-centre/4".to_owned())));
}
