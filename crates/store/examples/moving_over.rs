//! What this shows: a program on cqrs-es and postgres-es moves its database and then its commands over to a talab log,
//! one step at a time, and can stop after any of them.
//!
//! How to run it: `cargo run -p talab-store --features postgres --example moving_over -- postgres://USER@HOST/DATABASE`,
//! with the owner of an empty database. Without a URL it starts a server of its own, if PostgreSQL is installed.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::sync::Arc;

use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, CqrsFramework, DomainEvent};
use postgres_es::{PostgresCqrs, postgres_cqrs};
use serde::{Deserialize, Serialize};
use sqlx::Executor as _;
use sqlx::postgres::PgPoolOptions;
use talab_store::cqrs::LogStore;
use talab_store::{EventLog, Options, PgLog, Position};

/// The program that exists: a meter and its readings.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
struct Meter {
    total: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum MeterEvent {
    Read { units: u64 },
}

impl DomainEvent for MeterEvent {
    fn event_type(&self) -> String {
        "Read".to_owned()
    }

    fn event_version(&self) -> String {
        "1.0".to_owned()
    }
}

#[derive(Debug, thiserror::Error)]
#[error("a reading of nothing")]
struct Nothing;

impl Aggregate for Meter {
    const TYPE: &'static str = "meter";
    type Command = u64;
    type Event = MeterEvent;
    type Error = Nothing;
    type Services = ();

    async fn handle(&mut self, units: u64, (): &(), sink: &EventSink<Self>) -> Result<(), Nothing> {
        if units == 0 {
            return Err(Nothing);
        }
        sink.write(MeterEvent::Read { units }, self).await;
        Ok(())
    }

    fn apply(&mut self, MeterEvent::Read { units }: MeterEvent) {
        self.total += units;
    }
}

/// The table as postgres-es's own documentation makes it.
const TABLE: &str = "CREATE TABLE events (aggregate_type text NOT NULL, aggregate_id text NOT NULL, \
    sequence bigint CHECK (sequence >= 0) NOT NULL, event_type text NOT NULL, event_version text NOT NULL, \
    payload json NOT NULL, metadata json NOT NULL, PRIMARY KEY (aggregate_type, aggregate_id, sequence))";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // What a test harness is given is no URL.
    let own = std::env::args().nth(1).filter(|argument| argument.contains("://"));
    let url = own.unwrap_or_else(|| talab_testbed::Cluster::shared().database().url());

    // Step 0: the program as it is.
    let pool = PgPoolOptions::new().connect(&url).await?;
    pool.execute(TABLE).await?;
    let theirs: PostgresCqrs<Meter> = postgres_cqrs(pool.clone(), vec![], ());
    for units in [3, 4] {
        theirs.execute("m-1", units).await?;
    }

    // Step 1: the database. The program is stopped, the events get positions, hashes and guards, and it is started again
    // as it was: its code doesn't change.
    pool.close().await;
    PgLog::migrate(&url).await?;
    let pool = PgPoolOptions::new().connect(&url).await?;
    let theirs: PostgresCqrs<Meter> = postgres_cqrs(pool, vec![], ());
    theirs.execute("m-1", 5).await?;

    // Step 2: the commands, aggregate by aggregate, in any order; both ways write to the same streams.
    let log = Arc::new(PgLog::open(&url, Options::default()).await?);
    let ours = CqrsFramework::new(LogStore::<Meter>::new(Arc::clone(&log) as Arc<dyn EventLog>), vec![], ());
    ours.execute("m-1", 6).await?;
    theirs.execute("m-1", 7).await?;
    ours.execute("m-1", 8).await?;

    // Step 3: what it was for: one order over all streams, and evidence.
    let events = log.read_all(Position::START, 100).await?;
    for event in &events {
        println!("{:>3}  {}@{}  {}", event.position, event.stream, event.version, event.payload);
    }
    println!("adopted up to {}, root {:02x?}…", log.adopted().await?, &log.head().await?.root[..4]);
    assert_eq!(events.len(), 6);
    log.close().await?;
    Ok(())
}

#[cfg(test)]
#[test]
fn the_example_runs() -> Result<(), Box<dyn std::error::Error>> {
    main()
}
