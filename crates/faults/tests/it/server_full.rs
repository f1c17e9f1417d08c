//! The disk under a server's data is full until somebody makes room.

use std::sync::Arc;

use talab_faults::{Answer, Ledger, Manner, Order, Tally};
use talab_store::{EventLog, LogErrorKind, Options, PgLog, conformance};
use talab_testbed::Cluster;

use crate::scene::{holds, reactor, skipped, soak};

/// Room for the server's own files and a database for each round.
const MEGABYTES: u32 = 192;

#[test]
fn a_full_disk_refuses_and_goes_on_when_there_is_room() {
    let mut tally = Tally::new("disk full (tmpfs), then room", "PostgreSQL");
    let cluster = match Cluster::on_own_disk(MEGABYTES) {
        Ok(cluster) => cluster,
        Err(why) => return skipped(&tally.fault, &why),
    };
    reactor().block_on(async {
        for round in 0..if soak() { 10 } else { 2 } {
            tally.rounds += 1;
            let database = cluster.database();
            let log = PgLog::open(&database.url(), Options::default()).await.unwrap();
            let log: Arc<dyn EventLog> = Arc::new(log);
            let mut ledger = Ledger::new(Manner::Whole);
            let orders: Vec<Order> =
                (0..8000).map(|n| Order::new(format!("{round}.{n}")).ballast(300)).collect();
            let mut left = orders.chunks(8);
            for group in left.by_ref().take(20) {
                assert!(ledger.send(&log, group).await, "{ledger:?}");
            }
            cluster.fill_disk(true);
            let refused = loop {
                let group = left.next().unwrap();
                if !ledger.send(&log, group).await {
                    break group;
                }
            };
            let told: Vec<_> = refused.iter().map(|order| ledger.answer(&order.id)).collect();
            assert!(told.contains(&Some(&Answer::Refused(LogErrorKind::Full))), "{told:?}");
            // What is there can be read, and trying again changes nothing.
            let head = log.head().await.unwrap();
            assert!(!ledger.send(&log, refused).await, "the disk is full and took something");
            assert!(log.head().await.unwrap().position >= head.position);
            cluster.fill_disk(false);
            for group in std::iter::once(refused).chain(left.take(20)) {
                assert!(ledger.send(&log, group).await, "room was made, and not used: {ledger:?}");
            }
            tally.add(ledger.examine(&*log).await.unwrap());
            conformance::assert_recomputed(&*log).await;
            log.close().await.unwrap();
        }
    });
    holds(&tally);
}
