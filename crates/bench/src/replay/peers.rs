//! The peers' replay: their `QueryReplay` over all events, into a query that keeps the statuses.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use cqrs_es::persist::{PersistedEventRepository, QueryReplay};
use cqrs_es::{EventEnvelope, Query};
use postgres_es::{PostgresEventRepository, default_postgress_pool};
use sqlite_es::SqliteEventRepository;
use sqlx::{Connection as _, Executor as _, PgConnection, Pool, Sqlite};

use super::{Statuses, fold};
use crate::Outcome;
use crate::systems::{PG_TABLE, insert_page};
use crate::workload::Request;

pub(super) use crate::systems::{fill_sqlite, sqlite_pool};

/// Fills postgres-es's table.
pub(super) struct PgFiller(PgConnection);

impl PgFiller {
    pub(super) async fn open(url: &str) -> Outcome<Self> {
        let mut connection = PgConnection::connect(url).await?;
        connection.execute(PG_TABLE).await?;
        Ok(Self(connection))
    }

    pub(super) async fn fill(&mut self, requests: &[(String, u64)]) -> Outcome {
        insert_page(&mut self.0, requests).await
    }
}

/// A query that keeps the statuses.
#[derive(Debug, Clone, Default)]
struct Keeper(Arc<Mutex<Statuses>>);

#[async_trait]
impl Query<Request> for Keeper {
    async fn dispatch(&self, id: &str, events: &[EventEnvelope<Request>]) {
        let mut statuses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for event in events {
            fold(&mut statuses, id, event.payload.status());
        }
    }
}

pub(super) async fn postgres_es(url: &str) -> Outcome<Statuses> {
    replay(PostgresEventRepository::new(default_postgress_pool(url).await)).await
}

pub(super) async fn sqlite_es(pool: &Pool<Sqlite>) -> Outcome<Statuses> {
    replay(SqliteEventRepository::new(pool.clone())).await
}

async fn replay(repository: impl PersistedEventRepository) -> Outcome<Statuses> {
    let keeper = Keeper::default();
    QueryReplay::new(repository, keeper.clone()).replay_all().await?;
    let statuses = std::mem::take(&mut *keeper.0.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(statuses)
}
