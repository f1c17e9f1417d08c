//! A log seen through a glass: an older release that can't read some events, or a log that was tampered with.

use async_trait::async_trait;
use talab_store::{
    Append, AppendError, Appended, DigestKey, EventLog, Follow, Head, LogError, Position, Recorded,
    StoredCommand, StreamId, Version,
};

/// What the glass does to an event.
pub(super) type Tint = fn(&mut Recorded);

#[derive(Debug)]
pub(super) struct Glass<'a> {
    pub(super) log: &'a dyn EventLog,
    pub(super) tint: Tint,
    /// The head it shows instead of the log's own.
    pub(super) head: Option<Head>,
}

impl<'a> Glass<'a> {
    pub(super) fn new(log: &'a dyn EventLog, tint: Tint) -> Self {
        Self { log, tint, head: None }
    }

    fn through(&self, mut events: Vec<Recorded>) -> Vec<Recorded> {
        events.iter_mut().for_each(self.tint);
        events
    }
}

#[async_trait]
impl EventLog for Glass<'_> {
    async fn append(&self, batch: Append) -> Result<Appended, AppendError> {
        self.log.append(batch).await
    }

    async fn read_stream(&self, stream: &StreamId, from: Version) -> Result<Vec<Recorded>, LogError> {
        Ok(self.through(self.log.read_stream(stream, from).await?))
    }

    async fn read_all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        Ok(self.through(self.log.read_all(after, limit).await?))
    }

    async fn streams(
        &self,
        kind: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(StreamId, Version)>, LogError> {
        self.log.streams(kind, after, limit).await
    }

    async fn command(&self, id: &str) -> Result<Option<StoredCommand>, LogError> {
        self.log.command(id).await
    }

    async fn command_at(&self, position: Position) -> Result<Option<StoredCommand>, LogError> {
        self.log.command_at(position).await
    }

    async fn read_commands(&self, after: Position, limit: usize) -> Result<Vec<StoredCommand>, LogError> {
        self.log.read_commands(after, limit).await
    }

    async fn head(&self) -> Result<Head, LogError> {
        match self.head {
            Some(head) => Ok(head),
            None => self.log.head().await,
        }
    }

    fn digest_key(&self) -> &DigestKey {
        self.log.digest_key()
    }

    fn follow(&self) -> Follow {
        self.log.follow()
    }

    async fn close(&self) -> Result<(), LogError> {
        self.log.close().await
    }
}
