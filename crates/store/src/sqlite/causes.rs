//! Commands out of the file: what caused which events.

use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use super::failed;
use super::rows::{READING, bound, instant};
use crate::{Appended, LogError, LogErrorKind, Position, StoredCommand, StreamId, Version};

/// The command with this id.
pub(super) fn by_id(connection: &Connection, id: &str) -> Result<Option<StoredCommand>, LogError> {
    let sql = "SELECT id, digest, record, first_position, last_position FROM commands WHERE id = ?1";
    one(connection, sql, [id])
}

/// The command that caused the event at this position.
pub(super) fn at(connection: &Connection, position: Position) -> Result<Option<StoredCommand>, LogError> {
    let sql = "SELECT id, digest, record, first_position, last_position FROM \
               (SELECT * FROM commands WHERE first_position <= ?1 ORDER BY first_position DESC LIMIT 1) \
               WHERE last_position >= ?1";
    one(connection, sql, [bound(position.get())])
}

/// The commands whose events stand after a position.
pub(super) fn after(
    connection: &Connection,
    after: Position,
    limit: usize,
) -> Result<Vec<StoredCommand>, LogError> {
    let sql = "SELECT id, digest, record, first_position, last_position FROM commands \
               WHERE first_position > ?1 ORDER BY first_position LIMIT ?2";
    let mut statement = connection.prepare_cached(sql).map_err(failed(READING))?;
    let rows = statement.query_map(params![bound(after.get()), bound(limit as u64)], plain);
    let rows: Vec<Plain> = rows.and_then(Iterator::collect).map_err(failed(READING))?;
    rows.into_iter().map(|row| row.with_outcome(connection)).collect()
}

/// A row of `commands`.
struct Plain {
    id: String,
    digest: [u8; 32],
    record: String,
    first: Position,
    last: Position,
}

fn plain(row: &Row<'_>) -> rusqlite::Result<Plain> {
    let (first, last) = (Position::new(row.get(3)?), Position::new(row.get(4)?));
    Ok(Plain { id: row.get(0)?, digest: row.get(1)?, record: row.get(2)?, first, last })
}

fn one(connection: &Connection, sql: &str, values: impl Params) -> Result<Option<StoredCommand>, LogError> {
    let mut statement = connection.prepare_cached(sql).map_err(failed(READING))?;
    let found = statement.query_row(values, plain).optional().map_err(failed(READING))?;
    found.map(|row| row.with_outcome(connection)).transpose()
}

impl Plain {
    fn with_outcome(self, connection: &Connection) -> Result<StoredCommand, LogError> {
        let appended = outcome(connection, self.first, self.last)?;
        Ok(StoredCommand::new(self.id, self.digest, self.record, appended))
    }
}

fn outcome(connection: &Connection, first: Position, last: Position) -> Result<Appended, LogError> {
    let sql = "SELECT aggregate_type, aggregate_id, max(sequence), max(recorded_at) FROM events \
               WHERE position BETWEEN ?1 AND ?2 GROUP BY aggregate_type, aggregate_id ORDER BY min(position)";
    let mut statement = connection.prepare_cached(sql).map_err(failed(READING))?;
    let rows = statement.query_map(params![first.get(), last.get()], |row| {
        let (kind, id): (String, String) = (row.get(0)?, row.get(1)?);
        Ok((StreamId::unchecked(&kind, &id), Version::new(row.get(2)?), instant(row, 3)?))
    });
    let rows: Vec<_> = rows.and_then(Iterator::collect).map_err(failed(READING))?;
    let Some((_, _, recorded_at)) = rows.first() else {
        let problem =
            format!("the events {first} to {last} of a command are missing; restore the log from a backup");
        return Err(LogError::new(LogErrorKind::Corrupt, problem));
    };
    let recorded_at = *recorded_at;
    let streams = rows.into_iter().map(|(stream, version, _)| (stream, version)).collect();
    Ok(Appended::new(first, last, streams, recorded_at))
}
