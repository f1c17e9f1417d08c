//! The rows in which snapshots are kept, among the views.

use std::sync::Arc;

use serde::Serialize;

use super::{Fingerprint, Folded};
use crate::view::{Checkpoint, Row, RowChange, TableDef, Value, ViewDb};
use crate::{Epoch, Hash, LogError, LogErrorKind, Position, StreamId, Version};

/// The view's name, and its only table's.
const SNAPSHOTS: &str = "snapshots";
/// Raised when the table or the meaning of a column changes.
const VERSION: u32 = 1;
/// How often a row is put when others put theirs at the same time.
const MAX_TRIES: usize = 4;

/// A state as it was kept.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub(super) version: Version,
    pub(super) leaf: Hash,
    pub(super) fingerprint: Hash,
    /// JSON.
    pub(super) state: String,
}

/// Where snapshots are kept.
#[derive(Debug)]
pub(super) struct Kept {
    db: Arc<dyn ViewDb>,
}

impl Kept {
    pub(super) async fn open(db: Arc<dyn ViewDb>) -> Result<Self, LogError> {
        let table = TableDef::new(SNAPSHOTS)
            .text("kind")
            .text("id")
            .integer("version")
            .optional_blob("leaf")
            .optional_blob("fingerprint")
            .text("state")
            .key(["kind", "id"]);
        db.ensure(SNAPSHOTS, VERSION, &[table]).await?;
        Ok(Self { db })
    }

    pub(super) async fn get(&self, stream: &StreamId) -> Result<Option<Snapshot>, LogError> {
        let row = self.db.get(SNAPSHOTS, &[stream.kind().into(), stream.id().into()]).await?;
        row.map(|row| read(&row)).transpose()
    }

    pub(super) async fn put<S: Serialize>(
        &self,
        stream: &StreamId,
        fingerprint: &Fingerprint,
        folded: &Folded<S>,
    ) -> Result<(), LogError> {
        let state = serde_json::to_string(&folded.state).map_err(|error| {
            LogError::new(LogErrorKind::Invalid, "the state has no JSON form").because(error)
        })?;
        let version = i64::try_from(folded.version.get())
            .map_err(|error| LogError::new(LogErrorKind::Invalid, "too many events").because(error))?;
        let row = Row::new()
            .with("kind", stream.kind())
            .with("id", stream.id())
            .with("version", version)
            .with("leaf", folded.leaf.to_vec())
            .with("fingerprint", fingerprint.hash().to_vec())
            .with("state", state);
        self.change(RowChange::upsert(SNAPSHOTS, row)).await
    }

    pub(super) async fn forget(&self, stream: &StreamId) -> Result<(), LogError> {
        self.change(RowChange::delete(SNAPSHOTS, [stream.kind(), stream.id()])).await
    }

    /// Snapshots follow no log, each vouches for itself: so their checkpoint is one and the same for ever.
    async fn change(&self, change: RowChange) -> Result<(), LogError> {
        let everywhere = Checkpoint::new(Epoch::new(uuid::Uuid::nil(), 0), Position::START, [0; 32]);
        let mut tries = 0;
        loop {
            tries += 1;
            let from = self.db.checkpoint(SNAPSHOTS).await?;
            match self.db.commit(SNAPSHOTS, from.as_ref(), vec![change.clone()], everywhere).await {
                // Only the very first of all commits moves the checkpoint.
                Err(error) if error.kind() == LogErrorKind::Conflict && tries < MAX_TRIES => {}
                done => return done,
            }
        }
    }
}

fn read(row: &Row) -> Result<Snapshot, LogError> {
    let hash = |column: &str| match row.value(column) {
        Value::Blob(bytes) => Hash::try_from(bytes.as_slice()).map_err(|_| damaged(column)),
        _ => Err(damaged(column)),
    };
    let version = row.integer("version")?;
    Ok(Snapshot {
        version: Version::new(u64::try_from(version).map_err(|_| damaged("version"))?),
        leaf: hash("leaf")?,
        fingerprint: hash("fingerprint")?,
        state: row.text("state")?.to_owned(),
    })
}

fn damaged(column: &str) -> LogError {
    LogError::new(LogErrorKind::Corrupt, format!("the {column} of a snapshot is damaged; delete the views"))
}
