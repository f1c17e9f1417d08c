//! What the applicant is told, in both languages.

use crate::definition::ServiceDefinition;
use crate::reference::Reference;
use crate::request::intake::ConfirmApplicant;
use crate::request::notices::{NotificationQueued, Purpose};
use crate::request::{Message, message};
use crate::stage::Stage;
use crate::testing::{
    Life, applicant, at, decider, definition, denial, grant_partly, handler, measures, output, step_done,
    system,
};
use crate::text::Text;

fn told(life: &Life, purpose: Purpose) -> Message {
    let queued =
        life.request().notifications().iter().rev().find(|it| it.queued.purpose == purpose).expect("queued");
    let reference = Reference::from_bits(7);
    message(&reference, life.request(), life.facts.definition(), life.facts.calendar(), &queued.queued)
}

#[test]
fn the_acknowledgement_says_what_the_provider_wrote_with_the_facts_filled_in() {
    let message = told(&Life::at_stage(Stage::Acknowledged), Purpose::Acknowledgement);
    assert_eq!(
        message.body.en,
        "Your request 0000000000077 was received on 2025-10-16 10:30. Expected completion: 2025-10-21."
    );
    assert!(message.body.ar.contains("استُلم طلبكم رقم \u{2068}0000000000077\u{2069}"));
    assert!(message.body.ar.contains("2025-10-21"));
}

#[test]
fn a_rejection_gives_every_reason() {
    let mut life = Life::of_a_request();
    life.meanwhile(|facts| facts.mismatch("national_no"));
    life.then(applicant(), "2025-10-16 10:30", crate::testing::incomplete_submission());
    let message = told(&life, Purpose::Rejection);
    for item in ["address", "utility_bill", "national_no"] {
        assert!(message.body.en.contains(item) && message.body.ar.contains(item), "{}", message.body.en);
    }
}

#[test]
fn a_request_for_corrections_gives_instructions_and_its_term() {
    let message = told(&Life::at_stage(Stage::AwaitingCorrection), Purpose::Corrections);
    assert!(
        message.body.en.contains("Write it as in the document") && message.body.en.contains("2025-10-27")
    );
    assert!(message.body.ar.contains("يُرجى التصحيح كما في الوثيقة"));
}

fn with_an_extract() -> ServiceDefinition {
    let mut definition = definition();
    definition.outputs.push(output("extract", false));
    definition
}

#[test]
fn the_completion_tells_the_outcome() {
    let granted = told(&Life::at_stage(Stage::Decided), Purpose::Completion);
    assert_ne!(granted.body, Text::default());
    let ended = |proposal| {
        let mut life = Life::at_stage(Stage::InExecution);
        life.then(handler(), "2025-10-20 09:00", step_done());
        life.then(handler(), "2025-10-20 10:00", proposal);
        life.then(decider(), "2025-10-20 11:00", crate::testing::approve());
        told(&life, Purpose::Completion)
    };
    let denied = ended(denial());
    assert!(denied.body.en.contains("An objection may be filed") && denied.body.ar.contains("يجوز التظلم"));
    let mut partly = Life::under(with_an_extract());
    partly.bring_to(Stage::InExecution);
    partly.then(handler(), "2025-10-20 09:00", step_done());
    partly.then(handler(), "2025-10-20 10:00", grant_partly(&["certificate"]));
    partly.then(decider(), "2025-10-20 11:00", crate::testing::approve());
    let partly = told(&partly, Purpose::Completion);
    assert!(partly.body.en.contains("An objection to the part refused"), "{partly:?}");
    let measures = ended(measures());
    assert!(measures.body.en.contains("municipal register was corrected"));
}

#[test]
fn no_message_leaves_a_variable_unfilled() {
    let mut waiting = Life::at_stage(Stage::Submitted);
    waiting.then(system(), "2025-10-19 07:00", ConfirmApplicant::default());
    for life in [waiting, Life::at_stage(Stage::Concluded), Life::at_stage(Stage::AwaitingCorrection)] {
        for &purpose in Purpose::ALL {
            let queued = NotificationQueued {
                at: at("2025-10-21 09:00"),
                number: 1,
                purpose,
                channel: crate::request::notices::NoticeChannel::Portal,
                not_applicable: None,
                to: None,
                message: None,
            };
            let reference = Reference::from_bits(7);
            let message =
                message(&reference, life.request(), life.facts.definition(), life.facts.calendar(), &queued);
            for text in [&message.title, &message.body] {
                assert!(!text.ar.is_empty() && !text.en.is_empty());
                assert!(!text.ar.contains(['{', '}']) && !text.en.contains(['{', '}']), "{}", text.en);
            }
        }
    }
}
