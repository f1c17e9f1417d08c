//! What another release would change: histories that this build replays without a difference, and altered ones.

use std::sync::Arc;

use serde_json::{Value, json};
use talab::core::request::exits::Lapse;
use talab::core::testing::{self, decider, handler, system, verifier};
use talab::projections::Forms;
use talab::store::{
    Append, CommandRecord, EventLog, Expected, MemoryLog, NewEvent, Position, StreamId, Upcasters,
};
use talab::{Change, Difference, HistoryCheck, HistoryReport};

use crate::archive;
use crate::stories::{World, on_every_backend};

/// What was appended together, and the record of the command behind it.
struct Act {
    stream: StreamId,
    events: Vec<NewEvent>,
    record: Option<String>,
}

/// The acts of a log.
async fn acts(log: &dyn EventLog) -> Vec<Act> {
    let events = log.read_all(Position::START, 10_000).await.expect("events");
    let commands = log.read_commands(Position::START, 10_000).await.expect("commands");
    let mut acts: Vec<Act> = Vec::new();
    for event in events {
        let caused = commands.iter().find(|it| it.first() <= event.position && event.position <= it.last());
        let (stream, first) = (event.stream.clone(), caused.is_none_or(|it| it.first() == event.position));
        let event = NewEvent::new(&event.event_type, &event.payload, event.occurred_at)
            .event_version(&event.event_version)
            .metadata(&event.metadata);
        match acts.last_mut().filter(|_| !first) {
            Some(act) => act.events.push(event),
            None => {
                let record = caused.map(|command| command.record.clone());
                acts.push(Act { stream, events: vec![event], record });
            }
        }
    }
    acts
}

/// A log of these acts.
async fn log_of(acts: Vec<Act>) -> Arc<dyn EventLog> {
    let log = MemoryLog::new().expect("a log");
    for (number, Act { stream, events, record }) in acts.into_iter().enumerate() {
        let mut append = Append::new().write(stream, Expected::Any, events);
        if let Some(record) = record {
            append = append.command(CommandRecord::new(number.to_string(), [0; 32], record));
        }
        log.append(append).await.expect("appended");
    }
    Arc::new(log)
}

async fn checked(log: Arc<dyn EventLog>) -> HistoryReport {
    HistoryCheck::of(log).run().await.expect("a readable log")
}

/// A request granted and delivered, and one whose corrections were never answered.
async fn lived(world: &World) {
    let filed = world.submits().await.reference;
    world.grants(&filed).await;
    world.does(&handler(), &filed, testing::issue()).await;
    world.does(&handler(), &filed, testing::deliver()).await;
    let lapsed = world.submits().await.reference;
    world.refuses(&decider(), &lapsed, testing::approve()).await;
    world.does(&verifier(), &lapsed, testing::ask_corrections(&["address"])).await;
    world.at("2026-01-15 09:00");
    world.does(&handler(), &lapsed, Lapse::default()).await;
    let _ = world.tries(&system(), &filed, Lapse::default()).await;
}

/// What was lived, changed a little, and what the check says of it.
async fn altered(alter: impl Fn(&mut Act)) -> HistoryReport {
    let world = World::in_memory().await;
    lived(&world).await;
    let mut acts = acts(&**world.talab.log()).await;
    acts.iter_mut().for_each(alter);
    checked(log_of(acts).await).await
}

/// The only difference.
#[track_caller]
fn only(report: HistoryReport) -> Difference {
    assert_eq!((report.differing, report.differences.len()), (1, 1), "{:?}", report.differences);
    report.differences.into_iter().next().expect("one")
}

/// Changes the content of the first event of that name in an act.
fn payload(act: &mut Act, name: &str, change: impl Fn(&mut Value)) {
    if let Some(event) = act.events.iter_mut().find(|event| event.event_type == name) {
        let mut payload: Value = serde_json::from_str(&event.payload).expect("JSON");
        change(&mut payload[name]);
        event.payload = payload.to_string();
    }
}

