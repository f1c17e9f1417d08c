//! The one thread that writes.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot, watch};

use super::connect::settle;
use super::group::{self, Known};
use super::{Options, harden, read_write, schema};
use crate::{Append, AppendError, Appended, LogError, LogErrorKind, Position};

/// The most bytes of payload and metadata that go into one transaction, beyond the first append's.
const GROUP_BYTES: usize = 16 * 1024 * 1024;

/// The handle on the writer's thread.
#[derive(Debug)]
pub(super) struct Writer {
    /// Gone once the log is closed.
    queue: Mutex<Option<mpsc::Sender<Job>>>,
    /// Its sender lives as long as the thread works.
    working: watch::Receiver<()>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// An append and where its answer goes.
#[derive(Debug)]
struct Job {
    append: Append,
    answer: oneshot::Sender<Result<Appended, AppendError>>,
}

impl Writer {
    /// Starts the thread, which owns the connection until the log is closed.
    pub(super) fn start(
        path: PathBuf,
        connection: Connection,
        options: Options,
        growth: watch::Sender<Position>,
    ) -> Result<Self, LogError> {
        let (queue, jobs) = mpsc::channel(options.queue_limit.max(1));
        let (work, working) = watch::channel(());
        let desk = Desk {
            path,
            connection: Some(connection),
            in_doubt: false,
            options,
            growth,
            known: Known::default(),
        };
        let thread = std::thread::Builder::new().name("talab-log-writer".to_owned()).spawn(move || {
            desk.work(jobs);
            drop(work);
        });
        let thread = thread.map_err(|error| {
            LogError::new(
                LogErrorKind::Unavailable,
                "the log's writer thread could not be started; try again",
            )
            .because(error)
        })?;
        Ok(Self { queue: Mutex::new(Some(queue)), working, thread: Mutex::new(Some(thread)) })
    }

    /// Queues an append and waits for its answer.
    pub(super) async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        let queue =
            self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone().ok_or(AppendError::Closed)?;
        let (answer, answered) = oneshot::channel();
        queue.send(Job { append, answer }).await.map_err(|_| AppendError::Closed)?;
        // The queue must not stay open because somebody waits for an answer.
        drop(queue);
        answered.await.unwrap_or_else(|_| {
            let problem =
                "the log's writer ended before it answered; open the log again and ask by command id";
            Err(AppendError::Failed(LogError::new(LogErrorKind::InDoubt, problem)))
        })
    }

    /// Takes no more appends, and waits until those in the queue are done.
    pub(super) async fn close(&self) -> Result<(), LogError> {
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        let mut working = self.working.clone();
        while working.changed().await.is_ok() {}
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
    fn work(mut self, mut jobs: mpsc::Receiver<Job>) {
        while let Some(first) = jobs.blocking_recv() {
            let group = gather(first, &mut jobs, self.options.group_limit);
            self.commit(group);
        }
    }

    fn commit(&mut self, group: Vec<Job>) {
        let (appends, answers): (Vec<_>, Vec<_>) =
            group.into_iter().map(|job| (job.append, job.answer)).unzip();
        match self.write(appends) {
            Ok(outcomes) => {
                let last =
                    outcomes.iter().flatten().filter(|done| !done.replayed).map(|done| done.last).max();
                // Wake-ups first: who follows from after an answer on must not be woken for what was answered.
                if let Some(last) = last {
                    self.growth.send_replace(last);
                }
                for (answer, outcome) in answers.into_iter().zip(outcomes) {
                    // Nobody waits for the answer of a dropped future.
                    let _ = answer.send(outcome);
                }
            }
            Err(error) => {
                self.connection = None;
                self.in_doubt |= error.kind() == LogErrorKind::InDoubt;
                if self.in_doubt {
                    // Before anybody is told to ask by command id, so that what they find is durable.
                    self.connection = self.open().ok();
                }
                for answer in answers {
                    let _ = answer.send(Err(AppendError::Failed(error.clone())));
                }
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

/// Takes whatever waits, up to the limits.
fn gather(first: Job, jobs: &mut mpsc::Receiver<Job>, limit: usize) -> Vec<Job> {
    let mut bytes = size(&first.append);
    let mut group = vec![first];
    while group.len() < limit && bytes < GROUP_BYTES {
        let Ok(job) = jobs.try_recv() else { break };
        bytes += size(&job.append);
        group.push(job);
    }
    group
}

fn size(append: &Append) -> usize {
    append
        .writes
        .iter()
        .flat_map(|write| &write.events)
        .map(|event| event.payload.len() + event.metadata.len())
        .sum()
}
