//! The SQL of views. Names are quoted and were checked to be plain; values are always bound.

use std::fmt::Write as _;

use crate::view::{ColumnKind, Query, TableDef, Value};

/// The store's own tables.
pub(super) const STORE: &str = "
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

/// A text that differs whenever definitions do.
pub(super) fn describe(tables: &[TableDef]) -> String {
    // Version 0 is only a place holder: what matters is that the statements say everything about a table.
    tables.iter().map(|table| create(table, 0)).collect()
}

pub(super) fn create(table: &TableDef, version: u32) -> String {
    let mut columns = String::new();
    for column in &table.columns {
        let kind = match column.kind {
            ColumnKind::Text => "TEXT",
            ColumnKind::Integer => "INTEGER",
            ColumnKind::Blob => "BLOB",
        };
        let null = if column.nullable { "" } else { " NOT NULL" };
        // Writing to a String can't fail.
        let _ = write!(columns, "\"{}\" {kind}{null}, ", column.name);
    }
    let (name, key) = (physical(&table.name, version), list(&table.key));
    let mut sql = format!("CREATE TABLE {name} ({columns}PRIMARY KEY ({key})) STRICT, WITHOUT ROWID;\n");
    for (n, index) in table.indexes.iter().enumerate() {
        let of = format!("\"{}__v{version}__i{n}\"", table.name);
        let _ = writeln!(sql, "CREATE INDEX {of} ON {name} ({});", list(index));
    }
    sql
}

pub(super) fn drop(table: &str, version: u32) -> String {
    format!("DROP TABLE {}", physical(table, version))
}

pub(super) fn clear(table: &TableDef, version: u32) -> String {
    format!("DELETE FROM {}", physical(&table.name, version))
}

pub(super) fn upsert(table: &TableDef, version: u32) -> String {
    let marks = vec!["?"; table.columns.len()].join(", ");
    format!("INSERT OR REPLACE INTO {} ({}) VALUES ({marks})", physical(&table.name, version), columns(table))
}

pub(super) fn delete(table: &TableDef, version: u32) -> String {
    format!("DELETE FROM {} WHERE {}", physical(&table.name, version), by_key(table))
}

pub(super) fn get(table: &TableDef, version: u32) -> String {
    format!("SELECT {} FROM {} WHERE {}", columns(table), physical(&table.name, version), by_key(table))
}

pub(super) fn count(table: &TableDef, version: u32, query: &Query) -> (String, Vec<Value>) {
    let (condition, values) = filter(query);
    (format!("SELECT count(*) FROM {} WHERE {condition}", physical(&table.name, version)), values)
}

/// One row more than the limit is asked for, to know whether there are more.
pub(super) fn page(table: &TableDef, version: u32, query: &Query) -> (String, Vec<Value>) {
    let (mut condition, mut values) = filter(query);
    let order = table.total_order(query);
    let (beyond, direction) = if query.descending { ("<", " DESC") } else { (">", "") };
    if let Some(after) = &query.after {
        let names: Vec<String> = order.iter().map(|name| format!("\"{name}\"")).collect();
        let marks = vec!["?"; after.len()].join(", ");
        let _ = write!(condition, " AND ({}) {beyond} ({marks})", names.join(", "));
        values.extend(after.iter().cloned());
    }
    let order: Vec<String> = order.iter().map(|name| format!("\"{name}\"{direction}")).collect();
    values.push(Value::Integer(i64::try_from(query.limit).unwrap_or(i64::MAX).saturating_add(1)));
    let (columns, name, order) = (columns(table), physical(&table.name, version), order.join(", "));
    (format!("SELECT {columns} FROM {name} WHERE {condition} ORDER BY {order} LIMIT ?"), values)
}

fn filter(query: &Query) -> (String, Vec<Value>) {
    let (mut condition, mut values) = ("1".to_owned(), Vec::new());
    for (column, value) in &query.equals {
        let _ = write!(condition, " AND \"{column}\" IS ?");
        values.push(value.clone());
    }
    for range in &query.ranges {
        let ends = [(">=", &range.from), ("<", &range.below)];
        let _ = write!(condition, " AND \"{}\" IS NOT NULL", range.column);
        for (comparison, end) in ends {
            if let Some(end) = end {
                let _ = write!(condition, " AND \"{}\" {comparison} ?", range.column);
                values.push(end.clone());
            }
        }
    }
    (condition, values)
}

fn by_key(table: &TableDef) -> String {
    let equal: Vec<String> = table.key.iter().map(|column| format!("\"{column}\" = ?")).collect();
    equal.join(" AND ")
}

fn columns(table: &TableDef) -> String {
    list(table.columns.iter().map(|column| &column.name))
}

fn list<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("\"{name}\"")).collect();
    quoted.join(", ")
}

fn physical(table: &str, version: u32) -> String {
    format!("\"{table}__v{version}\"")
}
