//! The changes of one commit, as few statements.

use std::collections::BTreeMap;

use sqlx::PgConnection;
use sqlx::Postgres;
use sqlx::postgres::PgArguments;
use sqlx::query::Query as Prepared;

use super::shaped::Shape;
use super::{SQL, WRITING, failed};
use crate::LogError;
use crate::view::{ColumnKind, Row, RowChange, TableDef, Value};

/// What is left of a row's key after all changes: the last one counts, since they are seen together or not at all.
#[derive(Debug)]
pub(super) struct Collapsed(Vec<BTreeMap<Vec<Value>, Option<Row>>>);

/// The most rows in one statement: its arrays stay within what a server takes in one message.
const ROWS: usize = 5_000;

impl Collapsed {
    pub(super) fn of(tables: &[TableDef], changes: Vec<RowChange>) -> Self {
        let mut last: Vec<BTreeMap<Vec<Value>, Option<Row>>> =
            tables.iter().map(|_| BTreeMap::new()).collect();
        for change in changes {
            let Some(at) = tables.iter().position(|table| table.name == change.table()) else { continue };
            let (Some(table), Some(rows)) = (tables.get(at), last.get_mut(at)) else { continue };
            match change {
                RowChange::Upsert { row, .. } => {
                    let key = table.key.iter().map(|column| row.value(column).clone()).collect();
                    rows.insert(key, Some(row));
                }
                RowChange::Delete { key, .. } => drop(rows.insert(key, None)),
            }
        }
        Self(last)
    }

    pub(super) async fn apply(&self, connection: &mut PgConnection, shape: &Shape) -> Result<(), LogError> {
        for (table, rows) in shape.tables.iter().zip(&self.0) {
            let gone: Vec<&Vec<Value>> =
                rows.iter().filter(|(_, row)| row.is_none()).map(|(key, _)| key).collect();
            let sql = SQL.delete_all(table, shape.version);
            for gone in gone.chunks(ROWS) {
                let columns = table.key.iter().enumerate();
                let query = columns.fold(sqlx::query(&sql), |query, (at, name)| {
                    bind(query, kind(table, name), gone.iter().filter_map(|key| key.get(at)))
                });
                query.execute(&mut *connection).await.map_err(failed(WRITING))?;
            }
            let put: Vec<&Row> = rows.values().flatten().collect();
            let sql = SQL.upsert_all(table, shape.version);
            for put in put.chunks(ROWS) {
                let query = table.columns.iter().fold(sqlx::query(&sql), |query, column| {
                    bind(query, column.kind, put.iter().map(|row| row.value(&column.name)))
                });
                query.execute(&mut *connection).await.map_err(failed(WRITING))?;
            }
        }
        Ok(())
    }
}

fn kind(table: &TableDef, name: &str) -> ColumnKind {
    let column = table.columns.iter().find(|column| column.name == name);
    column.map_or(ColumnKind::Text, |column| column.kind)
}

/// One array for one column. The values were checked to be of its kind; others become null.
fn bind<'q, 'v>(
    query: Prepared<'q, Postgres, PgArguments>,
    kind: ColumnKind,
    values: impl Iterator<Item = &'v Value>,
) -> Prepared<'q, Postgres, PgArguments> {
    match kind {
        ColumnKind::Text => {
            let text = |value: &Value| if let Value::Text(text) = value { Some(text.clone()) } else { None };
            query.bind(values.map(text).collect::<Vec<Option<String>>>())
        }
        ColumnKind::Integer => {
            let number =
                |value: &Value| if let Value::Integer(number) = value { Some(*number) } else { None };
            query.bind(values.map(number).collect::<Vec<Option<i64>>>())
        }
        ColumnKind::Blob => {
            let bytes =
                |value: &Value| if let Value::Blob(bytes) = value { Some(bytes.clone()) } else { None };
            query.bind(values.map(bytes).collect::<Vec<Option<Vec<u8>>>>())
        }
    }
}
