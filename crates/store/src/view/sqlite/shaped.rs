//! One version of a view in the file: its tables, its checkpoint, its end.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::{READING, SQL, WRITING};
use crate::sqlite::failed;
use crate::view::rules::{changed, taken};
use crate::view::{Checkpoint, RowChange, TableDef, Value};
use crate::{Epoch, LogError, LogErrorKind, Position};

/// The version of a view this handle works on.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) view: String,
    pub(super) version: u32,
    pub(super) tables: Vec<TableDef>,
}

impl Shape {
    pub(super) fn make(&self, connection: &Connection) -> Result<(), LogError> {
        for table in &self.tables {
            let sql = "SELECT view FROM talab_tables WHERE name = ?1 AND view <> ?2 LIMIT 1";
            let owner = connection.query_row(sql, [&table.name, &self.view], |row| row.get::<_, String>(0));
            if let Some(owner) = owner.optional().map_err(failed(WRITING))? {
                return Err(taken(&table.name, &owner));
            }
        }
        let definition = SQL.describe(&self.tables);
        let sql = "SELECT definition FROM talab_views WHERE view = ?1 AND version = ?2";
        let known =
            connection.query_row(sql, params![self.view, self.version], |row| row.get::<_, String>(0));
        match known.optional().map_err(failed(WRITING))? {
            Some(known) if known == definition => return Ok(()),
            Some(_) => return Err(changed(&self.view, self.version)),
            None => {}
        }
        let sql = "INSERT INTO talab_views (view, version, definition) VALUES (?1, ?2, ?3)";
        connection.execute(sql, params![self.view, self.version, definition]).map_err(failed(WRITING))?;
        for table in &self.tables {
            let sql = "INSERT INTO talab_tables (view, version, name) VALUES (?1, ?2, ?3)";
            connection.execute(sql, params![self.view, self.version, table.name]).map_err(failed(WRITING))?;
            connection.execute_batch(&SQL.create(table, self.version)).map_err(failed(WRITING))?;
        }
        Ok(())
    }

    pub(super) fn checkpoint(&self, connection: &Connection) -> Result<Option<Checkpoint>, LogError> {
        let sql =
            "SELECT epoch, epoch_counter, position, root FROM talab_views WHERE view = ?1 AND version = ?2";
        let mut statement = connection.prepare_cached(sql).map_err(failed(READING))?;
        let found = statement.query_row(params![self.view, self.version], |row| {
            let position: Option<u64> = row.get(2)?;
            let Some(position) = position else { return Ok(None) };
            Ok(Some((row.get::<_, String>(0)?, row.get(1)?, Position::new(position), row.get(3)?)))
        });
        let Some(found) = found.optional().map_err(failed(READING))? else { return Err(self.retired()) };
        let Some((epoch, counter, position, root)) = found else { return Ok(None) };
        let epoch = Uuid::try_parse(&epoch).map_err(|error| {
            let problem =
                format!("the checkpoint of view {} can't be right; delete the view file", self.view);
            LogError::new(LogErrorKind::Corrupt, problem).because(error)
        })?;
        Ok(Some(Checkpoint::new(Epoch::new(epoch, counter), position, root)))
    }

    pub(super) fn set_checkpoint(
        &self,
        connection: &Connection,
        to: Option<&Checkpoint>,
    ) -> Result<(), LogError> {
        let sql = "UPDATE talab_views SET epoch = ?3, epoch_counter = ?4, position = ?5, root = ?6 \
                   WHERE view = ?1 AND version = ?2";
        let mut statement = connection.prepare_cached(sql).map_err(failed(WRITING))?;
        let epoch = to.map(|to| to.epoch.id.to_string());
        let (counter, position) = (to.map(|to| to.epoch.counter), to.map(|to| to.position.get()));
        let row = params![self.view, self.version, epoch, counter, position, to.map(|to| to.root)];
        match statement.execute(row).map_err(failed(WRITING))? {
            0 => Err(self.retired()),
            _ => Ok(()),
        }
    }

    pub(super) fn apply(&self, connection: &Connection, change: &RowChange) -> Result<(), LogError> {
        let Some(table) = self.tables.iter().find(|table| table.name == change.table()) else {
            return Ok(());
        };
        let (sql, values): (String, Vec<&Value>) = match change {
            RowChange::Upsert { row, .. } => {
                let values = table.columns.iter().map(|column| row.value(&column.name)).collect();
                (SQL.upsert(table, self.version), values)
            }
            RowChange::Delete { key, .. } => (SQL.delete(table, self.version), key.iter().collect()),
        };
        let mut statement = connection.prepare_cached(&sql).map_err(failed(WRITING))?;
        statement.execute(rusqlite::params_from_iter(values)).map(drop).map_err(failed(WRITING))
    }

    pub(super) fn retire_others(&self, connection: &Connection) -> Result<Vec<u32>, LogError> {
        let sql = "SELECT version, name FROM talab_tables WHERE view = ?1 AND version <> ?2";
        let mut statement = connection.prepare(sql).map_err(failed(WRITING))?;
        let tables = statement
            .query_map(params![self.view, self.version], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))
            .and_then(Iterator::collect::<rusqlite::Result<Vec<(u32, String)>>>)
            .map_err(failed(WRITING))?;
        for (version, name) in &tables {
            execute(connection, &SQL.drop(name, *version))?;
        }
        let others = params![self.view, self.version];
        connection
            .execute("DELETE FROM talab_tables WHERE view = ?1 AND version <> ?2", others)
            .map_err(failed(WRITING))?;
        let sql = "DELETE FROM talab_views WHERE view = ?1 AND version <> ?2 RETURNING version";
        let mut statement = connection.prepare(sql).map_err(failed(WRITING))?;
        let removed = statement.query_map(others, |row| row.get(0)).and_then(Iterator::collect);
        let mut removed: Vec<u32> = removed.map_err(failed(WRITING))?;
        removed.sort_unstable();
        Ok(removed)
    }

    fn retired(&self) -> LogError {
        let problem =
            format!("version {} of view {} was retired by a newer release", self.version, self.view);
        LogError::new(LogErrorKind::NotFound, format!("{problem}; run that release, or call `ensure` again"))
    }
}

/// Runs a statement without values.
pub(super) fn execute(connection: &Connection, sql: &str) -> Result<(), LogError> {
    connection.execute(sql, []).map(drop).map_err(failed(WRITING))
}
