//! Snapshots of a counter: used, stale, of another log, poisoned, and by chance of any history.

use std::sync::Arc;

use proptest::prelude::*;
use serde::Deserialize;
use time::macros::datetime;

use super::*;
use crate::view::{MemoryViewDb, Row, RowChange};
use crate::{Append, Expected, MemoryLog, NewEvent};

/// What was noted, in order; `lost` isn't in the JSON, as a careless state would have it.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Notes {
    sum: u64,
    last: Option<String>,
    #[serde(skip)]
    lost: u64,
}

struct Noted {
    fingerprint: Fingerprint,
    careless: bool,
}

impl Noted {
    fn by(code: &str) -> Self {
        Self { fingerprint: Fingerprint::of::<Notes>(&[code]).unwrap(), careless: false }
    }
}

impl Fold for Noted {
    type State = Notes;
    type Error = LogError;

    fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    fn apply(&self, state: &mut Notes, event: &Recorded) -> Result<(), LogError> {
        let number: u64 = serde_json::from_str(&event.payload).unwrap();
        // The order matters.
        state.sum = state.sum.wrapping_mul(31).wrapping_add(number);
        state.last = Some(event.payload.clone());
        state.lost += u64::from(self.careless);
        Ok(())
    }

    fn same(&self, one: &Notes, other: &Notes) -> bool {
        one == other
    }
}

fn stream() -> StreamId {
    StreamId::new("Notes", "a").unwrap()
}

async fn note(log: &MemoryLog, numbers: impl IntoIterator<Item = u64>) {
    for number in numbers {
        let event = NewEvent::new("Noted", number.to_string(), datetime!(2026-01-01 00:00 UTC));
        log.append(Append::new().write(stream(), Expected::Any, vec![event])).await.unwrap();
    }
}

async fn full(log: &MemoryLog, fold: &Noted) -> Folded<Notes> {
    in_full(log, &stream(), fold, None).await.unwrap().0
}

async fn in_memory() -> (MemoryLog, Arc<MemoryViewDb>) {
    (MemoryLog::new().unwrap(), Arc::new(MemoryViewDb::new()))
}

async fn snapshots(db: &Arc<MemoryViewDb>) -> Snapshots {
    Snapshots::open(Arc::clone(db) as Arc<dyn ViewDb>).await.unwrap().every(10)
}

#[tokio::test]
async fn a_long_stream_is_loaded_by_its_snapshot() {
    let (log, db) = in_memory().await;
    let (snapshots, fold) = (snapshots(&db).await.sample(u64::MAX), Noted::by("1"));
    note(&log, 0..9).await;
    snapshots.load(&log, &stream(), &fold).await.unwrap();
    assert_eq!(snapshots.health(), SnapshotsHealth::default(), "a short stream has none");
    for upto in 9..40 {
        note(&log, [upto]).await;
        assert_eq!(snapshots.load(&log, &stream(), &fold).await.unwrap(), full(&log, &fold).await);
    }
    let SnapshotsHealth { made, used, sampled, .. } = snapshots.health();
    assert_eq!((made, used, sampled), (4, 30, 1), "the first use is held against a full fold");
    let none = StreamId::new("Notes", "none").unwrap();
    assert_eq!(snapshots.load(&log, &none, &fold).await.unwrap().version, Version::NONE);
}

#[tokio::test]
async fn another_process_looks_once_it_has_seen_that_a_stream_is_long_or_at_once() {
    let (log, db) = in_memory().await;
    let fold = Noted::by("1");
    note(&log, 0..25).await;
    snapshots(&db).await.load(&log, &stream(), &fold).await.unwrap();
    let other = snapshots(&db).await;
    other.load(&log, &stream(), &fold).await.unwrap();
    assert_eq!((other.health().used, other.health().made), (0, 1));
    other.load(&log, &stream(), &fold).await.unwrap();
    assert_eq!(other.health().used, 1);
    let eager = snapshots(&db).await.eager();
    eager.load(&log, &stream(), &fold).await.unwrap();
    assert_eq!((eager.health().used, eager.health().made), (1, 0));
}

#[tokio::test]
async fn a_snapshot_of_other_code_is_not_used() {
    let (log, db) = in_memory().await;
    note(&log, 0..12).await;
    snapshots(&db).await.load(&log, &stream(), &Noted::by("1")).await.unwrap();
    let (later, fold) = (snapshots(&db).await.eager(), Noted::by("2"));
    assert_eq!(later.load(&log, &stream(), &fold).await.unwrap(), full(&log, &fold).await);
    assert_eq!((later.health().stale, later.health().used, later.health().made), (1, 0, 1));
    later.load(&log, &stream(), &fold).await.unwrap();
    assert_eq!((later.health().stale, later.health().used), (1, 1), "it has made its own");
}

