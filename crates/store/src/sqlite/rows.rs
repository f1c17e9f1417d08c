//! Rows out of the file and into it.

use rusqlite::{Connection, OptionalExtension, Row, params};
use time::OffsetDateTime;

use super::{failed, schema};
use crate::instant::{from_micros, to_micros};
use crate::ledger::{Laid, Ledger, Tail};
use crate::tree::{Frontier, peak_rows};
use crate::{Hash, Head, LogError, LogErrorKind, NewEvent, Position, Recorded, StreamId, Version};

pub(super) const READING: &str = "reading the log";
const WRITING: &str = "writing to the log";

/// The events of a stream from a version on.
pub(super) fn stream(
    connection: &Connection,
    stream: &StreamId,
    from: Version,
) -> Result<Vec<Recorded>, LogError> {
    let sql = "SELECT position, aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, \
               occurred_at, recorded_at, leaf FROM events \
               WHERE aggregate_type = ?1 AND aggregate_id = ?2 AND sequence >= ?3 ORDER BY sequence";
    let mut statement = connection.prepare_cached(sql).map_err(failed(READING))?;
    let rows = statement.query_map(params![stream.kind(), stream.id(), bound(from.get())], recorded);
    let events: Vec<Recorded> = rows.and_then(Iterator::collect).map_err(failed(READING))?;
    // The index that leads to a stream's events may be damaged where the events are not.
    let mut expected = from.max(Version::FIRST);
    for event in &events {
        if event.version != expected {
            let problem = format!(
                "version {expected} of stream {stream} isn't found; verify the log and restore it from a backup"
            );
            return Err(LogError::new(LogErrorKind::Corrupt, problem));
        }
        expected = expected.next();
    }
    Ok(events)
}

/// The events after a position.
pub(super) fn all(connection: &Connection, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
    let sql = "SELECT position, aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, \
               occurred_at, recorded_at, leaf FROM events WHERE position > ?1 ORDER BY position LIMIT ?2";
    let mut statement = connection.prepare_cached(sql).map_err(failed(READING))?;
    let rows = statement.query_map(params![bound(after.get()), bound(limit as u64)], recorded);
    rows.and_then(Iterator::collect).map_err(failed(READING))
}

/// The streams of a kind after an id.
pub(super) fn streams(
    connection: &Connection,
    kind: &str,
    after: &str,
    limit: usize,
) -> Result<Vec<(StreamId, Version)>, LogError> {
    // The first event of each stream names it; its end is one look into the same index.
    let sql = "SELECT aggregate_id, (SELECT max(sequence) FROM events AS e \
                   WHERE e.aggregate_type = s.aggregate_type AND e.aggregate_id = s.aggregate_id) \
               FROM (SELECT DISTINCT aggregate_type, aggregate_id FROM events \
                   WHERE aggregate_type = ?1 AND aggregate_id > ?2 ORDER BY aggregate_id LIMIT ?3) AS s \
               ORDER BY aggregate_id";
    let mut statement = connection.prepare_cached(sql).map_err(failed(READING))?;
    let rows = statement.query_map(params![kind, after, bound(limit as u64)], |row| {
        let id: String = row.get(0)?;
        Ok((StreamId::unchecked(kind, &id), Version::new(row.get(1)?)))
    });
    rows.and_then(Iterator::collect).map_err(failed(READING))
}

/// The end of a stream.
pub(super) fn tail(connection: &Connection, stream: &StreamId) -> Result<Tail, LogError> {
    let sql = "SELECT sequence, leaf FROM events WHERE aggregate_type = ?1 AND aggregate_id = ?2 \
               ORDER BY sequence DESC LIMIT 1";
    let mut statement = connection.prepare_cached(sql).map_err(failed(READING))?;
    let found = statement.query_row(params![stream.kind(), stream.id()], |row| {
        Ok(Tail { version: Version::new(row.get(0)?), leaf: Some(row.get(1)?) })
    });
    Ok(found.optional().map_err(failed(READING))?.unwrap_or_default())
}

/// The last event's position.
pub(super) fn last_position(connection: &Connection) -> Result<Position, LogError> {
    let sql = "SELECT coalesce(max(position), 0) FROM events";
    let mut statement = connection.prepare_cached(sql).map_err(failed(READING))?;
    statement.query_row([], |row| row.get(0)).map(Position::new).map_err(failed(READING))
}

