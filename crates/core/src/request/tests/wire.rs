//! Events, commands and snapshots on the wire.

use cqrs_es::DomainEvent;
use serde_json::Value;

use crate::request::{Command, Event, Request};
use crate::stage::Stage;
use crate::testing::{
    Life, ask_corrections, correct_answer, grant, issue, note, pass, step_done, submission,
};

#[test]
fn an_event_is_one_tag_around_its_content() {
    for event in Life::at_stage(Stage::Concluded).events() {
        let wire = serde_json::to_value(event).unwrap();
        let Value::Object(tags) = &wire else { panic!("{wire}") };
        assert_eq!(tags.len(), 1);
        let (tag, content) = tags.iter().next().unwrap();
        assert_eq!((tag.as_str(), event.event_type().as_str()), (event.name(), event.name()));
        assert_eq!(content["at"], event.at().to_string());
        let version = match event.name() {
            "Submitted" => "3",
            "VerificationPassed" | "DecisionProposed" | "PaymentRequested" | "RefundRequested" => "2",
            "PersonalDataRedacted" => "2",
            _ => "1",
        };
        assert_eq!(event.event_version(), version);
        assert_eq!(&serde_json::from_value::<Event>(wire).unwrap(), event);
    }
}

/// The exact bytes of a few events: a change here is a change of the format, and needs a new version.
#[test]
fn the_form_of_events_is_fixed() {
    let life = Life::at_stage(Stage::AwaitingCorrection);
    let wire = |name| serde_json::to_string(life.last(name)).unwrap();
    assert_eq!(
        wire("Acknowledged"),
        r#"{"Acknowledged":{"at":"2025-10-16T08:30:00.000000Z","number":"ACK-0001","received_at":"2025-10-16T08:30:00.000000Z"}}"#
    );
    assert_eq!(
        wire("DeadlineSet"),
        r#"{"DeadlineSet":{"at":"2025-10-16T08:30:00.000000Z","counted_from":"2025-10-16T08:30:00.000000Z","working_days":3,"due":{"due_date":"2025-10-21","due_at":"2025-10-21T22:00:00.000000Z"},"calendar":{"jurisdiction":"ly-west","revision":1}}}"#
    );
    assert_eq!(
        wire("CompletenessChecked"),
        r#"{"CompletenessChecked":{"at":"2025-10-16T08:30:00.000000Z","attempt":1,"missing":[],"received_at":"2025-10-16T08:30:00.000000Z"}}"#
    );
    assert_eq!(
        wire("ClockSuspended"),
        r#"{"ClockSuspended":{"at":"2025-10-19T08:00:00.000000Z","from":"2025-10-19T08:00:00.000000Z","reason":"SUS.AWAITING_CORRECTION"}}"#
    );
}

#[test]
fn commands_read_back_unchanged() {
    let commands: [Command; 8] = [
        submission().into(),
        ask_corrections(&["full_name", "documents.utility_bill"]).into(),
        correct_answer("full_name", "عائشة").into(),
        pass().into(),
        step_done().into(),
        grant().into(),
        issue().into(),
        note().into(),
    ];
    for command in commands {
        let wire = command.canonical().unwrap();
        assert_eq!(serde_json::from_value::<Command>(wire).unwrap(), command);
    }
}

#[test]
fn a_misspelt_key_is_not_lost() {
    let misspelt = r#"{"Withdraw":{"raeson":"WDR.OTHER"}}"#;
    assert!(serde_json::from_str::<Command>(misspelt).is_err());
}

#[test]
fn a_snapshot_holds_the_whole_request() {
    for &stage in Stage::ALL {
        let life = Life::at_stage(stage);
        let snapshot = serde_json::to_string(life.request()).unwrap();
        assert_eq!(&serde_json::from_str::<Request>(&snapshot).unwrap(), life.request(), "{stage}");
    }
}

#[test]
fn every_event_name_has_its_words_in_arabic() {
    for event in Life::at_stage(Stage::Concluded).events() {
        assert!(event.words().ar.chars().any(|c| ('\u{0621}'..='\u{064A}').contains(&c)), "{}", event.name());
    }
}
