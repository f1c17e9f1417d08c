//! The one task that writes: it takes whatever waits into one transaction, and sees each group through to an answer.

use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sqlx::{Connection as _, PgConnection};
use tokio::sync::watch;

use super::ahead::Ahead;
use super::attempt::{Attempt, Known};
use super::connect::{Servers, Use};
use super::group::{Doubt, Group};
use super::pause::Pause;
use super::{BACKEND, Cache};
use crate::queue::{Jobs, Queue};
use crate::{LogError, LogErrorKind, Options, Position, telemetry};

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
    /// One group after the other. While one is on its way the next is readied, and the one before is answered only when
    /// the next is sent: so neither the server nor this side waits for the other.
    async fn work(&mut self, jobs: &mut Jobs) {
        let growth = self.growth.clone();
        let (mut next, mut done) = (Group::default(), Group::default());
        loop {
            let mut group = mem::take(&mut next);
            if group.is_empty() {
                tell(&growth, mem::take(&mut done));
                let Some(job) = jobs.next().await else { return };
                group.push(job);
            }
            take_waiting(&mut group, jobs);
            let before = mem::take(&mut done);
            let watched = telemetry::group(BACKEND, group.size().0);
            let through = self.see_through(&mut group, &mut next, jobs);
            let (committed, ()) = tokio::join!(through, async { tell(&growth, before) });
            watched(committed);
            done = group;
        }
    }

    /// Tries until everybody has an answer: again with care when others appended meanwhile, again on a new connection
    /// when this one was lost, until the time for that is over. The time counts from the first loss on, since waiting for
    /// an answer that doesn't come may have taken as long.
    ///
    /// Says whether these are answers: else everybody was told of a failure.
    async fn see_through(&mut self, group: &mut Group, next: &mut Group, jobs: &mut Jobs) -> bool {
        let mut lost: Option<Instant> = None;
        let mut pause = Pause::default();
        let mut doubts = Vec::new();
        let mut careful = false;
        while group.is_open() {
            let trouble = match self.attempt(group, next, jobs, &doubts, careful).await {
                Ok(moved) => {
                    group.confirm();
                    careful = moved;
                    continue;
                }
                Err(trouble) => trouble,
            };
            self.connection = None;
            careful = true;
            if mem::take(&mut group.in_doubt) {
                doubts.extend(group.doubt());
            }
            group.take_back();
            let over =
                lost.get_or_insert_with(Instant::now).elapsed() + pause.length() > self.options.retry_for;
            // A full disk stays full for longer than anybody should wait for an answer.
            if trouble.kind() != LogErrorKind::Unavailable || over {
                group.fail(&trouble, !doubts.is_empty());
                return false;
            }
            pause.wait().await;
        }
        true
    }

    /// One try. Says whether the next one needs care.
    async fn attempt(
        &mut self,
        group: &mut Group,
        next: &mut Group,
        jobs: &mut Jobs,
        doubts: &[Doubt],
        careful: bool,
    ) -> Result<bool, LogError> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.servers.connect(Use::Writing).await?,
        };
        let connection = self.connection.insert(connection);
        let patience = self.options.patience() + Duration::from_micros(group.size().1 as u64);
        let (cache, clock) = (&*self.cache, &*self.options.clock);
        let attempt = Attempt { connection, known: &mut self.known, cache, clock };
        let mut ahead = Ahead { next, jobs, cache, clock };
        let working = async {
            if careful {
                attempt.with_care(group, doubts).await
            } else {
                attempt.at_once(group, &mut ahead).await
            }
        };
        // A server that is cut off in silence never answers. Whatever was on its way then is in doubt.
        tokio::time::timeout(patience, working).await.unwrap_or_else(|_| {
            let problem = "the server doesn't answer; check it and the network, or try again";
            Err(LogError::new(LogErrorKind::Unavailable, problem))
        })
    }
}

/// Takes whatever waits into the group, as far as there is room.
fn take_waiting(group: &mut Group, jobs: &mut Jobs) {
    loop {
        let (appends, bytes) = group.size();
        let Some(job) = jobs.room(appends, bytes).then(|| jobs.next_waiting()).flatten() else { return };
        group.push(job);
    }
}

/// Wake-ups first: who follows from after an answer on must not be woken for what was answered.
fn tell(growth: &watch::Sender<Position>, group: Group) {
    if let Some(last) = group.last_appended() {
        growth.send_replace(last);
    }
    group.answer();
}

/// The cache, whatever a panic elsewhere left: every entry is whole by itself.
pub(super) fn locked(cache: &Mutex<Cache>) -> std::sync::MutexGuard<'_, Cache> {
    cache.lock().unwrap_or_else(PoisonError::into_inner)
}
