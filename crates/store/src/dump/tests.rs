//! Tests of dumps: what comes back, and what is refused.

mod again;
mod damaged;
mod some;

use std::io::Cursor;
use std::sync::Arc;

use talab_testbed::{Cluster, Database};
use tempfile::TempDir;
use time::Duration;
use time::macros::datetime;

use super::*;
use crate::conformance::TestClock;
use crate::{
    Append, CommandRecord, DigestKey, EventLog, Expected, Head, MemoryLog, NewEvent, Options, PgLog,
    Position, Recorded, SqliteLog, StoredCommand, StreamId, Version,
};

fn stream(id: &str) -> StreamId {
    StreamId::new("Account", id).unwrap()
}

/// JSON of which every byte must be kept: spaces, escapes, digits, Arabic, and a key twice.
fn event(note: &str) -> NewEvent {
    let payload = format!(r#"{{ "Noted":{{"note":"{note} \"ليلى\" \u0641\n\\", "n":1.50, "n":0}} }}"#);
    NewEvent::new("Noted", payload, datetime!(1969-12-31 23:59:59.999_999 UTC))
        .event_version("2")
        .metadata(r#"{"by" : "بوابة"}"#)
}

fn command(log: &dyn EventLog, id: &str) -> CommandRecord {
    CommandRecord::new(id, log.digest_key().hmac(id.as_bytes()), format!(r#"{{"id": "{id}" }}"#))
}

/// Commands that write one stream or two, and events without a command, over some instants.
async fn fill(log: &dyn EventLog, clock: &TestClock, appends: u64) {
    for n in 0..appends {
        clock.advance(Duration::microseconds(1_500));
        log.append(nth(log, n)).await.unwrap();
    }
}

fn nth(log: &dyn EventLog, n: u64) -> Append {
    let own = stream(&format!("s{}", n % 7));
    let one = Append::new().write(own, Expected::Any, vec![event("one"), event("two")]);
    match n % 3 {
        0 => one.command(command(log, &format!("c{n}"))),
        1 => one
            .write(stream(&format!("t{}", n % 2)), Expected::Any, vec![event("three")])
            .command(command(log, &format!("c{n}"))),
        _ => one,
    }
}

async fn filled(appends: u64) -> Arc<dyn EventLog> {
    let clock = TestClock::new();
    let log = MemoryLog::with_clock(Arc::new(clock.clone())).unwrap();
    fill(&log, &clock, appends).await;
    Arc::new(log)
}

async fn written(mut dump: Dump) -> String {
    let mut text = String::new();
    while let Some(lines) = dump.next().await.unwrap() {
        text.push_str(&lines);
    }
    text
}

async fn dumped(log: &Arc<dyn EventLog>) -> String {
    written(Dump::begin(Arc::clone(log)).await.unwrap()).await
}

async fn restored(text: impl Into<Vec<u8>>, key: &DigestKey) -> Result<MemoryLog, RestoreError> {
    MemoryLog::restore(Cursor::new(text.into()), key.clone()).await
}

/// Everything a log can be asked, but for its epoch.
async fn all(log: &dyn EventLog) -> (Vec<Recorded>, Vec<StoredCommand>, crate::Hash) {
    let events = log.read_all(Position::START, 10_000).await.unwrap();
    let commands = log.read_commands(Position::START, 10_000).await.unwrap();
    (events, commands, log.head().await.unwrap().root)
}
