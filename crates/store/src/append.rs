//! What goes into the log in one act, and what comes of it.

use time::OffsetDateTime;

use crate::{Expected, Position, StreamId, Version};

/// One all-or-nothing act: events for one or several streams, streams that are only checked, and the command that
/// caused it.
///
/// An append without any event is [`InvalidAppend::NoEvent`](crate::InvalidAppend::NoEvent) and doesn't consume the
/// command's id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Append {
    /// The streams, each at most once. Events get their positions in this order.
    pub writes: Vec<StreamWrite>,
    /// The command behind the events, remembered for good with them.
    pub command: Option<CommandRecord>,
}

impl Append {
    /// An empty act, to be filled.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `events` to `stream`, which must be as `expected`.
    #[must_use]
    pub fn write(mut self, stream: StreamId, expected: Expected, events: Vec<NewEvent>) -> Self {
        self.writes.push(StreamWrite { stream, expected, events });
        self
    }

    /// Demands that `stream` stand at exactly `version`, and writes nothing to it.
    #[must_use]
    pub fn check(self, stream: StreamId, version: Version) -> Self {
        self.write(stream, Expected::Exact(version), Vec::new())
    }

    /// Names the command behind the act, so that sending it twice appends once.
    #[must_use]
    pub fn command(mut self, command: CommandRecord) -> Self {
        self.command = Some(command);
        self
    }

    /// How many events it holds.
    #[must_use]
    pub fn event_count(&self) -> usize {
        self.writes.iter().map(|write| write.events.len()).sum()
    }
}

/// One stream's part of an [`Append`]; without events it only checks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StreamWrite {
    /// Which stream.
    pub stream: StreamId,
    /// What must be true of it.
    pub expected: Expected,
    /// What is added to it, in order.
    pub events: Vec<NewEvent>,
}

/// An event that isn't in the log yet.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NewEvent {
    /// The event's name, e.g. `Submitted`.
    pub event_type: String,
    /// The version of the event's form, a text such as `1`.
    pub event_version: String,
    /// JSON text. Its bytes are kept as they are: they are the evidence.
    pub payload: String,
    /// A flat JSON object of strings, as text; its bytes are kept too.
    pub metadata: String,
    /// When it happened, in whole microseconds UTC.
    pub occurred_at: OffsetDateTime,
}

impl NewEvent {
    /// An event of form version `1` with empty metadata. Below a microsecond, `occurred_at` is cut off.
    #[must_use]
    pub fn new(
        event_type: impl Into<String>,
        payload: impl Into<String>,
        occurred_at: OffsetDateTime,
    ) -> Self {
        Self {
            event_type: event_type.into(),
            event_version: "1".to_owned(),
            payload: payload.into(),
            metadata: "{}".to_owned(),
            occurred_at: crate::instant::truncate(occurred_at),
        }
    }

    /// Sets the version of the event's form.
    #[must_use]
    pub fn event_version(mut self, event_version: impl Into<String>) -> Self {
        self.event_version = event_version.into();
        self
    }

    /// Sets the metadata: the text of a flat JSON object whose values are strings.
    #[must_use]
    pub fn metadata(mut self, metadata: impl Into<String>) -> Self {
        self.metadata = metadata.into();
        self
    }
}

/// The command behind an append: its id is consumed for good, its record is hashed into the first event's entry.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CommandRecord {
    /// The command's id, unique in the log.
    pub id: String,
    /// A keyed digest of what the command says ([`DigestKey::hmac`](crate::DigestKey::hmac)), to tell a repeat from a
    /// different command under the same id.
    pub digest: [u8; 32],
    /// JSON text, kept byte for byte.
    pub record: String,
}

impl CommandRecord {
    /// A command's id, digest and record.
    #[must_use]
    pub fn new(id: impl Into<String>, digest: [u8; 32], record: impl Into<String>) -> Self {
        Self { id: id.into(), digest, record: record.into() }
    }
}

/// What an append did.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Appended {
    /// The first event's position.
    pub first: Position,
    /// The last event's position.
    pub last: Position,
    /// Every stream that got events, with its version right after them, in the order of writing. Streams that were
    /// only checked are not named.
    pub streams: Vec<(StreamId, Version)>,
    /// When the log recorded the events.
    pub recorded_at: OffsetDateTime,
    /// Whether this is the outcome of an earlier append of the same command, and nothing was appended now.
    pub replayed: bool,
}

impl Appended {
    /// For backends: the outcome of an append that wrote `first..=last`.
    #[must_use]
    pub fn new(
        first: Position,
        last: Position,
        streams: Vec<(StreamId, Version)>,
        recorded_at: OffsetDateTime,
    ) -> Self {
        Self { first, last, streams, recorded_at, replayed: false }
    }

    /// The same outcome, told again.
    #[must_use]
    pub fn again(mut self) -> Self {
        self.replayed = true;
        self
    }

    /// The version of `stream` right after the append, if it got events.
    #[must_use]
    pub fn version_of(&self, stream: &StreamId) -> Option<Version> {
        self.streams.iter().find(|(written, _)| written == stream).map(|(_, version)| *version)
    }
}
