//! A small, dialect-neutral store for views: typed rows, made for questions, disposable.
//!
//! A view's rows and its checkpoint are committed together, so a view always knows exactly what it has read. Views
//! live apart from the log, in their own file or schema; deleting them loses nothing but the time to fill them again.

#[cfg(feature = "test-util")]
pub mod conformance;
mod memory;
#[cfg(feature = "postgres")]
mod postgres;
mod query;
mod row;
mod rules;
mod shape;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod sql;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::fmt::Debug;

use async_trait::async_trait;

pub use self::memory::MemoryViewDb;
#[cfg(feature = "postgres")]
pub use self::postgres::PgViewDb;
pub use self::query::{Page, Query, Range};
pub use self::row::{Row, Value};
pub use self::shape::{Column, ColumnKind, TableDef};
#[cfg(feature = "sqlite")]
pub use self::sqlite::SqliteViewDb;
use crate::{Epoch, Hash, Head, LogError, Position};

/// A place to keep views.
///
/// Several processes may share one: each works on the version of a view it has [`ensure`](ViewDb::ensure)d, so an old
/// release goes on reading and filling its own rows while a new one fills others beside them. Every fallible call
/// gives [`LogErrorKind::Invalid`](crate::LogErrorKind::Invalid) for a view, table or column that wasn't ensured and
/// for a value of the wrong kind.
#[async_trait]
pub trait ViewDb: Debug + Send + Sync {
    /// Makes the tables of this version of a view, if they don't exist, and works on them from now on. A version that
    /// is new here starts empty and without a checkpoint; other versions keep their rows until
    /// [`retire`](ViewDb::retire).
    ///
    /// # Errors
    /// [`Invalid`](crate::LogErrorKind::Invalid) when a definition breaks a rule, when a table belongs to another view, or when this version exists with another
    /// definition (raise the version then). Otherwise as the storage fails. A dropped future has made all or nothing.
    async fn ensure(&self, view: &str, version: u32, tables: &[TableDef]) -> Result<(), LogError>;

    /// How far the view has read; none before its first commit.
    ///
    /// # Errors
    /// As the storage fails.
    async fn checkpoint(&self, view: &str) -> Result<Option<Checkpoint>, LogError>;

    /// Applies the changes in order and moves the checkpoint, in one transaction, if the view still stands at `from`.
    ///
    /// # Errors
    /// [`Conflict`](crate::LogErrorKind::Conflict) when another runner moved the view on meanwhile: read again from
    /// its checkpoint. Otherwise as the storage fails. Nothing is changed then. A dropped future has done all or
    /// nothing.
    async fn commit(
        &self,
        view: &str,
        from: Option<&Checkpoint>,
        changes: Vec<RowChange>,
        to: Checkpoint,
    ) -> Result<(), LogError>;

    /// The row with this key: the values of the table's key columns, in their order.
    ///
    /// # Errors
    /// As the storage fails.
    async fn get(&self, table: &str, key: &[Value]) -> Result<Option<Row>, LogError>;

    /// The rows a query asks for, and where the next page begins.
    ///
    /// # Errors
    /// As the storage fails.
    async fn page(&self, table: &str, query: &Query) -> Result<Page, LogError>;

    /// How many rows a query's filter lets through; its order, `after` and limit don't matter.
    ///
    /// # Errors
    /// As the storage fails.
    async fn count(&self, table: &str, query: &Query) -> Result<u64, LogError>;

    /// Empties this version of the view and forgets its checkpoint, so that it starts from zero.
    ///
    /// # Errors
    /// As the storage fails. A dropped future has done all or nothing.
    async fn reset(&self, view: &str) -> Result<(), LogError>;

    /// Removes every other version of the view: the end of a blue/green change, once this version has caught up and no
    /// older release runs. Gives the versions removed.
    ///
    /// # Errors
    /// As the storage fails. A dropped future has done all or nothing.
    async fn retire(&self, view: &str) -> Result<Vec<u32>, LogError>;
}

/// How far a view has read, and of which log. If the log's epoch or its root at that position differ, the log was
/// restored from a backup or failed over, and the view must start again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Checkpoint {
    /// Which log.
    pub epoch: Epoch,
    /// The last event the view has taken in.
    pub position: Position,
    /// The tree hash over the log up to that event.
    pub root: Hash,
}

impl Checkpoint {
    /// A checkpoint at this place.
    #[must_use]
    pub const fn new(epoch: Epoch, position: Position, root: Hash) -> Self {
        Self { epoch, position, root }
    }
}

impl From<Head> for Checkpoint {
    fn from(head: Head) -> Self {
        Self { epoch: head.epoch, position: head.position, root: head.root }
    }
}

/// One change to a table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowChange {
    /// Puts a row, in place of the row with the same key if there is one. Columns it doesn't name are null.
    Upsert {
        /// Which table.
        table: String,
        /// The whole row.
        row: Row,
    },
    /// Removes the row with this key, if there is one.
    Delete {
        /// Which table.
        table: String,
        /// The values of its key columns, in their order.
        key: Vec<Value>,
    },
}

impl RowChange {
    /// Puts a row.
    #[must_use]
    pub fn upsert(table: impl Into<String>, row: Row) -> Self {
        Self::Upsert { table: table.into(), row }
    }

    /// Removes a row.
    #[must_use]
    pub fn delete(table: impl Into<String>, key: impl IntoIterator<Item = impl Into<Value>>) -> Self {
        Self::Delete { table: table.into(), key: key.into_iter().map(Into::into).collect() }
    }

    /// The table it changes.
    #[must_use]
    pub fn table(&self) -> &str {
        match self {
            Self::Upsert { table, .. } | Self::Delete { table, .. } => table,
        }
    }
}
