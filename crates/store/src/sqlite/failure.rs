//! SQLite's errors as the port's, and the way onto a thread that may block.

use rusqlite::ErrorCode;
use tokio::runtime::Handle;

use crate::{LogError, LogErrorKind};

const OTHER_TABLES: (LogErrorKind, &str) =
    (LogErrorKind::Corrupt, "the rows or tables there don't fit; verify the log");
const UNKNOWN: (LogErrorKind, &str) =
    (LogErrorKind::Unavailable, "the database gave an error; see its cause and try again");

/// The port's error for a failure while doing `what`, e.g. `reading the log`.
pub(crate) fn failed(what: &str) -> impl Fn(rusqlite::Error) -> LogError + '_ {
    move |error| {
        let (kind, remedy) = explain(&error);
        LogError::new(kind, format!("{what} failed: {remedy}")).because(error)
    }
}

fn explain(error: &rusqlite::Error) -> (LogErrorKind, &'static str) {
    use rusqlite::Error as E;
    let failure = match error {
        E::SqliteFailure(failure, _) | E::SqlInputError { error: failure, .. } => failure,
        E::FromSqlConversionFailure(..)
        | E::IntegralValueOutOfRange(..)
        | E::InvalidColumnType(..)
        | E::Utf8Error(_)
        | E::QueryReturnedNoRows => {
            return (
                LogErrorKind::Corrupt,
                "a stored value can't be right; verify the log and restore it from a backup",
            );
        }
        // The statements are always the same, so it is the tables that have changed.
        E::InvalidColumnIndex(_) | E::InvalidColumnName(_) => return OTHER_TABLES,
        _ => return UNKNOWN,
    };
    match failure.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            (LogErrorKind::Unavailable, "another process holds the file; try again")
        }
        ErrorCode::DiskFull => (LogErrorKind::Full, "the disk is full; make room and try again"),
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => {
            (LogErrorKind::ReadOnly, "the file may not be written; check its permissions")
        }
        ErrorCode::DatabaseCorrupt => {
            (LogErrorKind::Corrupt, "the file is damaged; keep a copy of it and restore it from a backup")
        }
        ErrorCode::NotADatabase => {
            (LogErrorKind::NotATalabLog, "the file is not a SQLite database; name another file")
        }
        ErrorCode::CannotOpen => {
            (LogErrorKind::Unavailable, "the file can't be opened; check its path and permissions")
        }
        ErrorCode::ConstraintViolation | ErrorCode::Unknown => OTHER_TABLES,
        _ => UNKNOWN,
    }
}

/// Runs work that blocks where it may. Dropping the future doesn't stop the work.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, LogError> + Send + 'static,
) -> Result<T, LogError> {
    let runtime = Handle::try_current().map_err(|error| {
        LogError::new(
            LogErrorKind::Invalid,
            "the SQLite log was called outside a Tokio runtime; call it within one",
        )
        .because(error)
    })?;
    runtime.spawn_blocking(work).await.unwrap_or_else(|error| {
        Err(LogError::new(LogErrorKind::Unavailable, "work on the log was cut short; try again")
            .because(error))
    })
}
