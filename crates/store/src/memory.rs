//! A log in memory, for tests and for trying things out. It keeps every promise except outliving its process.

mod restore;

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use tokio::sync::watch;
use uuid::Uuid;

use crate::ledger::{Laid, Ledger, Tail, check_expected, replay};
use crate::{
    Append, AppendError, Appended, DigestKey, Epoch, EventLog, Follow, Head, LogClock, LogError,
    LogErrorKind, Position, Recorded, StoredCommand, StreamId, SystemClock, Version, limits, telemetry,
};

/// What metrics and spans call this backend.
const BACKEND: &str = "memory";

/// A log in memory.
///
/// Every call is answered in one poll.
#[derive(Debug)]
pub struct MemoryLog {
    epoch: Epoch,
    key: DigestKey,
    clock: Arc<dyn LogClock>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    ledger: Ledger,
    events: Vec<Recorded>,
    /// The places in `events` of each stream's events, by kind and id, so that a kind's ids are in byte order.
    streams: BTreeMap<StreamId, Vec<usize>>,
    commands: HashMap<String, StoredCommand>,
    /// The ids of commands by the position of their first event.
    causes: BTreeMap<Position, String>,
    /// Gone once the log is closed.
    growth: Option<watch::Sender<Position>>,
    /// Kept so that someone who follows a closed log is told so.
    follow: watch::Receiver<Position>,
}

impl MemoryLog {
    /// An empty log on the machine's clock.
    ///
    /// # Errors
    /// [`LogErrorKind::Unavailable`] when the operating system gives no random bytes.
    pub fn new() -> Result<Self, LogError> {
        Self::with_clock(Arc::new(SystemClock::new()))
    }

    /// An empty log on this clock.
    ///
    /// # Errors
    /// As for [`MemoryLog::new`].
    pub fn with_clock(clock: Arc<dyn LogClock>) -> Result<Self, LogError> {
        let id = uuid::Builder::from_random_bytes(crate::key::random_bytes()?).into_uuid();
        Ok(Self::assemble(Epoch::new(id, 1), DigestKey::generate()?, clock))
    }

    /// An empty log whose epoch and digest key are given rather than drawn, so that two runs are alike byte for byte.
    /// For simulations; a real log's key must be random.
    #[must_use]
    pub fn deterministic(epoch: Uuid, key: DigestKey, clock: Arc<dyn LogClock>) -> Self {
        Self::assemble(Epoch::new(epoch, 1), key, clock)
    }

    fn assemble(epoch: Epoch, key: DigestKey, clock: Arc<dyn LogClock>) -> Self {
        let (growth, follow) = watch::channel(Position::START);
        let state = State {
            ledger: Ledger::default(),
            events: Vec::new(),
            streams: BTreeMap::new(),
            commands: HashMap::new(),
            causes: BTreeMap::new(),
            growth: Some(growth),
            follow,
        };
        Self { epoch, key, clock, state: Mutex::new(state) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Every change is made after everything that could fail, so a poisoned state is still whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open_state(&self) -> Result<MutexGuard<'_, State>, LogError> {
        let state = self.state();
        if state.growth.is_none() {
            return Err(LogError::new(LogErrorKind::Closed, "the log is closed; open it again to read"));
        }
        Ok(state)
    }
}

impl State {
    fn tail(&self, stream: &StreamId) -> Tail {
        let last =
            self.streams.get(stream).and_then(|places| places.last()).and_then(|at| self.events.get(*at));
        last.map_or_else(Tail::default, |event| Tail { version: event.version, leaf: Some(event.leaf) })
    }

    fn append(&mut self, append: Append, clock: &dyn LogClock) -> Result<Appended, AppendError> {
        if let Some(command) = &append.command
            && let Some(stored) = self.commands.get(&command.id)
        {
            return replay(command, stored.clone());
        }
        let tails: Vec<Tail> = append.writes.iter().map(|write| self.tail(&write.stream)).collect();
        for (write, tail) in append.writes.iter().zip(&tails) {
            check_expected(write, tail.version)?;
        }
        let laid = self.ledger.lay(append, &tails, clock.now());
        Ok(self.keep(laid))
    }

