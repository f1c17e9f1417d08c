//! The tables, the format stamp, and creating and upgrading a log. `docs/formats.md` explains them.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};
use uuid::Uuid;

use super::connect::settle;
use super::{Options, failed, harden, read_write};
use crate::hash::{hex, unhex};
use crate::key::random_bytes;
use crate::{DigestKey, Epoch, LogError, LogErrorKind, Position};

/// `TLAB` in ASCII; SQLite keeps it at byte 68 of the file.
const APPLICATION_ID: i64 = 0x544c_4142;
/// The format this release writes; SQLite keeps it at byte 60 of the file.
pub(super) const FORMAT: i64 = 1;

/// What a log knows about itself.
pub(super) struct Meta {
    pub(super) epoch: Epoch,
    pub(super) key: DigestKey,
}

/// What a file turns out to be.
enum Found {
    Nothing,
    Current,
    Older(i64),
    Newer(i64),
    SomethingElse,
}

/// A writer's connection to the log in this file, which is created if the options allow it and the file is empty.
/// Nothing is written to a file that isn't a log of this format.
pub(super) fn open_log(path: &Path, options: &Options) -> Result<Connection, LogError> {
    if !options.create && !path.exists() {
        let problem = format!("there is no file {}; create the log first", path.display());
        return Err(LogError::new(LogErrorKind::NotFound, problem));
    }
    let mut connection = read_write(path, options)?;
    match look(&connection)? {
        Found::Nothing if options.create => {
            harden(&mut connection, path, options)?;
            create(&mut connection, path)?;
        }
        Found::Nothing => {
            let problem = format!("{} is empty; create the log first", path.display());
            return Err(LogError::new(LogErrorKind::NotFound, problem));
        }
        found => {
            refuse(&found, path)?;
            harden(&mut connection, path, options)?;
            settle(&connection)?;
        }
    }
    Ok(connection)
}

/// Checks that this is a log of this release's format.
pub(super) fn check_format(connection: &Connection, path: &Path) -> Result<(), LogError> {
    refuse(&look(connection)?, path)
}

/// Makes a commit that changes nothing, after a commit whose sync failed. The write-ahead log begins anew with it: the old
/// one, which lacks what was not synced, can't come back in a power cut and hide what the file has.
pub(super) fn begin_anew(connection: &Connection) -> Result<(), LogError> {
    connection
        .pragma_update(None, "user_version", FORMAT)
        .map_err(failed("beginning the write-ahead log anew"))
}

/// Creates a log in an empty file, and brings a log of an older format up to this one.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), LogError> {
    match look(connection)? {
        Found::Nothing => {
            harden(connection, path, &Options::default())?;
            create(connection, path)
        }
        // Format 1 is the first; whatever claims to be older was made by no release.
        Found::Older(format) => {
            let problem =
                format!("{} says it has format {format}, which no release wrote; verify it", path.display());
            Err(LogError::new(LogErrorKind::Corrupt, problem))
        }
        found => refuse(&found, path),
    }
}

/// Raises the counter of the log's epoch.
pub(super) fn promote(connection: &mut Connection) -> Result<Epoch, LogError> {
    let promoting = || failed("promoting the log");
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(promoting())?;
    let mut epoch = read_meta(&transaction)?.epoch;
    epoch.counter = epoch.counter.saturating_add(1);
    let sql = "UPDATE log_meta SET value = ?1 WHERE key = 'epoch_counter'";
    transaction.execute(sql, [epoch.counter.to_string()]).map_err(promoting())?;
    transaction.commit().map_err(promoting())?;
    Ok(epoch)
}

/// The log's epoch and key.
pub(super) fn read_meta(connection: &Connection) -> Result<Meta, LogError> {
    let get = |key: &str| -> Result<String, LogError> {
        let mut statement = connection
            .prepare_cached("SELECT value FROM log_meta WHERE key = ?1")
            .map_err(failed("reading log_meta"))?;
        statement.query_row([key], |row| row.get(0)).map_err(failed("reading log_meta"))
    };
    let wrong = |key: &str| {
        LogError::new(
            LogErrorKind::Corrupt,
            format!("log_meta.{key} can't be right; restore the log from a backup"),
        )
    };
    let id = Uuid::try_parse(&get("epoch")?).map_err(|error| wrong("epoch").because(error))?;
    let counter = get("epoch_counter")?
        .parse()
        .map_err(|error: std::num::ParseIntError| wrong("epoch_counter").because(error))?;
    let key = unhex(&get("digest_key")?).ok_or_else(|| wrong("digest_key"))?;
    Ok(Meta { epoch: Epoch::new(id, counter), key: DigestKey::from_bytes(key) })
}

