//! The port every backend implements.

use std::fmt::Debug;

use async_trait::async_trait;

use crate::{
    Append, AppendError, Appended, DigestKey, Follow, Head, LogError, Position, Recorded, StoredCommand,
    StreamId, Version,
};

/// An append-only, tamper-evident log of events for any kind of aggregate.
///
/// Every backend passes the suite in `conformance` (feature `test-util`), which is the exact form of what is
/// promised here.
#[async_trait]
pub trait EventLog: Debug + Send + Sync {
    /// Appends the whole batch or nothing.
    ///
    /// * Each stream must be as its write expects, also those that get no event.
    /// * A command id is consumed for good, in the same transaction. The same id with the same digest gives the first
    ///   outcome with `replayed: true` and appends nothing, whatever the streams look like by now; with another
    ///   digest it is [`AppendError::CommandIdReused`].
    /// * Positions are gapless and permanent; the events of one append stand together.
    /// * When it returns `Ok`, the events survive a crash (as far as the backend survives one at all).
    ///
    /// A dropped future leaves an append that happens as a whole or not at all; look the command id up, or send the
    /// same append again.
    ///
    /// # Errors
    /// See [`AppendError`]. Nothing was appended, except perhaps when [`AppendError::is_in_doubt`].
    async fn append(&self, batch: Append) -> Result<Appended, AppendError>;

    /// The events of one stream in order, beginning with version `from`; empty when there are none.
    ///
    /// # Errors
    /// [`LogError`] when the storage fails or holds something that can't be right.
    async fn read_stream(&self, stream: &StreamId, from: Version) -> Result<Vec<Recorded>, LogError>;

    /// At most `limit` events of the whole log in order of position, beginning right after `after`.
    ///
    /// # Errors
    /// As for [`read_stream`](EventLog::read_stream).
    async fn read_all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError>;

    /// At most `limit` streams of a kind with their last versions, in byte order of their ids, beginning after the id
    /// `after`.
    ///
    /// # Errors
    /// As for [`read_stream`](EventLog::read_stream).
    async fn streams(
        &self,
        kind: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(StreamId, Version)>, LogError>;

    /// The command with this id, if it was ever appended.
    ///
    /// # Errors
    /// As for [`read_stream`](EventLog::read_stream).
    async fn command(&self, id: &str) -> Result<Option<StoredCommand>, LogError>;

    /// The command that caused the event at this position, if one was named.
    ///
    /// # Errors
    /// As for [`read_stream`](EventLog::read_stream).
    async fn command_at(&self, position: Position) -> Result<Option<StoredCommand>, LogError>;

    /// At most `limit` commands in the order of their events, beginning with the first one whose first event stands
    /// after `after`. To go on, give the last one's [`last`](StoredCommand::last).
    ///
    /// # Errors
    /// As for [`read_stream`](EventLog::read_stream).
    async fn read_commands(&self, after: Position, limit: usize) -> Result<Vec<StoredCommand>, LogError>;

    /// Where the log stands now.
    ///
    /// # Errors
    /// As for [`read_stream`](EventLog::read_stream).
    async fn head(&self) -> Result<Head, LogError>;

    /// The key for command digests, random and made when the log was created.
    fn digest_key(&self) -> &DigestKey;

    /// Wake-ups when the log grows.
    fn follow(&self) -> Follow;

    /// Finishes what was already queued and releases everything. Later calls fail with
    /// [`AppendError::Closed`] or [`LogErrorKind::Closed`](crate::LogErrorKind::Closed); closing twice is fine.
    ///
    /// A dropped future may leave the log open or closing; call it again to wait for the end.
    ///
    /// # Errors
    /// [`LogError`] when the backend couldn't finish.
    async fn close(&self) -> Result<(), LogError>;
}
