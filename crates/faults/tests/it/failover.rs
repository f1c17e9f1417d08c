//! A primary that is lost for good, and a standby that takes its place.

use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use talab_faults::{Manner, Order, Tally};
use talab_store::{AppendError, EventLog, LogErrorKind, Options, PgLog};
use talab_testbed::{Cluster, Trio};
use tokio::runtime::Handle;

use crate::load::{Load, impatient, patient};
use crate::scene::{holds, publish, reactor, soak};

/// A client that finds out soon.
fn quick() -> Options {
    Options::default().busy_timeout(Duration::from_millis(400)).retry_for(Duration::from_millis(300))
}

fn url(server: &Cluster, database: &str) -> String {
    server.database_named(database).url()
}

async fn open(url: &str, options: Options) -> Arc<dyn EventLog> {
    Arc::new(PgLog::open(url, options).await.unwrap())
}

/// Kills the primary and puts the standby that is furthest into its place, with a new epoch.
fn replace(trio: &Trio, database: &str) {
    trio.primary().kill();
    trio.fail_over();
    Handle::current().block_on(PgLog::promote(&url(trio.primary(), database))).unwrap();
}

async fn answer(log: &Arc<dyn EventLog>, id: &str) -> Result<(), LogErrorKind> {
    let append = Order::new(id).appends(&**log, Manner::Whole).pop().unwrap();
    match log.append(append).await {
        Ok(_) => Ok(()),
        Err(AppendError::Failed(error)) => Err(error.kind()),
        Err(error) => panic!("{error:?}"),
    }
}

#[test]
fn nothing_acknowledged_is_lost_when_a_standby_takes_over() {
    let mut tally = Tally::new("primary killed under load, furthest standby promoted", "PostgreSQL");
    let trio = Arc::new(Trio::start(true));
    let name = trio.primary().database().name().to_owned();
    reactor().block_on(async {
        let logs = [open(&trio.url(&name), patient()).await, open(&trio.url(&name), impatient()).await];
        let mut load = Load::new(Manner::Whole);
        for round in 0..if soak() { 20 } else { 3 } {
            tally.rounds += 1;
            let log = &logs[round % 2];
            let (shared, database) = (Arc::clone(&trio), name.clone());
            let lost = trio.primary();
            load.during(log, move || {
                sleep(Duration::from_millis(150 + 37 * (round as u64 % 7)));
                replace(&shared, &database);
            })
            .await;
            // The same log goes on with the new primary.
            load.examine(&trio.url(&name), &mut tally).await;
            trio.take_back(lost);
        }
        for log in logs {
            log.close().await.unwrap();
        }
    });
    holds(&tally);
}

/// A lost primary that comes back as if nothing had happened.
#[test]
fn a_primary_that_was_replaced_acknowledges_nothing_any_more() {
    let trio = Arc::new(Trio::start(true));
    let name = trio.primary().database().name().to_owned();
    reactor().block_on(async {
        let log = open(&trio.url(&name), quick()).await;
        assert_eq!(answer(&log, "before").await, Ok(()));
        let old = trio.primary();
        let (shared, database) = (Arc::clone(&trio), name.clone());
        tokio::task::spawn_blocking(move || replace(&shared, &database)).await.unwrap();
        old.run();
        // Two servers say now that they are the primary. The later epoch is taken, whatever their order in the URL.
        while answer(&log, "between").await.is_err() {}
        assert_eq!(old.sql("SELECT pg_is_in_recovery()").as_deref(), Ok("f"));
        let late = open(&trio.url(&name), quick()).await;
        assert_eq!(late.head().await.unwrap().epoch.counter, 2);

        // Where only the old one answers, who knows of the new epoch refuses it.
        let new = trio.primary();
        new.kill();
        // The first one may have been on its way when the connection ended, so nobody can say what became of it.
        let first = answer(&log, "unknown").await;
        assert!(matches!(first, Err(LogErrorKind::InDoubt | LogErrorKind::Superseded)), "{first:?}");
        assert_eq!(answer(&log, "refused").await, Err(LogErrorKind::Superseded));
        // Who doesn't can't be told, but is never acknowledged anything: the old primary waits for standbys in vain.
        let stranger = open(&url(old, &name), quick()).await;
        assert_eq!(answer(&stranger, "lost-1").await, Err(LogErrorKind::InDoubt));
        // The next one doesn't even get the head, which the first one still holds.
        assert!(answer(&stranger, "lost-2").await.is_err());
        new.run();
        trio.take_back(old);
        while answer(&log, "after").await.is_err() {}
        for (id, there) in [("before", true), ("between", true), ("after", true), ("lost-1", false)] {
            assert_eq!(log.command(id).await.unwrap().is_some(), there, "{id}");
        }
    });
}

/// A commit waits for a standby; the primary crashes meanwhile and comes back, and now has it like any other. It still
/// isn't on a second disk, so it still isn't acknowledged.
#[test]
fn what_no_standby_has_is_not_acknowledged_after_a_crash() {
    let trio = Arc::new(Trio::start(true));
    let name = trio.primary().database().name().to_owned();
    reactor().block_on(async {
        let options = patient().busy_timeout(Duration::from_millis(400));
        let log = open(&trio.url(&name), options).await;
        assert_eq!(answer(&log, "before").await, Ok(()));
        trio.standbys().into_iter().for_each(Cluster::kill);
        let writing = Arc::clone(&log);
        let mut waiting = tokio::spawn(async move { answer(&writing, "alone").await });
        sleep(Duration::from_millis(300));
        trio.primary().crash_and_restart();
        let written = "SELECT count(*) FROM talab.commands WHERE id = 'alone'";
        let database = trio.primary().database_named(&name);
        assert_eq!(database.sql(written).as_deref(), Ok("1"), "it is on the primary's disk");
        let answered = tokio::time::timeout(Duration::from_secs(3), &mut waiting).await;
        assert!(answered.is_err(), "no standby has it: {answered:?}");
        trio.standbys().into_iter().for_each(Cluster::run);
        assert_eq!(waiting.await.unwrap(), Ok(()));
        assert_eq!(database.sql(written).as_deref(), Ok("1"));
    });
}

/// The control: standbys that nobody waits for, and that were cut off shortly before.
#[test]
fn control_a_standby_that_nobody_waited_for_lacks_what_was_acknowledged() {
    let mut tally =
        Tally::new("primary killed under load, asynchronous standby promoted", "PostgreSQL").control();
    let trio = Arc::new(Trio::start(false));
    let name = trio.primary().database().name().to_owned();
    reactor().block_on(async {
        let log = open(&trio.url(&name), patient()).await;
        let mut load = Load::new(Manner::Whole);
        tally.rounds += 1;
        let (shared, database) = (Arc::clone(&trio), name.clone());
        load.during(&log, move || {
            sleep(Duration::from_millis(150));
            shared.standbys().into_iter().for_each(Cluster::kill);
            sleep(Duration::from_millis(300));
            shared.primary().kill();
            shared.standbys().into_iter().for_each(Cluster::run);
            replace(&shared, &database);
        })
        .await;
        load.examine(&trio.url(&name), &mut tally).await;
    });
    publish(&tally);
    assert!(tally.lost > 0, "{tally}");
}
