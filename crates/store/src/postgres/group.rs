//! One group of appends on its way into the database.
//!
//! At once, in one statement, on what is known from the last time: the head, and the ends of streams. The database
//! checks that the head is where it was and that no sequence is taken, so what is known needn't be true, only checked.
//! Where it turns out not to be, the same is done with care: the head is locked first, then everything is looked up.

use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex;

use sqlx::{Executor as _, PgConnection};

use super::lane::locked;
use super::statement::{self, Sent};
use super::{Cache, causes, failed, failure, rows};
use crate::ledger::{Laid, Ledger, Tail, check_expected, replay};
use crate::{
    Append, AppendError, Appended, Epoch, Expected, Hash, LogClock, LogError, LogErrorKind, Position,
    StreamId, Version,
};

/// The head, as it was when this process last saw it.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) epoch: Epoch,
    /// None when others have appended since.
    pub(super) ledger: Option<Ledger>,
}

/// Appends and what has come of them.
#[derive(Debug)]
pub(super) struct Group {
    appends: Vec<Append>,
    outcomes: Vec<Option<Result<Appended, AppendError>>>,
}

/// A transaction that may have been committed although its answer was lost.
#[derive(Debug)]
pub(super) struct Doubt {
    first: Position,
    leaf: Hash,
    appended: Vec<(usize, Appended)>,
}

/// What was laid out: each append's place in the group, with what it adds, or why it may not.
struct Plan {
    laid: Vec<(usize, Laid)>,
    refused: Vec<(usize, AppendError)>,
    ledger: Ledger,
    tails: HashMap<StreamId, Tail>,
}

impl Group {
    pub(super) fn new(appends: Vec<Append>) -> Self {
        let outcomes = appends.iter().map(|_| None).collect();
        Self { appends, outcomes }
    }

    /// Whether somebody still waits.
    pub(super) fn is_open(&self) -> bool {
        self.outcomes.iter().any(Option::is_none)
    }

    /// The last position written by the group itself.
    pub(super) fn last_appended(&self) -> Option<Position> {
        let done = self.outcomes.iter().flatten().flatten();
        done.filter(|appended| !appended.replayed).map(|appended| appended.last).max()
    }

    /// How many bytes are still to be sent, nearly.
    pub(super) fn bytes(&self) -> u64 {
        let events = self.waiting().flat_map(|(_, append)| &append.writes).flat_map(|write| &write.events);
        let events = events.map(|event| event.payload.len() + event.metadata.len()).sum::<usize>();
        let records = self.waiting().filter_map(|(_, append)| append.command.as_ref());
        (events + records.map(|command| command.record.len()).sum::<usize>()) as u64
    }

    /// The places of those who still wait.
    pub(super) fn open(&self) -> Vec<usize> {
        self.waiting().map(|(at, _)| at).collect()
    }

    /// Takes back what these were to be answered: it rested on a transaction that may not have been committed.
    pub(super) fn reopen(&mut self, places: &[usize]) {
        for at in places {
            if let Some(outcome) = self.outcomes.get_mut(*at) {
                *outcome = None;
            }
        }
    }

    /// Gives everybody who still waits this answer.
    pub(super) fn fail(&mut self, error: &LogError, in_doubt: bool) {
        let error = if in_doubt { error.clone().with_kind(LogErrorKind::InDoubt) } else { error.clone() };
        for outcome in self.outcomes.iter_mut().filter(|outcome| outcome.is_none()) {
            *outcome = Some(Err(AppendError::Failed(error.clone())));
        }
    }

    pub(super) fn into_answers(self) -> Vec<Result<Appended, AppendError>> {
        self.outcomes.into_iter().map(|outcome| outcome.unwrap_or(Err(AppendError::Closed))).collect()
    }

    fn waiting(&self) -> impl Iterator<Item = (usize, &Append)> {
        let waiting = self.appends.iter().enumerate().zip(&self.outcomes);
        waiting.filter(|(_, outcome)| outcome.is_none()).map(|(append, _)| append)
    }

    fn settle(&mut self, at: usize, outcome: Result<Appended, AppendError>) {
        if let Some(place) = self.outcomes.get_mut(at) {
            *place = Some(outcome);
        }
    }