#[tokio::test]
async fn a_snapshot_of_another_log_is_not_used() {
    let (log, db) = in_memory().await;
    note(&log, 0..30).await;
    let fold = Noted::by("1");
    snapshots(&db).await.load(&log, &stream(), &fold).await.unwrap();
    // Another history of the same stream, as long; and a backup, which isn't as long.
    for numbers in [(100..140), (0..15)] {
        let (other, _) = in_memory().await;
        note(&other, numbers).await;
        let snapshots = snapshots(&db).await.eager();
        assert_eq!(snapshots.load(&other, &stream(), &fold).await.unwrap(), full(&other, &fold).await);
        assert_eq!((snapshots.health().stale, snapshots.health().used), (1, 0));
        snapshots.load(&other, &stream(), &fold).await.unwrap();
        assert_eq!(snapshots.health().used, 1);
        // Back to the first log for the next round.
        note(&log, [7]).await;
        self::snapshots(&db).await.load(&log, &stream(), &fold).await.unwrap();
    }
}

/// Changes the snapshot that is kept.
async fn poison(db: &MemoryViewDb, state: &str) {
    let row = db.get("snapshots", &["Notes".into(), "a".into()]).await.unwrap().unwrap();
    let row: Row = row.with("state", state);
    let at = db.checkpoint("snapshots").await.unwrap().unwrap();
    db.commit("snapshots", Some(&at), vec![RowChange::upsert("snapshots", row)], at).await.unwrap();
}

#[tokio::test]
async fn a_poisoned_snapshot_is_found_by_the_sample_and_thrown_away() {
    let (log, db) = in_memory().await;
    let fold = Noted::by("1");
    note(&log, 0..12).await;
    let snapshots = snapshots(&db).await.sample(3);
    for _ in 0..2 {
        snapshots.load(&log, &stream(), &fold).await.unwrap();
    }
    poison(&db, r#"{"sum":666,"last":null}"#).await;
    let believed = snapshots.load(&log, &stream(), &fold).await.unwrap();
    assert_eq!(believed.state.sum, 666, "nothing is held against it yet");
    snapshots.load(&log, &stream(), &fold).await.unwrap();
    let found = snapshots.load(&log, &stream(), &fold).await.unwrap();
    assert_eq!(found, full(&log, &fold).await);
    let SnapshotsHealth { wrong, made, sampled, .. } = snapshots.health();
    assert_eq!((wrong, made, sampled), (1, 2, 2), "and a sound one is made");
    assert_eq!(snapshots.load(&log, &stream(), &fold).await.unwrap(), found);
}

#[tokio::test]
async fn a_snapshot_that_does_not_read_is_done_without() {
    let (log, db) = in_memory().await;
    let fold = Noted::by("1");
    note(&log, 0..12).await;
    let snapshots = snapshots(&db).await.eager();
    snapshots.load(&log, &stream(), &fold).await.unwrap();
    poison(&db, "{").await;
    assert_eq!(snapshots.load(&log, &stream(), &fold).await.unwrap(), full(&log, &fold).await);
    assert_eq!((snapshots.health().wrong, snapshots.health().made), (1, 2));
}

/// A state whose JSON loses a part is not the same after a round through it.
#[tokio::test]
async fn a_state_that_its_json_does_not_hold_is_found_by_the_sample() {
    let (log, db) = in_memory().await;
    let fold = Noted { careless: true, ..Noted::by("1") };
    note(&log, 0..12).await;
    let snapshots = snapshots(&db).await.sample(1);
    for _ in 0..3 {
        assert_eq!(snapshots.load(&log, &stream(), &fold).await.unwrap(), full(&log, &fold).await);
    }
    assert_eq!((snapshots.health().wrong, snapshots.health().sampled), (2, 2));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever is appended between loads, and however snapshots are made: the state is the fold of all events.
    #[test]
    fn by_snapshot_is_in_full(
        rounds in prop::collection::vec(prop::collection::vec(any::<u64>(), 0..15), 1..12),
        every in 1_u64..12,
        eager in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let (log, db) = in_memory().await;
            let fold = Noted::by("1");
            let snapshots = snapshots(&db).await.every(every).sample(u64::MAX);
            let snapshots = if eager { snapshots.eager() } else { snapshots };
            for round in rounds {
                note(&log, round).await;
                let loaded = snapshots.load(&log, &stream(), &fold).await.unwrap();
                prop_assert_eq!(loaded, full(&log, &fold).await);
            }
            prop_assert_eq!(snapshots.health().wrong, 0);
            Ok(())
        })?;
    }
}
