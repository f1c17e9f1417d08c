//! A server that is killed with all its processes, as a power cut ends them, and comes back on what it left.

use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use talab_faults::{Ledger, Manner, Order, Tally};
use talab_store::{EventLog, PgLog};
use talab_testbed::Cluster;

use crate::load::{Load, impatient, patient};
use crate::scene::{holds, publish, reactor, soak};

/// The first half of the rounds has clients that are told of every doubt, the second one has clients that never are.
#[test]
fn nothing_acknowledged_is_lost_when_the_server_is_killed() {
    let mut tally = Tally::new("server killed under load, restarted", "PostgreSQL");
    let cluster = Arc::new(Cluster::start(&["restart_after_crash = off"]));
    for options in [impatient(), patient()] {
        reactor().block_on(async {
            let url = cluster.database().url();
            let log: Arc<dyn EventLog> = Arc::new(PgLog::open(&url, options).await.unwrap());
            let mut load = Load::new(Manner::Whole);
            for round in 0..if soak() { 100 } else { 10 } {
                tally.rounds += 1;
                let cluster = Arc::clone(&cluster);
                load.during(&log, move || {
                    sleep(Duration::from_millis(40 + round % 10 * 17));
                    cluster.crash_and_restart();
                })
                .await;
                if round % 5 == 4 {
                    load.examine(&url, &mut tally).await;
                }
            }
            log.close().await.unwrap();
        });
    }
    assert!(tally.in_doubt > 0, "no kill came between a commit and its answer: {tally}");
    holds(&tally);
}

/// The control: somebody turns `synchronous_commit` off after the log has looked. What it was then told is worth nothing,
/// and as soon as it connects again it refuses to go on.
#[test]
fn control_commits_that_are_not_awaited_are_lost() {
    let mut tally = Tally::new("server killed under load, synchronous_commit=off", "PostgreSQL").control();
    // Nothing writes the log out by itself while the load runs.
    let late = ["restart_after_crash = off", "wal_writer_delay = 10s", "wal_writer_flush_after = 64MB"];
    let cluster = Cluster::start(&late);
    reactor().block_on(async {
        for round in 0..3 {
            tally.rounds += 1;
            let url = cluster.database().url();
            let log: Arc<dyn EventLog> = Arc::new(PgLog::open(&url, impatient()).await.unwrap());
            let set = |sql| cluster.sql(sql).and_then(|_| cluster.sql("SELECT pg_reload_conf()")).unwrap();
            set("ALTER SYSTEM SET synchronous_commit = off");
            let mut ledger = Ledger::new(Manner::Whole);
            for n in 0..40 {
                let order = |writer| Order::new(format!("{round}.{n}.{writer}"));
                ledger.send(&log, &[order(0), order(1), order(2)]).await;
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            cluster.crash_and_restart();
            let refused = Order::new("after");
            assert!(!ledger.send(&log, std::slice::from_ref(&refused)).await, "the setting is refused");
            set("ALTER SYSTEM RESET synchronous_commit");
            // A session that began before may see the old setting for a moment.
            let log = loop {
                match PgLog::open(&url, impatient()).await {
                    Ok(log) => break log,
                    Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
                }
            };
            tally.add(ledger.examine(&log).await.unwrap());
        }
    });
    publish(&tally);
    assert!(tally.lost > 0, "{tally}");
}
