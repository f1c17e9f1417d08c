//! Snapshots of folded states: disposable, invalid by themselves when fold or schema change, and held against the log.
//!
//! A snapshot names the event it was folded up to by its leaf, which vouches for that event and all before it in its
//! stream; and the code that folded it by a [`Fingerprint`]. Where either isn't the same, it isn't used. Where both are, of
//! every so many loads one folds in full all the same and compares.

mod fingerprint;
mod keep;

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use self::fingerprint::Fingerprint;
use self::keep::{Kept, Snapshot};
use crate::recent::Recent;
use crate::view::ViewDb;
use crate::{EventLog, Hash, LogError, Position, Recorded, StreamId, Version};

/// After how many events beyond the last one a snapshot is made, unless told otherwise.
const EVERY: u64 = 100;
/// Of how many loads through a snapshot one is held against a full fold, unless told otherwise.
const SAMPLE: u64 = 64;
/// How many long streams are remembered.
const REMEMBERED: usize = 10_000;

/// A state, and how it is folded from the events of a stream.
pub trait Fold: Sync {
    /// The state. What its JSON loses is noticed by the sample.
    type State: Default + Serialize + DeserializeOwned + Send + Sync;
    /// Why an event can't be taken in.
    type Error: From<LogError> + Send;

    /// What the state is folded by.
    fn fingerprint(&self) -> &Fingerprint;

    /// Takes an event in.
    ///
    /// # Errors
    /// When the event can't be read.
    fn apply(&self, state: &mut Self::State, event: &Recorded) -> Result<(), Self::Error>;

    /// Whether two states are the same.
    fn same(&self, one: &Self::State, other: &Self::State) -> bool;
}

/// A folded state, and where its stream stood.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Folded<S> {
    /// The state.
    pub state: S,
    /// The version of its last event.
    pub version: Version,
    /// The position of its last event.
    pub position: Position,
    /// The leaf of its last event.
    pub leaf: Hash,
}

/// What became of snapshots since they were opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SnapshotsHealth {
    /// Snapshots made.
    pub made: u64,
    /// Loads that went by a snapshot.
    pub used: u64,
    /// Snapshots of other code, or of another log: not used.
    pub stale: u64,
    /// Loads that were held against a full fold.
    pub sampled: u64,
    /// Snapshots that were not what a full fold gives: thrown away. Anything but 0 is a fault; the log is not affected.
    pub wrong: u64,
    /// Snapshots that couldn't be read or written; the log was folded in full.
    pub failed: u64,
}

#[derive(Debug, Default)]
struct Counters {
    made: AtomicU64,
    used: AtomicU64,
    stale: AtomicU64,
    sampled: AtomicU64,
    wrong: AtomicU64,
    failed: AtomicU64,
}

/// Snapshots beside a log, among its views.
///
/// They cost a stream nothing until this process has folded so many events of it at once: only then is one made, and only
/// then is one looked for. [`eager`](Snapshots::eager) looks always.
pub struct Snapshots {
    kept: Kept,
    every: u64,
    sample: u64,
    eager: bool,
    /// Streams that are worth a look.
    long: Mutex<Recent<StreamId, ()>>,
    counters: Counters,
}

impl Snapshots {
    /// Snapshots among these views.
    ///
    /// # Errors
    /// As [`ViewDb::ensure`] does.
    pub async fn open(views: Arc<dyn ViewDb>) -> Result<Self, LogError> {
        Ok(Self {
            kept: Kept::open(views).await?,
            every: EVERY,
            sample: SAMPLE,
            eager: false,
            long: Mutex::new(Recent::of(REMEMBERED)),
            counters: Counters::default(),
        })
    }

    /// A snapshot is made after so many events, at least one.
    #[must_use]
    pub fn every(mut self, events: u64) -> Self {
        self.every = events.max(1);
        self
    }

    /// The first of so many loads through a snapshot, at least one, is held against a full fold; so are the next ones'.
    #[must_use]
    pub fn sample(mut self, loads: u64) -> Self {
        self.sample = loads.max(1);
        self
    }

    /// A snapshot is looked for with every load: worth it where most streams are long.
    #[must_use]
    pub fn eager(mut self) -> Self {
        self.eager = true;
        self
    }

    /// What became of snapshots since they were opened.
    #[must_use]
    pub fn health(&self) -> SnapshotsHealth {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let Counters { made, used, stale, sampled, wrong, failed } = &self.counters;
        SnapshotsHealth {
            made: of(made),
            used: of(used),
            stale: of(stale),
            sampled: of(sampled),
            wrong: of(wrong),
            failed: of(failed),
        }
    }