/// Where the log stands. The connection must be in a transaction, so that all of it is of one moment.
pub(super) fn head(connection: &Connection) -> Result<Head, LogError> {
    let position = last_position(connection)?;
    let frontier = frontier(connection, position)?;
    Ok(Head::new(schema::read_meta(connection)?.epoch, position, frontier.root()))
}

/// The end of the log, for the writer.
pub(super) fn ledger(connection: &Connection) -> Result<Ledger, LogError> {
    let position = last_position(connection)?;
    let sql = "SELECT recorded_at FROM events WHERE position = ?1";
    let last = connection.query_row(sql, [bound(position.get())], |row| instant(row, 0)).optional();
    Ok(Ledger::new(frontier(connection, position)?, last.map_err(failed(READING))?))
}

/// Writes what an append adds.
pub(super) fn insert(connection: &Connection, laid: &Laid) -> Result<(), LogError> {
    let sql = "INSERT INTO events (position, aggregate_type, aggregate_id, sequence, event_type, event_version, \
               payload, metadata, occurred_at, recorded_at, leaf) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    let mut statement = connection.prepare_cached(sql).map_err(failed(WRITING))?;
    for event in &laid.events {
        let row = params![
            event.position.get(),
            event.stream.kind(),
            event.stream.id(),
            event.version.get(),
            event.event_type,
            event.event_version,
            event.payload,
            event.metadata,
            to_micros(event.occurred_at),
            to_micros(event.recorded_at),
            event.leaf,
        ];
        statement.execute(row).map_err(failed(WRITING))?;
    }
    let sql = "INSERT INTO tree (idx, hash) VALUES (?1, ?2)";
    let mut statement = connection.prepare_cached(sql).map_err(failed(WRITING))?;
    for (idx, hash) in &laid.tree {
        statement.execute(params![idx, hash]).map_err(failed(WRITING))?;
    }
    let Some(command) = &laid.command else { return Ok(()) };
    let sql = "INSERT INTO commands (id, digest, record, first_position, last_position) VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut statement = connection.prepare_cached(sql).map_err(failed(WRITING))?;
    let (first, last) = (laid.appended.first.get(), laid.appended.last.get());
    statement
        .execute(params![command.id, command.digest, command.record, first, last])
        .map_err(failed(WRITING))?;
    Ok(())
}

fn frontier(connection: &Connection, position: Position) -> Result<Frontier, LogError> {
    let mut statement =
        connection.prepare_cached("SELECT hash FROM tree WHERE idx = ?1").map_err(failed(READING))?;
    let mut peaks: Vec<Hash> = Vec::new();
    for row in peak_rows(position.get()) {
        let hash: Option<Hash> =
            statement.query_row([row], |row| row.get(0)).optional().map_err(failed(READING))?;
        peaks.extend(hash);
    }
    Frontier::new(position.get(), peaks).ok_or_else(|| {
        let problem = format!("tree rows for {position} events are missing; restore the log from a backup");
        LogError::new(LogErrorKind::Corrupt, problem)
    })
}

fn recorded(row: &Row<'_>) -> rusqlite::Result<Recorded> {
    let (kind, id) = (row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?);
    let event = NewEvent::new(row.get::<_, String>(4)?, row.get::<_, String>(6)?, instant(row, 8)?)
        .event_version(row.get::<_, String>(5)?)
        .metadata(row.get::<_, String>(7)?);
    let stream = StreamId::unchecked(kind, id);
    let (position, version) = (Position::new(row.get(0)?), Version::new(row.get(3)?));
    Ok(Recorded::new(position, stream, version, event, instant(row, 9)?, row.get(10)?))
}

pub(super) fn instant(row: &Row<'_>, column: usize) -> rusqlite::Result<OffsetDateTime> {
    let micros = row.get(column)?;
    from_micros(micros).ok_or(rusqlite::Error::IntegralValueOutOfRange(column, micros))
}

/// A number to compare with. Nothing stored is greater than SQLite's greatest integer, so cutting there is exact.
pub(super) fn bound(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
