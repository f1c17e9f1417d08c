//! What the log gives back.

use std::fmt;

use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Appended, Hash, NewEvent, Position, StreamId, Version};

/// An event in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recorded {
    /// Its place in the whole log.
    pub position: Position,
    /// Its stream.
    pub stream: StreamId,
    /// Its number in the stream.
    pub version: Version,
    /// The event's name.
    pub event_type: String,
    /// The version of the event's form.
    pub event_version: String,
    /// JSON text, byte for byte as it was appended.
    pub payload: String,
    /// The text of a flat JSON object of strings, byte for byte as it was appended.
    pub metadata: String,
    /// When it happened, whole microseconds UTC, as the appender said.
    pub occurred_at: OffsetDateTime,
    /// When the log recorded it, whole microseconds UTC; never earlier than the event before it.
    pub recorded_at: OffsetDateTime,
    /// The SHA-256 leaf over its [`Entry`](crate::Entry).
    pub leaf: Hash,
}

impl Recorded {
    /// For backends: `event` at its place.
    #[must_use]
    pub fn new(
        position: Position,
        stream: StreamId,
        version: Version,
        event: NewEvent,
        recorded_at: OffsetDateTime,
        leaf: Hash,
    ) -> Self {
        let NewEvent { event_type, event_version, payload, metadata, occurred_at } = event;
        Self {
            position,
            stream,
            version,
            event_type,
            event_version,
            payload,
            metadata,
            occurred_at,
            recorded_at,
            leaf,
        }
    }
}

/// A command the log remembers, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredCommand {
    /// The command's id.
    pub id: String,
    /// The keyed digest it came with.
    pub digest: [u8; 32],
    /// Its record: JSON text, byte for byte.
    pub record: String,
    /// The outcome of its append, rebuilt from the events; `replayed` is true.
    pub appended: Appended,
}

impl StoredCommand {
    /// For backends: a command and its outcome.
    #[must_use]
    pub fn new(id: String, digest: [u8; 32], record: String, appended: Appended) -> Self {
        Self { id, digest, record, appended: appended.again() }
    }

    /// The position of the first event it caused.
    #[must_use]
    pub fn first(&self) -> Position {
        self.appended.first
    }

    /// The position of the last event it caused.
    #[must_use]
    pub fn last(&self) -> Position {
        self.appended.last
    }
}

/// Which life of which log: a random id from its creation, and a counter raised when a copy is promoted.
///
/// A checkpoint of another epoch can't be trusted: the log it followed may have ended differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Epoch {
    /// Made once, when the log was created.
    pub id: Uuid,
    /// 1 at creation, raised by each promotion.
    pub counter: u64,
}

impl Epoch {
    /// An epoch as it was written down, e.g. in a checkpoint.
    #[must_use]
    pub const fn new(id: Uuid, counter: u64) -> Self {
        Self { id, counter }
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.id, self.counter)
    }
}

/// Where the log stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Head {
    /// Which log.
    pub epoch: Epoch,
    /// The last event's position, [`Position::START`] in an empty log.
    pub position: Position,
    /// The RFC 9162 tree hash over all leaves; SHA-256 of nothing in an empty log.
    pub root: Hash,
}

impl Head {
    /// For backends: a head.
    #[must_use]
    pub const fn new(epoch: Epoch, position: Position, root: Hash) -> Self {
        Self { epoch, position, root }
    }
}
