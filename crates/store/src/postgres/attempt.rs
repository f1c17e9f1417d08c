//! One try to get a group into the database.
//!
//! At once, in one statement, on what is known from the last time: the head, and the ends of streams. The database
//! checks that the head is where it was and that no sequence and no command's id is taken, so what is known needn't be
//! true, only checked. Where it turns out not to be, the same is done with care: the head is locked first, then
//! everything is looked up.

use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex;

use sqlx::{Executor as _, PgConnection};

use super::ahead::{Ahead, probable};
use super::group::{Doubt, Draft, Group};
use super::lane::locked;
use super::statement::Sent;
use super::{Cache, causes, failed, failure, rows, statement};
use crate::ledger::{Ledger, Tail};
use crate::{Epoch, LogClock, LogError, LogErrorKind, StreamId};

/// The head, as it was when this process last saw it.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) epoch: Epoch,
    /// None when others have appended since.
    pub(super) ledger: Option<Ledger>,
}

/// What a try is made with.
pub(super) struct Attempt<'a> {
    pub(super) connection: &'a mut PgConnection,
    pub(super) known: &'a mut Known,
    pub(super) cache: &'a Mutex<Cache>,
    pub(super) clock: &'a dyn LogClock,
}

impl Attempt<'_> {
    /// Tries in one statement, and readies the next group meanwhile. Says whether what was known turned out not to be true.
    pub(super) async fn at_once(
        mut self,
        group: &mut Group,
        ahead: &mut Ahead<'_>,
    ) -> Result<bool, LogError> {
        let Some(ledger) = self.known.ledger.take() else { return Ok(true) };
        group.rest_on(&ledger);
        let unknown = group.lay(|write| probable(&locked(self.cache), write), self.clock);
        if !unknown.is_empty() {
            self.lay_found(group, unknown).await?;
        }
        // A command sent again finds its stream moved on by itself: it is answered as known before it is a conflict.
        let ids = group.refused_ids();
        self.replay(group, &ids).await?;
        group.refuse();
        if group.adds_nothing() {
            self.known.ledger = Some(ledger);
            return Ok(false);
        }
        group.in_doubt = true;
        let columns = group.columns();
        let leaving = group.draft();
        let sending =
            statement::append(self.connection, self.known.epoch, &leaving.on, &leaving.end, columns);
        let sent = ahead.meanwhile(sending, leaving).await;
        group.in_doubt = failure::is_in_doubt(&sent);
        match sent {
            Ok(Sent::Appended) => {
                self.keep(group);
                Ok(false)
            }
            Ok(Sent::Moved) => Ok(true),
            // Others wrote to one of these streams, and what is known of its end is out of date; or a command is known.
            Err(error) if failure::is_taken(&error) || failure::gave_way(&error) => {
                locked(self.cache).forget();
                Ok(true)
            }
            Err(error) => Err(failed("appending to the log")(error)),
        }
    }

    /// Tries in a transaction that locks the head first, so that everything looked up in it stays true. Until it is
    /// committed, so is no answer.
    pub(super) async fn with_care(mut self, group: &mut Group, doubts: &[Doubt]) -> Result<bool, LogError> {
        group.take_back();
        self.run("BEGIN").await.map_err(failed("beginning to append"))?;
        self.lay_with_care(group, doubts).await?;
        if group.adds_nothing() {
            // Nothing to append, and no rollback: the lock on the head was a write, so this waits for a standby as any
            // commit does. What is found here after a crash may not have been sent to one yet.
            self.run("COMMIT").await.map_err(failed("appending to the log"))?;
            return Ok(false);
        }
        group.in_doubt = true;
        let sent = self.send_and_commit(group).await;
        group.in_doubt = failure::is_in_doubt(&sent);
        match sent {
            Ok(Sent::Appended) => {
                self.keep(group);
                Ok(false)
            }
            Ok(Sent::Moved) => {
                let problem = "the log's head changed while it was locked; verify the log";
                Err(LogError::new(LogErrorKind::Corrupt, problem))
            }
            Err(error) => Err(failed("appending to the log")(error)),
        }
    }

    async fn send_and_commit(&mut self, group: &mut Group) -> sqlx::Result<Sent> {
        let (columns, epoch) = (group.columns(), self.known.epoch);
        let Draft { on, end, .. } = group.draft();
        let sent = statement::append(self.connection, epoch, on, end, columns).await?;
        self.run("COMMIT").await?;
        Ok(sent)
    }

    /// Lays out what there is to append, on the locked head.
    async fn lay_with_care(&mut self, group: &mut Group, doubts: &[Doubt]) -> Result<(), LogError> {
        let head = rows::lock_head(self.connection).await?;
        self.check_epoch(head.epoch)?;
        locked(self.cache).forget();
        group.rest_on(&head.ledger);
        for doubt in doubts {
            if rows::leaf(self.connection, doubt.first).await? == Some(doubt.leaf) {
                group.happened(doubt);
            }
        }
        let ids = group.waiting_ids();
        self.replay(group, &ids).await?;
        self.lay_found(group, group.waiting_streams()).await?;
        group.refuse();
        self.known.ledger = Some(head.ledger);
        Ok(())
    }

    /// Lays out those who wait, with the ends of these streams looked up. A stream that isn't there is new.
    async fn lay_found(&mut self, group: &mut Group, streams: BTreeSet<StreamId>) -> Result<(), LogError> {
        let streams: Vec<StreamId> = streams.into_iter().collect();
        let found = rows::tails(self.connection, &streams).await?;
        let place = |(at, tail)| Some((streams.get(at)?, tail));
        let found: HashMap<&StreamId, Tail> = found.into_iter().filter_map(place).collect();
        let known = |write: &crate::StreamWrite| match found.get(&write.stream) {
            Some(tail) => Some(*tail),
            None if streams.binary_search(&write.stream).is_ok() => Some(Tail::default()),
            None => probable(&locked(self.cache), write),
        };
        // An append that still lacks an end is one whose memory was lost meanwhile: it waits for the next round.
        group.lay(known, self.clock);
        Ok(())
    }

    /// Answers those commands of the group that are known already.
    async fn replay(&mut self, group: &mut Group, ids: &[String]) -> Result<(), LogError> {
        if !ids.is_empty() {
            causes::by_ids(self.connection, ids).await?.iter().for_each(|stored| group.found(stored));
        }
        Ok(())
    }

    /// What was laid out is in the log.
    fn keep(&mut self, group: &mut Group) {
        let (ledger, tails) = group.keep();
        self.known.ledger = Some(ledger);
        let mut cache = locked(self.cache);
        for (stream, tail) in tails {
            cache.put(stream, tail);
        }
    }

    /// A promoted copy has the higher counter. A lower one than we have seen is the old log, which must get nothing more.
    fn check_epoch(&mut self, found: Epoch) -> Result<(), LogError> {
        let known = self.known.epoch;
        if found.id != known.id || found.counter < known.counter {
            let problem = format!(
                "the server holds the log of epoch {found}, and {known} has been seen: another copy was promoted; \
                 connect to that one"
            );
            return Err(LogError::new(LogErrorKind::Superseded, problem));
        }
        self.known.epoch = found;
        Ok(())
    }

    async fn run(&mut self, sql: &'static str) -> sqlx::Result<()> {
        self.connection.execute(sql).await.map(drop)
    }
}
