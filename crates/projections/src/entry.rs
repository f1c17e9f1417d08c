//! An event of a request as the log recorded it, decoded.

use std::collections::BTreeSet;

use serde::Serialize;
use talab_core::request::rights::without;
use talab_core::request::{Event, Request, evolve};
use talab_core::{CommandRefused, RequestRead, Timestamp};
use talab_store::{LogError, Recorded};
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

/// A read as the access stream recorded it, decoded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(
    clippy::exhaustive_structs,
    reason = "one recorded read, made with a literal by whoever reads a log"
)]
pub struct Read {
    /// Its place in the whole log.
    pub position: u64,
    /// When the log recorded it.
    pub recorded_at: Timestamp,
    /// Who read what, and for what.
    #[serde(flatten)]
    pub read: RequestRead,
}

/// An event of an access stream, decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "whoever reads an access stream is made to look at a new event")]
pub enum Accessed {
    /// A command was refused.
    Refused(Refused),
    /// A request was read.
    Read(Read),
}

impl Accessed {
    /// The refused command, if it is one.
    pub fn refused(self) -> Option<Refused> {
        match self {
            Self::Refused(refused) => Some(refused),
            Self::Read(_) => None,
        }
    }

    /// The read, if it is one.
    pub fn read(self) -> Option<Read> {
        match self {
            Self::Refused(_) => None,
            Self::Read(read) => Some(read),
        }
    }
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

impl Undecodable {
    pub(crate) fn new(recorded: &Recorded, source: Unreadable) -> Self {
        Self {
            stream: recorded.stream.to_string(),
            version: recorded.version.get(),
            position: recorded.position.get(),
            event_type: recorded.event_type.clone(),
            event_version: recorded.event_version.clone(),
            source,
        }
    }
}

/// Why a payload can't be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// The form is none of this release's, and no step leads on from it.
    #[error("this release reads form {reads}, and knows no way to it")]
    Form {
        /// The version of the form that this release reads.
        reads: &'static str,
    },
    /// The form is of a later release.
    #[error("a later release wrote it: this one reads forms up to {reads}")]
    Newer {
        /// The version of the latest form that this release reads.
        reads: &'static str,
    },
    /// The payload is not of the old form that its version says.
    #[error("it can't be brought up to date")]
    Step(#[source] Box<LogError>),
    /// The payload is not of the form.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// The payload holds another event than its name says.
    #[error("the payload holds a {0}")]
    OtherEvent(&'static str),
}

/// The entries as they are shown: what was redacted is hidden in everything that came before (LY-6.5).
///
/// The log keeps the events as they were, since its hashes are over them.
pub(crate) fn shown(entries: &[Entry]) -> Vec<Entry> {
    let mut gone = BTreeSet::new();
    let mut shown: Vec<_> = entries.to_vec();
    for entry in shown.iter_mut().rev() {
        if let Event::PersonalDataRedacted(redacted) = &entry.event {
            gone.extend(redacted.items.iter().cloned());
        } else if !gone.is_empty() {
            entry.event = without(&entry.event, &gone);
        }
    }
    shown
}

/// The request these events make, beginning with its first.
pub fn fold(entries: &[Entry]) -> Request {
    let mut request = Request::default();
    for entry in entries {
        evolve(&mut request, &entry.event);
    }
    request
}
