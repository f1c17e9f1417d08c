//! What esrs 0.18's `PgStore` sends, in its table, over a pool as it takes one: a transaction with an insert for each
//! event, payloads as `jsonb`, decoded by way of a JSON value.
//!
//! Its statements and not the crate: that one switches the driver of the whole workspace over to OpenSSL.

use async_trait::async_trait;
use sqlx::types::Json;
use sqlx::{Executor as _, Pool, Postgres, Row};
use time::OffsetDateTime;
use uuid::Uuid;

use super::framework::tuned_pool;
use super::{System, Trouble, texts};
use crate::Outcome;
use crate::workload::{Command, Event, Request, whole_life};

const TABLE: &str = "CREATE TABLE request_events (id uuid NOT NULL, aggregate_id uuid NOT NULL, payload jsonb NOT NULL, \
    occurred_on timestamptz NOT NULL DEFAULT current_timestamp, sequence_number int NOT NULL DEFAULT 1, version integer, \
    CONSTRAINT request_events_pkey PRIMARY KEY (id)); \
    CREATE INDEX request_events_aggregate_id ON request_events (aggregate_id); \
    CREATE UNIQUE INDEX request_events_aggregate_id_sequence_number ON request_events (aggregate_id, sequence_number)";
const SELECT: &str = "SELECT * FROM request_events WHERE aggregate_id = $1 ORDER BY sequence_number ASC";
const INSERT: &str = "INSERT INTO request_events (id, aggregate_id, payload, occurred_on, sequence_number, version) \
                      VALUES ($1, $2, $3, $4, $5, $6)";

pub(super) struct Esrs {
    pool: Pool<Postgres>,
}

impl Esrs {
    pub(super) async fn open(url: &str) -> Outcome<Self> {
        let pool = tuned_pool(url).await?;
        pool.execute(TABLE).await?;
        Ok(Self { pool })
    }

    async fn load(&self, id: Uuid) -> Outcome<Request> {
        let rows = sqlx::query(SELECT).bind(id).fetch_all(&self.pool).await?;
        let decode = |row: &sqlx::postgres::PgRow| -> Outcome<Event> {
            Ok(serde_json::from_value(row.try_get::<serde_json::Value, _>("payload")?)?)
        };
        Ok(Request::fold(rows.iter().map(decode).collect::<Outcome<Vec<_>>>()?))
    }

    async fn append(&self, id: Uuid, after: u64, events: Vec<Event>) -> sqlx::Result<()> {
        let mut transaction = self.pool.begin().await?;
        let now = OffsetDateTime::now_utc();
        for (event, sequence) in events.iter().zip(i32::try_from(after).unwrap_or(i32::MAX) + 1..) {
            let insert =
                sqlx::query(INSERT).bind(Uuid::from_u64_pair(crate::fresh(), crate::fresh())).bind(id);
            let insert = insert.bind(Json(event)).bind(now).bind(sequence).bind(None::<i32>);
            insert.execute(&mut *transaction).await?;
        }
        transaction.commit().await
    }
}

#[async_trait]
impl System for Esrs {
    async fn command(&self, id: &str, command: Command) -> Result<(), Trouble> {
        let failed = |error: &dyn std::fmt::Display| Trouble::Failed(error.to_string());
        let id = Uuid::parse_str(id).map_err(|error| failed(&error))?;
        let state = self.load(id).await.map_err(|error| failed(&error))?;
        let events = state.decide(command).map_err(|error| failed(&error))?;
        self.append(id, state.events, events).await.map_err(|error| super::pg_raw::trouble(&error))
    }

    async fn fill(&self, requests: &[(String, u64)]) -> Outcome {
        let (mut rows, mut ids, mut numbers, mut payloads) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (id, seed) in requests {
            let events = whole_life(*seed);
            for (payload, number) in texts(&events)?.into_iter().zip(1_i32..) {
                rows.push(Uuid::from_u64_pair(crate::fresh(), crate::fresh()));
                ids.push(Uuid::parse_str(id)?);
                numbers.push(number);
                payloads.push(payload);
            }
        }
        let sql = "INSERT INTO request_events (id, aggregate_id, payload, sequence_number) \
                   SELECT e.id, e.aggregate, e.payload::jsonb, e.number \
                   FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int4[]) AS e (id, aggregate, payload, number)";
        sqlx::query(sql).bind(rows).bind(ids).bind(payloads).bind(numbers).execute(&self.pool).await?;
        Ok(())
    }
}
