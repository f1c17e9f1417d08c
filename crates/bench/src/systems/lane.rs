//! A queue of whole commands before one writer, as the ceilings have it.

use tokio::sync::{mpsc, oneshot};

use super::Trouble;
use crate::workload::Command;

/// A command on its way to the writer.
pub(super) struct Job {
    pub(super) id: String,
    pub(super) command: Command,
    pub(super) answer: oneshot::Sender<Result<(), Trouble>>,
}

/// Where callers leave their commands.
pub(super) struct Lane(mpsc::Sender<Job>);

impl Lane {
    pub(super) fn new() -> (Self, mpsc::Receiver<Job>) {
        let (sender, receiver) = mpsc::channel(4096);
        (Self(sender), receiver)
    }

    pub(super) async fn send(&self, id: &str, command: Command) -> Result<(), Trouble> {
        let ended = || Trouble::Failed("the writer has ended".to_owned());
        let (answer, answered) = oneshot::channel();
        let job = Job { id: id.to_owned(), command, answer };
        self.0.send(job).await.map_err(|_| ended())?;
        answered.await.map_err(|_| ended())?
    }
}

/// The command that came first, and as many more as wait, up to a limit.
pub(super) fn gather(first: Job, jobs: &mut mpsc::Receiver<Job>, limit: usize) -> Vec<Job> {
    let mut group = vec![first];
    while group.len() < limit {
        let Ok(job) = jobs.try_recv() else { break };
        group.push(job);
    }
    group
}
