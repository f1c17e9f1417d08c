//! A real process on a real file, killed in the middle of its load.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use talab_faults::{Ledger, Manner, Order, Tally};
use talab_store::{EventLog, Options, Position, SqliteLog, conformance};
use talab_testbed::{Cluster, Database};
use tempfile::TempDir;

use crate::scene::{WRITER, holds, publish, runtime, soak};

/// A log whose writers are killed.
struct Log<'c> {
    url: String,
    /// Its database, if it is on a server, which outlives the writers.
    database: Option<Database<'c>>,
}

impl Log<'_> {
    /// Opens it once nothing of a killed writer goes on.
    async fn open(&self) -> Arc<dyn EventLog> {
        // A server finishes the statement it has; only then its session notices that nobody listens.
        let working = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'talab' \
                       AND datname = current_database()";
        while self.database.as_ref().is_some_and(|database| database.sql(working).unwrap() != "0") {
            std::thread::sleep(Duration::from_millis(5));
        }
        talab_faults::open(&self.url, Options::default()).await.unwrap()
    }
}

/// Lets a writer work until it acknowledged so many commands, kills it, and gives all it acknowledged.
fn killed(manner: &str, url: &str, after: usize) -> Vec<String> {
    let mut child = Command::new(WRITER)
        .arg(manner)
        .arg(url)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let id = |line: String| Some(line.strip_prefix("acknowledged ")?.strip_suffix('.')?.to_owned());
    let mut acknowledged: Vec<String> = lines.by_ref().filter_map(id).take(after).collect();
    // SIGKILL on Unix.
    child.kill().unwrap();
    child.wait().unwrap();
    acknowledged.extend(lines.filter_map(id));
    acknowledged
}

/// Kills so many writers, one after another on the same log, and holds it against what they said after each.
async fn tell(log: &Log<'_>, manner: &str, rounds: u64, tally: &mut Tally) {
    let mut known = BTreeSet::new();
    for round in 0..rounds {
        tally.rounds += 1;
        let mut ledger = Ledger::new(Manner::Whole);
        let acknowledged = killed(manner, &log.url, 20 + usize::try_from(round % 7).unwrap() * 29);
        acknowledged.iter().for_each(|id| ledger.acknowledged_elsewhere(id));
        let log = log.open().await;
        let mut verdict = ledger.examine(&*log).await.unwrap();
        let lost = verdict.lost;
        // What is stored and was not acknowledged: the kill came between the two.
        let stored = log.read_commands(Position::START, usize::MAX).await.unwrap();
        let ids: BTreeSet<String> = stored.into_iter().map(|command| command.id).collect();
        let told: BTreeSet<String> = acknowledged.iter().cloned().collect();
        verdict.in_doubt = ids.iter().filter(|id| !known.contains(*id) && !told.contains(*id)).count() as u64;
        tally.add(verdict);
        // Whatever was acknowledged or stored is sent again, and appends nothing.
        let before = log.head().await.unwrap();
        let again: Vec<Order> = told.union(&ids).filter(|id| !known.contains(*id)).map(Order::new).collect();
        assert!(ledger.send(&log, &again).await);
        assert!(lost > 0 || log.head().await.unwrap() == before, "a command was applied again");
        tally.add(without_fault(&mut ledger, &*log).await);
        conformance::assert_recomputed(&*log).await;
        known.extend(ids.into_iter().chain(told));
        log.close().await.unwrap();
    }
}

/// What is wrong now, counting no acknowledgement: no fault came after them.
async fn without_fault(ledger: &mut Ledger, log: &dyn EventLog) -> talab_faults::Verdict {
    let mut verdict = ledger.examine(log).await.unwrap();
    (verdict.acknowledged, verdict.in_doubt) = (0, 0);
    verdict
}

/// Kills writers of a new file.
fn tell_of_sqlite(manner: &str, rounds: u64, tally: &mut Tally) {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite:{}", folder.path().join("log.db").display());
    runtime().block_on(tell(&Log { url, database: None }, manner, rounds, tally));
}

/// Kills writers of a new database.
fn tell_of_postgres(manner: &str, rounds: u64, tally: &mut Tally) {
    let database = Cluster::shared().database();
    let log = Log { url: database.url(), database: Some(database) };
    crate::scene::reactor().block_on(tell(&log, manner, rounds, tally));
}

/// A new log now and then: after each kill the whole log is read and recomputed.
fn logs() -> u64 {
    if soak() { 10 } else { 1 }
}

#[test]
fn a_killed_writer_loses_nothing_it_acknowledged() {
    let mut tally = Tally::new("kill -9 of the writing process", "SQLite");
    (0..logs()).for_each(|_| tell_of_sqlite("append", 20, &mut tally));
    holds(&tally);
}

#[test]
fn control_a_writer_that_acknowledges_too_early_loses() {
    let mut tally = Tally::new("kill -9, acknowledged before the append", "SQLite").control();
    tell_of_sqlite("hasty", 4, &mut tally);
    publish(&tally);
    assert!(tally.lost > 0, "{tally}");
}

#[test]
fn a_killed_writer_loses_nothing_that_the_server_acknowledged() {
    let mut tally = Tally::new("kill -9 of the writing process", "PostgreSQL");
    (0..logs()).for_each(|_| tell_of_postgres("append", 20, &mut tally));
    holds(&tally);
}

#[test]
fn control_a_writer_that_acknowledges_before_the_server_loses() {
    let mut tally = Tally::new("kill -9, acknowledged before the append", "PostgreSQL").control();
    tell_of_postgres("hasty", 4, &mut tally);
    publish(&tally);
    assert!(tally.lost > 0, "{tally}");
}

/// Another process holds the file for a while; who can't write is told so, and goes on when it may.
#[test]
fn a_file_that_another_process_holds_is_unavailable_and_then_goes_on() {
    let mut tally = Tally::new("file held by another process", "SQLite");
    runtime().block_on(async {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("log.db");
        let options = || Options::default().busy_timeout(Duration::from_millis(30));
        let mut ledger = Ledger::new(Manner::Whole);
        let log: Arc<dyn EventLog> = Arc::new(SqliteLog::open(&path, options()).await.unwrap());
        assert!(ledger.send(&log, &[Order::new("before")]).await);
        let holder = crate::scene::Holder::start("hold", &path);
        for n in 0..5 {
            tally.rounds += 1;
            let order = Order::new(format!("held-{n}"));
            assert!(!ledger.send(&log, std::slice::from_ref(&order)).await);
            let told = talab_faults::Answer::Refused(talab_store::LogErrorKind::Unavailable);
            assert_eq!(ledger.answer(&order.id), Some(&told));
            assert_eq!(log.head().await.unwrap().position.get(), 3, "readers don't wait");
        }
        drop(holder);
        let all: Vec<Order> = (0..5).map(|n| Order::new(format!("held-{n}"))).collect();
        assert!(ledger.send(&log, &all).await, "the holder is gone: {ledger:?}");
        log.close().await.unwrap();
        // Held for everything, the file can't even be opened.
        let holder = crate::scene::Holder::start("hog", &path);
        tally.rounds += 1;
        let error = SqliteLog::open(&path, options()).await.unwrap_err();
        assert_eq!(error.kind(), talab_store::LogErrorKind::Unavailable, "{error}");
        drop(holder);
        let log = SqliteLog::open(&path, options()).await.unwrap();
        tally.add(ledger.examine(&log).await.unwrap());
        conformance::assert_recomputed(&log).await;
    });
    holds(&tally);
}
