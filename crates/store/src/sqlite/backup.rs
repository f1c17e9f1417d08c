//! A consistent copy of a log in use.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::{Options, connect, failed, locate, read_only, rows};
use crate::{Head, LogError, LogErrorKind};

/// Copies the log as the connection's read transaction sees it. The copy is made under another name and gets its own
/// only when it is whole, so whatever is found at `to` can be trusted.
pub(super) fn run(connection: &Connection, to: &Path) -> Result<Head, LogError> {
    let to = locate(to)?;
    if to.symlink_metadata().is_ok() {
        return Err(exists(&to));
    }
    let mut partial = to.clone().into_os_string();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    OpenOptions::new().write(true).create_new(true).open(&partial).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => exists(&partial).because(error),
        _ => unwritable(&partial).because(error),
    })?;
    let copied = copy(connection, &partial).and_then(|head| place(&partial, &to).map(|()| head));
    // Its content is at `to` now, or of no use.
    let removed = std::fs::remove_file(&partial);
    let head = copied?;
    removed.map_err(|error| unwritable(&partial).because(error))?;
    Ok(head)
}

fn copy(from: &Connection, partial: &Path) -> Result<Head, LogError> {
    let copying = || failed("copying the log");
    // This first read is what fixes the moment the transaction sees.
    let expected = rows::head(from)?;
    let mut target = connect::read_write(partial, &Options::default())?;
    let backup = Backup::new(from, &mut target).map_err(copying())?;
    // All pages in one step: the read transaction keeps the view still, and in WAL mode holds nobody up.
    match backup.step(-1).map_err(copying())? {
        StepResult::Done => {}
        _ => {
            return Err(LogError::new(
                LogErrorKind::Unavailable,
                "the log's file is locked; try the backup again",
            ));
        }
    }
    drop(backup);
    // A single file is easier to carry than one with a WAL; opening the copy as a log turns WAL on again.
    connect::set_journal_mode(&target, "DELETE").map_err(copying())?;
    target.close().map_err(|(_, error)| copying()(error))?;
    File::open(partial)
        .and_then(|file| file.sync_all())
        .map_err(|error| unwritable(partial).because(error))?;
    let found = read_only::with(partial, rows::head)?;
    if expected == found {
        return Ok(found);
    }
    Err(LogError::new(LogErrorKind::Corrupt, "the copy isn't what the log is; check the disk and copy again"))
}

/// Gives the finished copy its name, without ever replacing a file that has it already.
fn place(partial: &Path, to: &Path) -> Result<(), LogError> {
    std::fs::hard_link(partial, to).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => exists(to).because(error),
        _ => unwritable(to).because(error),
    })?;
    let Some(folder) = to.parent() else { return Ok(()) };
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| unwritable(folder).because(error))
}

fn exists(path: &Path) -> LogError {
    LogError::new(LogErrorKind::AlreadyExists, format!("{} exists; name a file that doesn't", path.display()))
}

fn unwritable(path: &Path) -> LogError {
    let problem = format!("{} can't be written; check its folder, permissions and room", path.display());
    LogError::new(LogErrorKind::Unavailable, problem)
}