/// Changes the record of the command of that name.
fn record(act: &mut Act, name: &str, change: impl Fn(&mut Value)) {
    let Some(text) = &mut act.record else { return };
    let mut held: Value = serde_json::from_str(text).expect("JSON");
    if held["name"] == name {
        change(&mut held);
        *text = held.to_string();
    }
}

#[tokio::test]
async fn what_this_build_wrote_it_would_write_again() {
    on_every_backend(async |world| {
        lived(&world).await;
        let report = world.talab.check_history().run().await.expect("checked");
        assert!(!report.changes_anything(), "{:?}", report.differences);
        assert_eq!(report.commands_not_compared(), 0, "{report:?}");
        assert_eq!((report.commands, report.same), (15, 15));
        assert_eq!(report.position, world.position().await);
        assert_eq!(report.events, report.position, "every event is ours");
        assert_eq!((report.streams, report.without_command, report.foreign), (7, 2, 0), "two refusals");
    })
    .await;
}

#[tokio::test]
async fn every_archived_log_is_decided_again_as_it_was() {
    for (version, rows) in archive::logs() {
        let mut acts: Vec<Act> = Vec::new();
        for row in &rows {
            let event = archive::event(row);
            let goes_on = acts.last().is_some_and(|act| {
                act.record.is_some()
                    && act.stream.id() == row.id
                    && act.events.last().is_some_and(|last| last.metadata == event.metadata)
            });
            match acts.last_mut().filter(|_| goes_on && row.record.is_none()) {
                Some(act) => act.events.push(event),
                None => {
                    let stream = StreamId::new(&row.kind, &row.id).expect("a stream");
                    acts.push(Act { stream, events: vec![event], record: row.record.clone() });
                }
            }
        }
        let report = checked(log_of(acts).await).await;
        assert_eq!(report.differences, [], "{version}");
        assert_eq!(
            (report.events, report.commands_not_compared()),
            (rows.len() as u64, 0),
            "{version}: {report:?}"
        );
        assert_eq!((report.same, report.commands), (report.commands, report.commands), "{version}");
        assert!(report.commands > 50, "{version}");
    }
}

#[tokio::test]
async fn an_event_that_would_be_decided_otherwise_is_shown() {
    let report = altered(|act| payload(act, "DeadlineSet", |it| it["working_days"] = json!(4))).await;
    assert_eq!((report.differing, report.differences.len()), (2, 2), "each request has one");
    let first = &report.differences[0];
    assert_eq!(first.command.as_deref(), Some("Submit"));
    let Change::Events { stored, decided, at: Some(at) } = &first.change else { panic!("{first:?}") };
    assert_eq!(stored, decided, "the same events with another content");
    assert_eq!(at.path, "DeadlineSet.working_days");
    assert_eq!((at.stored.as_deref(), at.now.as_deref()), (Some("4"), Some("3")));
    assert_eq!(report.same + report.differing, report.commands);
}

#[tokio::test]
async fn an_event_too_few_is_shown() {
    let lost = altered(|act| {
        if act.events[0].event_type == "CorrectionsRequested" {
            act.events.truncate(3);
        }
    });
    let lost = only(lost.await);
    let Change::Events { stored, decided, at: None } = &lost.change else { panic!("{lost:?}") };
    assert_eq!((stored.len(), decided.len()), (3, 4), "{stored:?} {decided:?}");
}

#[tokio::test]
async fn a_command_that_would_be_refused_is_shown() {
    let refused = only(
        altered(|act| record(act, "ApproveDecision", |it| it["by"]["person"] = json!(handler().person)))
            .await,
    );
    assert_eq!(refused.command.as_deref(), Some("ApproveDecision"));
    let Change::Refused { stored, code, .. } = &refused.change else { panic!("{refused:?}") };
    assert_eq!((stored[0].as_str(), *code), ("DecisionApproved", "same_person"));
}

#[tokio::test]
async fn another_verdict_is_shown() {
    let other =
        only(altered(|act| record(act, "Lapse", |it| it["verdicts"][1]["held"] = json!(false))).await);
    let Change::Verdicts { at } = &other.change else { panic!("{other:?}") };
    assert_eq!((at.path.as_str(), at.now.as_deref()), ("[1].held", Some("true")));
}

