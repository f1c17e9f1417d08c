//! The one task that writes: it takes whatever waits into one transaction, and sees each group through to an answer.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sqlx::{Connection as _, PgConnection};
use tokio::sync::watch;

use super::connect::{Servers, Use};
use super::group::{Doubt, Group, Known};
use super::pause::Pause;
use super::{Cache, group};
use crate::queue::{Jobs, Queue};
use crate::{LogError, LogErrorKind, Options, Position};

/// The handle on the lane's task.
#[derive(Debug)]
pub(super) struct Lane {
    queue: Queue,
}

impl Lane {
    /// Starts the task, which owns the connection until the log is closed. It runs apart from every caller, so that a
    /// caller who goes away never cancels a transaction.
    pub(super) fn start(
        servers: Servers,
        connection: PgConnection,
        known: Known,
        cache: Arc<Mutex<Cache>>,
        options: Options,
        growth: watch::Sender<Position>,
    ) -> Self {
        let (queue, mut jobs) = Queue::new(options.queue_limit, options.group_limit);
        let desk = Desk { servers, connection: Some(connection), known, cache, options, growth };
        tokio::spawn(async move {
            let mut desk = desk;
            desk.work(&mut jobs).await;
            if let Some(connection) = desk.connection.take() {
                // A goodbye to a server that is gone has nobody to go to.
                let _ = connection.close().await;
            }
            drop(jobs);
        });
        Self { queue }
    }

    pub(super) fn queue(&self) -> &Queue {
        &self.queue
    }
}

/// What the task works with.
struct Desk {
    servers: Servers,
    /// Dropped after a failure and opened again: what happened on it can't be known.
    connection: Option<PgConnection>,
    known: Known,
    cache: Arc<Mutex<Cache>>,
    options: Options,
    growth: watch::Sender<Position>,
}

impl Desk {
    async fn work(&mut self, jobs: &mut Jobs) {
        while let Some(job) = jobs.next().await {
            let mut group = Group::new(job.appends);
            self.see_through(&mut group).await;
            // Wake-ups first: who follows from after an answer on must not be woken for what was answered.
            if let Some(last) = group.last_appended() {
                self.growth.send_replace(last);
            }
            job.answers.send(group.into_answers());
        }
    }

    /// Tries until everybody has an answer: again with care when others appended meanwhile, again on a new connection
    /// when this one was lost, until the time for that is over. The time counts from the first loss on, since waiting for
    /// an answer that doesn't come may have taken as long.
    async fn see_through(&mut self, group: &mut Group) {
        let mut lost: Option<Instant> = None;
        let mut pause = Pause::default();
        let mut doubts = Vec::new();
        let mut careful = false;
        while group.is_open() {
            let open = group.open();
            let trouble = match self.attempt(group, &mut doubts, careful).await {
                Ok(moved) => {
                    careful = moved;
                    continue;
                }
                Err(trouble) => trouble,
            };
            self.connection = None;
            careful = true;
            group.reopen(&open);
            let over =
                lost.get_or_insert_with(Instant::now).elapsed() + pause.length() > self.options.retry_for;
            // A full disk stays full for longer than anybody should wait for an answer.
            if trouble.kind() != LogErrorKind::Unavailable || over {
                return group.fail(&trouble, !doubts.is_empty());
            }
            pause.wait().await;
        }
    }

    /// One try. Says whether the next one needs care.
    async fn attempt(
        &mut self,
        group: &mut Group,
        doubts: &mut Vec<Doubt>,
        careful: bool,
    ) -> Result<bool, LogError> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.servers.connect(Use::Writing).await?,
        };
        let connection = self.connection.insert(connection);
        let patience = self.options.patience() + Duration::from_micros(group.bytes());
        let work = group::Work {
            connection,
            known: &mut self.known,
            cache: &self.cache,
            clock: &*self.options.clock,
        };
        let working = async {
            if careful { work.with_care(group, doubts).await } else { work.at_once(group, doubts).await }
        };
        // A server that is cut off in silence never answers. Whatever was on its way then is among the doubts.
        tokio::time::timeout(patience, working).await.unwrap_or_else(|_| {
            let problem = "the server doesn't answer; check it and the network, or try again";
            Err(LogError::new(LogErrorKind::Unavailable, problem))
        })
    }
}

/// The cache, whatever a panic elsewhere left: every entry is whole by itself.
pub(super) fn locked(cache: &Mutex<Cache>) -> std::sync::MutexGuard<'_, Cache> {
    cache.lock().unwrap_or_else(PoisonError::into_inner)
}
