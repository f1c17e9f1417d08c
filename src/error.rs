//! Failures: a disk, a network, a log that does not read. What the law refuses is a `Refusal` instead.

use std::error::Error as StdError;
use std::fmt;

use talab_core::Refusal;
use talab_projections::RequestsError;
use talab_store::{AppendError, LogError, LogErrorKind};

/// Why a command was not done: the law says no, or something failed.
#[derive(Debug)]
#[expect(clippy::exhaustive_enums, reason = "it is one or the other, and a host must look at both")]
pub enum NotDone {
    /// The law says no; nothing was appended, and the same command on the same history is refused again.
    Refused(Refusal),
    /// Something failed; see [`Error::kind`] for what to do.
    Failed(Error),
}

impl NotDone {
    /// The refusal, if it is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Failed(_) => None,
        }
    }
}

impl fmt::Display for NotDone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(_) => f.write_str("the command was refused"),
            Self::Failed(_) => f.write_str("the command could not be carried out"),
        }
    }
}

impl StdError for NotDone {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Failed(error) => Some(error),
        }
    }
}

impl From<Refusal> for NotDone {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Error> for NotDone {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<LogError> for NotDone {
    fn from(error: LogError) -> Self {
        Self::Failed(error.into())
    }
}

/// A failure. Its insides are not contract; its kind is.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    what: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What kind of failure it is, and so what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The storage did not answer; send the same command, with the same id, again.
    Unavailable,
    /// The request changed under the command more often than the engine tries; send it again.
    Conflict,
    /// The storage is full; make room and send the command again.
    Full,
    /// What is stored can't be read as what it should be; nothing more is appended to it. Ask an auditor.
    Undecodable,
    /// The database was written by a newer talab; use that one.
    NewerFormat,
    /// The database must be migrated first: `talab migrate`.
    NeedsMigration,
    /// This is not a talab database.
    NotATalabLog,
    /// The server's log is the older life of one that was promoted elsewhere; connect to that one.
    Superseded,
    /// The engine was opened for reading only.
    ReadOnly,
    /// The engine was closed.
    Closed,
    /// The address, file or setting can't be used; the message names it and the remedy.
    Configuration,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into(), source: None }
    }

    pub(crate) fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Whether others came first too often.
    pub fn is_conflict(&self) -> bool {
        self.kind == ErrorKind::Conflict
    }

    /// Whether the same command, with the same id, may be sent again as it is.
    pub fn is_transient(&self) -> bool {
        matches!(self.kind, ErrorKind::Unavailable | ErrorKind::Conflict | ErrorKind::Full)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

impl Error {
    pub(crate) fn no_randomness(error: std::io::Error) -> Self {
        Self::new(ErrorKind::Unavailable, "the id source gave nothing").because(error)
    }

    fn kind_of(error: &LogError) -> ErrorKind {
        match error.kind() {
            LogErrorKind::Full => ErrorKind::Full,
            LogErrorKind::NewerFormat => ErrorKind::NewerFormat,
            LogErrorKind::NeedsMigration => ErrorKind::NeedsMigration,
            LogErrorKind::NotATalabLog => ErrorKind::NotATalabLog,
            LogErrorKind::ReadOnly => ErrorKind::ReadOnly,
            LogErrorKind::Superseded => ErrorKind::Superseded,
            LogErrorKind::Closed => ErrorKind::Closed,
            LogErrorKind::Corrupt => ErrorKind::Undecodable,
            LogErrorKind::Invalid => ErrorKind::Configuration,
            _ => ErrorKind::Unavailable,
        }
    }
}

impl From<LogError> for Error {
    fn from(error: LogError) -> Self {
        Self::new(Self::kind_of(&error), "the log failed").because(error)
    }
}

impl From<AppendError> for Error {
    fn from(error: AppendError) -> Self {
        let kind = match &error {
            AppendError::Conflict { .. } => ErrorKind::Conflict,
            AppendError::ReadOnly => ErrorKind::ReadOnly,
            AppendError::Closed => ErrorKind::Closed,
            AppendError::Failed(log) => Self::kind_of(log),
            _ => ErrorKind::Configuration,
        };
        Self::new(kind, "the append failed").because(error)
    }
}

impl From<RequestsError> for Error {
    fn from(error: RequestsError) -> Self {
        let kind = match &error {
            RequestsError::Failed(log) => Self::kind_of(log),
            RequestsError::Token { .. } | RequestsError::Limit { .. } => ErrorKind::Configuration,
            _ => ErrorKind::Unavailable,
        };
        Self::new(kind, "the view of requests can't be read").because(error)
    }
}
