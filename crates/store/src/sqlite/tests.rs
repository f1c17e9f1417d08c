//! Tests of the SQLite log, on real files.

mod backups;
mod crashes;
mod examined;
mod failures;
mod files;
mod groups;
mod sharing;

use std::sync::Arc;

use tempfile::TempDir;
use time::macros::datetime;

use super::*;
use crate::{CommandRecord, Expected, LogClock, LogErrorKind, NewEvent};

async fn make(clock: Arc<dyn LogClock>) -> (Arc<dyn EventLog>, TempDir) {
    let folder = TempDir::new().unwrap();
    let log = SqliteLog::open(folder.path().join("log.db"), Options::default().clock(clock)).await.unwrap();
    (Arc::new(log), folder)
}

crate::event_log_conformance!(make);

/// The same promises when every append is a group of its own and the next one has no place to wait.
mod one_at_a_time {
    use super::*;

    async fn make(clock: Arc<dyn LogClock>) -> (Arc<dyn EventLog>, TempDir) {
        let folder = TempDir::new().unwrap();
        let options = Options::default().clock(clock).group_limit(1).queue_limit(1).readers(1);
        (Arc::new(SqliteLog::open(folder.path().join("log.db"), options).await.unwrap()), folder)
    }

    crate::event_log_conformance!(make);
}

/// An append of two events to `stream`, as command `id`.
fn note(stream: &str, id: &str) -> Append {
    let event = || NewEvent::new("Noted", format!(r#"{{"Noted":"{id}"}}"#), datetime!(2026-01-01 00:00 UTC));
    Append::new()
        .write(StreamId::new("Account", stream).unwrap(), Expected::Any, vec![event(), event()])
        .command(CommandRecord::new(id, [1; 32], "{}"))
}

async fn fill(log: &SqliteLog, appends: usize) {
    for n in 0..appends {
        log.append(note("a", &format!("fill-{n}"))).await.unwrap();
    }
}

/// The name, size and bytes of every file in a folder.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}
