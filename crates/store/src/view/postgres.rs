//! Views in a schema of their own beside the log's tables.

mod changes;
mod shaped;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query as Prepared;
use sqlx::{Executor as _, PgConnection, Postgres, Row as _, ValueRef as _};

use self::changes::Collapsed;
use self::shaped::Shape;
use super::rules::{check_change, check_view, moved, unknown_table, unknown_view};
use super::sql::Dialect;
use super::{Checkpoint, ColumnKind, Page, Query, Row, RowChange, TableDef, Value, ViewDb};
use crate::postgres::{Readers, Servers, Use, Working, failed};
use crate::{LogError, LogErrorKind, Options};

const SQL: Dialect = Dialect::Postgres;
const WRITING: &str = "writing a view";
const READING: &str = "reading a view";

/// The store's own tables. One process at a time makes them, or a view's.
const STORE: &str = "
BEGIN;
SELECT pg_advisory_xact_lock(1414289239);
DO $$ BEGIN
    IF to_regnamespace('talab_views') IS NULL THEN
        CREATE SCHEMA talab_views;
    END IF;
END $$;
CREATE TABLE IF NOT EXISTS talab_views.talab_views (
    view          text    NOT NULL,
    version       bigint  NOT NULL,
    definition    text    NOT NULL,
    epoch         text,
    epoch_counter bigint,
    position      bigint,
    root          bytea,
    PRIMARY KEY (view, version)
);
CREATE TABLE IF NOT EXISTS talab_views.talab_tables (
    view    text   NOT NULL,
    version bigint NOT NULL,
    name    text   NOT NULL,
    PRIMARY KEY (name, version)
);
COMMIT";

/// Views in the schema `talab_views` of a PostgreSQL database, the log's or another one.
///
/// Work runs in tasks of its own, so a dropped future never leaves a transaction open.
#[derive(Debug)]
pub struct PgViewDb {
    connections: Readers,
    views: Mutex<BTreeMap<String, Arc<Shape>>>,
}

impl PgViewDb {
    /// Opens the views in this database, and makes the schema and its own tables if they aren't there.
    ///
    /// # Errors
    /// [`LogErrorKind::Invalid`] when the URL or a setting of the server won't do, [`LogErrorKind::ReadOnly`] when the
    /// schema isn't there and the role may not make it, or as the server fails.
    pub async fn open(url: &str) -> Result<Self, LogError> {
        let options = Options::default();
        Self::open_at(Servers::parse(url, &options)?, &options).await
    }

    pub(crate) async fn open_at(servers: Servers, options: &Options) -> Result<Self, LogError> {
        let connections = Readers::new(servers, Use::Writing, options);
        connections
            .run(|connection| {
                Box::pin(async move {
                    connection.execute(STORE).await.map(drop).map_err(failed("making the views' tables"))
                })
            })
            .await?;
        Ok(Self { connections, views: Mutex::default() })
    }

