//! The SQL of views, in both dialects. Names are quoted and were checked to be plain; values are always bound.

use std::fmt::Write as _;

use crate::view::{ColumnKind, Query, TableDef, Value};

/// Whose SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    #[cfg(feature = "sqlite")]
    Sqlite,
    #[cfg(feature = "postgres")]
    Postgres,
}

impl Dialect {
    /// A text that differs whenever definitions do.
    pub(super) fn describe(self, tables: &[TableDef]) -> String {
        // Version 0 is only a place holder: what matters is that the statements say everything about a table.
        tables.iter().map(|table| self.create(table, 0)).collect()
    }

    pub(super) fn create(self, table: &TableDef, version: u32) -> String {
        let mut columns = String::new();
        for column in &table.columns {
            let (kind, null) = (self.kind(column.kind), if column.nullable { "" } else { " NOT NULL" });
            // Writing to a String can't fail.
            let _ = write!(columns, "\"{}\" {kind}{null}, ", column.name);
        }
        let (name, key) = (self.physical(&table.name, version), list(&table.key));
        let options = match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite => " STRICT, WITHOUT ROWID",
            #[cfg(feature = "postgres")]
            Self::Postgres => "",
        };
        let mut sql = format!("CREATE TABLE {name} ({columns}PRIMARY KEY ({key})){options};\n");
        for (n, index) in table.indexes.iter().enumerate() {
            let of = format!("\"{}__v{version}__i{n}\"", table.name);
            let _ = writeln!(sql, "CREATE INDEX {of} ON {name} ({});", list(index));
        }
        sql
    }

    pub(super) fn drop(self, table: &str, version: u32) -> String {
        format!("DROP TABLE {}", self.physical(table, version))
    }

    pub(super) fn clear(self, table: &TableDef, version: u32) -> String {
        format!("DELETE FROM {}", self.physical(&table.name, version))
    }

    pub(super) fn get(self, table: &TableDef, version: u32) -> String {
        let (columns, name) = (columns(table), self.physical(&table.name, version));
        format!("SELECT {columns} FROM {name} WHERE {}", self.by_key(table))
    }

    pub(super) fn count(self, table: &TableDef, version: u32, query: &Query) -> (String, Vec<Value>) {
        let (condition, values) = self.filter(query);
        (format!("SELECT count(*) FROM {} WHERE {condition}", self.physical(&table.name, version)), values)
    }

    /// One row more than the limit is asked for, to know whether there are more.
    pub(super) fn page(self, table: &TableDef, version: u32, query: &Query) -> (String, Vec<Value>) {
        let (mut condition, mut values) = self.filter(query);
        let order = table.total_order(query);
        let (beyond, direction) = if query.descending { ("<", " DESC") } else { (">", "") };
        if let Some(after) = &query.after {
            let names: Vec<String> = order.iter().map(|name| format!("\"{name}\"")).collect();
            let marks: Vec<String> = (0..after.len()).map(|n| self.mark(values.len() + n + 1)).collect();
            let _ = write!(condition, " AND ({}) {beyond} ({})", names.join(", "), marks.join(", "));
            values.extend(after.iter().cloned());
        }
        let order: Vec<String> = order.iter().map(|name| format!("\"{name}\"{direction}")).collect();
        values.push(Value::Integer(i64::try_from(query.limit).unwrap_or(i64::MAX).saturating_add(1)));
        let (columns, name, order) = (columns(table), self.physical(&table.name, version), order.join(", "));
        let limit = self.mark(values.len());
        (format!("SELECT {columns} FROM {name} WHERE {condition} ORDER BY {order} LIMIT {limit}"), values)
    }

    pub(super) fn physical(self, table: &str, version: u32) -> String {
        let schema = match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite => "",
            #[cfg(feature = "postgres")]
            Self::Postgres => "talab_views.",
        };
        format!("{schema}\"{table}__v{version}\"")
    }

    /// Where the value with this number, from 1, is bound.
    fn mark(self, number: usize) -> String {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite => format!("?{number}"),
            #[cfg(feature = "postgres")]
            Self::Postgres => format!("${number}"),
        }
    }

    fn kind(self, kind: ColumnKind) -> &'static str {
        match (self, kind) {
            #[cfg(feature = "sqlite")]
            (Self::Sqlite, ColumnKind::Text) => "TEXT",
            #[cfg(feature = "sqlite")]
            (Self::Sqlite, ColumnKind::Integer) => "INTEGER",
            #[cfg(feature = "sqlite")]
            (Self::Sqlite, ColumnKind::Blob) => "BLOB",
            // In the order of bytes, whatever language the database sorts by.
            #[cfg(feature = "postgres")]
            (Self::Postgres, ColumnKind::Text) => "text COLLATE \"C\"",
            #[cfg(feature = "postgres")]
            (Self::Postgres, ColumnKind::Integer) => "bigint",
            #[cfg(feature = "postgres")]
            (Self::Postgres, ColumnKind::Blob) => "bytea",
        }
    }

    fn filter(self, query: &Query) -> (String, Vec<Value>) {
        let (mut condition, mut values) = ("TRUE".to_owned(), Vec::new());
        for (column, value) in &query.equals {
            if *value == Value::Null {
                let _ = write!(condition, " AND \"{column}\" IS NULL");
            } else {
                values.push(value.clone());
                let _ = write!(condition, " AND \"{column}\" = {}", self.mark(values.len()));
            }
        }
        for range in &query.ranges {
            let ends = [(">=", &range.from), ("<", &range.below)];
            let _ = write!(condition, " AND \"{}\" IS NOT NULL", range.column);
            for (comparison, end) in ends {
                if let Some(end) = end {
                    values.push(end.clone());
                    let _ = write!(
                        condition,
                        " AND \"{}\" {comparison} {}",
                        range.column,
                        self.mark(values.len())
                    );
                }
            }
        }
        (condition, values)
    }

    fn by_key(self, table: &TableDef) -> String {
        let equal = table.key.iter().zip(1..).map(|(column, n)| format!("\"{column}\" = {}", self.mark(n)));
        equal.collect::<Vec<_>>().join(" AND ")
    }
}

