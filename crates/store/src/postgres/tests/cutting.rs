//! The wire is cut at every step of the protocol, hundreds of times.

use std::time::Duration;

use talab_testbed::{Cut, Proxy};

use super::*;

/// More messages than any append needs, so that the last cuts fall into the next one or into nothing.
const STEPS: usize = 24;
const ROUNDS: usize = 300;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_append_whose_connection_is_cut_anywhere_happens_exactly_once() {
    let database = Cluster::shared().database();
    let proxy = Proxy::to(&database);
    let log = PgLog::open(&proxy.url(&database), Options::default().retry_for(Duration::from_secs(30)))
        .await
        .unwrap();
    let (mut cuts, mut after_commit) = (0, 0);
    for round in 0..ROUNDS {
        let cut = if (round / STEPS).is_multiple_of(2) { Cut::Before } else { Cut::After };
        // The second cut falls somewhere into finding out what became of the first.
        proxy.cut([(round % STEPS, cut), (round / 2 % 50, cut)]);
        let stream = format!("s{}", round % 7);
        let mut append = note(&stream, &format!("c{round}"));
        if round % 3 == 0 {
            append.command = None;
        }
        let done = log.append(append).await.unwrap();
        assert_eq!(done.last.get(), (round as u64 + 1) * 2, "round {round}: once, and after all before it");
        cuts += proxy.cuts_made();
        after_commit += usize::from(done.replayed);
    }
    proxy.cut([]);
    assert!(cuts > ROUNDS, "{cuts} cuts");
    assert_eq!(log.head().await.unwrap().position.get(), ROUNDS as u64 * 2);
    crate::conformance::assert_recomputed(&log).await;
    assert_eq!(after_commit, 0, "the lane knows its own appends again, with a command's id or without one");
}

/// The control: without care for what is in doubt, the same cuts append twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sending_again_without_an_id_after_a_cut_appends_twice() {
    let database = Cluster::shared().database();
    let proxy = Proxy::to(&database);
    let mut twice = 0;
    open(&database).await.close().await.unwrap();
    for step in 0..STEPS {
        // One that doesn't try again itself says that it is in doubt, and its caller sends blindly.
        let log =
            PgLog::open(&proxy.url(&database), Options::default().retry_for(Duration::ZERO)).await.unwrap();
        log.append(note("warm", &format!("w{step}"))).await.unwrap();
        let before = open(&database).await.head().await.unwrap().position.get();
        proxy.cut([(step, Cut::Before)]);
        let mut append = note("a", "none");
        append.command = None;
        if let Err(error) = log.append(append.clone()).await {
            assert!(error.is_transient(), "{error:?}");
            log.append(append).await.unwrap();
        }
        proxy.cut([]);
        let after = open(&database).await.head().await.unwrap().position.get();
        twice += usize::from(after - before > 2);
    }
    assert!(twice > 0, "no cut fell between the commit and its answer: the cuts above prove nothing");
}
