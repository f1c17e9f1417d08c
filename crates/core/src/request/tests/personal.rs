//! Personal values: out of logs and records, erasable without touching the history.

use crate::personal::Personal;
use crate::request::{Command, Event, NotRestored, Request, evolve};
use crate::stage::Stage;
use crate::testing::{Life, applicant, correct_answer, given, grant, handler, step_done, submission, when};

const SECRETS: [&str; 4] = ["119900123456", "عائشة", "aisha@example.ly", "النصر"];

#[test]
fn nothing_personal_is_printed() {
    let mut life = Life::at_stage(Stage::AwaitingCorrection);
    let command = correct_answer("full_name", "عائشة الزوي");
    let printed = format!("{command:?} {:?}", submission());
    life.then(applicant(), "2025-10-20 09:00", command);
    let printed = format!("{printed} {:?} {:?}", life.events(), life.request());
    for secret in SECRETS {
        assert!(!printed.contains(secret), "{secret} is in the open");
    }
}

#[test]
fn the_record_of_a_command_holds_a_mark_and_its_canonical_form_the_values() {
    let command = crate::request::Command::from(submission());
    let record = command.record().unwrap().to_string();
    let canonical = command.canonical().unwrap().to_string();
    for secret in SECRETS {
        assert!(!record.contains(secret), "{secret} is in the record");
        assert!(canonical.contains(secret), "the digest must cover {secret}");
    }
}

#[test]
fn a_command_comes_back_with_what_its_events_still_hold() {
    let record = || Command::from(submission()).record().unwrap();
    let life = Life::at_stage(Stage::Acknowledged);
    assert_eq!(Command::restore(record(), life.events()), Ok(submission().into()));
    assert_eq!(Command::restore(record(), &[]), Err(NotRestored::Missing));
    let erased: Vec<_> = life.events().iter().map(erase).collect();
    assert_eq!(Command::restore(record(), &erased), Err(NotRestored::Unreadable));
    let unheard = serde_json::json!({ "Unheard": {} });
    assert_eq!(Command::restore(unheard, life.events()), Err(NotRestored::Unknown));
}

/// I-20, as far as the core can say: erasing changes no stage, date or count; only values disappear.
#[test]
fn erasing_changes_only_values() {
    let mut life = Life::at_stage(Stage::AwaitingCorrection);
    life.then(applicant(), "2025-10-20 09:00", correct_answer("full_name", "عائشة الزوي"));
    let whole = life.request();
    let mut erased = Request::default();
    for event in life.events() {
        evolve(&mut erased, &erase(event));
    }
    assert_eq!(erased.stages_passed(), whole.stages_passed());
    assert_eq!((erased.clock(), erased.received_at()), (whole.clock(), whole.received_at()));
    assert_eq!(erased.notifications(), whole.notifications());
    assert_eq!(erased.documents().count(), whole.documents().count());
    assert!(whole.answers().is_some());
    assert_eq!(erased.answers(), None);
}

#[test]
fn a_rule_that_needs_an_erased_value_says_so() {
    let mut life = Life::at_stage(Stage::InExecution);
    life.then(handler(), "2025-10-20 09:00", step_done());
    let erased: Vec<_> = life.events().iter().map(erase).collect();
    let refusal = given(&erased)
        .when(&when(handler(), "2025-10-20 10:00", life.facts.build(), grant()))
        .then_refused("personal_unreadable");
    assert_eq!(refusal.path(), Some("answers"));
}

pub(super) fn erase(event: &Event) -> Event {
    let subject = applicant().person;
    match event.clone() {
        Event::Submitted(mut it) => {
            it.personal = Personal::erased(subject);
            Event::Submitted(it)
        }
        Event::Corrected(mut it) => {
            it.personal = Personal::erased(subject);
            Event::Corrected(it)
        }
        Event::CorrectionsRequested(mut it) => {
            it.instructions = Personal::erased(subject);
            Event::CorrectionsRequested(it)
        }
        other => other,
    }
}
