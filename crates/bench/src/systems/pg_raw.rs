//! The least a server can be asked for one command alone: one select, one insert, on kept connections.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use sqlx::postgres::PgRow;
use sqlx::{Connection as _, Executor as _, PgConnection, Row, ValueRef as _};
use tokio::sync::Semaphore;

use super::framework::PG_TABLE;
use super::{CONNECTIONS, System, Trouble, insert_page, kinds, texts};
use crate::Outcome;
use crate::workload::{Command, Event, KIND, Request};

const SELECT: &str =
    "SELECT payload FROM events WHERE aggregate_type = $1 AND aggregate_id = $2 ORDER BY sequence";
const INSERT: &str = "INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata) \
     SELECT $1, $2, $3 + e.place, e.type, '1.0', e.payload::json, '{}'::json \
     FROM unnest($4::text[], $5::text[]) WITH ORDINALITY AS e (type, payload, place)";

pub(super) struct TwoTrips {
    idle: Mutex<Vec<PgConnection>>,
    permits: Semaphore,
}

impl TwoTrips {
    pub(super) async fn open(url: &str) -> Outcome<Self> {
        let mut idle = Vec::new();
        for _ in 0..CONNECTIONS {
            idle.push(PgConnection::connect(url).await?);
        }
        if let Some(connection) = idle.first_mut() {
            connection.execute(PG_TABLE).await?;
        }
        Ok(Self { idle: Mutex::new(idle), permits: Semaphore::new(CONNECTIONS as usize) })
    }

    fn take(&self) -> Option<PgConnection> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn give_back(&self, connection: PgConnection) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
    }
}

/// The event in a row's column, decoded from the bytes that came over the wire.
pub(crate) fn decode(row: &PgRow, column: usize) -> Outcome<Event> {
    let value = row.try_get_raw(column)?;
    if value.is_null() {
        return Err("an event without a payload".into());
    }
    Ok(serde_json::from_slice(value.as_bytes()?)?)
}

/// What the driver says, in our two words.
pub(super) fn trouble(error: &sqlx::Error) -> Trouble {
    match error.as_database_error() {
        Some(said) if said.is_unique_violation() => Trouble::Conflict,
        _ => Trouble::Failed(error.to_string()),
    }
}

async fn run(connection: &mut PgConnection, id: &str, command: Command) -> Result<(), Trouble> {
    let failed = |error: &dyn std::fmt::Display| Trouble::Failed(error.to_string());
    let rows = sqlx::query(SELECT).bind(KIND).bind(id).fetch_all(&mut *connection).await;
    let rows = rows.map_err(|error| trouble(&error))?;
    let events = rows.iter().map(|row| decode(row, 0)).collect::<Outcome<Vec<_>>>();
    let state = Request::fold(events.map_err(|error| failed(&error))?);
    let events = state.decide(command).map_err(|error| failed(&error))?;
    let payloads = texts(&events).map_err(|error| failed(&error))?;
    let insert =
        sqlx::query(INSERT).bind(KIND).bind(id).bind(i64::try_from(state.events).unwrap_or(i64::MAX));
    let inserted = insert.bind(kinds(&events)).bind(payloads).execute(connection).await;
    inserted.map(drop).map_err(|error| trouble(&error))
}

#[async_trait]
impl System for TwoTrips {
    async fn command(&self, id: &str, command: Command) -> Result<(), Trouble> {
        let _permit = self.permits.acquire().await.map_err(|error| Trouble::Failed(error.to_string()))?;
        let mut connection =
            self.take().ok_or_else(|| Trouble::Failed("no connection is left".to_owned()))?;
        let outcome = run(&mut connection, id, command).await;
        self.give_back(connection);
        outcome
    }

    async fn fill(&self, requests: &[(String, u64)]) -> Outcome {
        let mut connection = self.take().ok_or("no connection is left")?;
        let outcome = insert_page(&mut connection, requests).await;
        self.give_back(connection);
        outcome
    }
}