    /// The state of a stream as it now stands, by way of a snapshot if a sound one is there.
    ///
    /// A dropped future leaves the snapshots as they were, or one newer.
    ///
    /// # Errors
    /// As the log and the fold fail. Snapshots that fail are counted, and done without.
    pub async fn load<F: Fold>(
        &self,
        log: &dyn EventLog,
        stream: &StreamId,
        fold: &F,
    ) -> Result<Folded<F::State>, F::Error> {
        let (folded, since) = match self.by_snapshot(log, stream, fold).await? {
            Some(found) => found,
            None => (in_full(log, stream, fold, None).await?.0, Version::NONE),
        };
        if folded.version.get().saturating_sub(since.get()) >= self.every {
            let kept = self.kept.put(stream, fold.fingerprint(), &folded).await;
            count(if kept.is_ok() { &self.counters.made } else { &self.counters.failed });
            self.long().put(stream.clone(), ());
        }
        Ok(folded)
    }

    /// The state by a snapshot, and the version that one was of; nothing if there is none to go by.
    async fn by_snapshot<F: Fold>(
        &self,
        log: &dyn EventLog,
        stream: &StreamId,
        fold: &F,
    ) -> Result<Option<(Folded<F::State>, Version)>, F::Error> {
        let Some(snapshot) = self.sound(stream, fold.fingerprint()).await else { return Ok(None) };
        // The event itself is read again: its leaf says whether this is the log that was folded.
        let events = log.read_stream(stream, snapshot.version).await?;
        let Some((last, later)) = events.split_first().filter(|(last, _)| last.leaf == snapshot.leaf) else {
            count(&self.counters.stale);
            return Ok(None);
        };
        let Ok(state) = serde_json::from_str(&snapshot.state) else {
            count(&self.counters.wrong);
            return Ok(None);
        };
        let mut folded = Folded::at(state, last);
        apply(fold, &mut folded, later)?;
        let turn = count(&self.counters.used);
        if !turn.is_multiple_of(self.sample) {
            return Ok(Some((folded, snapshot.version)));
        }
        self.held_against(log, stream, fold, folded, snapshot.version).await.map(Some)
    }

    /// The snapshot of a stream that is worth a look, if this code made it.
    async fn sound(&self, stream: &StreamId, fingerprint: &Fingerprint) -> Option<Snapshot> {
        if !self.eager && self.long().get(stream).is_none() {
            return None;
        }
        let snapshot = self.kept.get(stream).await.unwrap_or_else(|_| {
            count(&self.counters.failed);
            None
        })?;
        if snapshot.fingerprint != fingerprint.hash() {
            count(&self.counters.stale);
            return None;
        }
        Some(snapshot)
    }

    /// Folds in full beside it; if that isn't the same, the snapshot is thrown away, and only the full fold counts.
    async fn held_against<F: Fold>(
        &self,
        log: &dyn EventLog,
        stream: &StreamId,
        fold: &F,
        folded: Folded<F::State>,
        since: Version,
    ) -> Result<(Folded<F::State>, Version), F::Error> {
        count(&self.counters.sampled);
        let (full, same) = in_full(log, stream, fold, Some(&folded)).await?;
        if same {
            return Ok((full, since));
        }
        count(&self.counters.wrong);
        if self.kept.forget(stream).await.is_err() {
            count(&self.counters.failed);
        }
        Ok((full, Version::NONE))
    }

    fn long(&self) -> MutexGuard<'_, Recent<StreamId, ()>> {
        // A stream too many or too few costs a look.
        self.long.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Snapshots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { every, sample, eager, .. } = self;
        let mut shown = f.debug_struct("Snapshots");
        shown.field("every", every).field("sample", sample).field("eager", eager).finish_non_exhaustive()
    }
}

impl<S> Folded<S> {
    /// Nothing folded yet.
    fn nothing(state: S) -> Self {
        Self { state, version: Version::NONE, position: Position::START, leaf: [0; 32] }
    }

    /// A state that was folded up to this event.
    fn at(state: S, last: &Recorded) -> Self {
        Self { state, version: last.version, position: last.position, leaf: last.leaf }
    }
}

/// The fold of every event, and whether it was `other` when it came to that one's last event.
async fn in_full<F: Fold>(
    log: &dyn EventLog,
    stream: &StreamId,
    fold: &F,
    other: Option<&Folded<F::State>>,
) -> Result<(Folded<F::State>, bool), F::Error> {
    let events = log.read_stream(stream, Version::FIRST).await?;
    let mut folded = Folded::nothing(F::State::default());
    let Some(other) = other else {
        apply(fold, &mut folded, &events)?;
        return Ok((folded, true));
    };
    // More may have been appended since the other was read.
    let known = events.iter().take_while(|event| event.version <= other.version).count();
    let (known, later) = events.split_at(known);
    apply(fold, &mut folded, known)?;
    let same = fold.same(&folded.state, &other.state);
    apply(fold, &mut folded, later)?;
    Ok((folded, same))
}

fn apply<F: Fold>(fold: &F, folded: &mut Folded<F::State>, events: &[Recorded]) -> Result<(), F::Error> {
    for event in events {
        fold.apply(&mut folded.state, event)?;
        (folded.version, folded.position, folded.leaf) = (event.version, event.position, event.leaf);
    }
    Ok(())
}

/// Counts one more, and gives how many there were.
fn count(counter: &AtomicU64) -> u64 {
    counter.fetch_add(1, Ordering::Relaxed)
}

#[cfg(test)]
mod tests;
