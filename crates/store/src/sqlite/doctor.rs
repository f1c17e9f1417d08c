//! What the file is worth to the log.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use rusqlite::Connection;

use super::{failed, rows, schema};
use crate::diagnosis::{Check, Health};
use crate::{LogError, LogErrorKind};

const LOOKING: &str = "examining the file";

/// Everything there is to look at. `deep` reads the whole file.
pub(super) fn examine(connection: &Connection, path: &Path, deep: bool) -> Result<Vec<Check>, LogError> {
    let mut checks = vec![
        Check::sound("server", format!("SQLite {}", rusqlite::version())),
        Check::sound("format", schema::FORMAT.to_string()),
        journal(path)?,
        head(connection)?,
        guards(connection)?,
    ];
    if deep {
        checks.push(pages(connection)?);
    }
    Ok(checks)
}

/// The mode is in the file itself: asked for, a copy that is read as immutable would name another.
fn journal(path: &Path) -> Result<Check, LogError> {
    let mut header = [0; 20];
    File::open(path).and_then(|mut file| file.read_exact(&mut header)).map_err(|error| {
        let problem = format!("{} can't be read; check its permissions", path.display());
        LogError::new(LogErrorKind::Unavailable, problem).because(error)
    })?;
    let wal = header[18..] == [2, 2];
    let found = if wal { "write-ahead log, synced at every commit" } else { "not a write-ahead log" };
    let advice = "open the log with this library once: it sets the mode that an acknowledgement rests on";
    Ok(Check::of("durability", found, wal, Health::Weak, advice))
}

fn head(connection: &Connection) -> Result<Check, LogError> {
    let last = rows::last_position(connection)?.get();
    let count: String = text(connection, "SELECT CAST(count(*) AS TEXT) FROM events")?;
    let advice = "events are missing: verify the log and restore it from a backup";
    let found = format!("at {last}, {count} events");
    Ok(Check::of("head", found, count == last.to_string(), Health::Broken, advice))
}

/// The triggers of the file against those that this release makes.
fn guards(connection: &Connection) -> Result<Check, LogError> {
    let fresh = Connection::open_in_memory().map_err(failed(LOOKING))?;
    fresh.execute_batch(include_str!("schema.sql")).map_err(failed(LOOKING))?;
    let (wanted, found) = (triggers(&fresh)?, triggers(connection)?);
    let in_place = wanted.iter().filter(|(name, sql)| found.get(*name) == Some(*sql)).count();
    let says = format!("{in_place} of {} in place", wanted.len());
    let advice = "a guard against changes was taken away: find out by whom and why, and verify the log";
    Ok(Check::of("guards", says, in_place == wanted.len(), Health::Broken, advice))
}

fn triggers(connection: &Connection) -> Result<BTreeMap<String, String>, LogError> {
    let sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'";
    let mut statement = connection.prepare(sql).map_err(failed(LOOKING))?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.and_then(Iterator::collect).map_err(failed(LOOKING))
}

fn pages(connection: &Connection) -> Result<Check, LogError> {
    let found = text(connection, "PRAGMA integrity_check(1)")?;
    let advice = "the file is damaged: keep a copy of it and restore it from a backup";
    let sound = found == "ok";
    Ok(Check::of("pages", found, sound, Health::Broken, advice))
}

fn text(connection: &Connection, sql: &str) -> Result<String, LogError> {
    connection.query_row(sql, [], |row| row.get(0)).map_err(failed(LOOKING))
}
