//! Questions to a table.

use super::{Row, Value};

/// Which rows, in which order, how many.
///
/// Rows come in the order of the order columns and then of the table's key, so the order is always total and a page
/// always has an exact place to go on from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Query {
    /// Columns that must hold exactly these values; null matches null.
    pub equals: Vec<(String, Value)>,
    /// Columns that must lie in these ranges; null never does.
    pub ranges: Vec<Range>,
    /// The columns to order by, none of them nullable.
    pub order: Vec<String>,
    /// Whether to go from the greatest to the least.
    pub descending: bool,
    /// Where the page before ended: [`Page::next`].
    pub after: Option<Vec<Value>>,
    /// The most rows to give.
    pub limit: usize,
}

impl Query {
    /// At most `limit` rows of the whole table in the order of its key.
    #[must_use]
    pub fn first(limit: usize) -> Self {
        Self {
            equals: Vec::new(),
            ranges: Vec::new(),
            order: Vec::new(),
            descending: false,
            after: None,
            limit,
        }
    }

    /// Only rows whose column holds this value.
    #[must_use]
    pub fn equal(mut self, column: impl Into<String>, value: impl Into<Value>) -> Self {
        self.equals.push((column.into(), value.into()));
        self
    }

    /// Only rows whose column is at least this.
    #[must_use]
    pub fn at_least(mut self, column: impl Into<String>, from: impl Into<Value>) -> Self {
        self.ranges.push(Range { column: column.into(), from: Some(from.into()), below: None });
        self
    }

    /// Only rows whose column is less than this.
    #[must_use]
    pub fn below(mut self, column: impl Into<String>, below: impl Into<Value>) -> Self {
        self.ranges.push(Range { column: column.into(), from: None, below: Some(below.into()) });
        self
    }

    /// Ordered by these columns.
    #[must_use]
    pub fn order(mut self, columns: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.order = columns.into_iter().map(Into::into).collect();
        self
    }

    /// From the greatest to the least.
    #[must_use]
    pub fn descending(mut self) -> Self {
        self.descending = true;
        self
    }

    /// Going on from where a page ended.
    #[must_use]
    pub fn after(mut self, next: Vec<Value>) -> Self {
        self.after = Some(next);
        self
    }
}

/// A half-open range of a column's values; a missing end is open.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Range {
    /// Which column.
    pub column: String,
    /// The least value that lies in it.
    pub from: Option<Value>,
    /// The least value that lies beyond it.
    pub below: Option<Value>,
}

/// Some rows, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page {
    /// The rows.
    pub rows: Vec<Row>,
    /// For [`Query::after`]: the last row's values of the order columns and of the key; none when these rows are the
    /// last there are.
    pub next: Option<Vec<Value>>,
}
