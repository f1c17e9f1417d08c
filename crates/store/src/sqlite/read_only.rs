//! Reading a file without leaving a trace, whether or not somebody writes to it.
//!
//! In WAL mode even a reader makes files beside the database (`-wal`, `-shm`), unless SQLite is told that the file is
//! immutable, which only holds while nobody writes. So each read looks first, and an immutable read looks again after.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rusqlite::Connection;

use super::connect;
use super::readers::in_transaction;
use crate::{LogError, LogErrorKind};

/// How often to begin again when the file changes under an immutable read.
const ATTEMPTS: usize = 5;

/// Does the work in one read transaction, without creating or changing anything.
pub(super) fn with<T>(path: &Path, work: impl Fn(&Connection) -> Result<T, LogError>) -> Result<T, LogError> {
    for _ in 0..ATTEMPTS {
        let before = Scene::look(path)?;
        let parameters = match before {
            Scene::Alone { .. } => "immutable=1",
            Scene::WithWal => "readonly_shm=1",
        };
        let outcome = connect::read_only(path, parameters).and_then(|c| in_transaction(&c, &work));
        if before == Scene::WithWal || before == Scene::look(path)? {
            return outcome;
        }
    }
    let problem = format!("{} keeps changing while it is read; try again", path.display());
    Err(LogError::new(LogErrorKind::Unavailable, problem))
}

/// What lies there.
#[derive(PartialEq, Eq)]
enum Scene {
    /// The database, and nothing in a WAL that would belong to it.
    Alone { length: u64, modified: Option<SystemTime> },
    /// The database and a WAL with its index: a writer is at work, was killed, or all three were copied.
    WithWal,
}

impl Scene {
    fn look(path: &Path) -> Result<Self, LogError> {
        let file = std::fs::metadata(path).map_err(|error| {
            let kind = match error.kind() {
                std::io::ErrorKind::NotFound => LogErrorKind::NotFound,
                _ => LogErrorKind::Unavailable,
            };
            LogError::new(kind, format!("{} can't be read; check its path and permissions", path.display()))
                .because(error)
        })?;
        let alone = Self::Alone { length: file.len(), modified: file.modified().ok() };
        match std::fs::metadata(beside(path, "-wal")) {
            Err(_) => Ok(alone),
            Ok(_) if beside(path, "-shm").exists() => Ok(Self::WithWal),
            Ok(wal) if wal.len() == 0 => Ok(alone),
            Ok(_) => {
                let path = path.display();
                let problem = format!(
                    "{path}-wal was copied without {path}-shm, so the last events can't be read without writing; \
                     copy the -shm file too, or take the copy with `backup`"
                );
                Err(LogError::new(LogErrorKind::Invalid, problem))
            }
        }
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
