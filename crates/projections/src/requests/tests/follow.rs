//! Following the log: kept up live and rebuilt from zero are the same, and another log is noticed.

use proptest::prelude::*;
use talab_core::request::exits::Withdraw;
use talab_core::{Reference, Stage};
use talab_store::{Epoch, EventLog, Head, LogErrorKind, MemoryLog, NewEvent, Recorded};

use super::other_log::{Glass, Tint};
use super::world::{CASES, Doing, World, write};
use super::{divergence, in_memory, in_sqlite, run};
use crate::entry::REQUEST;
use crate::requests::{Divergence, Filter, RequestsError, RequestsView};
use crate::testing::{applicant, start};

/// One thing that is done, and, now and then, a run with pages of this size after it.
fn doing() -> impl Strategy<Value = (Doing, Option<usize>)> {
    let doing = prop_oneof![
        60 => (0..CASES, any::<(u16, u8)>()).prop_map(|(number, pick)| Doing::Live(number, pick)),
        1 => (0..CASES).prop_map(Doing::Poison),
        4 => Just(Doing::Other),
    ];
    (doing, proptest::option::weighted(0.3, 1..40_usize))
}

/// Lives through it all with `live` keeping up, and compares with a list made from zero and with the cases themselves.
async fn live_and_rebuilt_agree(live: RequestsView, doings: Vec<(Doing, Option<usize>)>) {
    let mut world = World::new();
    for (doing, page) in doings {
        world.take(doing).await;
        if let Some(page) = page {
            live.clone().page_size(page).catch_up(&world.log).await.unwrap();
        }
    }
    live.catch_up(&world.log).await.unwrap();
    assert_eq!(live.check(&world.log).await.unwrap(), []);
    let rebuilt = in_memory().await;
    rebuilt.rebuild(&world.log).await.unwrap();
    let all = Filter::new().limit(1_000);
    assert_eq!(live.list(&all).await.unwrap(), rebuilt.list(&all).await.unwrap());
    assert_eq!(live.parked().await.unwrap(), rebuilt.parked().await.unwrap());
    assert_eq!(live.position().await.unwrap(), world.log.head().await.unwrap().position.get());
    for (number, case) in world.cases.iter().enumerate().filter(|(number, _)| !world.is_poisoned(*number)) {
        let row = live.get(&case.reference).await.unwrap();
        assert_eq!(row.as_ref().map(|row| row.version).unwrap_or(0), case.request.version(), "case {number}");
        assert_eq!(row.map(|row| row.stage), case.request.stage(), "case {number}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn rebuilt_is_kept_up_live_in_memory(doings in proptest::collection::vec(doing(), 1..120)) {
        run(async { live_and_rebuilt_agree(in_memory().await, doings).await });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn rebuilt_is_kept_up_live_in_sqlite(doings in proptest::collection::vec(doing(), 1..120)) {
        let folder = tempfile::tempdir().unwrap();
        run(async { live_and_rebuilt_agree(in_sqlite(&folder).await, doings).await });
    }
}

#[tokio::test]
async fn two_runners_share_one_list() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (in_sqlite(&folder).await.page_size(3), in_sqlite(&folder).await.page_size(5));
    let mut world = World::acknowledged().await;
    for round in 0..12 {
        for number in 0..CASES {
            world.take(Doing::Live(number, (round, 60))).await;
        }
        let (first, second) = tokio::join!(one.catch_up(&world.log), other.catch_up(&world.log));
        assert_eq!(first.unwrap().position, second.unwrap().position);
    }
    assert_eq!(one.check(&world.log).await.unwrap(), []);
}

#[tokio::test]
async fn an_event_that_cannot_be_read_parks_its_request_and_no_other() {
    let mut world = World::acknowledged().await;
    let view = in_memory().await;
    view.catch_up(&world.log).await.unwrap();
    let poisoned = world.cases[0].reference.clone();
    let before = view.get(&poisoned).await.unwrap().unwrap();
    world.take(Doing::Poison(0)).await;
    let at = world.log.head().await.unwrap().position.get();
    let applicant = world.cases[1].applicant.clone();
    world.take(Doing::Other).await;
    world.cases[1].must(&applicant, Withdraw { reason: None });
    world.record(1).await;
    world.take(Doing::Poison(0)).await;
    view.catch_up(&world.log).await.unwrap();

    assert_eq!(view.get(&poisoned).await.unwrap().unwrap(), before, "as it was before the poison");
    let flowing = view.get(&world.cases[1].reference).await.unwrap().unwrap();
    assert_eq!(flowing.stage, Stage::Closed);
    let parked = view.parked().await.unwrap();
    assert_eq!(parked.len(), 1);
    assert_eq!((parked[0].reference.as_str(), parked[0].position), (poisoned.as_str(), at));
    assert_eq!((parked[0].event_type.as_str(), parked[0].queued), ("Unheard", 1));
    assert!(
        parked[0].problem.contains("can't be read") && parked[0].problem.contains("Unheard"),
        "{parked:?}"
    );
    assert_eq!(view.retry(&world.log).await.unwrap(), 0, "it still can't be read");
    assert_eq!(view.parked().await.unwrap(), parked);
}

/// An older release does not know how requests are acknowledged.
const OLDER: Tint = |event: &mut Recorded| {
    if event.event_type == "Acknowledged" {
        "2".clone_into(&mut event.event_version);
    }
};

#[tokio::test]
async fn an_upgrade_frees_what_was_parked() {
    let world = World::acknowledged().await;
    let view = in_memory().await.page_size(4);
    view.catch_up(&Glass::new(&world.log, OLDER)).await.unwrap();
    let parked = view.parked().await.unwrap();
    assert_eq!(parked.len(), CASES);
    assert!(parked.iter().all(|it| it.event_type == "Acknowledged" && it.queued > 0), "{parked:?}");
    let rows = view.list(&Filter::new()).await.unwrap().requests;
    assert!(rows.iter().all(|row| row.stage == Stage::Submitted));

    assert_eq!(view.check(&world.log).await.unwrap().len(), 2 * CASES, "each row and each parked row");
    assert_eq!(view.retry(&world.log).await.unwrap(), CASES);
    assert_eq!(view.parked().await.unwrap(), []);
    assert_eq!(view.check(&world.log).await.unwrap(), []);
}

#[tokio::test]
async fn a_stream_that_no_request_begins_is_parked() {
    let log = MemoryLog::new().unwrap();
    let submitted = {
        let mut case = crate::testing::Case::new(3);
        let submit = case.complete();
        case.must(&applicant(), submit);
        let event = &case.entries[0].event;
        NewEvent::new("Submitted", serde_json::to_string(event).unwrap(), start().get())
    };
    let reference = Reference::from_bits(9);
    write(&log, REQUEST, &reference.as_str().to_lowercase().replace('0', "o"), vec![submitted]).await;
    let stopped =
        NewEvent::new("ClockStopped", r#"{"ClockStopped":{"at":"2026-02-01T08:00:00Z"}}"#, start().get());
    write(&log, REQUEST, reference.as_str(), vec![stopped]).await;
    let view = in_memory().await;
    view.catch_up(&log).await.unwrap();
    let problems: Vec<_> = view.parked().await.unwrap().into_iter().map(|it| it.problem).collect();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems.iter().any(|it| it.contains("not a reference")), "{problems:?}");
    assert!(problems.iter().any(|it| it.contains("begins with Submitted")), "{problems:?}");
    assert_eq!(view.list(&Filter::new()).await.unwrap().requests, []);
}

#[tokio::test]
async fn another_log_is_noticed() {
    let mut world = World::acknowledged().await;
    let view = in_memory().await;
    view.catch_up(&world.log).await.unwrap();
    let other = World::acknowledged().await;
    assert_eq!(divergence(view.catch_up(&other.log).await), Divergence::Epoch);

    let head = world.log.head().await.unwrap();
    let mut shown = Glass::new(&world.log, |_| ());
    shown.head = Some(Head::new(Epoch::new(head.epoch.id, 2), head.position, head.root));
    assert_eq!(divergence(view.catch_up(&shown).await), Divergence::Epoch, "it was promoted");
    shown.head = Some(Head::new(head.epoch, talab_store::Position::new(3), head.root));
    assert_eq!(divergence(view.catch_up(&shown).await), Divergence::BeyondHead);
    shown.head = Some(Head::new(head.epoch, head.position, [7; 32]));
    assert_eq!(divergence(view.catch_up(&shown).await), Divergence::OtherRoot);
    let changed = Glass::new(&world.log, |event| event.leaf[0] ^= 1);
    assert_eq!(divergence(view.catch_up(&changed).await), Divergence::OtherEvent);

    // The log was rewritten before what was read: the tree no longer fits, and nothing is committed.
    world.take(Doing::Other).await;
    let grown = world.log.head().await.unwrap();
    let mut shown = Glass::new(&world.log, |_| ());
    shown.head = Some(Head::new(grown.epoch, grown.position, [7; 32]));
    assert_eq!(divergence(view.catch_up(&shown).await), Divergence::OtherRoot);
    assert_eq!(view.position().await.unwrap(), head.position.get());
    view.catch_up(&world.log).await.unwrap();
    assert_eq!(
        view.rebuild(&other.log).await.unwrap().requests,
        CASES as u64,
        "a rebuild follows whatever it is given"
    );
}

#[tokio::test]
async fn a_failure_of_the_log_is_passed_on() {
    let world = World::acknowledged().await;
    world.log.close().await.unwrap();
    match in_memory().await.catch_up(&world.log).await {
        Err(RequestsError::Failed(error)) => assert_eq!(error.kind(), LogErrorKind::Closed),
        other => panic!("{other:?}"),
    }
}
