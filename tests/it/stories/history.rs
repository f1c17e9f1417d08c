//! History: as it stood then, versions that stay, readers that change nothing.

use talab::core::request::Command;
use talab::core::testing::{self, Moment, applicant, auditor, decider, handler, verifier};
use talab::core::{Stage, Text};
use talab::store::Position;
use talab::{FixedClock, Talab};

use super::world::{World, complete, on_every_backend, refusal};

#[tokio::test]
async fn the_status_then_is_what_was_recorded_then() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        world.at("2025-10-19 09:00");
        world.does(&verifier(), &reference, testing::ask_corrections(&["address"])).await;
        world.at("2025-10-21 12:00");
        world.does(&applicant(), &reference, testing::correct_answer("address", "شارع الجمهورية 7")).await;
        let actor = applicant();
        let me = world.talab.as_actor(&actor);
        let then = me.status(&reference).at("2025-10-20 12:00".instant()).await.expect("a status");
        assert_eq!(then.stage, Stage::AwaitingCorrection);
        let before = me.status(&reference).at("2025-10-15 12:00".instant()).await;
        assert_eq!(refusal(before).code(), "unknown_request", "there was none yet");
    })
    .await;
}

/// H16: an auditor replays to yesterday noon and to now, and reads what could be read then, byte for byte.
#[tokio::test]
async fn h16_a_replay_to_any_time_gives_the_bytes_of_the_live_view() {
    on_every_backend(|world: World| async move {
        let (reader, me) = (auditor(), applicant());
        let reference = world.submits().await.reference;
        let mut seen = Vec::new();
        let json = |status| serde_json::to_string(&status).expect("json");
        for (moment, actor, command) in [
            ("2025-10-19 09:00", verifier(), Command::from(testing::ask_corrections(&["address"]))),
            ("2025-10-21 12:00", me.clone(), testing::correct_answer("address", "شارع الجمهورية 7").into()),
            ("2025-10-21 13:00", verifier(), testing::pass().into()),
            ("2025-10-22 09:00", handler(), testing::step_done().into()),
            ("2025-10-22 10:00", handler(), testing::denial().into()),
            ("2025-10-22 11:00", decider(), testing::approve().into()),
        ] {
            world.at(moment);
            world.does(&actor, &reference, command).await;
            for viewer in [&reader, &me] {
                let status = world.talab.as_actor(viewer).status(&reference).await.expect("a status");
                seen.push((moment, viewer, json(status)));
            }
        }
        world.at("2025-11-30 12:00");
        for (moment, viewer, live) in &seen {
            let replayed = world.talab.as_actor(viewer).status(&reference).at(moment.instant()).await;
            assert_eq!(&json(replayed.expect("a status")), live, "{moment}");
        }
        let (_, _, last) = seen.pop().expect("the applicant's last view");
        let now = world.talab.as_actor(&me).status(&reference).await.expect("a status");
        assert_eq!(json(now), last, "nothing happened since");
    })
    .await;
}

/// An import happened today and tells of another day: `at` and `legal` differ.
#[tokio::test]
async fn legal_time_is_when_it_happened() {
    let world = World::in_memory().await;
    let past = world.talab.with_clock(FixedClock::at("2025-03-03 09:00".instant()));
    let actor = applicant();
    let filed =
        past.as_actor(&actor).submit(complete().answer("owns_dwelling", true)).await.expect("submitted");
    let me = world.talab.as_actor(&actor);
    let legal = me.status(&filed.reference).legal("2025-03-04 09:00".instant()).await.expect("a status");
    assert_eq!(legal.received_at.map(|at| at.to_string()).as_deref(), Some("2025-03-03T07:00:00.000000Z"));
    let recorded = me.status(&filed.reference).at("2025-03-04 09:00".instant()).await;
    assert_eq!(refusal(recorded).code(), "unknown_request");
}

/// I-17: a new version is for new submissions; a running request keeps its own.
#[tokio::test]
async fn a_new_version_leaves_running_requests_alone() {
    on_every_backend(|world: World| async move {
        let old = world.submits().await.reference;
        let before = world.status(&old).await;
        let mut second = testing::definition();
        second.version = 2;
        second.deadline.working_days = 9;
        second.name = Text::new("شهادة محل الإقامة الجديدة", "New certificate of residence");
        world.talab.publish_for_tests(&second, &testing::calendar()).await.expect("published");
        assert_eq!(world.status(&old).await, before);
        world.grants(&old).await;
        let new = world.submits().await.reference;
        assert_eq!(world.status(&new).await.service.version, 2);
        assert_eq!(world.status(&old).await.service.version, 1);
    })
    .await;
}

#[tokio::test]
async fn an_auditor_opens_a_copy_for_reading_and_leaves_it_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("talab.db");
    let url = format!("sqlite:{}", path.display());
    let talab =
        Talab::builder(&url).identity(talab::testing::ScriptedIdentity::new()).open().await.expect("opens");
    talab.publish_for_tests(&testing::definition(), &testing::calendar()).await.expect("published");
    let talab_then = talab.with_clock(FixedClock::at("2025-10-16 10:30".instant()));
    let actor = applicant();
    let filed = talab_then.as_actor(&actor).submit(complete()).await.expect("submitted");
    talab.close().await.expect("closed");
    let before = std::fs::read(&path).expect("readable");

    let reader = Talab::builder(&url).open_read_only().await.expect("opens for reading");
    let auditor = auditor();
    let viewer = reader.as_actor(&auditor);
    assert_eq!(viewer.status(&filed.reference).await.expect("a status").stage, Stage::Acknowledged);
    assert!(!viewer.trail(&filed.reference).await.expect("a trail").lines.is_empty());
    assert_eq!(viewer.requests(talab::Filter::new()).await.expect("a list").requests.len(), 1);
    assert!(reader.as_actor(&applicant()).submit(complete()).await.is_err());
    reader.close().await.expect("closed");
    assert_eq!(std::fs::read(&path).expect("readable"), before, "not a byte changed");
}

#[tokio::test]
async fn an_acknowledged_request_is_there_after_reopening() {
    let folder = tempfile::tempdir().expect("a folder");
    is_there_after_reopening(&format!("sqlite:{}", folder.path().join("talab.db").display())).await;
    #[cfg(feature = "postgres")]
    is_there_after_reopening(&talab_testbed::Cluster::shared().database().url()).await;
}

async fn is_there_after_reopening(url: &str) {
    let clock = FixedClock::at("2025-10-16 10:30".instant());
    let open = || Talab::builder(url).clock(clock).identity(talab::testing::ScriptedIdentity::new()).open();
    let talab = open().await.expect("opens");
    talab.publish_for_tests(&testing::definition(), &testing::calendar()).await.expect("published");
    let actor = applicant();
    let filed = talab.as_actor(&actor).submit(complete()).await.expect("submitted");
    let head = talab.head().await.expect("a head");
    talab.close().await.expect("closed");
    let talab = open().await.expect("opens again");
    assert_eq!(talab.head().await.expect("a head"), head);
    let status = talab.as_actor(&actor).status(&filed.reference).await.expect("a status");
    assert_eq!(status.stage, Stage::Acknowledged);
    let all = talab.log().read_all(Position::START, 1000).await.expect("readable");
    assert_eq!(all.len() as u64, head.position.get(), "gapless");
}
