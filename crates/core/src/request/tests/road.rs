//! Straight to delivery, and what is told on the way.

use crate::instant::Timestamp;
use crate::reason::ReasonCode;
use crate::request::Event;
use crate::request::notices::{Fate, RecordNotificationDelivered, RecordNotificationFailed};
use crate::request::outputs::OpenOutput;
use crate::stage::{Outcome, Stage};
use crate::testing::{Life, applicant, at, deliver, gateway, issue, submission};

use super::due;

#[test]
fn a_complete_submission_is_acknowledged_in_the_same_append() {
    let mut life = Life::of_a_request();
    let events = life.does(applicant(), "2025-10-16 10:30", submission()).unwrap();
    assert_eq!(
        super::names(&events),
        [
            "Submitted",
            "CompletenessChecked",
            "ApplicantIdentityConfirmed",
            "Acknowledged",
            "DeadlineSet",
            "NotificationQueued",
            "NotificationQueued",
        ]
    );
    let request = life.request();
    assert_eq!(request.received_at(), Some(at("2025-10-16T08:30:00Z")));
    assert_eq!(request.acknowledged().unwrap().number, "ACK-0001");
    assert_eq!(due(&life), "2025-10-21");
    assert_eq!(request.clock().due.unwrap().due_at, at("2025-10-22 00:00"));
}

#[test]
fn the_whole_road_passes_every_stage_once_and_in_order() {
    let life = Life::at_stage(Stage::Concluded);
    let passed: Vec<_> = life.request().stages_passed().iter().map(|(stage, _)| *stage).collect();
    assert_eq!(passed, Stage::ROAD);
    assert_eq!(life.request().outcome(), Some(Outcome::Granted));
    assert_eq!(life.request().version(), life.events().len() as u64);
}

#[test]
fn every_earlier_stage_can_be_reached_by_the_testing_road() {
    for &stage in Stage::ALL {
        assert_eq!(Life::at_stage(stage).stage(), Some(stage));
    }
}

#[test]
fn the_decision_ends_the_execution_and_stops_the_clock_in_one_append() {
    let mut life = Life::at_stage(Stage::UnderDecision);
    let events = life.does(crate::testing::decider(), "2025-10-20 11:00", crate::testing::approve()).unwrap();
    assert_eq!(
        super::names(&events),
        [
            "DecisionApproved",
            "Granted",
            "Executed",
            "ClockStopped",
            "NotificationQueued",
            "NotificationQueued"
        ]
    );
    assert_eq!(life.request().executed_at(), Some(at("2025-10-20 11:00")));
    assert_eq!(life.request().clock().stopped_at, Some(at("2025-10-20 11:00")));
}

#[test]
fn delivery_is_the_instant_the_output_is_available() {
    let mut life = Life::at_stage(Stage::Decided);
    life.then(crate::testing::handler(), "2025-10-21 09:00", issue());
    assert_eq!(life.request().delivered_at(), None);
    life.then(crate::testing::handler(), "2025-10-21 09:30", deliver());
    assert_eq!(life.stage(), Some(Stage::Concluded));
    assert_eq!(life.request().delivered_at(), Some(at("2025-10-21 09:30")));
}

/// H1: the e-mail bounces; the duty stays open, and no date moves.
#[test]
fn a_bounced_e_mail_leaves_the_date_of_delivery_alone() {
    let mut life = Life::at_stage(Stage::Concluded);
    let delivered_at = life.request().delivered_at();
    let email = number_of_the_completion_e_mail(&life);
    let bounced = RecordNotificationFailed { number: email, reason: ReasonCode::NtfBounced };
    life.then(gateway(), "2025-10-20 12:40", bounced);
    let duty = life.request().notifications().iter().find(|it| it.queued.number == email).unwrap();
    assert_eq!(duty.fate, Fate::Failed(ReasonCode::NtfBounced));
    assert!(duty.is_open());
    assert_eq!(life.request().delivered_at(), delivered_at);
    assert_eq!((life.stage(), life.request().outcome()), (Some(Stage::Concluded), Some(Outcome::Granted)));
    life.then(gateway(), "2025-10-21 08:00", RecordNotificationDelivered { number: email });
    assert!(!life.request().notifications().iter().any(|it| it.queued.number == email && it.is_open()));
}

#[test]
fn opening_twice_is_one_event() {
    let mut life = Life::at_stage(Stage::Concluded);
    let open = || OpenOutput { output: "certificate".try_into().unwrap() };
    life.then(applicant(), "2025-10-21 08:00", open());
    assert_eq!(life.does(applicant(), "2025-10-22 08:00", open()).unwrap(), []);
    let (_, output) = life.request().outputs().next().unwrap();
    assert_eq!(output.opened_at, Some(at("2025-10-21 08:00")));
    assert_eq!(life.request().delivered_at(), Some(at("2025-10-20 12:30")));
}

#[test]
fn every_duty_to_tell_is_queued_with_its_fact() {
    let life = Life::at_stage(Stage::Concluded);
    let when = |name| life.last(name).at();
    let queued: Vec<(Timestamp, &str)> =
        life.request().notifications().iter().map(|it| (it.queued.at, it.queued.purpose.code())).collect();
    let acknowledged = (when("Acknowledged"), "acknowledgement");
    let completed = (when("Executed"), "completion");
    assert_eq!(queued, [acknowledged, acknowledged, completed, completed]);
}

#[test]
fn without_an_address_the_e_mail_duty_does_not_apply_and_never_fails() {
    let mut submit = submission();
    submit.email = None.into();
    let mut life = Life::of_a_request();
    life.then(applicant(), "2025-10-16 10:30", submit);
    let fates: Vec<_> = life.request().notifications().iter().map(|it| it.fate).collect();
    assert_eq!(fates, [Fate::Queued, Fate::NotApplicable]);
    let failed = RecordNotificationFailed { number: 2, reason: ReasonCode::NtfBounced };
    let refusal = life.refused(gateway(), "2025-10-16 11:00", failed);
    assert_eq!(refusal.code(), "notification_unknown");
    let Event::NotificationQueued(queued) = life.last("NotificationQueued") else { unreachable!() };
    assert_eq!(queued.not_applicable, Some(ReasonCode::NtfNoneGiven));
}

fn number_of_the_completion_e_mail(life: &Life) -> u32 {
    life.request().notifications().last().unwrap().queued.number
}