    /// Lays out every append that waits and may be made. A command whose id stands twice in the group waits for the next
    /// round, which then finds it known.
    fn lay(&self, ledger: &Ledger, known: &HashMap<StreamId, Tail>, clock: &dyn LogClock) -> Plan {
        let mut plan =
            Plan { laid: Vec::new(), refused: Vec::new(), ledger: ledger.clone(), tails: HashMap::new() };
        let mut ids = BTreeSet::new();
        for (at, append) in self.waiting() {
            if append.command.as_ref().is_some_and(|command| !ids.insert(command.id.as_str())) {
                continue;
            }
            let tail =
                |stream| plan.tails.get(stream).or_else(|| known.get(stream)).copied().unwrap_or_default();
            let tails: Vec<Tail> = append.writes.iter().map(|write| tail(&write.stream)).collect();
            let mut checked = append.writes.iter().zip(&tails);
            if let Err(conflict) = checked.try_for_each(|(write, tail)| check_expected(write, tail.version)) {
                plan.refused.push((at, conflict));
                continue;
            }
            let laid = plan.ledger.lay(append.clone(), &tails, clock.now());
            for event in &laid.events {
                let tail = Tail { version: event.version, leaf: Some(event.leaf) };
                plan.tails.insert(event.stream.clone(), tail);
            }
            plan.laid.push((at, laid));
        }
        plan
    }

    /// The ids of the commands among these.
    fn ids<'a>(&'a self, places: impl Iterator<Item = usize> + 'a) -> Vec<String> {
        places.filter_map(|at| Some(self.appends.get(at)?.command.as_ref()?.id.clone())).collect()
    }

    /// Gives a refusal to each of these who has no answer yet.
    fn refuse(&mut self, refused: Vec<(usize, AppendError)>) {
        for (at, conflict) in refused {
            if self.outcomes.get(at).is_some_and(Option::is_none) {
                self.settle(at, Err(conflict));
            }
        }
    }
}

/// What a try is made with.
pub(super) struct Work<'a> {
    pub(super) connection: &'a mut PgConnection,
    pub(super) known: &'a mut Known,
    pub(super) cache: &'a Mutex<Cache>,
    pub(super) clock: &'a dyn LogClock,
}

