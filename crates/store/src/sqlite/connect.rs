//! Connections, and the settings that make a commit durable.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, DatabaseName, ErrorCode, OpenFlags};

use super::{Options, failed};
use crate::{LogError, LogErrorKind};

/// The path as SQLite must see it: absolute, so that neither a change of the working directory nor a name such as
/// `:memory:` or `file:x` means something else.
pub(crate) fn locate(path: &Path) -> Result<PathBuf, LogError> {
    let wrong = |problem: &str| {
        LogError::new(LogErrorKind::Invalid, format!("{:?} can't hold a log: {problem}", path.as_os_str()))
    };
    if path.as_os_str().as_encoded_bytes().contains(&0) {
        return Err(wrong("the path holds U+0000; leave it out"));
    }
    if path.is_dir() {
        return Err(wrong("it is a directory; name a file in it"));
    }
    std::path::absolute(path)
        .map_err(|error| wrong("the path can't be made absolute; name a file").because(error))
}

/// A connection for reading and writing that creates the file if need be. The settings are not made yet, and nothing
/// is written.
pub(crate) fn read_write(path: &Path, options: &Options) -> Result<Connection, LogError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let connection = open(&uri(path, &vfs(options.vfs.as_deref())), flags, path)?;
    connection.busy_timeout(options.busy_timeout).map_err(failed("setting the busy timeout"))?;
    // Where it may not write, SQLite opens for reading and fails later, with an error that names something else.
    if connection.is_readonly(DatabaseName::Main).map_err(failed("opening the file"))? {
        let problem = format!(
            "{} may not be written; check its permissions and its file system, or open it for reading only",
            path.display()
        );
        return Err(LogError::new(LogErrorKind::ReadOnly, problem));
    }
    Ok(connection)
}

/// A connection for reading only. `parameters` are further parameters of SQLite's URI.
pub(super) fn read_only(path: &Path, parameters: &str) -> Result<Connection, LogError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = open(&uri(path, parameters), flags, path)?;
    connection.pragma_update(None, "trusted_schema", false).map_err(failed("setting trusted_schema"))?;
    Ok(connection)
}

/// Makes the settings of a writer, and reads back those that decide whether a commit is durable. While others do the
/// same, the connection may be replaced by a new one.
pub(crate) fn harden(connection: &mut Connection, path: &Path, options: &Options) -> Result<(), LogError> {
    switch_to_wal(connection, path, options)?;
    connection.pragma_update(None, "synchronous", "FULL").map_err(failed("setting synchronous=FULL"))?;
    let read = |name: &str| {
        let value = connection.pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0));
        value.map_err(failed("reading a setting back"))
    };
    let wal = read("journal_mode")? == rusqlite::types::Value::Text("wal".to_owned());
    // 2 is FULL.
    let full = read("synchronous")? == rusqlite::types::Value::Integer(2);
    let keys = read("foreign_keys")? == rusqlite::types::Value::Integer(1);
    if wal && full && keys {
        return Ok(());
    }
    let problem = "the file system or the SQLite library doesn't grant journal_mode=WAL with synchronous=FULL and \
                   foreign_keys; keep the log on a local disk";
    Err(LogError::new(LogErrorKind::Unavailable, problem))
}

/// Turns WAL on. While several processes do so to a new file, SQLite refuses at once instead of waiting its busy
/// timeout, so the waiting is done here.
///
/// A connection on which this failed is never used again: it says `wal` from then on, and may write a rollback journal
/// all the same, of which `synchronous=FULL` doesn't sync the removal. A power cut then takes back the last commit.
fn switch_to_wal(connection: &mut Connection, path: &Path, options: &Options) -> Result<(), LogError> {
    let begun = Instant::now();
    loop {
        let error = match try_switch(connection) {
            Ok(()) => return Ok(()),
            Err(error) => error,
        };
        let busy =
            matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked));
        if !busy || begun.elapsed() >= options.busy_timeout {
            return Err(failed("making the writer's settings and journal_mode=WAL")(error));
        }
        std::thread::sleep(Duration::from_millis(5));
        *connection = read_write(path, options)?;
    }
}

fn try_switch(connection: &Connection) -> rusqlite::Result<()> {
    // fullfsync asks macOS for what fsync means elsewhere; other systems ignore it.
    for (name, value) in [
        ("fullfsync", 1),
        ("checkpoint_fullfsync", 1),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
    ] {
        connection.pragma_update(None, name, value)?;
    }
    set_journal_mode(connection, "WAL")
}

/// Makes durable what a crash may have left in the write-ahead log: a commit that was written there and not synced
/// counts when SQLite recovers, so it would be told as done, and the next power cut could still take it.
///
/// Frames that a failed sync should have written can be read and are nowhere else, so another sync is not enough: they
/// are written again, into the file. While others have the log open nothing was recovered, and nothing is waited for.
pub(super) fn settle(connection: &Connection) -> Result<(), LogError> {
    let settled = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
    settled.map_err(failed("making durable what a crash left"))
}

/// Sets the journal mode. SQLite answers with a row first and commits the change after it, so whoever reads only the
/// row takes a change that failed for one that was made.
pub(super) fn set_journal_mode(connection: &Connection, mode: &str) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(&format!("PRAGMA journal_mode = {mode}"))?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {}
    Ok(())
}

fn open(uri: &OsString, flags: OpenFlags, path: &Path) -> Result<Connection, LogError> {
    let connection = Connection::open_with_flags(uri, flags);
    let connection = connection.map_err(failed(&format!("opening {}", path.display())))?;
    // Every statement used again and again fits, so that none is compiled twice.
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// The parameter of a URI that names the storage layer, if one is named.
pub(super) fn vfs(name: Option<&str>) -> String {
    name.map(|name| format!("vfs={}", encoded(name.as_bytes()))).unwrap_or_default()
}

/// A `file:` URI of an absolute path.
fn uri(path: &Path, parameters: &str) -> OsString {
    let mut uri = format!("file:{}", encoded(path.as_os_str().as_encoded_bytes()));
    if !parameters.is_empty() {
        uri.push('?');
        uri.push_str(parameters);
    }
    uri.into()
}

/// The bytes, percent-encoded wherever one could mean something in a URI.
fn encoded(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'~' => text.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => text.push(char::from(*byte)),
            byte => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}