/// Up to where the log it was restored from had adopted another program's events.
pub(super) fn read_adopted(connection: &Connection) -> Result<Position, LogError> {
    let sql = "SELECT value FROM log_meta WHERE key = 'adopted'";
    let found: rusqlite::Result<Option<String>> = connection.query_row(sql, [], |row| row.get(0)).optional();
    let found = found.map_err(failed("reading log_meta"))?;
    Ok(Position::new(found.and_then(|position| position.parse().ok()).unwrap_or_default()))
}

/// Looks at a moment's state of the file: another process may be creating a log in it.
fn look(connection: &Connection) -> Result<Found, LogError> {
    at_one_moment(connection, || {
        let number = |sql: &str| {
            connection
                .query_row(sql, [], |row| row.get::<_, i64>(0))
                .map_err(failed("reading the format stamp"))
        };
        let (application, format) = (number("PRAGMA application_id")?, number("PRAGMA user_version")?);
        let empty = number("SELECT count(*) FROM sqlite_schema")? == 0;
        Ok(match (application, format) {
            (APPLICATION_ID, FORMAT) => Found::Current,
            (APPLICATION_ID, older) if older < FORMAT => Found::Older(older),
            (APPLICATION_ID, newer) => Found::Newer(newer),
            (0, 0) if empty => Found::Nothing,
            _ => Found::SomethingElse,
        })
    })
}

/// Reads several things as they are at one moment, within a transaction or outside of one.
pub(crate) fn at_one_moment<T>(
    connection: &Connection,
    read: impl FnOnce() -> Result<T, LogError>,
) -> Result<T, LogError> {
    let moment = |sql| connection.execute_batch(sql).map_err(failed("reading a moment's state"));
    moment("SAVEPOINT moment")?;
    let outcome = read();
    moment("RELEASE moment")?;
    outcome
}

fn refuse(found: &Found, path: &Path) -> Result<(), LogError> {
    let path = path.display();
    let (kind, problem) = match found {
        Found::Current => return Ok(()),
        Found::Nothing | Found::SomethingElse => {
            (LogErrorKind::NotATalabLog, format!("{path} is not a talab log; name another file"))
        }
        Found::Older(format) => (
            LogErrorKind::NeedsMigration,
            format!(
                "{path} has format {format} and this release writes format {FORMAT}; back it up and run `talab migrate`"
            ),
        ),
        Found::Newer(format) => (
            LogErrorKind::NewerFormat,
            format!(
                "{path} has format {format} and this release reads format {FORMAT}; use the release that wrote it, or a newer one"
            ),
        ),
    };
    Err(LogError::new(kind, problem))
}

fn create(connection: &mut Connection, path: &Path) -> Result<(), LogError> {
    let id = uuid::Builder::from_random_bytes(random_bytes()?).into_uuid();
    let key = DigestKey::generate()?;
    let creating = || failed("creating the log");
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(creating())?;
    // Another process may have been quicker; then its log is the log.
    if let found @ (Found::Current | Found::Older(_) | Found::Newer(_) | Found::SomethingElse) =
        look(&transaction)?
    {
        return refuse(&found, path);
    }
    lay_out(&transaction, Epoch::new(id, 1), &key)?;
    transaction.commit().map_err(creating())
}

/// Makes the tables and stamps of a log that has this epoch and key, in the connection's transaction.
pub(super) fn lay_out(connection: &Connection, epoch: Epoch, key: &DigestKey) -> Result<(), LogError> {
    let creating = || failed("creating the log");
    connection.execute_batch(include_str!("schema.sql")).map_err(creating())?;
    let meta = [
        ("format", FORMAT.to_string()),
        ("entry_format", crate::ENTRY_FORMAT.to_string()),
        ("epoch", epoch.id.to_string()),
        ("epoch_counter", epoch.counter.to_string()),
        ("digest_key", hex(key.as_bytes())),
    ];
    for (key, value) in meta {
        write_meta(connection, key, &value)?;
    }
    connection.pragma_update(None, "application_id", APPLICATION_ID).map_err(creating())?;
    connection.pragma_update(None, "user_version", FORMAT).map_err(creating())
}

/// Adds what the log knows about itself under this key.
pub(super) fn write_meta(connection: &Connection, key: &str, value: &str) -> Result<(), LogError> {
    let sql = "INSERT INTO log_meta (key, value) VALUES (?1, ?2)";
    connection.execute(sql, params![key, value]).map(drop).map_err(failed("creating the log"))
}

/// Checks that the file holds nothing yet.
pub(super) fn check_nothing(connection: &Connection, path: &Path) -> Result<(), LogError> {
    match look(connection)? {
        Found::Nothing => Ok(()),
        _ => {
            let problem =
                format!("{} holds something already; name a file that doesn't exist", path.display());
            Err(LogError::new(LogErrorKind::AlreadyExists, problem))
        }
    }
}
