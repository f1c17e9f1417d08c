//! Connections, and the settings that make a commit durable.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

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
    let connection = open(&uri(path, ""), flags, path)?;
    connection.busy_timeout(options.busy_timeout).map_err(failed("setting the busy timeout"))?;
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

/// Makes the settings of a writer, and reads back those that decide whether a commit is durable. `patience` is how long
/// to wait for other processes that do the same.
pub(crate) fn harden(connection: &Connection, patience: Duration) -> Result<(), LogError> {
    // fullfsync asks macOS for what fsync means elsewhere; other systems ignore it.
    for (name, value) in [
        ("fullfsync", 1),
        ("checkpoint_fullfsync", 1),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
    ] {
        connection.pragma_update(None, name, value).map_err(failed("making the writer's settings"))?;
    }
    switch_to_wal(connection, patience)?;
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
fn switch_to_wal(connection: &Connection, patience: Duration) -> Result<(), LogError> {
    let begun = Instant::now();
    loop {
        let switched = connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()));
        match switched.map_err(failed("setting journal_mode=WAL")) {
            Err(error) if error.kind() == LogErrorKind::Unavailable && begun.elapsed() < patience => {
                std::thread::sleep(Duration::from_millis(5));
            }
            done => return done,
        }
    }
}

fn open(uri: &OsString, flags: OpenFlags, path: &Path) -> Result<Connection, LogError> {
    let connection = Connection::open_with_flags(uri, flags);
    let connection = connection.map_err(failed(&format!("opening {}", path.display())))?;
    // Every statement used again and again fits, so that none is compiled twice.
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// A `file:` URI of an absolute path, percent-encoded wherever a byte could mean something.
fn uri(path: &Path, parameters: &str) -> OsString {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'~' => uri.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(*byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    if !parameters.is_empty() {
        uri.push('?');
        uri.push_str(parameters);
    }
    uri.into()
}
