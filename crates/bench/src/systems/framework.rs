//! The peers: cqrs-es over the repositories that are published with it.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use async_trait::async_trait;
use cqrs_es::{AggregateError, CqrsFramework, EventStore};
use postgres_es::{PostgresCqrs, default_postgress_pool, postgres_cqrs};
use sqlite_es::{SqliteCqrs, sqlite_cqrs};
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Executor as _, Pool, Postgres, Sqlite};

use super::{CONNECTIONS, System, Trouble, insert_page, kinds, texts};
use crate::Outcome;
use crate::workload::{Command, KIND, Refused, Request, whole_life};

/// The table as postgres-es's documentation makes it.
pub(crate) const PG_TABLE: &str = "CREATE TABLE events (aggregate_type text NOT NULL, aggregate_id text NOT NULL, \
    sequence bigint CHECK (sequence >= 0) NOT NULL, event_type text NOT NULL, event_version text NOT NULL, \
    payload json NOT NULL, metadata json NOT NULL, PRIMARY KEY (aggregate_type, aggregate_id, sequence))";
/// The table as sqlite-es's documentation makes it.
const SQLITE_TABLE: &str = "CREATE TABLE events (aggregate_type text NOT NULL, aggregate_id text NOT NULL, \
    sequence integer CHECK (sequence >= 0) NOT NULL, event_type text NOT NULL, event_version text NOT NULL, \
    payload text NOT NULL, metadata text NOT NULL, PRIMARY KEY (aggregate_type, aggregate_id, sequence)) STRICT";

/// What cqrs-es says, in our two words.
pub(super) async fn execute<S: EventStore<Request>>(
    framework: &CqrsFramework<Request, S>,
    id: &str,
    command: Command,
    metadata: std::collections::HashMap<String, String>,
) -> Result<(), Trouble> {
    framework.execute_with_metadata(id, command, metadata).await.map_err(|error| trouble(&error))
}

fn trouble(error: &AggregateError<Refused>) -> Trouble {
    match error {
        AggregateError::AggregateConflict => Trouble::Conflict,
        other => Trouble::Failed(format!("{other:?}")),
    }
}

/// cqrs-es over postgres-es.
struct PostgresEs {
    framework: PostgresCqrs<Request>,
    pool: Pool<Postgres>,
}

/// With the pool that its own function makes, or with one fitted to the load.
pub(super) async fn postgres_es(url: &str, tuned: bool) -> Outcome<impl System + use<>> {
    let pool = if tuned { tuned_pool(url).await? } else { default_postgress_pool(url).await };
    pool.execute(PG_TABLE).await?;
    Ok(PostgresEs { framework: postgres_cqrs(pool.clone(), Vec::new(), ()), pool })
}

/// As many connections as the server's processors have any use for, all open, and not asked whether they still are.
pub(super) async fn tuned_pool(url: &str) -> sqlx::Result<Pool<Postgres>> {
    let options = PgPoolOptions::new().max_connections(CONNECTIONS).min_connections(CONNECTIONS);
    options.test_before_acquire(false).connect(url).await
}

#[async_trait]
impl System for PostgresEs {
    async fn command(&self, id: &str, command: Command) -> Result<(), Trouble> {
        execute(&self.framework, id, command, Default::default()).await
    }

    async fn fill(&self, requests: &[(String, u64)]) -> Outcome {
        let mut connection = self.pool.acquire().await?;
        insert_page(&mut connection, requests).await
    }
}

/// cqrs-es over sqlite-es.
struct SqliteEs {
    framework: SqliteCqrs<Request>,
    pool: Pool<Sqlite>,
    path: PathBuf,
}

/// With the pool of its own function but for one thing: that one loses the last commands when the power fails.
pub(super) async fn sqlite_es(path: &Path) -> Outcome<impl System + use<>> {
    let pool = sqlite_pool(path).await?;
    Ok(SqliteEs { framework: sqlite_cqrs(pool.clone(), Vec::new(), ()), pool, path: path.to_owned() })
}

pub(crate) async fn sqlite_pool(path: &Path) -> Outcome<Pool<Sqlite>> {
    let options = SqliteConnectOptions::from_str(&format!("sqlite://{}", path.display()))?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true);
    let pool = SqlitePoolOptions::new().max_connections(10).connect_with(options).await?;
    pool.execute(SQLITE_TABLE).await?;
    Ok(pool)
}

pub(crate) async fn fill_sqlite(pool: &Pool<Sqlite>, requests: &[(String, u64)]) -> Outcome {
    let mut transaction = pool.begin().await?;
    for (id, seed) in requests {
        let events = whole_life(*seed);
        for ((kind, payload), sequence) in kinds(&events).into_iter().zip(texts(&events)?).zip(1_i64..) {
            let insert = sqlx::query("INSERT INTO events VALUES (?, ?, ?, ?, '1.0', ?, '{}')");
            insert
                .bind(KIND)
                .bind(id)
                .bind(sequence)
                .bind(kind)
                .bind(payload)
                .execute(&mut *transaction)
                .await?;
        }
    }
    Ok(transaction.commit().await?)
}

#[async_trait]
impl System for SqliteEs {
    async fn command(&self, id: &str, command: Command) -> Result<(), Trouble> {
        execute(&self.framework, id, command, Default::default()).await
    }

    async fn fill(&self, requests: &[(String, u64)]) -> Outcome {
        fill_sqlite(&self.pool, requests).await
    }

    fn bytes(&self) -> Option<u64> {
        Some(super::sqlite_raw::bytes(&self.path))
    }
}
