//! The way of an append to the one writer of a log, and of its answer back.

use std::sync::{Mutex, PoisonError};

use tokio::sync::{mpsc, oneshot, watch};

use crate::{Append, AppendError, Appended, LogError, LogErrorKind};

/// The most bytes of payload and metadata that go into one group, beyond the first append's.
const GROUP_BYTES: usize = 16 * 1024 * 1024;

/// Where callers leave their appends.
#[derive(Debug)]
pub(crate) struct Queue {
    /// Gone once the log is closed.
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    /// Its sender lives as long as the writer works.
    working: watch::Receiver<()>,
}

/// Where the writer takes them from. Dropping it says that the writer has ended.
#[derive(Debug)]
pub(crate) struct Jobs {
    jobs: mpsc::Receiver<Job>,
    group_limit: usize,
    _working: watch::Sender<()>,
}

/// An append and where its answer goes.
#[derive(Debug)]
struct Job {
    append: Append,
    answer: oneshot::Sender<Result<Appended, AppendError>>,
}

/// The appends of one transaction, and where their answers go, in the same order.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) appends: Vec<Append>,
    pub(crate) answers: Answers,
}

/// Where the answers of a group go.
#[derive(Debug)]
pub(crate) struct Answers(Vec<oneshot::Sender<Result<Appended, AppendError>>>);

impl Queue {
    /// A queue with so many places, whose writer takes so many appends at a time; at least one of each.
    pub(crate) fn new(places: usize, group_limit: usize) -> (Self, Jobs) {
        let (sender, jobs) = mpsc::channel(places.max(1));
        let (_working, working) = watch::channel(());
        (Self { jobs: Mutex::new(Some(sender)), working }, Jobs { jobs, group_limit, _working })
    }

    /// Queues an append and waits for its answer.
    pub(crate) async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        let jobs =
            self.jobs.lock().unwrap_or_else(PoisonError::into_inner).clone().ok_or(AppendError::Closed)?;
        let (answer, answered) = oneshot::channel();
        jobs.send(Job { append, answer }).await.map_err(|_| AppendError::Closed)?;
        // The queue must not stay open because somebody waits for an answer.
        drop(jobs);
        answered.await.unwrap_or_else(|_| {
            let problem =
                "the log's writer ended before it answered; open the log again and ask by command id";
            Err(AppendError::Failed(LogError::new(LogErrorKind::InDoubt, problem)))
        })
    }

    /// Takes no more appends, and waits until those in the queue are done and the writer has ended.
    pub(crate) async fn finish(&self) {
        drop(self.jobs.lock().unwrap_or_else(PoisonError::into_inner).take());
        let mut working = self.working.clone();
        while working.changed().await.is_ok() {}
    }
}

impl Jobs {
    /// Waits for an append, on a thread that may block, and takes whatever waits with it. None once the log is closed
    /// and the queue is empty.
    #[cfg(feature = "sqlite")]
    pub(crate) fn next_blocking(&mut self) -> Option<Group> {
        let first = self.jobs.blocking_recv()?;
        Some(self.gather(first))
    }

    /// The same in a task.
    #[cfg(feature = "postgres")]
    pub(crate) async fn next(&mut self) -> Option<Group> {
        let first = self.jobs.recv().await?;
        Some(self.gather(first))
    }

    fn gather(&mut self, first: Job) -> Group {
        let mut bytes = size(&first.append);
        let mut group = Group { appends: vec![first.append], answers: Answers(vec![first.answer]) };
        while group.appends.len() < self.group_limit && bytes < GROUP_BYTES {
            let Ok(job) = self.jobs.try_recv() else { break };
            bytes += size(&job.append);
            group.appends.push(job.append);
            group.answers.0.push(job.answer);
        }
        group
    }
}

impl Answers {
    pub(crate) fn send(self, outcomes: Vec<Result<Appended, AppendError>>) {
        for (answer, outcome) in self.0.into_iter().zip(outcomes) {
            // Nobody waits for the answer of a dropped future.
            let _ = answer.send(outcome);
        }
    }

    /// Gives everybody the same bad news.
    #[cfg(feature = "sqlite")]
    pub(crate) fn fail(self, error: &LogError) {
        for answer in self.0 {
            let _ = answer.send(Err(AppendError::Failed(error.clone())));
        }
    }
}

fn size(append: &Append) -> usize {
    let events = append.writes.iter().flat_map(|write| &write.events);
    events.map(|event| event.payload.len() + event.metadata.len()).sum()
}
