//! A log in memory, made of a dump.

use std::io::Read;
use std::sync::Arc;

use async_trait::async_trait;

use super::MemoryLog;
use crate::dump::RestoreError;
use crate::dump::restore::{Target, restore};
use crate::ledger::{Laid, Ledger, Tail};
use crate::{DigestKey, Epoch, LogError, LogErrorKind, Position, StreamId, SystemClock};

impl MemoryLog {
    /// A log made of a [dump](crate::dump), with the same leaves, positions, root and commands, on the machine's clock.
    /// The epoch's counter is raised, as if a copy was promoted; a dump of some streams becomes a log of its own.
    ///
    /// # Errors
    /// [`RestoreError`], as the dump is or the key.
    pub async fn restore(dump: impl Read + Send + 'static, key: DigestKey) -> Result<Self, RestoreError> {
        let mut target = InMemory::default();
        restore(dump, key, &mut target).await?;
        Ok(target.log()?)
    }
}

/// A log that nobody has yet.
#[derive(Debug, Default)]
struct InMemory(Option<MemoryLog>);

impl InMemory {
    fn log(self) -> Result<MemoryLog, LogError> {
        self.0.ok_or_else(not_begun)
    }

    fn begun(&self) -> Result<&MemoryLog, LogError> {
        self.0.as_ref().ok_or_else(not_begun)
    }
}

fn not_begun() -> LogError {
    LogError::new(LogErrorKind::Invalid, "the log was not begun; begin the restoring again")
}

#[async_trait]
impl Target for InMemory {
    async fn begin(&mut self, epoch: Epoch, key: DigestKey) -> Result<(), LogError> {
        self.0 = Some(MemoryLog::assemble(epoch, key, Arc::new(SystemClock::new())));
        Ok(())
    }

    async fn tails(&mut self, streams: Vec<StreamId>) -> Result<Vec<Tail>, LogError> {
        let state = self.begun()?.state();
        Ok(streams.iter().map(|stream| state.tail(stream)).collect())
    }

    async fn known(&mut self, ids: Vec<String>) -> Result<Option<String>, LogError> {
        let state = self.begun()?.state();
        Ok(ids.into_iter().find(|id| state.commands.contains_key(id)))
    }

    async fn insert(&mut self, laid: Vec<Laid>) -> Result<(), LogError> {
        let mut state = self.begun()?.state();
        laid.into_iter().for_each(|laid| drop(state.keep(laid)));
        Ok(())
    }

    async fn finish(&mut self, end: &Ledger, _adopted: Position) -> Result<(), LogError> {
        self.begun()?.state().ledger = end.clone();
        Ok(())
    }
}
