//! Connections for reading, beside the lane's.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sqlx::PgConnection;
use tokio::sync::Semaphore;

use super::connect::{Servers, Use};
use super::pause::Pause;
use crate::{LogError, LogErrorKind, Options};

/// A read may be of a long page, so it has more time than an append: so many times as much.
const READS: u32 = 6;

/// A few connections that are kept.
///
/// Not the driver's pool, which asks the server twice more for each use and has handed connections back inside an open
/// transaction when a caller was cancelled. Here work runs in a task of its own, which nobody cancels, and a connection
/// comes back only from work that went well.
#[derive(Debug, Clone)]
pub(crate) struct Readers {
    pool: Arc<Pool>,
    /// Closed when the log is.
    permits: Arc<Semaphore>,
    size: usize,
}

#[derive(Debug)]
struct Pool {
    servers: Servers,
    purpose: Use,
    retry_for: Duration,
    /// How long one piece of work may take.
    patience: Duration,
    idle: Mutex<Vec<PgConnection>>,
}

/// Work on a connection, under way.
pub(crate) type Working<'c, T> = Pin<Box<dyn Future<Output = Result<T, LogError>> + Send + 'c>>;

impl Readers {
    pub(crate) fn new(servers: Servers, purpose: Use, options: &Options) -> Self {
        let size = options.readers.max(1);
        let idle = Mutex::new(Vec::new());
        let (retry_for, patience) = (options.retry_for, options.patience() * READS);
        let pool = Arc::new(Pool { servers, purpose, retry_for, patience, idle });
        Self { pool, permits: Arc::new(Semaphore::new(size)), size }
    }

    /// Does the work on one of the connections. When the server is lost it is done again on a new one, for
    /// [`Options::retry_for`], so it must be something that may be done twice. Dropping the future doesn't stop the work.
    pub(crate) async fn run<T, W>(&self, work: W) -> Result<T, LogError>
    where
        T: Send + 'static,
        W: for<'c> Fn(&'c mut PgConnection) -> Working<'c, T> + Send + Sync + 'static,
    {
        let permit = Arc::clone(&self.permits)
            .acquire_owned()
            .await
            .map_err(|_| LogError::new(LogErrorKind::Closed, "the log is closed; open it again to read"))?;
        let pool = Arc::clone(&self.pool);
        let working = tokio::spawn(async move {
            let outcome = pool.run(&work).await;
            drop(permit);
            outcome
        });
        working.await.unwrap_or_else(|error| {
            let problem = "work on the log was cut short; try again";
            Err(LogError::new(LogErrorKind::Unavailable, problem).because(error))
        })
    }

    /// Lets no new work begin, waits for what is under way, and closes the connections.
    pub(crate) async fn close(&self) {
        if !self.permits.is_closed() {
            let all = u32::try_from(self.size).unwrap_or(u32::MAX);
            let _running = self.permits.acquire_many(all).await;
            self.permits.close();
        }
        let idle = std::mem::take(&mut *self.pool.idle());
        for connection in idle {
            // A goodbye to a server that is gone has nobody to go to.
            let _ = sqlx::Connection::close(connection).await;
        }
    }
}

impl Pool {
    fn idle(&self) -> MutexGuard<'_, Vec<PgConnection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn run<T, W>(&self, work: &W) -> Result<T, LogError>
    where
        W: for<'c> Fn(&'c mut PgConnection) -> Working<'c, T>,
    {
        let started = Instant::now();
        let mut pause = Pause::default();
        loop {
            match self.try_once(work).await {
                Err(error) if error.kind() == LogErrorKind::Unavailable => {
                    // What took one connection took the others too, or soon will.
                    self.idle().clear();
                    if started.elapsed() + pause.length() > self.retry_for {
                        return Err(error);
                    }
                    pause.wait().await;
                }
                outcome => return outcome,
            }
        }
    }

    async fn try_once<T, W>(&self, work: &W) -> Result<T, LogError>
    where
        W: for<'c> Fn(&'c mut PgConnection) -> Working<'c, T>,
    {
        let kept = self.idle().pop();
        let mut connection = match kept {
            Some(connection) => connection,
            None => self.servers.connect(self.purpose).await?,
        };
        // A server that is cut off in silence never answers; the connection is then dropped with what it was doing.
        let outcome =
            tokio::time::timeout(self.patience, work(&mut connection)).await.unwrap_or_else(|_| {
                let problem = "the server doesn't answer; check it and the network, or read less at a time";
                Err(LogError::new(LogErrorKind::Unavailable, problem))
            })?;
        self.idle().push(connection);
        Ok(outcome)
    }
}
