//! Whether the list is what the log says: it is made again beside, in memory, and compared row by row.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use talab_store::view::{MemoryViewDb, Query, Row, ViewDb};
use talab_store::{EventLog, LogError};

use super::RequestsView;
use super::error::RequestsError;
use super::run::{PAGE, Run};
use super::tables::{PARKED, REQUESTS, VIEW};

/// A row that is not what the log says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Mismatch {
    /// The table it is in.
    pub table: String,
    /// The request.
    pub reference: String,
    /// The columns that differ; all of them if one side has no such row.
    pub columns: Vec<String>,
}

impl RequestsView {
    /// Makes the list again in memory, as far as the kept one has read, and gives every row that differs.
    ///
    /// It changes nothing and may be dropped at any time. Let no runner move the list on meanwhile.
    ///
    /// # Errors
    /// As for [`catch_up`](Self::catch_up).
    pub async fn check(&self, log: &dyn EventLog) -> Result<Vec<Mismatch>, RequestsError> {
        let Some(checkpoint) = self.db.checkpoint(VIEW).await? else { return Ok(Vec::new()) };
        // Beginning a run on the kept list proves that it followed this log.
        drop(Run::begin(log, &self.db, PAGE).await?);
        let beside: Arc<dyn ViewDb> = Arc::new(MemoryViewDb::new());
        let beside = Self::open(beside).await?;
        Run::begin(log, &beside.db, PAGE).await?.until(checkpoint).finish().await?;
        let mut found = Vec::new();
        for table in [REQUESTS, PARKED] {
            let (kept, made) = (rows(&*self.db, table).await?, rows(&*beside.db, table).await?);
            found.extend(differences(table, &kept, &made));
        }
        Ok(found)
    }
}

fn differences(table: &str, kept: &BTreeMap<String, Row>, made: &BTreeMap<String, Row>) -> Vec<Mismatch> {
    let none = Row::new();
    let mut references: Vec<&String> = kept.keys().chain(made.keys()).collect();
    references.sort_unstable();
    references.dedup();
    let compared = references.into_iter().map(|reference| {
        let (kept, made) = (kept.get(reference).unwrap_or(&none), made.get(reference).unwrap_or(&none));
        let mut columns: Vec<String> =
            kept.columns().chain(made.columns()).map(|(column, _)| column.to_owned()).collect();
        columns.sort_unstable();
        columns.dedup();
        columns.retain(|column| kept.value(column) != made.value(column));
        Mismatch { table: table.to_owned(), reference: reference.clone(), columns }
    });
    compared.filter(|mismatch| !mismatch.columns.is_empty()).collect()
}

async fn rows(db: &dyn ViewDb, table: &str) -> Result<BTreeMap<String, Row>, LogError> {
    let (mut rows, mut query) = (BTreeMap::new(), Query::first(PAGE));
    loop {
        let page = db.page(table, &query).await?;
        for row in page.rows {
            rows.insert(row.text("reference")?.to_owned(), row);
        }
        match page.next {
            Some(next) => query = query.after(next),
            None => return Ok(rows),
        }
    }
}
