//! Outputs that bear the signature of a trust service, or go without one under an exception (SA-3).

use crate::definition::SignatureTerms;
use crate::refusal::Refusal;
use crate::request::Event;
use crate::request::amendment::{Amendment, ProposeAmendment};
use crate::request::outputs::{IssueOutput, OutputSignature};
use crate::stage::Stage;
use crate::testing::{
    Life, approve_amendment, decider, definition, deliver, handler, issue, supersede, supervisor,
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
    vec![decided().refused(handler(), NOW, issue())]
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
