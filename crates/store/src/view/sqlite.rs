//! Views in a SQLite file of their own.

mod shaped;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, TransactionBehavior};

use self::shaped::{Shape, execute};
use super::rules::{check_change, check_view, moved, unknown_table, unknown_view};
use super::sql::Dialect;
use super::{Checkpoint, Page, Query, Row, RowChange, TableDef, Value, ViewDb};
use crate::sqlite::{Readers, at_one_moment, blocking, failed, harden, locate, read_write};
use crate::{LogError, LogErrorKind, Options};

const SQL: Dialect = Dialect::Sqlite;
const WRITING: &str = "writing a view";
const READING: &str = "reading a view";
/// `TLVW` in ASCII.
const APPLICATION_ID: i64 = 0x544c_5657;
const FORMAT: i64 = 1;
/// The store's own tables.
const STORE: &str = "
CREATE TABLE talab_views (
    view          TEXT    NOT NULL,
    version       INTEGER NOT NULL,
    definition    TEXT    NOT NULL,
    epoch         TEXT,
    epoch_counter INTEGER,
    position      INTEGER,
    root          BLOB,
    PRIMARY KEY (view, version)
) STRICT;
CREATE TABLE talab_tables (
    view    TEXT    NOT NULL,
    version INTEGER NOT NULL,
    name    TEXT    NOT NULL,
    PRIMARY KEY (name, version)
) STRICT;
";

/// Views in a SQLite file of their own, beside the log's.
///
/// WAL with `synchronous=NORMAL`: a power cut may take back the last commits, each as a whole with its checkpoint, and
/// the view reads those events again. One commit runs at a time; reads don't wait for it.
#[derive(Debug)]
pub struct SqliteViewDb {
    /// Before the writer, so that they are dropped before it: the last connection folds the WAL into the file.
    readers: Readers,
    writer: Arc<Mutex<Connection>>,
    views: Mutex<BTreeMap<String, Arc<Shape>>>,
}

impl SqliteViewDb {
    /// Opens the views in this file, or makes an empty file for them.
    ///
    /// # Errors
    /// [`LogErrorKind::NotATalabLog`] or [`LogErrorKind::NewerFormat`] when the file is something else (views can be
    /// deleted and filled again), or as the storage fails.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, LogError> {
        let path = path.as_ref().to_path_buf();
        blocking(move || {
            let (path, options) = (locate(&path)?, Options::default());
            let mut connection = read_write(&path, &options)?;
            prepare(&mut connection, &path)?;
            let (writer, readers) =
                (Arc::new(Mutex::new(connection)), Readers::beside_writer(path, &options));
            Ok(Self { writer, readers, views: Mutex::default() })
        })
        .await
    }

    fn views(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Shape>>> {
        self.views.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shape(&self, view: &str) -> Result<Arc<Shape>, LogError> {
        self.views().get(view).map(Arc::clone).ok_or_else(|| unknown_view(view))
    }

    fn table(&self, name: &str) -> Result<(u32, TableDef), LogError> {
        let views = self.views();
        let mut tables =
            views.values().flat_map(|shape| shape.tables.iter().map(|table| (shape.version, table)));
        let found = tables.find(|(_, table)| table.name == name);
        found.map(|(version, table)| (version, table.clone())).ok_or_else(|| unknown_table(name))
    }

    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, LogError> + Send + 'static,
    ) -> Result<T, LogError> {
        let writer = Arc::clone(&self.writer);
        blocking(move || {
            let mut connection = writer.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = connection
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .map_err(failed(WRITING))?;
            let outcome = work(&transaction)?;
            transaction.commit().map_err(failed(WRITING))?;
            Ok(outcome)
        })
        .await
    }
}

#[async_trait]
impl ViewDb for SqliteViewDb {
    async fn ensure(&self, view: &str, version: u32, tables: &[TableDef]) -> Result<(), LogError> {
        check_view(view, tables)?;
        let shape = Arc::new(Shape { view: view.to_owned(), version, tables: tables.to_vec() });
        let made = Arc::clone(&shape);
        self.write(move |connection| made.make(connection)).await?;
        self.views().insert(view.to_owned(), shape);
        Ok(())
    }

    async fn checkpoint(&self, view: &str) -> Result<Option<Checkpoint>, LogError> {
        let shape = self.shape(view)?;
        self.readers.read(move |connection| shape.checkpoint(connection)).await
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
        self.write(move |connection| {
            if shape.checkpoint(connection)? != from {
                return Err(moved(&shape.view));
            }
            changes.iter().try_for_each(|change| shape.apply(connection, change))?;
            shape.set_checkpoint(connection, Some(&to))
        })
        .await
    }