#[tokio::test]
async fn an_event_that_would_be_written_otherwise_is_shown() {
    let written = only(altered(|act| payload(act, "Lapsed", |it| it["note"] = json!("old"))).await);
    let Change::Rewritten { event, at } = &written.change else { panic!("{written:?}") };
    assert_eq!((event.as_str(), at.path.as_str(), at.now.as_deref()), ("Lapsed", "Lapsed.note", None));
}

#[tokio::test]
async fn what_cannot_be_read_is_shown_and_what_rests_on_it_is_commands_not_compared() {
    let report = altered(|act| {
        for event in act.events.iter_mut().filter(|it| it.event_type == "VerificationPassed") {
            "7".clone_into(&mut event.event_version);
        }
    })
    .await;
    let reasons: Vec<_> = report.not_compared.iter().map(|(why, it)| (*why, it.commands)).collect();
    assert_eq!(reasons, [("events_unreadable", 1), ("request_unreadable", 5)]);
    let unreadable = only(report);
    let Change::Undecodable { event, problem } = &unreadable.change else { panic!("{unreadable:?}") };
    assert_eq!(event, "VerificationPassed");
    assert!(problem.contains("a later release wrote it"), "{problem}");
}

#[tokio::test]
async fn a_command_whose_private_parts_are_gone_is_commands_not_compared() {
    let report = altered(|act| {
        payload(act, "Submitted", |it| it["personal"] = json!({ "subject": "p-1", "erased": true }));
    })
    .await;
    assert!(report.not_compared["personal_unreadable"].commands >= 2, "{report:?}");
    assert_eq!(report.differences, []);
    assert_eq!(report.same + report.commands_not_compared(), report.commands);
}

#[tokio::test]
async fn an_unknown_record_is_commands_not_compared() {
    let report = altered(|act| record(act, "Lapse", |it| it["record"] = json!(2))).await;
    assert_eq!(report.not_compared["record_unknown"].commands, 1);
    assert_eq!(report.differing, 0);
}

/// A release that changed a form reads the old one through its step, and decides as before.
#[tokio::test]
async fn an_old_form_with_its_step_changes_nothing() {
    let world = World::in_memory().await;
    lived(&world).await;
    let mut acts = acts(&**world.talab.log()).await;
    for act in &mut acts {
        payload(act, "Lapsed", |it| {
            let at = it.as_object_mut().and_then(|it| it.remove("at")).expect("an instant");
            it["when"] = at;
        });
        for event in act.events.iter_mut().filter(|it| it.event_type == "Lapsed") {
            "0".clone_into(&mut event.event_version);
        }
    }
    let log = log_of(acts).await;
    let without = checked(Arc::clone(&log)).await;
    assert!(matches!(only(without).change, Change::Undecodable { .. }));
    let renamed = |payload: &mut Value| {
        let at = payload["Lapsed"].as_object_mut().and_then(|it| it.remove("when")).ok_or("no instant")?;
        payload["Lapsed"]["at"] = at;
        Ok(())
    };
    let steps = Upcasters::new().step("Request", ("Lapsed", "0"), ("Lapsed", "1"), renamed).expect("a step");
    let report = HistoryCheck::of(log).reading(Forms::with(steps)).run().await.expect("checked");
    assert_eq!((report.differing, report.commands_not_compared(), report.same), (0, 0, report.commands));
}

#[tokio::test]
async fn every_difference_is_counted_and_some_are_shown() {
    let world = World::in_memory().await;
    lived(&world).await;
    let mut acts = acts(&**world.talab.log()).await;
    acts.iter_mut().for_each(|act| payload(act, "Submitted", |it| it["note"] = json!(1)));
    let report = HistoryCheck::of(log_of(acts).await).showing(1).run().await.expect("checked");
    assert_eq!((report.differing, report.differences.len()), (2, 1));
}
