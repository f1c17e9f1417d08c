//! The rules for a view's names, definitions, values and queries. Checked before a backend sees any of them.

use super::{Column, Page, Query, Row, RowChange, TableDef, Value};
use crate::{LogError, LogErrorKind};

/// The most bytes the name of a view, table or column may have.
const MAX_NAME_BYTES: usize = 40;
/// Names that begin so are the store's own.
const RESERVED: &str = "talab_";

impl TableDef {
    /// Checks every rule a definition must keep.
    pub(super) fn check(&self) -> Result<(), LogError> {
        check_name("table", &self.name)?;
        for (at, column) in self.columns.iter().enumerate() {
            check_name("column", &column.name)?;
            if self.columns.iter().take(at).any(|before| before.name == column.name) {
                return Err(self.wrong(&format!("column {} occurs twice; leave one out", column.name)));
            }
        }
        if self.key.is_empty() {
            return Err(self.wrong("it has no key; name the columns that tell its rows apart"));
        }
        for name in &self.key {
            if self.find(name)?.nullable {
                return Err(self.wrong(&format!("key column {name} is nullable; a key names its row")));
            }
        }
        for name in self.indexes.iter().flatten() {
            self.find(name)?;
        }
        Ok(())
    }

    /// The column with this name.
    pub(super) fn find(&self, name: &str) -> Result<&Column, LogError> {
        let found = self.columns.iter().find(|column| column.name == name);
        found.ok_or_else(|| self.wrong(&format!("it has no column {name:?}; name one of its columns")))
    }

    /// Checks that a row has only this table's columns, each of its kind.
    pub(super) fn check_row(&self, row: &Row) -> Result<(), LogError> {
        for (name, _) in row.columns() {
            self.find(name)?;
        }
        self.columns.iter().try_for_each(|column| self.check_value(column, row.value(&column.name)))
    }

    /// Checks the values of a key.
    pub(super) fn check_key(&self, key: &[Value]) -> Result<(), LogError> {
        self.check_values(&self.key, key)
    }

    /// The columns a query's rows are ordered by: the ones it names, then what is left of the key.
    pub(super) fn total_order<'a>(&'a self, query: &'a Query) -> Vec<&'a str> {
        let named = query.order.iter().map(String::as_str);
        let rest = self.key.iter().filter(|column| !query.order.contains(column)).map(String::as_str);
        named.chain(rest).collect()
    }

    /// Checks the columns and values a query names.
    pub(super) fn check_query(&self, query: &Query) -> Result<(), LogError> {
        for (name, value) in &query.equals {
            let column = self.find(name)?;
            if *value != Value::Null {
                self.check_value(column, value)?;
            }
        }
        for range in &query.ranges {
            let column = self.find(&range.column)?;
            for end in range.from.iter().chain(&range.below) {
                if *end == Value::Null {
                    return Err(
                        self.wrong(&format!("a range of {} ends at null; leave that end open", column.name))
                    );
                }
                self.check_value(column, end)?;
            }
        }
        for (at, name) in query.order.iter().enumerate() {
            if self.find(name)?.nullable || query.order.iter().take(at).any(|before| before == name) {
                return Err(self.wrong(&format!("it can't be ordered by {name}: nullable, or named twice")));
            }
        }
        let order: Vec<String> = self.total_order(query).into_iter().map(str::to_owned).collect();
        query.after.as_ref().map_or(Ok(()), |after| self.check_values(&order, after))
    }

    /// The page these rows make, of which there is one more than the query's limit if there are more to come.
    pub(super) fn page_of(&self, query: &Query, mut rows: Vec<Row>) -> Page {
        let more = rows.len() > query.limit;
        rows.truncate(query.limit);
        let last = rows.last().filter(|_| more);
        let next =
            last.map(|row| self.total_order(query).into_iter().map(|name| row.value(name).clone()).collect());
        Page { rows, next }
    }

