//! An event of a request as the log recorded it, decoded.

use talab_core::request::{Event, Request, evolve};
use talab_core::{AccessEvent, CommandRefused, Timestamp};
use talab_store::Recorded;
use thiserror::Error;

use crate::trace::Trace;

/// The kind of the streams that hold requests.
pub const REQUEST: &str = "Request";

/// An event as recorded, decoded.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "one recorded event, made with a literal by whoever reads a log"
)]
pub struct Entry {
    /// Its place in the whole log.
    pub position: u64,
    /// Its number in the request.
    pub version: u64,
    /// When the log recorded it.
    pub recorded_at: Timestamp,
    /// When it happened, by the clock of whoever caused it.
    pub occurred_at: Timestamp,
    /// What happened.
    pub event: Event,
    /// Who caused it, how, and for whom.
    pub by: Trace,
}

/// A refused command as the access stream recorded it, decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "one recorded refusal, made with a literal by whoever reads a log"
)]
pub struct Refused {
    /// Its place in the whole log.
    pub position: u64,
    /// When the log recorded it.
    pub recorded_at: Timestamp,
    /// What was refused, to whom, by which rule.
    pub refusal: CommandRefused,
}

/// An event that this release can't read.
#[derive(Debug, Error)]
#[error(
    "event {version} of {stream}, a {event_type} of form {event_version} at position {position}, can't be read: \
     use a release that knows this form, or ask `verify` whether it was changed"
)]
#[non_exhaustive]
pub struct Undecodable {
    /// The stream, as kind and id.
    pub stream: String,
    /// Its number in the stream.
    pub version: u64,
    /// Its place in the whole log.
    pub position: u64,
    /// The event's name.
    pub event_type: String,
    /// The version of its form.
    pub event_version: String,
    /// What is wrong with it, and where in the text.
    #[source]
    pub source: Unreadable,
}

/// Why a payload can't be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// The form is none of this release's.
    #[error("this release reads form {} only", Event::VERSION)]
    Form,
    /// The payload is not of the form.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// The payload holds another event than its name says.
    #[error("the payload holds a {0}")]
    OtherEvent(&'static str),
}

/// Decodes an event of a request.
///
/// # Errors
/// [`Undecodable`] names the event and what is wrong with it.
pub fn decode(recorded: &Recorded) -> Result<Entry, Undecodable> {
    let event: Event = payload(recorded)?;
    if event.name() != recorded.event_type {
        return Err(undecodable(recorded, Unreadable::OtherEvent(event.name())));
    }
    Ok(Entry {
        position: recorded.position.get(),
        version: recorded.version.get(),
        recorded_at: recorded.recorded_at.into(),
        occurred_at: recorded.occurred_at.into(),
        event,
        by: Trace::from_metadata(&recorded.metadata),
    })
}

/// Decodes an event of an access stream.
///
/// # Errors
/// [`Undecodable`] names the event and what is wrong with it.
pub fn decode_refused(recorded: &Recorded) -> Result<Refused, Undecodable> {
    let AccessEvent::CommandRefused(refusal) = payload(recorded)?;
    Ok(Refused { position: recorded.position.get(), recorded_at: recorded.recorded_at.into(), refusal })
}

/// The request these events make, beginning with its first.
pub fn fold(entries: &[Entry]) -> Request {
    let mut request = Request::default();
    for entry in entries {
        evolve(&mut request, &entry.event);
    }
    request
}

fn payload<T: serde::de::DeserializeOwned>(recorded: &Recorded) -> Result<T, Undecodable> {
    if recorded.event_version != Event::VERSION {
        return Err(undecodable(recorded, Unreadable::Form));
    }
    serde_json::from_str(&recorded.payload).map_err(|error| undecodable(recorded, error.into()))
}

fn undecodable(recorded: &Recorded, source: Unreadable) -> Undecodable {
    Undecodable {
        stream: recorded.stream.to_string(),
        version: recorded.version.get(),
        position: recorded.position.get(),
        event_type: recorded.event_type.clone(),
        event_version: recorded.event_version.clone(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use talab_core::{CommandRefused, Refusal};
    use talab_store::{Append, EventLog, Expected, MemoryLog, NewEvent, StreamId, Version};

    use super::*;
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
            assert_eq!(
                (&read.event, &read.by, read.occurred_at),
                (&entry.event, &entry.by, entry.occurred_at)
            );
            assert_eq!((read.position, read.version), (1, 1));
        }
        assert_eq!(fold(&case.entries), case.request);
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_named() {
        let read = async |event: NewEvent| decode(&recorded(REQUEST, event).await).unwrap_err();
        let stopped = r#"{"ClockStopped":{"at":"2026-02-01T08:00:00Z"}}"#;
        let newer = read(NewEvent::new("ClockStopped", stopped, start().get()).event_version("2")).await;
        assert!(matches!(newer.source, Unreadable::Form), "{newer:?}");
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
        let read =
            recorded(talab_core::ACCESS, NewEvent::new("CommandRefused", payload, start().get())).await;
        assert_eq!(decode_refused(&read).unwrap().refusal, refusal);
    }
}
