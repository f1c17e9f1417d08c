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
pub(crate) struct Job {
    pub(crate) append: Append,
    pub(crate) answer: Answer,
}

/// Where an answer goes.
#[derive(Debug)]
pub(crate) struct Answer(oneshot::Sender<Result<Appended, AppendError>>);

/// The appends of one transaction, and where their answers go, in the same order.
#[cfg(feature = "sqlite")]
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) appends: Vec<Append>,
    pub(crate) answers: Answers,
}

/// Where the answers of a group go.
#[cfg(feature = "sqlite")]
#[derive(Debug)]
pub(crate) struct Answers(Vec<Answer>);

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
        jobs.send(Job { append, answer: Answer(answer) }).await.map_err(|_| AppendError::Closed)?;
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

    /// Waits for one append, in a task. None once the log is closed and the queue is empty. Dropped, it takes none.
    #[cfg(feature = "postgres")]
    pub(crate) async fn next(&mut self) -> Option<Job> {
        self.jobs.recv().await
    }

    /// Takes one append, if one waits.
    #[cfg(feature = "postgres")]
    pub(crate) fn next_waiting(&mut self) -> Option<Job> {
        self.jobs.try_recv().ok()
    }

    /// Whether so many appends with so many bytes leave room for one more in their group.
    pub(crate) fn room(&self, appends: usize, bytes: usize) -> bool {
        appends < self.group_limit.max(1) && bytes < GROUP_BYTES
    }

    #[cfg(feature = "sqlite")]
    fn gather(&mut self, first: Job) -> Group {
        let mut bytes = size(&first.append);
        let mut group = Group { appends: vec![first.append], answers: Answers(vec![first.answer]) };
        while self.room(group.appends.len(), bytes) {
            let Ok(job) = self.jobs.try_recv() else { break };
            bytes += size(&job.append);
            group.appends.push(job.append);
            group.answers.0.push(job.answer);
        }
        group
    }
}

impl Answer {
    pub(crate) fn send(self, outcome: Result<Appended, AppendError>) {
        // Nobody waits for the answer of a dropped future.
        let _ = self.0.send(outcome);
    }
}

#[cfg(feature = "sqlite")]
impl Answers {
    pub(crate) fn send(self, outcomes: Vec<Result<Appended, AppendError>>) {
        for (answer, outcome) in self.0.into_iter().zip(outcomes) {
            answer.send(outcome);
        }
    }

    /// Gives everybody the same bad news.
    pub(crate) fn fail(self, error: &LogError) {
        for answer in self.0 {
            answer.send(Err(AppendError::Failed(error.clone())));
        }
    }
}

/// How many bytes of payload and metadata an append has.
pub(crate) fn size(append: &Append) -> usize {
    let events = append.writes.iter().flat_map(|write| &write.events);
    events.map(|event| event.payload.len() + event.metadata.len()).sum()
}
