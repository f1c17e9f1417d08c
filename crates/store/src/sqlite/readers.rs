//! Connections for reading, beside the writer's.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::{Options, blocking, connect, failed, read_only};
use crate::{LogError, LogErrorKind};

/// How many reads of a log without a writer may run at the same time.
const READ_ONLY_READERS: usize = 4;

/// A small pool of read-only connections.
#[derive(Debug)]
pub(crate) struct Readers {
    pool: Arc<Pool>,
    /// Closed when the log is.
    permits: Arc<Semaphore>,
    size: usize,
}

#[derive(Debug)]
struct Pool {
    path: PathBuf,
    /// None when there is no writer of ours: then nothing may be created beside the file, and nothing is kept open.
    busy_timeout: Option<Duration>,
    /// The writer's storage layer, as a parameter of the URI.
    vfs: String,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    /// Readers of a log that has its writer in this process.
    pub(crate) fn beside_writer(path: PathBuf, options: &Options) -> Self {
        let vfs = connect::vfs(options.vfs.as_deref());
        Self::new(path, Some(options.busy_timeout), vfs, options.readers.max(1))
    }

    /// Readers of a log that is open for reading only.
    pub(super) fn without_writer(path: PathBuf) -> Self {
        Self::new(path, None, String::new(), READ_ONLY_READERS)
    }

    fn new(path: PathBuf, busy_timeout: Option<Duration>, vfs: String, size: usize) -> Self {
        let pool = Arc::new(Pool { path, busy_timeout, vfs, idle: Mutex::new(Vec::new()) });
        Self { pool, permits: Arc::new(Semaphore::new(size)), size }
    }

    /// Does the work in one read transaction, on a thread that may block. Without a writer of ours the work may be
    /// done again when the file changes under it.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl Fn(&Connection) -> Result<T, LogError> + Send + 'static,
    ) -> Result<T, LogError> {
        let permit = Arc::clone(&self.permits)
            .acquire_owned()
            .await
            .map_err(|_| LogError::new(LogErrorKind::Closed, "the log is closed; open it again to read"))?;
        let pool = Arc::clone(&self.pool);
        blocking(move || {
            let outcome = pool.read(work);
            drop(permit);
            outcome
        })
        .await
    }

    /// Lets no new read begin, waits for those under way, and closes the connections.
    pub(super) async fn close(&self) {
        if !self.permits.is_closed() {
            let all = u32::try_from(self.size).unwrap_or(u32::MAX);
            let _running = self.permits.acquire_many(all).await;
            self.permits.close();
        }
        self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Pool {
    fn read<T>(&self, work: impl Fn(&Connection) -> Result<T, LogError>) -> Result<T, LogError> {
        let Some(busy_timeout) = self.busy_timeout else { return read_only::with(&self.path, work) };
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => {
                let connection = connect::read_only(&self.path, &self.vfs)?;
                connection.busy_timeout(busy_timeout).map_err(failed("setting the busy timeout"))?;
                connection
            }
        };
        let outcome = in_transaction(&connection, work)?;
        // A connection that failed is not given back.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        Ok(outcome)
    }
}

/// Does the work in one read transaction.
pub(super) fn in_transaction<T>(
    connection: &Connection,
    work: impl Fn(&Connection) -> Result<T, LogError>,
) -> Result<T, LogError> {
    let run = |sql| connection.prepare_cached(sql).and_then(|mut statement| statement.execute([]));
    run("BEGIN").map_err(failed("beginning to read the log"))?;
    // Work that fails loses its connection, and the transaction with it.
    let outcome = work(connection)?;
    run("ROLLBACK").map_err(failed("ending to read the log"))?;
    Ok(outcome)
}
