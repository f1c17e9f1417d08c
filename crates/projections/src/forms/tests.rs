//! Decoding: the present form, old ones through their steps, and what can't be read.

use serde_json::{Value, json};
use talab_core::{CommandRefused, ReadKind, ReadPurpose, Refusal, RequestRead};
use talab_store::{Append, EventLog, Expected, MemoryLog, NewEvent, StreamId, Version};

use super::*;
use crate::entry::fold;
use crate::testing::{Case, applicant, start};

/// What the log gives back of this event.
async fn recorded(kind: &str, event: NewEvent) -> Recorded {
    let (log, stream) = (MemoryLog::new().unwrap(), StreamId::new(kind, "x").unwrap());
    log.append(Append::new().write(stream.clone(), Expected::Any, vec![event])).await.unwrap();
    log.read_stream(&stream, Version::FIRST).await.unwrap().remove(0)
}

fn lived() -> Case {
    let mut case = Case::new(1);
    let submit = case.complete();
    case.must(&applicant(), submit);
    case
}

#[tokio::test]
async fn an_event_reads_back_with_its_trace() {
    let case = lived();
    for entry in &case.entries {
        let payload = serde_json::to_string(&entry.event).unwrap();
        let new = NewEvent::new(entry.event.name(), payload, entry.occurred_at.get());
        let read = decode(&recorded(REQUEST, new.metadata(entry.by.to_metadata())).await).unwrap();
        assert_eq!((&read.event, &read.by, read.occurred_at), (&entry.event, &entry.by, entry.occurred_at));
        assert_eq!((read.position, read.version), (1, 1));
    }
    assert_eq!(fold(&case.entries), case.request);
}

