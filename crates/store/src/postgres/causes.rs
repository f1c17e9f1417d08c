//! Commands out of the database: what caused which events.

use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row};

use super::failed;
use super::rows::{READING, bound, hash, instant, position, text};
use crate::{Appended, LogError, LogErrorKind, Position, StoredCommand, StreamId, Version};

/// The outcome of command `c`, rebuilt from its events.
const OUTCOME: &str = "\
        SELECT max(s.recorded_at) AS recorded_at, array_agg(s.kind ORDER BY s.first) AS kinds, \
               array_agg(s.id ORDER BY s.first) AS ids, array_agg(s.version ORDER BY s.first) AS versions \
        FROM (SELECT aggregate_type::text AS kind, aggregate_id::text AS id, max(sequence) AS version, \
                     max(recorded_at) AS recorded_at, min(position) AS first \
              FROM public.events WHERE position BETWEEN c.first_position AND c.last_position \
              GROUP BY aggregate_type, aggregate_id) AS s";

/// Those of these commands that are known.
pub(super) async fn by_ids(
    connection: &mut PgConnection,
    ids: &[String],
) -> Result<Vec<StoredCommand>, LogError> {
    let sql = select("SELECT * FROM talab.commands WHERE id = ANY ($1)");
    let rows = sqlx::query(&sql).bind(ids).fetch_all(connection).await.map_err(failed(READING))?;
    rows.iter().map(stored).collect()
}

/// The command that caused the event at this position.
pub(super) async fn at(
    connection: &mut PgConnection,
    position: Position,
) -> Result<Option<StoredCommand>, LogError> {
    let sql = select(
        "SELECT * FROM (SELECT * FROM talab.commands WHERE first_position <= $1 \
         ORDER BY first_position DESC LIMIT 1) AS nearest WHERE last_position >= $1",
    );
    let query = sqlx::query(&sql).bind(bound(position.get()));
    let row = query.fetch_optional(connection).await.map_err(failed(READING))?;
    row.as_ref().map(stored).transpose()
}

/// The commands whose events stand after a position.
pub(super) async fn after(
    connection: &mut PgConnection,
    after: Position,
    limit: usize,
) -> Result<Vec<StoredCommand>, LogError> {
    let sql =
        select("SELECT * FROM talab.commands WHERE first_position > $1 ORDER BY first_position LIMIT $2");
    let query = sqlx::query(&sql).bind(bound(after.get())).bind(bound(limit as u64));
    let rows = query.fetch_all(connection).await.map_err(failed(READING))?;
    rows.iter().map(stored).collect()
}

fn select(commands: &str) -> String {
    format!(
        "SELECT c.id, c.digest, c.record, c.first_position, c.last_position, \
                o.recorded_at, o.kinds, o.ids, o.versions \
         FROM ({commands}) AS c CROSS JOIN LATERAL ({OUTCOME}) AS o ORDER BY c.first_position"
    )
}

fn stored(row: &PgRow) -> Result<StoredCommand, LogError> {
    let (first, last) = (position(row, 3)?, position(row, 4)?);
    let (kinds, ids, versions) = lists(row).map_err(failed(READING))?;
    if kinds.is_empty() {
        let problem =
            format!("the events {first} to {last} of a command are missing; restore the log from a backup");
        return Err(LogError::new(LogErrorKind::Corrupt, problem));
    }
    let streams = kinds.iter().zip(&ids).zip(&versions).map(|((kind, id), version)| {
        (StreamId::unchecked(kind, id), Version::new(u64::try_from(*version).unwrap_or_default()))
    });
    let appended = Appended::new(first, last, streams.collect(), instant(row, 5)?);
    Ok(StoredCommand::new(text(row, 0)?.to_owned(), hash(row, 1)?, text(row, 2)?.to_owned(), appended))
}

/// The kinds, ids and versions of the streams; empty where the events are missing.
fn lists(row: &PgRow) -> sqlx::Result<(Vec<String>, Vec<String>, Vec<i64>)> {
    let texts = |at| row.try_get::<Option<_>, _>(at).map(Option::unwrap_or_default);
    Ok((texts(6)?, texts(7)?, row.try_get::<Option<_>, _>(8)?.unwrap_or_default()))
}