#[cfg(feature = "sqlite")]
impl Dialect {
    pub(super) fn upsert(self, table: &TableDef, version: u32) -> String {
        let marks = vec!["?"; table.columns.len()].join(", ");
        let (name, columns) = (self.physical(&table.name, version), columns(table));
        format!("INSERT OR REPLACE INTO {name} ({columns}) VALUES ({marks})")
    }

    pub(super) fn delete(self, table: &TableDef, version: u32) -> String {
        format!("DELETE FROM {} WHERE {}", self.physical(&table.name, version), self.by_key(table))
    }
}

#[cfg(feature = "postgres")]
impl Dialect {
    /// Puts many rows, given as one array for each column.
    pub(super) fn upsert_all(self, table: &TableDef, version: u32) -> String {
        let arrays = (1..).zip(&table.columns).map(|(n, column)| self.array(n, column.kind));
        let arrays = arrays.collect::<Vec<_>>().join(", ");
        let others = table.columns.iter().filter(|column| !table.key.contains(&column.name));
        let set: Vec<String> =
            others.map(|column| format!("\"{0}\" = excluded.\"{0}\"", column.name)).collect();
        let conflict =
            if set.is_empty() { "NOTHING".to_owned() } else { format!("UPDATE SET {}", set.join(", ")) };
        let (name, columns, key) = (self.physical(&table.name, version), columns(table), list(&table.key));
        format!(
            "INSERT INTO {name} ({columns}) SELECT * FROM unnest({arrays}) ON CONFLICT ({key}) DO {conflict}"
        )
    }

    /// Removes many rows, given as one array for each column of the key.
    pub(super) fn delete_all(self, table: &TableDef, version: u32) -> String {
        let kind = |name: &String| {
            table.columns.iter().find(|column| column.name == *name).map(|column| column.kind)
        };
        let arrays = (1..).zip(&table.key).filter_map(|(n, name)| Some(self.array(n, kind(name)?)));
        let (name, key) = (self.physical(&table.name, version), list(&table.key));
        let arrays = arrays.collect::<Vec<_>>().join(", ");
        format!("DELETE FROM {name} WHERE ({key}) IN (SELECT * FROM unnest({arrays}))")
    }

    fn array(self, number: usize, kind: ColumnKind) -> String {
        let kind = match kind {
            ColumnKind::Text => "text",
            ColumnKind::Integer => "bigint",
            ColumnKind::Blob => "bytea",
        };
        format!("{}::{kind}[]", self.mark(number))
    }
}

fn columns(table: &TableDef) -> String {
    list(table.columns.iter().map(|column| &column.name))
}

fn list<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("\"{name}\"")).collect();
    quoted.join(", ")
}
