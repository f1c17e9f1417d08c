//! One version of a view in the database: its tables, its checkpoint, its end.

use sqlx::{PgConnection, Row};
use uuid::Uuid;

use super::{READING, SQL, WRITING, damaged, execute, failed};
use crate::view::rules::{changed, taken};
use crate::view::{Checkpoint, TableDef};
use crate::{Epoch, LogError, LogErrorKind, Position};

/// The version of a view this handle works on.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) view: String,
    pub(super) version: u32,
    pub(super) tables: Vec<TableDef>,
}

impl Shape {
    pub(super) async fn make(&self, connection: &mut PgConnection) -> Result<(), LogError> {
        // Two processes that make the same view take turns; the second one finds it made.
        execute(connection, "SELECT pg_advisory_xact_lock(1414289239)").await?;
        let names: Vec<&str> = self.tables.iter().map(|table| table.name.as_str()).collect();
        let sql =
            "SELECT name, view FROM talab_views.talab_tables WHERE name = ANY ($1) AND view <> $2 LIMIT 1";
        let other = sqlx::query(sql).bind(names).bind(&self.view).fetch_optional(&mut *connection);
        if let Some(other) = other.await.map_err(failed(WRITING))? {
            let text = |at| other.try_get::<String, usize>(at).map_err(failed(WRITING));
            return Err(taken(&text(0)?, &text(1)?));
        }
        let definition = SQL.describe(&self.tables);
        let sql = "SELECT definition FROM talab_views.talab_views WHERE view = $1 AND version = $2";
        let known = sqlx::query_scalar::<_, String>(sql).bind(&self.view).bind(i64::from(self.version));
        match known.fetch_optional(&mut *connection).await.map_err(failed(WRITING))? {
            Some(known) if known == definition => return Ok(()),
            Some(_) => return Err(changed(&self.view, self.version)),
            None => {}
        }
        let sql = "INSERT INTO talab_views.talab_views (view, version, definition) VALUES ($1, $2, $3)";
        let insert = sqlx::query(sql).bind(&self.view).bind(i64::from(self.version)).bind(definition);
        insert.execute(&mut *connection).await.map_err(failed(WRITING))?;
        for table in &self.tables {
            let sql = "INSERT INTO talab_views.talab_tables (view, version, name) VALUES ($1, $2, $3)";
            let insert = sqlx::query(sql).bind(&self.view).bind(i64::from(self.version)).bind(&table.name);
            insert.execute(&mut *connection).await.map_err(failed(WRITING))?;
            execute(connection, &SQL.create(table, self.version)).await?;
        }
        Ok(())
    }

    /// The checkpoint, whose row is locked if the statement ends in `FOR UPDATE`.
    pub(super) async fn checkpoint(
        &self,
        connection: &mut PgConnection,
        lock: &str,
    ) -> Result<Option<Checkpoint>, LogError> {
        let sql = format!(
            "SELECT epoch, epoch_counter, position, root FROM talab_views.talab_views \
             WHERE view = $1 AND version = $2 {lock}"
        );
        let query = sqlx::query(&sql).bind(&self.view).bind(i64::from(self.version));
        let found = query.fetch_optional(connection).await.map_err(failed(READING))?;
        let Some(found) = found else { return Err(self.retired()) };
        let (epoch, root): (Option<String>, Option<Vec<u8>>) =
            (found.try_get(0).map_err(failed(READING))?, found.try_get(3).map_err(failed(READING))?);
        let number = |at| found.try_get::<Option<i64>, usize>(at).map_err(failed(READING));
        let (Some(epoch), Some(counter), Some(position), Some(root)) = (epoch, number(1)?, number(2)?, root)
        else {
            return Ok(None);
        };
        let checkpoint = || {
            let epoch = Epoch::new(Uuid::try_parse(&epoch).ok()?, u64::try_from(counter).ok()?);
            let position = Position::new(u64::try_from(position).ok()?);
            Some(Checkpoint::new(epoch, position, root.try_into().ok()?))
        };
        checkpoint().map(Some).ok_or_else(|| damaged(&self.view))
    }

    pub(super) async fn set_checkpoint(
        &self,
        connection: &mut PgConnection,
        to: Option<&Checkpoint>,
    ) -> Result<(), LogError> {
        let sql = "UPDATE talab_views.talab_views SET epoch = $3, epoch_counter = $4, position = $5, root = $6 \
                   WHERE view = $1 AND version = $2";
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let update = sqlx::query(sql)
            .bind(&self.view)
            .bind(i64::from(self.version))
            .bind(to.map(|to| to.epoch.id.to_string()))
            .bind(to.map(|to| number(to.epoch.counter)))
            .bind(to.map(|to| number(to.position.get())))
            .bind(to.map(|to| to.root.to_vec()));
        match update.execute(connection).await.map_err(failed(WRITING))?.rows_affected() {
            0 => Err(self.retired()),
            _ => Ok(()),
        }
    }

    pub(super) async fn retire_others(&self, connection: &mut PgConnection) -> Result<Vec<u32>, LogError> {
        let sql =
            "DELETE FROM talab_views.talab_tables WHERE view = $1 AND version <> $2 RETURNING version, name";
        let tables = sqlx::query_as::<_, (i64, String)>(sql).bind(&self.view).bind(i64::from(self.version));
        for (version, name) in tables.fetch_all(&mut *connection).await.map_err(failed(WRITING))? {
            let version = u32::try_from(version).map_err(|_| damaged(&self.view))?;
            execute(connection, &SQL.drop(&name, version)).await?;
        }
        let sql = "DELETE FROM talab_views.talab_views WHERE view = $1 AND version <> $2 RETURNING version";
        let others = sqlx::query_scalar::<_, i64>(sql).bind(&self.view).bind(i64::from(self.version));
        let removed = others.fetch_all(connection).await.map_err(failed(WRITING))?;
        let mut removed: Vec<u32> =
            removed.into_iter().filter_map(|version| u32::try_from(version).ok()).collect();
        removed.sort_unstable();
        Ok(removed)
    }

    fn retired(&self) -> LogError {
        let problem =
            format!("version {} of view {} was retired by a newer release", self.version, self.view);
        LogError::new(LogErrorKind::NotFound, format!("{problem}; run that release, or call `ensure` again"))
    }
}
