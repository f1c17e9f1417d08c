//! Requests that wait behind an event this release can't read.

use serde::Serialize;
use talab_store::view::Row;
use talab_store::{LogError, Recorded};

use super::row::{signed, unsigned};

/// A request that is parked: its row stands before the event that can't be read, and its later events queue behind
/// it. Other requests flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Parked {
    /// The id of its stream.
    pub reference: String,
    /// The place in the whole log of the event that can't be read.
    pub position: u64,
    /// The event's number in the request.
    pub version: u64,
    /// The event's name.
    pub event_type: String,
    /// The version of its form.
    pub event_version: String,
    /// What is wrong with it.
    pub problem: String,
    /// How many later events wait behind it.
    pub queued: u64,
}

impl Parked {
    pub(super) fn new(recorded: &Recorded, problem: String, queued: usize) -> Self {
        Self {
            reference: recorded.stream.id().to_owned(),
            position: recorded.position.get(),
            version: recorded.version.get(),
            event_type: recorded.event_type.clone(),
            event_version: recorded.event_version.clone(),
            problem,
            queued: queued.try_into().unwrap_or(u64::MAX),
        }
    }

    pub(super) fn to_row(&self) -> Row {
        Row::new()
            .with("reference", self.reference.as_str())
            .with("position", signed(self.position))
            .with("version", signed(self.version))
            .with("event_type", self.event_type.as_str())
            .with("event_version", self.event_version.as_str())
            .with("problem", self.problem.as_str())
            .with("queued", signed(self.queued))
    }

    pub(super) fn from_row(row: &Row) -> Result<Self, LogError> {
        Ok(Self {
            reference: row.text("reference")?.to_owned(),
            position: unsigned(row.integer("position")?),
            version: unsigned(row.integer("version")?),
            event_type: row.text("event_type")?.to_owned(),
            event_version: row.text("event_version")?.to_owned(),
            problem: row.text("problem")?.to_owned(),
            queued: unsigned(row.integer("queued")?),
        })
    }
}
