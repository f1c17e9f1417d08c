//! What a view's tables look like.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every backend must keep exactly these; a new kind is a new promise"
)]
pub enum ColumnKind {
    /// [`Value::Text`](super::Value::Text).
    Text,
    /// [`Value::Integer`](super::Value::Integer).
    Integer,
    /// [`Value::Blob`](super::Value::Blob).
    Blob,
}

/// A column: its name, kind, and whether it may be null.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Column {
    /// Lower-case letters, digits and `_`, beginning with a letter.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// Whether it may hold nothing.
    pub nullable: bool,
}

/// A table of a view.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TableDef {
    /// Its name, unique among all views of a store: lower-case letters, digits and `_`, beginning with a letter.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The columns that name a row; not nullable.
    pub key: Vec<String>,
    /// Column lists that questions go by.
    pub indexes: Vec<Vec<String>>,
}

impl TableDef {
    /// A table without columns, to be filled.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), columns: Vec::new(), key: Vec::new(), indexes: Vec::new() }
    }

    /// Adds a column of text.
    #[must_use]
    pub fn text(self, name: impl Into<String>) -> Self {
        self.column(name, ColumnKind::Text, false)
    }

    /// Adds a column of whole numbers.
    #[must_use]
    pub fn integer(self, name: impl Into<String>) -> Self {
        self.column(name, ColumnKind::Integer, false)
    }

    /// Adds a column of text that may be null.
    #[must_use]
    pub fn optional_text(self, name: impl Into<String>) -> Self {
        self.column(name, ColumnKind::Text, true)
    }

    /// Adds a column of whole numbers that may be null.
    #[must_use]
    pub fn optional_integer(self, name: impl Into<String>) -> Self {
        self.column(name, ColumnKind::Integer, true)
    }

    /// Adds a column of bytes that may be null.
    #[must_use]
    pub fn optional_blob(self, name: impl Into<String>) -> Self {
        self.column(name, ColumnKind::Blob, true)
    }

    /// Names the columns that name a row.
    #[must_use]
    pub fn key(mut self, columns: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.key = columns.into_iter().map(Into::into).collect();
        self
    }

    /// Adds an index over these columns.
    #[must_use]
    pub fn index(mut self, columns: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.indexes.push(columns.into_iter().map(Into::into).collect());
        self
    }

    fn column(mut self, name: impl Into<String>, kind: ColumnKind, nullable: bool) -> Self {
        self.columns.push(Column { name: name.into(), kind, nullable });
        self
    }
}
