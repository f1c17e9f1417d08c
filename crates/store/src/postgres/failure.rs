//! PostgreSQL's errors as the port's.

use sqlx::Error;

use crate::{LogError, LogErrorKind};

/// The port's error for a failure while doing `what`, e.g. `reading the log`.
pub(crate) fn failed(what: &str) -> impl Fn(Error) -> LogError + '_ {
    move |error| {
        let (kind, remedy) = explain(&error);
        LogError::new(kind, format!("{what} failed: {remedy}")).because(error)
    }
}

/// Whether the server itself said that it did not do what it was asked. Anything else, above all a connection that
/// ended, leaves a commit in doubt.
fn is_refusal(error: &Error) -> bool {
    match error {
        // A backend that is told to go may have committed already and only have waited for a standby (class 57).
        Error::Database(told) => told.code().is_some_and(|code| !code.starts_with("57P")),
        Error::Encode(_) | Error::Configuration(_) | Error::InvalidArgument(_) => true,
        _ => false,
    }
}

/// Whether what was sent may have happened although nobody said so.
pub(super) fn is_in_doubt<T>(sent: &Result<T, Error>) -> bool {
    sent.as_ref().is_err_and(|error| !is_refusal(error))
}

/// Whether the server said that a row with this key exists.
pub(super) fn is_taken(error: &Error) -> bool {
    sqlstate(error).as_deref() == Some("23505")
}

/// Whether the server gave way to another transaction and the same may be tried again at once.
pub(super) fn gave_way(error: &Error) -> bool {
    matches!(sqlstate(error).as_deref(), Some("40001" | "40P01"))
}

fn sqlstate(error: &Error) -> Option<String> {
    error.as_database_error()?.code().map(|code| code.into_owned())
}

fn explain(error: &Error) -> (LogErrorKind, &'static str) {
    match error {
        Error::Database(_) => explain_state(sqlstate(error).as_deref().unwrap_or_default()),
        Error::Io(_) | Error::Protocol(_) | Error::WorkerCrashed => (
            LogErrorKind::Unavailable,
            "the server can't be reached, or the connection ended; check the address, or try again",
        ),
        Error::Tls(_) => {
            (LogErrorKind::Invalid, "no secure connection; check sslmode and the certificates in the URL")
        }
        Error::Configuration(_) => (LogErrorKind::Invalid, "the URL can't be used; see the cause"),
        Error::ColumnDecode { .. } | Error::Decode(_) | Error::RowNotFound | Error::TypeNotFound { .. } => (
            LogErrorKind::Corrupt,
            "a stored value can't be right; verify the log and restore it from a backup",
        ),
        _ => (LogErrorKind::Unavailable, "the database gave an error; see its cause and try again"),
    }
}

/// What a SQLSTATE comes to; PostgreSQL's manual lists them in its appendix A.
fn explain_state(state: &str) -> (LogErrorKind, &'static str) {
    match state {
        "53100" => (LogErrorKind::Full, "the server's disk is full; make room and try again"),
        "25006" => (LogErrorKind::ReadOnly, "the server is a standby; connect to the primary"),
        "42501" => (LogErrorKind::ReadOnly, "the role may not do that; use one with the rights of talab_app"),
        "3D000" => (LogErrorKind::NotFound, "there is no such database; create it, or correct the URL"),
        "3F000" | "42P01" | "42883" => (
            LogErrorKind::NotATalabLog,
            "the database has no talab log, or not of this form; run `talab migrate` as its owner",
        ),
        "55P03" => (LogErrorKind::Unavailable, "another session holds the log's head; end it, or try again"),
        "XX001" | "XX002" => {
            (LogErrorKind::Corrupt, "the server found a damaged page; restore the log from a backup")
        }
        _ if state.starts_with("28") => {
            (LogErrorKind::Invalid, "the server refuses the login; check the user and password in the URL")
        }
        _ if state.starts_with("22") || state.starts_with("23") => {
            (LogErrorKind::Corrupt, "the rows there don't fit; verify the log")
        }
        _ => (LogErrorKind::Unavailable, "the server gave an error; see its cause and try again"),
    }
}
