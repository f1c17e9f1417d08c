//! Once is once: H3, retries, races, unknown outcomes.

use std::sync::Arc;

use std::future::IntoFuture;
use talab::core::request::exits::Withdraw;
use talab::core::testing::{self, applicant, handler, supervisor, verifier};
use talab::store::{EventLog, Fault, FaultyLog, MemoryLog};
use talab::{CommandId, ErrorKind, NotDone};

use super::world::{World, complete, on_every_backend, refusal};

/// H3: the same command five times, then the same id with another content.
#[tokio::test]
async fn the_same_command_five_times_is_one_act() {
    on_every_backend(|world: World| async move {
        let actor = applicant();
        let me = world.talab.as_actor(&actor);
        let id = CommandId::scoped(&actor, "form-1").expect("an id");
        let first = me.submit(complete()).id(id.clone()).await.expect("submitted");
        let position = world.position().await;
        for _ in 0..4 {
            let again = me.submit(complete()).id(id.clone()).await.expect("the first outcome");
            assert!(again.replayed);
            assert_eq!(
                (&again.reference, again.version, &again.outcome),
                (&first.reference, first.version, &first.outcome)
            );
        }
        assert_eq!(world.position().await, position, "nothing was appended");
        let other = complete().answer("address", "عنوان آخر");
        let reused = refusal(me.submit(other).id(id.clone()).await);
        assert_eq!(reused.code(), "command_id_reused");
        let outcome = me.outcome_of(&id).await.expect("readable").expect("known");
        assert_eq!(outcome.reference, first.reference);
    })
    .await;
}

#[tokio::test]
async fn a_refused_command_does_not_use_its_id_up() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        let actor = handler();
        let officer = world.talab.as_actor(&actor);
        let id = CommandId::scoped(&actor, "step").expect("an id");
        let early = refusal(officer.execute(&reference, testing::step_done()).id(id.clone()).await);
        assert_eq!(early.code(), "wrong_stage");
        world.does(&verifier(), &reference, testing::pass()).await;
        let done = officer.execute(&reference, testing::step_done()).id(id).await.expect("done now");
        assert!(!done.replayed);
    })
    .await;
}

#[tokio::test]
async fn expecting_turns_silent_deciding_anew_off() {
    on_every_backend(|world: World| async move {
        let filed = world.submits().await;
        world.does(&handler(), &filed.reference, testing::note()).await;
        let actor = applicant();
        let me = world.talab.as_actor(&actor);
        let stale = refusal(me.execute(&filed.reference, Withdraw::default()).expecting(filed.version).await);
        assert_eq!(stale.code(), "stale_version");
        let now = world.talab.as_actor(&actor).status(&filed.reference).await.expect("a status").version;
        me.execute(&filed.reference, Withdraw::default()).expecting(now).await.expect("withdrawn");
    })
    .await;
}

#[tokio::test]
async fn many_hands_on_one_request_lose_nothing() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        let mut hands = Vec::new();
        for _ in 0..12 {
            let (talab, reference) = (world.talab.clone(), reference.clone());
            hands.push(tokio::spawn(async move {
                let actor = supervisor();
                talab.as_actor(&actor).execute(&reference, testing::note()).await.map(|done| done.version)
            }));
        }
        let mut versions = Vec::new();
        for hand in hands {
            versions.push(hand.await.expect("joined").expect("noted"));
        }
        versions.sort_unstable();
        versions.dedup();
        assert_eq!(versions.len(), 12, "each note has its own place");
    })
    .await;
}

/// A log with the service published, and the faults to come.
async fn faulty(faults: impl IntoIterator<Item = Fault>) -> (Arc<dyn EventLog>, World) {
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new().expect("a log"));
    let sound = World::over(log.clone()).await;
    sound.talab.publish_for_tests(&testing::definition(), &testing::calendar()).await.expect("published");
    let faulty = FaultyLog::new(log.clone()).script(faults);
    (log, World::over(Arc::new(faulty)).await)
}

/// The append happens and its answer is lost, or it does not happen: sent again by the engine, it is done once.
#[tokio::test]
async fn an_unknown_outcome_ends_as_one_act() {
    for fault in [Fault::LostAnswer, Fault::LostAppend, Fault::Unavailable, Fault::Conflict] {
        let (log, world) = faulty([fault]).await;
        let before = log.head().await.expect("a head").position.get();
        let filed = world.submits().await;
        let events =
            world.talab.as_actor(&applicant()).trail(&filed.reference).await.expect("a trail").lines.len();
        let after = log.head().await.expect("a head").position.get();
        assert_eq!(after - before, events as u64, "once, and whole");
        assert_eq!(log.streams("Request", None, 10).await.expect("readable").len(), 1);
    }
}

#[tokio::test]
async fn a_log_that_stays_away_is_a_transient_failure() {
    let (_, world) = faulty(vec![Fault::Unavailable; 20]).await;
    let failed = world.talab.as_actor(&applicant()).submit(complete()).await;
    let Err(NotDone::Failed(error)) = failed else { panic!("{failed:?}") };
    assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Unavailable, true));
}

/// A future dropped at any await leaves nothing or all; the same command, sent again, is one act.
#[tokio::test]
async fn a_dropped_command_is_nothing_or_whole() {
    for polls in 0..12 {
        let world = World::on_sqlite().await;
        let actor = applicant();
        let me = world.talab.as_actor(&actor);
        let id = CommandId::scoped(&actor, "dropped").expect("an id");
        let mut call = Box::pin(me.submit(complete()).id(id.clone()).into_future());
        for _ in 0..polls {
            let polled =
                std::future::poll_fn(|cx| std::task::Poll::Ready(call.as_mut().poll(cx).is_ready())).await;
            if polled {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        drop(call);
        // The append may still be on its way; what it left is nothing, or exactly what the resend then returns.
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        let left = me.outcome_of(&id).await.expect("readable");
        let filed = me.submit(complete()).id(id).await.expect("done once");
        assert_eq!(
            world.talab.log().streams("Request", None, 10).await.expect("readable").len(),
            1,
            "{polls} polls"
        );
        assert_eq!(filed.replayed, left.is_some(), "{polls} polls");
        assert!(left.is_none_or(|left| (left.reference, left.version) == (filed.reference.clone(), filed.version)));
        assert_eq!(me.status(&filed.reference).await.expect("a status").version, filed.version);
    }
}

/// The ids of one actor are not another's: nobody can use up somebody else's.
#[tokio::test]
async fn an_id_is_its_actors_own() {
    let world = World::in_memory().await;
    let id = CommandId::new("form-7").expect("an id");
    let (aisha, other) = (applicant(), testing::stranger());
    let first = world.talab.as_actor(&other).submit(complete()).id(id.clone()).await.expect("submitted");
    let second = world.talab.as_actor(&aisha).submit(complete()).id(id).await.expect("submitted");
    assert_ne!(first.reference, second.reference);
}