impl Work<'_> {
    /// Tries in one statement. Says whether what was known turned out not to be true.
    pub(super) async fn at_once(
        mut self,
        group: &mut Group,
        doubts: &mut Vec<Doubt>,
    ) -> Result<bool, LogError> {
        let Some(ledger) = self.known.ledger.take() else { return Ok(true) };
        let tails = self.probable_tails(group).await?;
        let mut plan = group.lay(&ledger, &tails, self.clock);
        // A command sent again finds its stream moved on by itself: it is answered as known before it is a conflict.
        let ids = group.ids(plan.refused.iter().map(|(at, _)| *at));
        self.replay(group, &ids).await?;
        group.refuse(std::mem::take(&mut plan.refused));
        if plan.laid.is_empty() {
            self.known.ledger = Some(ledger);
            return Ok(false);
        }
        doubts.extend(Doubt::about(&plan));
        let sent =
            statement::append(self.connection, self.known.epoch, &ledger, &plan.laid, &plan.ledger).await;
        if !failure::is_in_doubt(&sent) {
            doubts.pop();
        }
        match sent {
            Ok(Sent::Appended) => {
                self.keep(group, plan);
                Ok(false)
            }
            Ok(Sent::Moved) => Ok(true),
            Ok(Sent::Known(ids)) => {
                self.known.ledger = Some(ledger);
                self.replay(group, &ids).await?;
                Ok(false)
            }
            // Others wrote to one of these streams, and what is known of its end is out of date.
            Err(error) if failure::is_taken(&error) || failure::gave_way(&error) => {
                locked(self.cache).forget();
                Ok(true)
            }
            Err(error) => Err(failed("appending to the log")(error)),
        }
    }

    /// Tries in a transaction that locks the head first, so that everything looked up in it stays true. Until it is
    /// committed, so is no answer.
    pub(super) async fn with_care(
        mut self,
        group: &mut Group,
        doubts: &mut Vec<Doubt>,
    ) -> Result<bool, LogError> {
        self.run("BEGIN").await.map_err(failed("beginning to append"))?;
        let plan = self.lay_with_care(group, doubts).await?;
        let Some((plan, ledger)) = plan else {
            // Nothing to append, and no rollback: the lock on the head was a write, so this waits for a standby as any
            // commit does. What is found here after a crash may not have been sent to one yet.
            self.run("COMMIT").await.map_err(failed("appending to the log"))?;
            return Ok(false);
        };
        doubts.extend(Doubt::about(&plan));
        let sent = self.send_and_commit(&ledger, &plan).await;
        if !failure::is_in_doubt(&sent) {
            doubts.pop();
        }
        match sent {
            Ok(Sent::Appended) => {
                self.keep(group, plan);
                Ok(false)
            }
            Ok(Sent::Moved | Sent::Known(_)) => {
                let problem = "the log's head changed while it was locked; verify the log";
                Err(LogError::new(LogErrorKind::Corrupt, problem))
            }
            Err(error) => Err(failed("appending to the log")(error)),
        }
    }

    async fn send_and_commit(&mut self, on: &Ledger, plan: &Plan) -> sqlx::Result<Sent> {
        let sent = statement::append(self.connection, self.known.epoch, on, &plan.laid, &plan.ledger).await?;
        self.run("COMMIT").await?;
        Ok(sent)
    }

    /// What there is to append, laid out on the locked head; none if everybody has an answer.
    async fn lay_with_care(
        &mut self,
        group: &mut Group,
        doubts: &[Doubt],
    ) -> Result<Option<(Plan, Ledger)>, LogError> {
        let head = rows::lock_head(self.connection).await?;
        self.check_epoch(head.epoch)?;
        locked(self.cache).forget();
        for doubt in doubts {
            if rows::leaf(self.connection, doubt.first).await? == Some(doubt.leaf) {
                for (at, appended) in &doubt.appended {
                    group.settle(*at, Ok(appended.clone()));
                }
            }
        }
        let ids = group.ids(group.waiting().map(|(at, _)| at));
        self.replay(group, &ids).await?;
        let streams: BTreeSet<StreamId> = group
            .waiting()
            .flat_map(|(_, append)| &append.writes)
            .map(|write| write.stream.clone())
            .collect();
        let tails = self.look_up(streams).await?;
        let mut plan = group.lay(&head.ledger, &tails, self.clock);
        group.refuse(std::mem::take(&mut plan.refused));
        self.known.ledger = Some(head.ledger.clone());
        if plan.laid.is_empty() {
            return Ok(None);
        }
        Ok(Some((plan, head.ledger)))
    }

    /// The ends of the group's streams: remembered, or looked up where nothing is remembered or where a caller knows
    /// of a later end. A stream that is expected to be new is taken to be.
    async fn probable_tails(&mut self, group: &Group) -> Result<HashMap<StreamId, Tail>, LogError> {
        let mut tails = HashMap::new();
        let mut missing = BTreeSet::new();
        {
            let cache = locked(self.cache);
            for write in group.waiting().flat_map(|(_, append)| &append.writes) {
                let later = |tail: &Tail| match write.expected {
                    Expected::Exact(version) => tail.version < version,
                    Expected::Any => false,
                };
                match cache.get(&write.stream) {
                    Some(tail) if !later(&tail) => drop(tails.insert(write.stream.clone(), tail)),
                    None if write.expected == Expected::Exact(Version::NONE) && !write.events.is_empty() => {}
                    _ => drop(missing.insert(write.stream.clone())),
                }
            }
        }
        if !missing.is_empty() {
            tails.extend(self.look_up(missing).await?);
        }
        Ok(tails)
    }

    async fn look_up(&mut self, streams: BTreeSet<StreamId>) -> Result<HashMap<StreamId, Tail>, LogError> {
        let streams: Vec<StreamId> = streams.into_iter().collect();
        let found = rows::tails(self.connection, &streams).await?;
        Ok(found.into_iter().filter_map(|(at, tail)| Some((streams.get(at)?.clone(), tail))).collect())
    }

    /// Answers those commands of the group that are known already.
    async fn replay(&mut self, group: &mut Group, ids: &[String]) -> Result<(), LogError> {
        if ids.is_empty() {
            return Ok(());
        }
        for stored in causes::by_ids(self.connection, ids).await? {
            let same =
                |append: &Append| append.command.as_ref().filter(|command| command.id == stored.id).cloned();
            let waiting: Vec<_> =
                group.waiting().filter_map(|(at, append)| Some((at, same(append)?))).collect();
            for (at, command) in waiting {
                group.settle(at, replay(&command, stored.clone()));
            }
        }
        Ok(())
    }

    /// What was laid out is in the log.
    fn keep(&mut self, group: &mut Group, plan: Plan) {
        self.known.ledger = Some(plan.ledger);
        let mut cache = locked(self.cache);
        for (stream, tail) in plan.tails {
            cache.put(stream, tail);
        }
        for (at, laid) in plan.laid {
            group.settle(at, Ok(laid.appended));
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

impl Doubt {
    fn about(plan: &Plan) -> Option<Self> {
        let first = plan.laid.first()?.1.events.first()?;
        let appended = plan.laid.iter().map(|(at, laid)| (*at, laid.appended.clone())).collect();
        Some(Self { first: first.position, leaf: first.leaf, appended })
    }
}