#[tokio::test]
async fn what_cannot_be_read_is_named() {
    let read = async |event: NewEvent| decode(&recorded(REQUEST, event).await).unwrap_err();
    let stopped = r#"{"ClockStopped":{"at":"2026-02-01T08:00:00Z"}}"#;
    let newer = read(NewEvent::new("ClockStopped", stopped, start().get()).event_version("2")).await;
    assert!(matches!(newer.source, Unreadable::Newer { reads: "1" }), "{newer:?}");
    let told = newer.source.to_string();
    assert_eq!(told, "a later release wrote it: this one reads forms up to 1");
    let lost = read(NewEvent::new("ClockStopped", stopped, start().get()).event_version("0")).await;
    assert!(matches!(lost.source, Unreadable::Form { reads: "1" }), "{lost:?}");
    let unknown = read(NewEvent::new("Unheard", r#"{"Unheard":{}}"#, start().get())).await;
    assert!(matches!(&unknown.source, Unreadable::Json(error) if error.to_string().contains("Unheard")));
    let other = read(NewEvent::new("ClockResumed", stopped, start().get())).await;
    assert!(matches!(other.source, Unreadable::OtherEvent("ClockStopped")), "{other:?}");
    let message = other.to_string();
    assert!(
        message.starts_with("event 1 of Request/x, a ClockResumed of form 1 at position 1,"),
        "{message}"
    );
}

#[tokio::test]
async fn a_refusal_reads_back() {
    let refusal = CommandRefused::new(start(), applicant(), "withdraw", &Refusal::IdentityMissing);
    let payload = serde_json::to_string(&AccessEvent::CommandRefused(refusal.clone())).unwrap();
    let read = recorded(talab_core::ACCESS, NewEvent::new("CommandRefused", payload, start().get())).await;
    assert_eq!(decode_accessed(&read).unwrap().refused().unwrap().refusal, refusal);
}

#[tokio::test]
async fn a_read_reads_back() {
    let told = RequestRead {
        at: start(),
        by: applicant(),
        what: ReadKind::Trail,
        asked: Vec::new(),
        purpose: Some(ReadPurpose::new("case/7").unwrap()),
        refused: None,
    };
    let payload = serde_json::to_string(&AccessEvent::RequestRead(told.clone())).unwrap();
    assert!(!payload.contains("asked") && !payload.contains("refused"), "{payload}");
    let read = recorded(talab_core::ACCESS, NewEvent::new("RequestRead", payload, start().get())).await;
    let read = decode_accessed(&read).unwrap();
    assert!(read.clone().refused().is_none());
    assert_eq!(read.read().unwrap().read, told);
}

/// Form 0 called the instant `when`, and counted seconds; before that the event had another name.
fn chain() -> Forms {
    let instant = |payload: &mut Value| {
        let seconds = payload["ClockStopped"]["when"].as_i64().ok_or("when is not a number of seconds")?;
        let at = talab_core::Timestamp::from_unix_micros(seconds * 1_000_000);
        *payload = json!({ "ClockStopped": { "at": at } });
        Ok(())
    };
    let renamed = |payload: &mut Value| {
        *payload = json!({ "ClockStopped": payload["ClockHalted"] });
        Ok(())
    };
    let steps =
        Upcasters::new().step(REQUEST, ("ClockStopped", "0"), ("ClockStopped", "1"), instant).unwrap();
    Forms::with(steps.step(REQUEST, ("ClockHalted", "1"), ("ClockStopped", "0"), renamed).unwrap())
}

#[tokio::test]
async fn old_forms_are_read_through_their_steps() {
    let now =
        NewEvent::new("ClockStopped", r#"{"ClockStopped":{"at":"2026-02-01T08:00:00Z"}}"#, start().get());
    let old = r#"{"ClockStopped":{"when":1769932800}}"#;
    let old = NewEvent::new("ClockStopped", old, start().get()).event_version("0");
    let older = NewEvent::new("ClockHalted", r#"{"ClockHalted":{"when":1769932800}}"#, start().get());
    let now = recorded(REQUEST, now).await;
    let expected = chain().request(&now).unwrap();
    for form in [old, older] {
        let stored = recorded(REQUEST, form).await;
        assert!(decode(&stored).is_err(), "the chain is the test's own");
        let read = chain().request(&stored).unwrap();
        assert_eq!(read, Entry { recorded_at: read.recorded_at, ..expected.clone() });
        assert_eq!(
            chain().payload(&stored).unwrap(),
            r#"{"ClockStopped":{"at":"2026-02-01T08:00:00.000000Z"}}"#
        );
    }
    assert_eq!(chain().payload(&now).unwrap(), now.payload, "the present form keeps its bytes");
}

#[tokio::test]
async fn an_old_form_that_is_not_one_is_named_with_its_step() {
    let event = NewEvent::new("ClockStopped", r#"{"ClockStopped":{"when":"today"}}"#, start().get());
    let stored = recorded(REQUEST, event.event_version("0")).await;
    let error = chain().request(&stored).unwrap_err();
    let Unreadable::Step(step) = &error.source else { panic!("{error:?}") };
    assert!(step.to_string().contains("on the way to ClockStopped 1: when is not a number"), "{step}");
    let newer = chain().decode::<Event>(
        &recorded(REQUEST, NewEvent::new("ClockStopped", "{}", start().get()).event_version("2")).await,
    );
    assert!(matches!(newer.unwrap_err().source, Unreadable::Newer { .. }));
}

#[test]
fn our_own_chain_holds_together_and_ends_where_we_write() {
    let steps = steps().expect("no circle, no fork");
    for name in Event::NAMES {
        let version = Event::version_of(name).unwrap();
        assert_eq!(steps.latest(REQUEST, name, version), (*name, version));
        // Every version before the present one has a way to a present form.
        for old in 1..version.parse::<u32>().unwrap() {
            let old = old.to_string();
            let (latest, at) = steps.latest(REQUEST, name, &old);
            assert_eq!(Event::version_of(latest), Some(at), "{name} {old}");
        }
    }
}
