//! A network that is slow, or that falls silent: nothing arrives any more, and nobody is told.

use std::sync::Arc;
use std::time::{Duration, Instant};

use talab_faults::{Ledger, Manner, Order, Tally};
use talab_store::{EventLog, Options, PgLog, conformance};
use talab_testbed::{Cluster, Cut, Database, Proxy};

use crate::scene::{holds, publish, reactor, soak};

/// More messages than an append needs with care, so that the last ones fall into the next append.
const STEPS: usize = 24;
/// How long a silent server is waited for here, by half.
const BUSY: Duration = Duration::from_millis(150);

fn options() -> Options {
    Options::default().busy_timeout(BUSY).retry_for(Duration::from_secs(20))
}

async fn through(proxy: &Proxy, database: &Database<'_>, options: Options) -> Arc<dyn EventLog> {
    Arc::new(PgLog::open(&proxy.url(database), options).await.unwrap())
}

/// Holds the log against the ledger, past the wire.
async fn examine(database: &Database<'_>, ledger: &mut Ledger, tally: &mut Tally) {
    let log = PgLog::open(&database.url(), Options::default()).await.unwrap();
    tally.add(ledger.examine(&log).await.unwrap());
    if !tally.control {
        conformance::assert_recomputed(&log).await;
    }
}

#[test]
fn an_append_on_a_network_that_falls_silent_is_answered_and_happens_once() {
    let mut tally = Tally::new("network falls silent within an append", "PostgreSQL");
    let database = Cluster::shared().database();
    let proxy = Proxy::to(&database);
    reactor().block_on(async {
        let log = through(&proxy, &database, options()).await;
        let mut ledger = Ledger::new(Manner::Whole);
        for round in 0..if soak() { 10 * STEPS } else { STEPS } {
            tally.rounds += 1;
            // The second silence falls into finding out what became of the append in the first.
            proxy.cut([(round % STEPS, Cut::Silence), (round / 2 % 30, Cut::Silence)]);
            let group: Vec<Order> = (0..4).map(|n| Order::new(format!("c{round}.{n}"))).collect();
            let started = Instant::now();
            assert!(ledger.send(&log, &group).await, "round {round}: {ledger:?}");
            assert!(started.elapsed() < Duration::from_secs(10), "round {round}: {:?}", started.elapsed());
        }
        // A read isn't waited for for ever either.
        proxy.cut([(0, Cut::Silence)]);
        assert!(log.head().await.unwrap().position.get() > 0);
        examine(&database, &mut ledger, &mut tally).await;
    });
    holds(&tally);
}

#[test]
fn a_slow_network_costs_time_and_nothing_else() {
    let mut tally = Tally::new("every message held back, then cut", "PostgreSQL");
    let database = Cluster::shared().database();
    let proxy = Proxy::to(&database);
    reactor().block_on(async {
        // Connecting alone takes some twenty messages.
        let log = through(&proxy, &database, options().busy_timeout(Duration::from_secs(2))).await;
        let mut ledger = Ledger::new(Manner::Whole);
        proxy.hold_back(Duration::from_millis(8));
        for round in 0..if soak() { 200 } else { 20 } {
            tally.rounds += 1;
            let cut = if round % 2 == 0 { Cut::Before } else { Cut::After };
            proxy.cut([(round % STEPS, cut)]);
            let group: Vec<Order> = (0..4).map(|n| Order::new(format!("c{round}.{n}"))).collect();
            assert!(ledger.send(&log, &group).await, "round {round}: {ledger:?}");
        }
        examine(&database, &mut ledger, &mut tally).await;
    });
    holds(&tally);
}

/// The control for the time-out: without one, an append is still waiting after many times as long.
#[test]
fn control_without_a_time_out_an_append_waits_on() {
    let database = Cluster::shared().database();
    let proxy = Proxy::to(&database);
    reactor().block_on(async {
        let log = through(&proxy, &database, options().busy_timeout(Duration::from_secs(3600))).await;
        proxy.cut([(0, Cut::Silence)]);
        let mut ledger = Ledger::new(Manner::Whole);
        let group = [Order::new("waits")];
        let waited = tokio::time::timeout(BUSY * 20, ledger.send(&log, &group)).await;
        assert!(waited.is_err(), "the wire wasn't silent: {ledger:?}");
    });
}

/// The control for the count: whoever takes silence for failure and sends again without an id appends twice.
#[test]
fn control_sending_again_without_an_id_after_a_silence_appends_twice() {
    let mut tally =
        Tally::new("network falls silent within an append, sent again without an id", "PostgreSQL").control();
    let database = Cluster::shared().database();
    let proxy = Proxy::to(&database);
    reactor().block_on(async {
        let log = through(&proxy, &database, options().retry_for(Duration::ZERO)).await;
        let mut ledger = Ledger::new(Manner::Unkeyed);
        // The steps around the commit's answer, on a connection that knows no statement yet and on one that does.
        for round in 2..18 {
            tally.rounds += 1;
            proxy.cut([(round, Cut::Silence)]);
            let group = [Order::new(format!("c{round}"))];
            while !ledger.send(&log, &group).await {}
        }
        examine(&database, &mut ledger, &mut tally).await;
    });
    publish(&tally);
    assert!(tally.duplicated > 0 && tally.lost == 0, "{tally}");
}
