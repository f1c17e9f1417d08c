//! Values and rows.

use std::collections::BTreeMap;

use super::ColumnKind;
use crate::{LogError, LogErrorKind};

/// What a column can hold. Values are ordered null, integers, text (by bytes), blobs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every backend must keep exactly these; a new kind is a new promise"
)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number; instants as microseconds, truth as 0 or 1.
    Integer(i64),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl Value {
    /// The kind of column it belongs in; none for null.
    #[must_use]
    pub fn kind(&self) -> Option<ColumnKind> {
        match self {
            Self::Null => None,
            Self::Integer(_) => Some(ColumnKind::Integer),
            Self::Text(_) => Some(ColumnKind::Text),
            Self::Blob(_) => Some(ColumnKind::Blob),
        }
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Integer(value.into())
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Blob(value)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A row: values by column name. A column that isn't named is null.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row(BTreeMap<String, Value>);

impl Row {
    /// A row of nulls.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The row with this column set.
    #[must_use]
    pub fn with(mut self, column: impl Into<String>, value: impl Into<Value>) -> Self {
        self.set(column, value);
        self
    }

    /// Sets a column.
    pub fn set(&mut self, column: impl Into<String>, value: impl Into<Value>) {
        match value.into() {
            // Null and unnamed are one thing, so that equal rows compare equal.
            Value::Null => drop(self.0.remove(&column.into())),
            value => drop(self.0.insert(column.into(), value)),
        }
    }

    /// The column's value.
    #[must_use]
    pub fn value(&self, column: &str) -> &Value {
        self.0.get(column).unwrap_or(&Value::Null)
    }

    /// The columns that aren't null, by name.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(column, value)| (column.as_str(), value))
    }

    /// The text of a column that is never null.
    ///
    /// # Errors
    /// [`LogErrorKind::Corrupt`] when it holds something else.
    pub fn text(&self, column: &str) -> Result<&str, LogError> {
        self.optional_text(column)?.ok_or_else(|| self.unlike(column, "text"))
    }

    /// The text of a column that may be null.
    ///
    /// # Errors
    /// [`LogErrorKind::Corrupt`] when it holds something else.
    pub fn optional_text(&self, column: &str) -> Result<Option<&str>, LogError> {
        match self.value(column) {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text)),
            _ => Err(self.unlike(column, "text")),
        }
    }

    /// The number in a column that is never null.
    ///
    /// # Errors
    /// [`LogErrorKind::Corrupt`] when it holds something else.
    pub fn integer(&self, column: &str) -> Result<i64, LogError> {
        self.optional_integer(column)?.ok_or_else(|| self.unlike(column, "an integer"))
    }

    /// The number in a column that may be null.
    ///
    /// # Errors
    /// [`LogErrorKind::Corrupt`] when it holds something else.
    pub fn optional_integer(&self, column: &str) -> Result<Option<i64>, LogError> {
        match self.value(column) {
            Value::Null => Ok(None),
            Value::Integer(number) => Ok(Some(*number)),
            _ => Err(self.unlike(column, "an integer")),
        }
    }

    /// The bytes of a column that may be null.
    ///
    /// # Errors
    /// [`LogErrorKind::Corrupt`] when it holds something else.
    pub fn optional_blob(&self, column: &str) -> Result<Option<&[u8]>, LogError> {
        match self.value(column) {
            Value::Null => Ok(None),
            Value::Blob(bytes) => Ok(Some(bytes)),
            _ => Err(self.unlike(column, "bytes")),
        }
    }

    fn unlike(&self, column: &str, wanted: &str) -> LogError {
        let held = match self.value(column).kind() {
            None => "null",
            Some(ColumnKind::Integer) => "an integer",
            Some(ColumnKind::Text) => "text",
            Some(ColumnKind::Blob) => "bytes",
        };
        let message = format!(
            "column {column} of a view row holds {held}, not {wanted}; reset the view to fill it again"
        );
        LogError::new(LogErrorKind::Corrupt, message)
    }
}

impl FromIterator<(String, Value)> for Row {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(columns: I) -> Self {
        let mut row = Self::new();
        for (column, value) in columns {
            row.set(column, value);
        }
        row
    }
}
