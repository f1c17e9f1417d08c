//! Rows out of the database.

use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row};
use time::OffsetDateTime;
use uuid::Uuid;

use super::failed;
use crate::instant::{from_micros, to_micros};
use crate::ledger::{Ledger, Tail};
use crate::tree::Frontier;
use crate::{Epoch, Hash, Head, LogError, LogErrorKind, NewEvent, Position, Recorded, StreamId, Version};

pub(super) const READING: &str = "reading the log";
/// PostgreSQL counts instants from 2000-01-01; so many microseconds after 1970.
const MICROS_TO_2000: i64 = 946_684_800_000_000;

/// Everything of an event that this reads, in the order in which `recorded` takes it.
pub(super) const EVENT: &str = "position, aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, \
                     occurred_at, recorded_at, leaf";

/// The events of a stream from a version on.
pub(super) async fn stream(
    connection: &mut PgConnection,
    stream: &StreamId,
    from: Version,
) -> Result<Vec<Recorded>, LogError> {
    let sql = format!(
        "SELECT {EVENT} FROM public.events \
         WHERE aggregate_type = $1 AND aggregate_id = $2 AND sequence >= $3 ORDER BY sequence"
    );
    let query = sqlx::query(&sql).bind(stream.kind()).bind(stream.id()).bind(bound(from.get()));
    let rows = query.fetch_all(connection).await.map_err(failed(READING))?;
    let mut events: Vec<Recorded> = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut columns = 0..row.len();
        let next =
            || columns.next().ok_or_else(|| impossible("the number of columns")).and_then(|at| raw(row, at));
        events.push(event(next, events.last())?);
    }
    Ok(events)
}

/// The streams of a kind after an id, in byte order.
pub(super) async fn streams(
    connection: &mut PgConnection,
    kind: &str,
    after: &str,
    limit: usize,
) -> Result<Vec<(StreamId, Version)>, LogError> {
    // Each step looks for the next id in the index instead of reading every event of every stream.
    let sql = "WITH RECURSIVE page AS ( \
                   (SELECT aggregate_id, 1 AS place FROM public.events \
                    WHERE aggregate_type = $1 AND aggregate_id > $2 ORDER BY aggregate_id LIMIT 1) \
                   UNION ALL \
                   SELECT next.aggregate_id, page.place + 1 FROM page CROSS JOIN LATERAL ( \
                       SELECT aggregate_id FROM public.events \
                       WHERE aggregate_type = $1 AND aggregate_id > page.aggregate_id \
                       ORDER BY aggregate_id LIMIT 1) AS next \
                   WHERE page.place < $3) \
               SELECT aggregate_id, (SELECT max(sequence) FROM public.events e \
                                     WHERE e.aggregate_type = $1 AND e.aggregate_id = page.aggregate_id) \
               FROM page WHERE place <= $3 ORDER BY place";
    let query = sqlx::query(sql).bind(kind).bind(after).bind(bound(limit as u64));
    let rows = query.fetch_all(connection).await.map_err(failed(READING))?;
    rows.iter().map(|row| Ok((StreamId::unchecked(kind, text(row, 0)?), version(row, 1)?))).collect()
}

/// The ends of those of these streams that exist, by their place in the list.
pub(super) async fn tails(
    connection: &mut PgConnection,
    streams: &[StreamId],
) -> Result<Vec<(usize, Tail)>, LogError> {
    let sql = "SELECT s.place, e.sequence, e.leaf \
               FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS s (kind, id, place) \
               CROSS JOIN LATERAL (SELECT sequence, leaf FROM public.events \
                   WHERE aggregate_type = s.kind AND aggregate_id = s.id ORDER BY sequence DESC LIMIT 1) AS e";
    let kinds: Vec<&str> = streams.iter().map(StreamId::kind).collect();
    let ids: Vec<&str> = streams.iter().map(StreamId::id).collect();
    let rows = sqlx::query(sql).bind(kinds).bind(ids).fetch_all(connection).await.map_err(failed(READING))?;
    let tail = |row: &PgRow| {
        let place = usize::try_from(int(row, 0)? - 1).map_err(|_| impossible("a place in a list"))?;
        Ok((place, Tail { version: version(row, 1)?, leaf: Some(hash(row, 2)?) }))
    };
    rows.iter().map(tail).collect()
}

/// The leaf of the event at a position, if there is one.
pub(super) async fn leaf(
    connection: &mut PgConnection,
    position: Position,
) -> Result<Option<Hash>, LogError> {
    let query = sqlx::query("SELECT leaf FROM public.events WHERE position = $1").bind(bound(position.get()));
    let row = query.fetch_optional(connection).await.map_err(failed(READING))?;
    row.map(|row| hash(&row, 0)).transpose()
}

/// The head's row, as it is kept.
#[derive(Debug, Clone)]
pub(super) struct HeadRow {
    pub(super) epoch: Epoch,
    pub(super) ledger: Ledger,
}

impl HeadRow {
    pub(super) fn head(&self) -> Head {
        Head::new(self.epoch, self.ledger.position(), self.ledger.root())
    }
}

/// Where the log stands.
pub(super) async fn head(connection: &mut PgConnection) -> Result<HeadRow, LogError> {
    let sql = "SELECT epoch, counter, position, recorded_at, peaks FROM talab.head";
    head_row(&sqlx::query(sql).fetch_one(connection).await.map_err(failed(READING))?)
}

