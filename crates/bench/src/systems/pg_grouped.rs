//! The ceiling on PostgreSQL: one connection, up to 32 whole commands with one select and one insert, and a counter that
//! gives positions without a gap.

use std::collections::HashMap;

use async_trait::async_trait;
use sqlx::{Connection as _, Executor as _, PgConnection, Row};
use tokio::sync::{Mutex, mpsc};

use super::lane::{Job, Lane, gather};
use super::{System, Trouble, pg_raw, texts};
use crate::Outcome;
use crate::workload::{Command, KIND, Request, whole_life};

const TABLES: &str = "CREATE TABLE events (aggregate_type text NOT NULL, aggregate_id text NOT NULL, \
    sequence bigint NOT NULL, event_type text NOT NULL, event_version text NOT NULL, payload json NOT NULL, \
    metadata json NOT NULL, position bigint NOT NULL UNIQUE, PRIMARY KEY (aggregate_type, aggregate_id, sequence)); \
    CREATE TABLE counter (last bigint NOT NULL) WITH (fillfactor = 10); INSERT INTO counter VALUES (0)";
const SELECT: &str = "SELECT aggregate_id, payload FROM events \
                      WHERE aggregate_type = $1 AND aggregate_id = ANY ($2) ORDER BY aggregate_id, sequence";
const INSERT: &str = "WITH moved AS (UPDATE counter SET last = last + cardinality($2::text[]) RETURNING last) \
    INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, position) \
    SELECT $1, e.id, e.sequence, e.type, '1.0', e.payload::json, '{}'::json, \
           moved.last - cardinality($2::text[]) + e.place \
    FROM moved, unnest($2::text[], $3::int8[], $4::text[], $5::text[]) WITH ORDINALITY \
         AS e (id, sequence, type, payload, place)";
/// The most commands in one transaction.
const GROUP: usize = 32;

struct Grouped {
    lane: Lane,
    filler: Mutex<PgConnection>,
}

/// The rows of one insert.
#[derive(Default)]
struct Columns {
    ids: Vec<String>,
    sequences: Vec<i64>,
    types: Vec<&'static str>,
    payloads: Vec<String>,
}

pub(super) async fn open(url: &str) -> Outcome<impl System + use<>> {
    let mut connection = PgConnection::connect(url).await?;
    connection.execute(TABLES).await?;
    let filler = Mutex::new(PgConnection::connect(url).await?);
    let (lane, jobs) = Lane::new();
    tokio::spawn(work(connection, jobs));
    Ok(Grouped { lane, filler })
}

async fn work(mut connection: PgConnection, mut jobs: mpsc::Receiver<Job>) {
    while let Some(first) = jobs.recv().await {
        let group = gather(first, &mut jobs, GROUP);
        // Whoever waits for the answer of a group that failed learns it from the dropped sender.
        if write(&mut connection, &group).await.is_ok() {
            for job in group {
                let _ = job.answer.send(Ok(()));
            }
        }
    }
}

async fn write(connection: &mut PgConnection, group: &[Job]) -> Outcome {
    let ids: Vec<&str> = group.iter().map(|job| job.id.as_str()).collect();
    let mut states: HashMap<String, Request> = HashMap::new();
    for row in sqlx::query(SELECT).bind(KIND).bind(ids).fetch_all(&mut *connection).await? {
        let state = states.entry(row.try_get(0)?).or_default();
        state.evolve(&pg_raw::decode(&row, 1)?);
    }
    let mut columns = Columns::default();
    for job in group {
        let state = states.entry(job.id.clone()).or_default();
        let events = state.decide(job.command)?;
        columns.add(&job.id, state.events, &events)?;
        events.iter().for_each(|event| state.evolve(event));
    }
    columns.insert(connection).await
}

impl Columns {
    fn add(&mut self, id: &str, after: u64, events: &[crate::workload::Event]) -> Outcome {
        self.ids.extend(events.iter().map(|_| id.to_owned()));
        self.sequences.extend((i64::try_from(after)? + 1..).take(events.len()));
        self.types.extend(super::kinds(events));
        self.payloads.extend(texts(events)?);
        Ok(())
    }

    async fn insert(self, connection: &mut PgConnection) -> Outcome {
        let insert = sqlx::query(INSERT).bind(KIND).bind(self.ids).bind(self.sequences);
        insert.bind(self.types).bind(self.payloads).execute(connection).await?;
        Ok(())
    }
}

#[async_trait]
impl System for Grouped {
    async fn command(&self, id: &str, command: Command) -> Result<(), Trouble> {
        self.lane.send(id, command).await
    }

    async fn fill(&self, requests: &[(String, u64)]) -> Outcome {
        let mut columns = Columns::default();
        for (id, seed) in requests {
            columns.add(id, 0, &whole_life(*seed))?;
        }
        columns.insert(&mut *self.filler.lock().await).await
    }
}
