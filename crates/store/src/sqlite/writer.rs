//! The one thread that writes.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::watch;

use super::connect::settle;
use super::group::{self, Known};
use super::{BACKEND, Options, harden, read_write, schema};
use crate::queue::{Group, Queue};
use crate::{Append, AppendError, Appended, LogError, LogErrorKind, Position, telemetry};

/// The handle on the writer's thread.
#[derive(Debug)]
pub(super) struct Writer {
    queue: Queue,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread, which owns the connection until the log is closed.
    pub(super) fn start(
        path: PathBuf,
        connection: Connection,
        options: Options,
        growth: watch::Sender<Position>,
    ) -> Result<Self, LogError> {
        let (queue, mut jobs) = Queue::new(options.queue_limit, options.group_limit);
        let mut desk = Desk {
            path,
            connection: Some(connection),
            in_doubt: false,
            options,
            growth,
            known: Known::default(),
        };
        let thread = std::thread::Builder::new().name("talab-log-writer".to_owned()).spawn(move || {
            while let Some(group) = jobs.next_blocking() {
                desk.commit(group);
            }
            // The file is let go of before the end is told.
            drop(desk);
            drop(jobs);
        });
        let thread = thread.map_err(|error| {
            LogError::new(
                LogErrorKind::Unavailable,
                "the log's writer thread could not be started; try again",
            )
            .because(error)
        })?;
        Ok(Self { queue, thread: Mutex::new(Some(thread)) })
    }

    /// Queues an append and waits for its answer.
    pub(super) async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        self.queue.append(append).await
    }

    /// Takes no more appends, and waits until those in the queue are done.
    pub(super) async fn close(&self) -> Result<(), LogError> {
        self.queue.finish().await;
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        // The thread has nothing left to do, so joining doesn't wait.
        thread.map_or(Ok(()), JoinHandle::join).map_err(|_| {
            LogError::new(
                LogErrorKind::InDoubt,
                "the log's writer panicked; open the log again and ask by command id",
            )
        })
    }
}

/// What the thread works with.
struct Desk {
    path: PathBuf,
    /// Dropped after a failure and opened again for the next group: after a failed write or sync, SQLite's picture of
    /// the file can't be trusted.
    connection: Option<Connection>,
    /// Whether a commit failed, and what it may have left has not been settled yet.
    in_doubt: bool,
    options: Options,
    growth: watch::Sender<Position>,
    known: Known,
}

impl Desk {
    fn commit(&mut self, group: Group) {
        let watched = telemetry::group(BACKEND, group.appends.len());
        let written = self.write(group.appends);
        watched(written.is_ok());
        match written {
            Ok(outcomes) => {
                let last =
                    outcomes.iter().flatten().filter(|done| !done.replayed).map(|done| done.last).max();
                // Wake-ups first: who follows from after an answer on must not be woken for what was answered.
                if let Some(last) = last {
                    self.growth.send_replace(last);
                }
                group.answers.send(outcomes);
            }
            Err(error) => {
                self.connection = None;
                self.in_doubt |= error.kind() == LogErrorKind::InDoubt;
                if self.in_doubt {
                    // Before anybody is told to ask by command id, so that what they find is durable.
                    self.connection = self.open().ok();
                }
                group.answers.fail(&error);
            }
        }
    }

    fn open(&mut self) -> Result<Connection, LogError> {
        let mut connection = read_write(&self.path, &self.options)?;
        schema::check_format(&connection, &self.path)?;
        harden(&mut connection, &self.path, &self.options)?;
        if self.in_doubt {
            settle(&connection)?;
            schema::begin_anew(&connection)?;
            self.in_doubt = false;
        }
        Ok(connection)
    }

    fn write(&mut self, appends: Vec<Append>) -> Result<Vec<Result<Appended, AppendError>>, LogError> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.open()?,
        };
        let connection = self.connection.insert(connection);
        group::write(connection, &mut self.known, &*self.options.clock, appends)
    }
}