    async fn get(&self, table: &str, key: &[Value]) -> Result<Option<Row>, LogError> {
        let ((version, table), key) = (self.table(table)?, key.to_vec());
        table.check_key(&key)?;
        let sql = SQL.get(&table, version);
        self.readers
            .read(move |connection| Ok(select(connection, &table, &sql, &key)?.into_iter().next()))
            .await
    }

    async fn page(&self, table: &str, query: &Query) -> Result<Page, LogError> {
        let ((version, table), query) = (self.table(table)?, query.clone());
        table.check_query(&query)?;
        let (sql, values) = SQL.page(&table, version, &query);
        self.readers
            .read(move |connection| Ok(table.page_of(&query, select(connection, &table, &sql, &values)?)))
            .await
    }

    async fn count(&self, table: &str, query: &Query) -> Result<u64, LogError> {
        let (version, table) = self.table(table)?;
        table.check_query(query)?;
        let (sql, values) = SQL.count(&table, version, query);
        self.readers
            .read(move |connection| {
                let mut statement = connection.prepare_cached(&sql).map_err(failed(READING))?;
                let values = rusqlite::params_from_iter(&values);
                statement.query_row(values, |row| row.get(0)).map_err(failed(READING))
            })
            .await
    }

    async fn reset(&self, view: &str) -> Result<(), LogError> {
        let shape = self.shape(view)?;
        self.write(move |connection| {
            for table in &shape.tables {
                execute(connection, &SQL.clear(table, shape.version))?;
            }
            shape.set_checkpoint(connection, None)
        })
        .await
    }

    async fn retire(&self, view: &str) -> Result<Vec<u32>, LogError> {
        let shape = self.shape(view)?;
        self.write(move |connection| shape.retire_others(connection)).await
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn select(
    connection: &Connection,
    table: &TableDef,
    sql: &str,
    values: &[Value],
) -> Result<Vec<Row>, LogError> {
    let mut statement = connection.prepare_cached(sql).map_err(failed(READING))?;
    let rows = statement.query_map(rusqlite::params_from_iter(values), |found| {
        let value = |at| -> rusqlite::Result<Value> {
            Ok(match found.get_ref(at)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(number) => Value::Integer(number),
                ValueRef::Text(_) => Value::Text(found.get(at)?),
                ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
                // No table of ours has such a column; SQLite converts what a stranger put there.
                ValueRef::Real(_) => Value::Text(found.get::<_, f64>(at)?.to_string()),
            })
        };
        table.columns.iter().enumerate().map(|(at, column)| Ok((column.name.clone(), value(at)?))).collect()
    });
    rows.and_then(Iterator::collect).map_err(failed(READING))
}

/// Makes the settings and, in an empty file, the store's own two tables.
fn prepare(connection: &mut Connection, path: &Path) -> Result<(), LogError> {
    if is_empty(connection, path)? {
        harden(connection, path, &Options::default())?;
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed(WRITING))?;
        // Another process may have been quicker.
        if is_empty(&transaction, path)? {
            transaction.execute_batch(STORE).map_err(failed(WRITING))?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(failed(WRITING))?;
            transaction.pragma_update(None, "user_version", FORMAT).map_err(failed(WRITING))?;
        }
        transaction.commit().map_err(failed(WRITING))?;
    } else {
        harden(connection, path, &Options::default())?;
    }
    // What a power cut takes back is read from the log again.
    connection.pragma_update(None, "synchronous", "NORMAL").map_err(failed("setting synchronous=NORMAL"))
}

/// Whether the file has nothing in it yet.
///
/// # Errors
/// When it holds something other than views of this format.
fn is_empty(connection: &Connection, path: &Path) -> Result<bool, LogError> {
    let number =
        |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).map_err(failed(READING));
    let (application, format, tables) = at_one_moment(connection, || {
        let tables = number("SELECT count(*) FROM sqlite_schema")?;
        Ok((number("PRAGMA application_id")?, number("PRAGMA user_version")?, tables))
    })?;
    let path = path.display();
    match (application, format) {
        (APPLICATION_ID, FORMAT) => Ok(false),
        (APPLICATION_ID, other) => Err(LogError::new(
            LogErrorKind::NewerFormat,
            format!(
                "{path} has view format {other} and this release has {FORMAT}; delete the file, views fill again"
            ),
        )),
        (0, 0) if tables == 0 => Ok(true),
        _ => Err(LogError::new(
            LogErrorKind::NotATalabLog,
            format!("{path} holds no views; name another file"),
        )),
    }
}

#[cfg(test)]
mod tests;