/// Locks the head until the transaction ends, and tells where the log stands.
pub(super) async fn lock_head(connection: &mut PgConnection) -> Result<HeadRow, LogError> {
    let sql = "SELECT epoch, counter, position, recorded_at, peaks FROM talab.lock_head()";
    head_row(&sqlx::query(sql).fetch_one(connection).await.map_err(failed("locking the log's head"))?)
}

fn head_row(row: &PgRow) -> Result<HeadRow, LogError> {
    let epoch = Uuid::from_slice(raw(row, 0)?).map_err(|error| impossible("the epoch").because(error))?;
    let counter = u64::try_from(int(row, 1)?).map_err(|_| impossible("the epoch's counter"))?;
    let size = position(row, 2)?.get();
    let recorded_at = is_there(row, 3)?.then(|| instant(row, 3)).transpose()?;
    let (peaks, rest) = raw(row, 4)?.as_chunks::<32>();
    let frontier = Frontier::new(size, peaks.to_vec()).filter(|_| rest.is_empty());
    let frontier = frontier.ok_or_else(|| impossible("talab.head.peaks"))?;
    Ok(HeadRow { epoch: Epoch::new(epoch, counter), ledger: Ledger::new(frontier, recorded_at) })
}

/// The event whose columns, those of [`EVENT`], come one after the other in their binary form; `last` is the one before it.
pub(super) fn event<'a>(
    mut next: impl FnMut() -> Result<&'a [u8], LogError>,
    last: Option<&Recorded>,
) -> Result<Recorded, LogError> {
    let position = Position::new(count(next()?, "a position")?);
    let stream = StreamId::beside(last.map(|last| &last.stream), as_text(next()?)?, as_text(next()?)?);
    let version = Version::new(count(next()?, "a sequence")?);
    let (event_type, event_version) = (as_text(next()?)?, as_text(next()?)?);
    let (payload, metadata) = (as_text(next()?)?, as_text(next()?)?);
    let (occurred_at, recorded_at) = (as_instant(next()?)?, as_instant(next()?)?);
    let event =
        NewEvent::new(event_type, payload, occurred_at).event_version(event_version).metadata(metadata);
    Ok(Recorded::new(position, stream, version, event, recorded_at, as_hash(next()?)?))
}

/// The bytes of a value as the server sends it in its binary form.
fn raw(row: &PgRow, column: usize) -> Result<&[u8], LogError> {
    row.try_get_raw(column)
        .map_err(failed(READING))?
        .as_bytes()
        .map_err(|error| impossible("a null").because(std::io::Error::other(error.to_string())))
}

fn is_there(row: &PgRow, column: usize) -> Result<bool, LogError> {
    row.try_get_raw(column).map(|value| !sqlx::ValueRef::is_null(&value)).map_err(failed(READING))
}

/// A text, or JSON, whose binary form is its text.
pub(super) fn text(row: &PgRow, column: usize) -> Result<&str, LogError> {
    as_text(raw(row, column)?)
}

fn as_text(bytes: &[u8]) -> Result<&str, LogError> {
    std::str::from_utf8(bytes).map_err(|error| impossible("a text").because(error))
}

pub(super) fn int(row: &PgRow, column: usize) -> Result<i64, LogError> {
    as_int(raw(row, column)?)
}

fn as_int(bytes: &[u8]) -> Result<i64, LogError> {
    bytes.try_into().map(i64::from_be_bytes).map_err(|_| impossible("a number"))
}

fn count(bytes: &[u8], what: &str) -> Result<u64, LogError> {
    u64::try_from(as_int(bytes)?).map_err(|_| impossible(what))
}

pub(super) fn hash(row: &PgRow, column: usize) -> Result<Hash, LogError> {
    as_hash(raw(row, column)?)
}

fn as_hash(bytes: &[u8]) -> Result<Hash, LogError> {
    bytes.try_into().map_err(|_| impossible("a hash"))
}

pub(super) fn position(row: &PgRow, column: usize) -> Result<Position, LogError> {
    count(raw(row, column)?, "a position").map(Position::new)
}

fn version(row: &PgRow, column: usize) -> Result<Version, LogError> {
    count(raw(row, column)?, "a sequence").map(Version::new)
}

pub(super) fn instant(row: &PgRow, column: usize) -> Result<OffsetDateTime, LogError> {
    as_instant(raw(row, column)?)
}

/// An instant as the server counts it, in its binary form.
pub(super) fn to_server(instant: OffsetDateTime) -> [u8; 8] {
    to_micros(instant).saturating_sub(MICROS_TO_2000).to_be_bytes()
}

fn as_instant(bytes: &[u8]) -> Result<OffsetDateTime, LogError> {
    as_int(bytes)?.checked_add(MICROS_TO_2000).and_then(from_micros).ok_or_else(|| impossible("an instant"))
}

pub(super) fn impossible(what: &str) -> LogError {
    let problem =
        format!("{what} in the database can't be right; verify the log and restore it from a backup");
    LogError::new(LogErrorKind::Corrupt, problem)
}

/// A number to compare with. Nothing stored is greater than PostgreSQL's greatest, so cutting there is exact.
pub(super) fn bound(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