    fn check_values(&self, columns: &[String], values: &[Value]) -> Result<(), LogError> {
        if columns.len() != values.len() {
            let (wanted, given) = (columns.join(", "), values.len());
            return Err(self.wrong(&format!("{given} values were given for {wanted}; give one for each")));
        }
        columns.iter().zip(values).try_for_each(|(name, value)| self.check_value(self.find(name)?, value))
    }

    fn check_value(&self, column: &Column, value: &Value) -> Result<(), LogError> {
        let name = &column.name;
        match value.kind() {
            None if column.nullable => Ok(()),
            None => Err(self.wrong(&format!("column {name} can't be null; give a value"))),
            Some(kind) if kind == column.kind => match value {
                Value::Text(text) if text.contains('\0') => Err(self.wrong(&format!(
                    "the text for column {name} holds U+0000, which not every database keeps; leave it out"
                ))),
                _ => Ok(()),
            },
            Some(kind) => {
                Err(self.wrong(&format!("column {name} holds {:?}, not {kind:?}; give that", column.kind)))
            }
        }
    }

    fn wrong(&self, problem: &str) -> LogError {
        LogError::new(LogErrorKind::Invalid, format!("view table {}: {problem}", self.name))
    }
}

/// Checks the definition of a whole view.
pub(super) fn check_view(view: &str, tables: &[TableDef]) -> Result<(), LogError> {
    check_name("view", view)?;
    for (at, table) in tables.iter().enumerate() {
        table.check()?;
        if tables.iter().take(at).any(|before| before.name == table.name) {
            return Err(table.wrong("it occurs twice in its view; leave one out"));
        }
    }
    Ok(())
}

/// Checks a change against the tables of the view it is for.
pub(super) fn check_change(view: &str, tables: &[TableDef], change: &RowChange) -> Result<(), LogError> {
    let name = change.table();
    let table = tables.iter().find(|table| table.name == name).ok_or_else(|| {
        let problem = format!("view {view} has no table {name:?}; define it in `ensure`");
        LogError::new(LogErrorKind::Invalid, problem)
    })?;
    match change {
        RowChange::Upsert { row, .. } => table.check_row(row),
        RowChange::Delete { key, .. } => table.check_key(key),
    }
}

/// The error for a view nobody ensured on this handle.
pub(super) fn unknown_view(view: &str) -> LogError {
    LogError::new(LogErrorKind::Invalid, format!("view {view:?} isn't known here; call `ensure` first"))
}

/// The error for a table nobody ensured on this handle.
pub(super) fn unknown_table(table: &str) -> LogError {
    LogError::new(
        LogErrorKind::Invalid,
        format!("view table {table:?} isn't known here; call `ensure` first"),
    )
}

/// The error for a table that another view has.
pub(super) fn taken(table: &str, owner: &str) -> LogError {
    let problem = format!("view table {table} belongs to view {owner}; give it another name");
    LogError::new(LogErrorKind::Invalid, problem)
}

/// The error for a version that exists with another definition.
pub(super) fn changed(view: &str, version: u32) -> LogError {
    let problem = format!("version {version} of view {view} exists with other tables; raise the version");
    LogError::new(LogErrorKind::Invalid, problem)
}

/// The error for a commit that came second.
pub(super) fn moved(view: &str) -> LogError {
    let problem = format!("view {view} was moved on by another runner; go on from its checkpoint");
    LogError::new(LogErrorKind::Conflict, problem)
}

fn check_name(what: &str, name: &str) -> Result<(), LogError> {
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    // Two underscores separate a table from its version in the database.
    if plain && name.len() <= MAX_NAME_BYTES && !name.contains("__") && !name.starts_with(RESERVED) {
        return Ok(());
    }
    let rule = format!(
        "{what} name {name:?} is not taken; use at most {MAX_NAME_BYTES} lower-case letters, digits and single `_`, \
         beginning with a letter and not with {RESERVED:?}"
    );
    Err(LogError::new(LogErrorKind::Invalid, rule))
}
