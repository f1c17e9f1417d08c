//! A log in a file, made of a dump: all of it in one transaction, so that the file holds a whole log or none.

use std::io::Read;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use rusqlite::Connection;

use super::group::commit_failed;
use super::{SqliteLog, blocking, causes, failed, harden, locate, read_write, rows, schema};
use crate::dump::RestoreError;
use crate::dump::restore::{Target, restore};
use crate::ledger::{Laid, Ledger, Tail};
use crate::{DigestKey, Epoch, Head, LogError, LogErrorKind, Options, Position, StreamId};

impl SqliteLog {
    /// Makes a log in this file, which doesn't exist yet or is empty, of a [dump](crate::dump): with the same leaves and
    /// commands, and if all of a log was dumped, with its positions, its root, and its epoch in the next life, as if a
    /// copy was promoted. A dump of some streams becomes a log of its own. Gives the new log's head.
    ///
    /// Only a whole log is ever seen in the file. A dropped future, and a process that ends, leave an empty file, in which
    /// it may be done again.
    ///
    /// # Errors
    /// [`RestoreError`], as the dump is or the key; among the log's own
    /// [`AlreadyExists`](crate::LogErrorKind::AlreadyExists) when the file holds something.
    pub async fn restore(
        path: impl AsRef<Path>,
        dump: impl Read + Send + 'static,
        key: DigestKey,
    ) -> Result<Head, RestoreError> {
        let mut target = InFile { path: path.as_ref().to_path_buf(), connection: None };
        restore(dump, key, &mut target).await
    }
}

/// A log whose transaction is open; dropping the connection rolls it back.
#[derive(Debug)]
struct InFile {
    path: PathBuf,
    connection: Option<Connection>,
}

impl InFile {
    /// Works on the connection where it may block. After a failure there is no connection, and no log.
    async fn work<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, LogError> + Send + 'static,
    ) -> Result<T, LogError> {
        let connection = self.connection.take().ok_or_else(|| {
            LogError::new(LogErrorKind::Invalid, "the log was not begun; begin the restoring again")
        })?;
        let worked = blocking(move || work(&connection).map(|value| (connection, value))).await;
        let (connection, value) = worked?;
        self.connection = Some(connection);
        Ok(value)
    }
}

#[async_trait]
impl Target for InFile {
    async fn begin(&mut self, epoch: Epoch, key: DigestKey) -> Result<(), LogError> {
        let path = self.path.clone();
        let begun = blocking(move || {
            let (path, options) = (locate(&path)?, Options::default());
            let mut connection = read_write(&path, &options)?;
            schema::check_nothing(&connection, &path)?;
            harden(&mut connection, &path, &options)?;
            connection.execute_batch("BEGIN IMMEDIATE").map_err(failed("taking the file's write lock"))?;
            // Another process may have been quicker; then its log is the log.
            schema::check_nothing(&connection, &path)?;
            schema::lay_out(&connection, epoch, &key)?;
            Ok(connection)
        });
        self.connection = Some(begun.await?);
        Ok(())
    }

    async fn tails(&mut self, streams: Vec<StreamId>) -> Result<Vec<Tail>, LogError> {
        self.work(move |connection| streams.iter().map(|stream| rows::tail(connection, stream)).collect())
            .await
    }

    async fn known(&mut self, ids: Vec<String>) -> Result<Option<String>, LogError> {
        self.work(move |connection| {
            for id in ids {
                if causes::by_id(connection, &id)?.is_some() {
                    return Ok(Some(id));
                }
            }
            Ok(None)
        })
        .await
    }

    async fn insert(&mut self, laid: Vec<Laid>) -> Result<(), LogError> {
        self.work(move |connection| laid.iter().try_for_each(|laid| rows::insert(connection, laid))).await
    }

    async fn finish(&mut self, _end: &Ledger, adopted: Position) -> Result<(), LogError> {
        self.work(move |connection| {
            if adopted > Position::START {
                schema::write_meta(connection, "adopted", &adopted.to_string())?;
            }
            connection.execute_batch("COMMIT").map_err(commit_failed)
        })
        .await?;
        // The last connection to close folds the write-ahead log, which holds all of it, into the file.
        let connection = self.connection.take();
        blocking(move || {
            drop(connection);
            Ok(())
        })
        .await
    }
}
