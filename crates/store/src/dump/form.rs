//! The lines of a dump, as they are written. `docs/formats.md` explains them to a stranger.

use serde::{Deserialize, Serialize};
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};
use uuid::Uuid;

use crate::hash::{hex, unhex};
use crate::{DigestKey, Hash, NewEvent, Position, Recorded, StoredCommand, StreamId, Version};

/// Whole microseconds, UTC.
const INSTANT: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");

/// One line: an object with one key, which says what it is.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    TalabDump(Header),
    Event(Box<EventLine>),
    End(End),
}

/// The first line: which log this is.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) format: u64,
    pub(super) entry_format: u64,
    pub(super) epoch: Uuid,
    pub(super) epoch_counter: u64,
    /// The log's last position and root when the dump was begun.
    pub(super) position: u64,
    pub(super) root: String,
    /// Tells whether a digest key is this log's.
    pub(super) key_check: String,
    /// Up to where another program's events were adopted.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) adopted: u64,
    /// Which streams are here; absent where all of the log is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) streams: Option<Vec<StreamName>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StreamName {
    pub(super) aggregate_type: String,
    pub(super) aggregate_id: String,
}

/// An event, under the names of the table's columns.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EventLine {
    pub(super) position: u64,
    aggregate_type: String,
    aggregate_id: String,
    sequence: u64,
    event_type: String,
    event_version: String,
    pub(super) payload: String,
    pub(super) metadata: String,
    occurred_at: String,
    recorded_at: String,
    leaf: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) command: Option<CommandPart>,
}

/// The command that caused this event, on the first of its events.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommandPart {
    pub(super) id: String,
    pub(super) digest: String,
    pub(super) record: String,
    /// How many events it caused: this one and those on the next lines.
    pub(super) events: u64,
}

/// The last line: what must have been before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    pub(super) events: u64,
    pub(super) commands: u64,
    /// The tree's root over the events of the file, in their order.
    pub(super) root: String,
    /// SHA-256 of every byte before this line.
    pub(super) sha256: String,
}

/// Only as much of a first line as every format has.
#[derive(Debug, Deserialize)]
pub(super) struct Stamp {
    pub(super) talab_dump: StampFormat,
}

#[derive(Debug, Deserialize)]
pub(super) struct StampFormat {
    pub(super) format: u64,
}

impl EventLine {
    pub(super) fn new(event: Recorded, command: Option<StoredCommand>) -> Result<Self, time::error::Format> {
        let command = command.map(|command| CommandPart {
            events: command.last().get() - command.first().get() + 1,
            digest: hex(&command.digest),
            id: command.id,
            record: command.record,
        });
        Ok(Self {
            position: event.position.get(),
            aggregate_type: event.stream.kind().to_owned(),
            aggregate_id: event.stream.id().to_owned(),
            sequence: event.version.get(),
            occurred_at: event.occurred_at.format(INSTANT)?,
            recorded_at: event.recorded_at.format(INSTANT)?,
            leaf: hex(&event.leaf),
            event_type: event.event_type,
            event_version: event.event_version,
            payload: event.payload,
            metadata: event.metadata,
            command,
        })
    }

    /// The event, as it stood in the log it comes from.
    ///
    /// # Errors
    /// Which of its fields can't be read.
    pub(super) fn into_event(self) -> Result<Recorded, &'static str> {
        let occurred_at = instant(&self.occurred_at).ok_or("occurred_at")?;
        let recorded_at = instant(&self.recorded_at).ok_or("recorded_at")?;
        let leaf = unhex(&self.leaf).ok_or("leaf")?;
        let stream = StreamId::unchecked(&self.aggregate_type, &self.aggregate_id);
        let event = NewEvent::new(self.event_type, self.payload, occurred_at)
            .event_version(self.event_version)
            .metadata(self.metadata);
        let (position, version) = (Position::new(self.position), Version::new(self.sequence));
        Ok(Recorded::new(position, stream, version, event, recorded_at, leaf))
    }
}

impl StreamName {
    pub(super) fn of(stream: &StreamId) -> Self {
        Self { aggregate_type: stream.kind().to_owned(), aggregate_id: stream.id().to_owned() }
    }

    pub(super) fn id(&self) -> StreamId {
        StreamId::unchecked(&self.aggregate_type, &self.aggregate_id)
    }
}

/// What tells whether a key is the log's, and nothing else about it.
pub(super) fn key_check(key: &DigestKey) -> Hash {
    key.hmac(b"talab dump: is this the key?")
}

fn instant(text: &str) -> Option<OffsetDateTime> {
    PrimitiveDateTime::parse(text, INSTANT).ok().map(PrimitiveDateTime::assume_utc)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}
