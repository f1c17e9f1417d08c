//! Requests with a long history are loaded by way of snapshots, and are what their whole streams make of them.

use talab::core::testing::{handler, note};
use talab::projections::{decode, fold};
use talab::store::{StreamId, Version};

use super::world::on_every_backend;

#[tokio::test]
async fn a_long_request_goes_by_its_snapshots() {
    on_every_backend(async |world| {
        let filed = world.submits().await.reference;
        for noted in 1..=60_u64 {
            let receipt = world.does(&handler(), &filed, note()).await;
            assert_eq!(receipt.version, 8 + noted);
        }
        world.grants(&filed).await;
        let health = world.talab.views_health().await.expect("healthy").snapshots;
        assert!(health.made >= 4 && health.used > 30 && health.sampled > 0, "{health:?}");
        assert_eq!((health.stale, health.wrong, health.failed), (0, 0, 0), "{health:?}");
        let stream = StreamId::new("Request", filed.as_str()).expect("a stream");
        let recorded = world.talab.log().read_stream(&stream, Version::FIRST).await.expect("readable");
        let entries: Vec<_> = recorded.iter().map(|event| decode(event).expect("ours")).collect();
        assert_eq!(fold(&entries).stage(), Some(talab::core::Stage::Decided));
        let report = world.talab.check_history().run().await.expect("checked");
        assert_eq!((report.differing, report.same), (0, report.commands));
    })
    .await;
}
