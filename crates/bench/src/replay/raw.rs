//! The least work for a reader: the id and the payload, in order of position.

use std::path::Path;

use sqlx::postgres::PgRow;
use sqlx::{Connection as _, PgConnection, Row};

use super::{Statuses, fold};
use crate::Outcome;
use crate::systems::decode;
use crate::workload::Event;

const PAGE: i64 = 5000;

/// Keyset pages; while one is folded the next is read.
pub(super) async fn keyset(url: &str) -> Outcome<Statuses> {
    let mut connection = PgConnection::connect(url).await?;
    let mut statuses = Statuses::new();
    let mut rows = page(&mut connection, 0).await?;
    while let Some(last) = rows.last() {
        let after: i64 = last.try_get(0)?;
        let coming = tokio::spawn(async move {
            let rows = page(&mut connection, after).await;
            (connection, rows)
        });
        for row in &rows {
            fold(&mut statuses, row.try_get(1)?, decode(row, 2)?.status());
        }
        let (kept, next) = coming.await?;
        (connection, rows) = (kept, next?);
    }
    Ok(statuses)
}

async fn page(connection: &mut PgConnection, after: i64) -> sqlx::Result<Vec<PgRow>> {
    let sql =
        "SELECT position, aggregate_id, payload FROM events WHERE position > $1 ORDER BY position LIMIT $2";
    sqlx::query(sql).bind(after).bind(PAGE).fetch_all(connection).await
}

/// One statement, row after row.
pub(super) fn sqlite(path: &Path) -> Outcome<Statuses> {
    let connection = rusqlite::Connection::open(path)?;
    let mut select = connection.prepare("SELECT aggregate_id, payload FROM events ORDER BY position")?;
    let (mut rows, mut statuses) = (select.query(())?, Statuses::new());
    while let Some(row) = rows.next()? {
        let event: Event = serde_json::from_slice(row.get_ref(1)?.as_bytes()?)?;
        fold(&mut statuses, row.get_ref(0)?.as_str()?, event.status());
    }
    Ok(statuses)
}