    fn views(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Shape>>> {
        self.views.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shape(&self, view: &str) -> Result<Arc<Shape>, LogError> {
        self.views().get(view).map(Arc::clone).ok_or_else(|| unknown_view(view))
    }

    fn table(&self, name: &str) -> Result<(u32, Arc<TableDef>), LogError> {
        let views = self.views();
        let mut tables =
            views.values().flat_map(|shape| shape.tables.iter().map(|table| (shape.version, table)));
        let found = tables.find(|(_, table)| table.name == name);
        found.map(|(version, table)| (version, Arc::new(table.clone()))).ok_or_else(|| unknown_table(name))
    }

    /// Does the work in one transaction.
    async fn write<T, W>(&self, work: W) -> Result<T, LogError>
    where
        T: Send + 'static,
        W: for<'c> Fn(&'c mut PgConnection) -> Working<'c, T> + Send + Sync + 'static,
    {
        let work = Arc::new(work);
        let written = self.connections.run(move |connection| {
            let work = Arc::clone(&work);
            Box::pin(within(connection, work))
        });
        written.await
    }

    async fn select(
        &self,
        table: Arc<TableDef>,
        sql: String,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, LogError> {
        let asked = Arc::new((table, sql, values));
        let read = self.connections.run(move |connection| {
            let asked = Arc::clone(&asked);
            Box::pin(async move {
                let (table, sql, values) = &*asked;
                let rows = bound(sql, values).fetch_all(connection).await.map_err(failed(READING))?;
                rows.iter().map(|found| row(table, found)).collect()
            })
        });
        read.await
    }
}

#[async_trait]
impl ViewDb for PgViewDb {
    async fn ensure(&self, view: &str, version: u32, tables: &[TableDef]) -> Result<(), LogError> {
        check_view(view, tables)?;
        let shape = Arc::new(Shape { view: view.to_owned(), version, tables: tables.to_vec() });
        let made = Arc::clone(&shape);
        self.write(move |connection| {
            let made = Arc::clone(&made);
            Box::pin(async move { made.make(connection).await })
        })
        .await?;
        self.views().insert(view.to_owned(), shape);
        Ok(())
    }

    async fn checkpoint(&self, view: &str) -> Result<Option<Checkpoint>, LogError> {
        let shape = self.shape(view)?;
        let read = self.connections.run(move |connection| {
            let shape = Arc::clone(&shape);
            Box::pin(async move { shape.checkpoint(connection, "").await })
        });
        read.await
    }

    async fn commit(
        &self,
        view: &str,
        from: Option<&Checkpoint>,
        changes: Vec<RowChange>,
        to: Checkpoint,
    ) -> Result<(), LogError> {
        let (shape, from) = (self.shape(view)?, from.copied());
        changes.iter().try_for_each(|change| check_change(view, &shape.tables, change))?;
        let work = Arc::new((Collapsed::of(&shape.tables, changes), shape));
        self.write(move |connection| {
            let work = Arc::clone(&work);
            Box::pin(async move {
                let (changes, shape) = &*work;
                let stands = shape.checkpoint(connection, "FOR UPDATE").await?;
                // The work may be done twice, when its first answer was lost.
                if stands == Some(to) && stands != from {
                    return Ok(());
                }
                if stands != from {
                    return Err(moved(&shape.view));
                }
                changes.apply(connection, shape).await?;
                shape.set_checkpoint(connection, Some(&to)).await
            })
        })
        .await
    }

    async fn get(&self, table: &str, key: &[Value]) -> Result<Option<Row>, LogError> {
        let (version, table) = self.table(table)?;
        table.check_key(key)?;
        let sql = SQL.get(&table, version);
        Ok(self.select(table, sql, key.to_vec()).await?.into_iter().next())
    }

    async fn page(&self, table: &str, query: &Query) -> Result<Page, LogError> {
        let (version, table) = self.table(table)?;
        table.check_query(query)?;
        let (sql, values) = SQL.page(&table, version, query);
        Ok(table.page_of(query, self.select(Arc::clone(&table), sql, values).await?))
    }

    async fn count(&self, table: &str, query: &Query) -> Result<u64, LogError> {
        let (version, table) = self.table(table)?;
        table.check_query(query)?;
        let asked = Arc::new(SQL.count(&table, version, query));
        let read = self.connections.run(move |connection| {
            let asked = Arc::clone(&asked);
            Box::pin(async move {
                let found = bound(&asked.0, &asked.1).fetch_one(connection).await.map_err(failed(READING))?;
                let count: i64 = found.try_get(0).map_err(failed(READING))?;
                Ok(u64::try_from(count).unwrap_or_default())
            })
        });
        read.await
    }

    async fn reset(&self, view: &str) -> Result<(), LogError> {
        let shape = self.shape(view)?;
        self.write(move |connection| {
            let shape = Arc::clone(&shape);
            Box::pin(async move {
                for table in &shape.tables {
                    execute(connection, &SQL.clear(table, shape.version)).await?;
                }
                shape.set_checkpoint(connection, None).await
            })
        })
        .await
    }

    async fn retire(&self, view: &str) -> Result<Vec<u32>, LogError> {
        let shape = self.shape(view)?;
        self.write(move |connection| {
            let shape = Arc::clone(&shape);
            Box::pin(async move { shape.retire_others(connection).await })
        })
        .await
    }
}

/// Does the work in a transaction. On a failure the connection is not used again, which ends the transaction too,
/// unless it is one of the caller's own making.
async fn within<T, W>(connection: &mut PgConnection, work: Arc<W>) -> Result<T, LogError>
where
    W: for<'c> Fn(&'c mut PgConnection) -> Working<'c, T> + Send + Sync,
{
    execute(connection, "BEGIN").await?;
    let outcome = work(connection).await?;
    execute(connection, "COMMIT").await?;
    Ok(outcome)
}

/// Runs statements without values.
async fn execute(connection: &mut PgConnection, sql: &str) -> Result<(), LogError> {
    connection.execute(sql).await.map(drop).map_err(failed(WRITING))
}

/// A statement with its values. Nulls are never among them: they are asked for by name.
fn bound<'q>(sql: &'q str, values: &'q [Value]) -> Prepared<'q, Postgres, PgArguments> {
    values.iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Null => query.bind(None::<i64>),
        Value::Integer(number) => query.bind(*number),
        Value::Text(text) => query.bind(text.as_str()),
        Value::Blob(bytes) => query.bind(bytes.as_slice()),
    })
}

fn row(table: &TableDef, found: &PgRow) -> Result<Row, LogError> {
    let value = |at, kind| -> sqlx::Result<Value> {
        Ok(match kind {
            _ if found.try_get_raw(at)?.is_null() => Value::Null,
            ColumnKind::Text => Value::Text(found.try_get(at)?),
            ColumnKind::Integer => Value::Integer(found.try_get(at)?),
            ColumnKind::Blob => Value::Blob(found.try_get(at)?),
        })
    };
    let columns = table.columns.iter().enumerate();
    let columns = columns.map(|(at, column)| Ok((column.name.clone(), value(at, column.kind)?)));
    columns.collect::<sqlx::Result<Row>>().map_err(failed(READING))
}

/// The error for bookkeeping that can't be right.
fn damaged(view: &str) -> LogError {
    let problem = format!(
        "the checkpoint of view {view} can't be right; drop the schema talab_views, views fill again"
    );
    LogError::new(LogErrorKind::Corrupt, problem)
}
