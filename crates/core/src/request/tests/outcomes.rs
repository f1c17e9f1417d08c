//! Outcomes besides the plain yes and no: a grant in part, and what silence means.

use super::names;
use super::outputs::{deliver_of, issue_of};
use crate::definition::{ServiceDefinition, Silence};
use crate::reason::ReasonCode;
use crate::request::clock::SuspendClock;
use crate::request::decision::{Proposal, RecordDeemedDecision};
use crate::stage::{Outcome, Stage};
use crate::testing::{
    Life, approve, at, decider, definition, grant_partly, handler, issue, output, step_done, supervisor,
    system,
};

fn with_extract() -> ServiceDefinition {
    let mut definition = definition();
    definition.outputs.push(output("extract", true));
    definition
}

#[test]
fn a_grant_in_part_delivers_its_part_and_gives_reasons_for_the_rest() {
    let mut life = Life::under(with_extract());
    life.bring_to(Stage::InExecution).then(handler(), "2025-10-20 09:00", step_done());
    life.then(handler(), "2025-10-20 10:00", grant_partly(&["extract"]));
    life.then(decider(), "2025-10-20 11:00", approve());
    assert_eq!(life.request().outcome(), Some(Outcome::PartiallyGranted));
    assert_eq!(life.refused(handler(), "2025-10-21 09:00", issue()).code(), "output_unknown");
    life.then(handler(), "2025-10-21 09:00", issue_of("extract"));
    life.then(handler(), "2025-10-21 10:00", deliver_of("extract"));
    assert_eq!(life.stage(), Some(Stage::Concluded));
    assert_eq!(life.request().delivered_at(), Some(at("2025-10-21 10:00")));
    let partly = life.request().partly_granted().expect("in part");
    assert_eq!((partly.outputs.len(), partly.reasons.len()), (1, 1));
    assert!(!partly.remedies.ar.is_empty());
}

#[test]
fn a_part_is_some_and_not_all_and_the_rest_has_its_reasons() {
    let mut life = Life::under(with_extract());
    life.bring_to(Stage::InExecution).then(handler(), "2025-10-20 09:00", step_done());
    for outputs in [&[][..], &["certificate", "extract"], &["extract", "extract"]] {
        let refusal = life.refused(handler(), "2025-10-20 10:00", grant_partly(outputs));
        assert_eq!(refusal.path(), Some("outputs"), "{outputs:?}");
    }
    let foreign = life.refused(handler(), "2025-10-20 10:00", grant_partly(&["passport"]));
    assert_eq!(foreign.code(), "output_unknown");
    let mut silent = grant_partly(&["extract"]);
    if let Proposal::GrantPartly { reasons, .. } = &mut silent.proposal {
        reasons.clear();
    }
    assert_eq!(life.refused(handler(), "2025-10-20 10:00", silent).code(), "reason_required");
}

fn silent(silence: Silence) -> Life {
    let mut definition = definition();
    definition.rules.silence = silence;
    let mut life = Life::under(definition);
    life.bring_to(Stage::UnderVerification);
    life
}

#[test]
fn silence_grants_where_the_service_says_so_and_not_an_instant_before_the_end() {
    let mut life = silent(Silence::DeemedGranted);
    let early = life.refused(system(), "2025-10-21 23:59", RecordDeemedDecision::default());
    assert_eq!(early.code(), "term_not_over");
    let came = life.does(system(), "2025-10-22 00:00", RecordDeemedDecision::default()).unwrap();
    let expected = [
        "DeadlineMissed",
        "DeemedDecisionRecorded",
        "Executed",
        "ClockStopped",
        "NotificationQueued",
        "NotificationQueued",
    ];
    assert_eq!(names(&came), expected);
    assert_eq!(
        (life.stage(), life.request().outcome()),
        (Some(Stage::Decided), Some(Outcome::DeemedGranted))
    );
    life.then(handler(), "2025-10-22 09:00", issue());
}

#[test]
fn silence_denies_where_the_service_says_so_and_otherwise_means_nothing() {
    let mut life = silent(Silence::DeemedDenied);
    life.then(supervisor(), "2025-10-23 09:00", RecordDeemedDecision::default());
    assert_eq!(
        (life.stage(), life.request().outcome()),
        (Some(Stage::Concluded), Some(Outcome::DeemedDenied))
    );
    let mut life = silent(Silence::None);
    let nothing = life.refused(system(), "2025-11-23 09:00", RecordDeemedDecision::default());
    assert_eq!(nothing.code(), "wrong_stage");
}

#[test]
fn a_clock_that_stands_still_lets_no_silence_speak() {
    let mut life = silent(Silence::DeemedGranted);
    life.then(supervisor(), "2025-10-20 09:00", SuspendClock { reason: ReasonCode::SusAwaitingCourt });
    let standing = life.refused(system(), "2025-12-01 09:00", RecordDeemedDecision::default());
    assert_eq!(standing.code(), "term_not_over");
}