    fn keep(&mut self, laid: Laid) -> Appended {
        let Laid { events, command, appended, .. } = laid;
        for event in events {
            self.streams.entry(event.stream.clone()).or_default().push(self.events.len());
            self.events.push(event);
        }
        if let Some(command) = command {
            let stored =
                StoredCommand::new(command.id.clone(), command.digest, command.record, appended.clone());
            self.causes.insert(stored.first(), command.id.clone());
            self.commands.insert(command.id, stored);
        }
        if let Some(growth) = &self.growth {
            growth.send_replace(appended.last);
        }
        appended
    }
}

#[async_trait]
impl EventLog for MemoryLog {
    async fn append(&self, batch: Append) -> Result<Appended, AppendError> {
        telemetry::append(BACKEND, telemetry::Size::of(&batch), async {
            limits::check(&batch)?;
            let mut state = self.state();
            if state.growth.is_none() {
                return Err(AppendError::Closed);
            }
            state.append(batch, &*self.clock)
        })
        .await
    }

    async fn read_stream(&self, stream: &StreamId, from: Version) -> Result<Vec<Recorded>, LogError> {
        telemetry::read(BACKEND, "stream", Vec::len, async {
            let state = self.open_state()?;
            let places = state.streams.get(stream).map_or(&[][..], Vec::as_slice);
            let skip = usize::try_from(from.get().saturating_sub(1)).unwrap_or(usize::MAX);
            Ok(places.iter().skip(skip).filter_map(|at| state.events.get(*at)).cloned().collect())
        })
        .await
    }

    async fn read_all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        telemetry::read(BACKEND, "all", Vec::len, async {
            let state = self.open_state()?;
            let skip = usize::try_from(after.get()).unwrap_or(usize::MAX);
            Ok(state.events.iter().skip(skip).take(limit).cloned().collect())
        })
        .await
    }

    async fn streams(
        &self,
        kind: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(StreamId, Version)>, LogError> {
        let state = self.open_state()?;
        // No stream has an empty id, so excluding it excludes nothing.
        let from = Bound::Excluded(StreamId::unchecked(kind, after.unwrap_or_default()));
        let page =
            state.streams.range((from, Bound::Unbounded)).take_while(|(stream, _)| stream.kind() == kind);
        Ok(page.take(limit).map(|(stream, _)| (stream.clone(), state.tail(stream).version)).collect())
    }

    async fn command(&self, id: &str) -> Result<Option<StoredCommand>, LogError> {
        let read = async { Ok(self.open_state()?.commands.get(id).cloned()) };
        telemetry::read(BACKEND, "command", |_| 0, read).await
    }

    async fn command_at(&self, position: Position) -> Result<Option<StoredCommand>, LogError> {
        let state = self.open_state()?;
        let before = state.causes.range(..=position).next_back();
        let command = before.and_then(|(_, id)| state.commands.get(id));
        Ok(command.filter(|command| position <= command.last()).cloned())
    }

    async fn read_commands(&self, after: Position, limit: usize) -> Result<Vec<StoredCommand>, LogError> {
        let state = self.open_state()?;
        let ids = state.causes.range((Bound::Excluded(after), Bound::Unbounded)).map(|(_, id)| id);
        Ok(ids.take(limit).filter_map(|id| state.commands.get(id)).cloned().collect())
    }

    async fn head(&self) -> Result<Head, LogError> {
        let state = self.open_state()?;
        Ok(Head::new(self.epoch, state.ledger.position(), state.ledger.root()))
    }

    fn digest_key(&self) -> &DigestKey {
        &self.key
    }

    fn follow(&self) -> Follow {
        Follow::new(self.state().follow.clone())
    }

    async fn close(&self) -> Result<(), LogError> {
        self.state().growth = None;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn make(clock: Arc<dyn LogClock>) -> (Arc<dyn EventLog>, ()) {
        let log = MemoryLog::with_clock(clock).unwrap_or_else(|error| panic!("{error}"));
        (Arc::new(log), ())
    }

    crate::event_log_conformance!(make);
}
