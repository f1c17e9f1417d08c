//! What can go wrong with a log.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::{Expected, StreamId, Version};

/// Why an append didn't happen — or, for [`LogErrorKind::InDoubt`], may not have.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum AppendError {
    /// A stream isn't where the append expected it. Load it again and decide again.
    #[error(
        "stream {stream} is at version {actual}, but {expected} was expected; load it again and decide again"
    )]
    Conflict {
        /// Which stream.
        stream: StreamId,
        /// What was demanded.
        expected: Expected,
        /// What is true.
        actual: Version,
    },
    /// The command id was used by a command with another digest.
    #[error("command id {id:?} belongs to another command; give a new command a new id")]
    CommandIdReused {
        /// The id.
        id: String,
    },
    /// The append itself is malformed; it would fail on every log.
    #[error(transparent)]
    Invalid(#[from] InvalidAppend),
    /// The log was opened for reading only.
    #[error("the log is open for reading only; open it with `open` to append")]
    ReadOnly,
    /// The log was closed.
    #[error("the log is closed; open it again to append")]
    Closed,
    /// The log failed.
    #[error("the log failed")]
    Failed(#[source] LogError),
}

impl AppendError {
    /// Whether another append came first.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict { .. })
    }

    /// Whether the same append may succeed if it is sent again; with a command id that is always safe.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Failed(error) if error.is_transient())
    }

    /// Whether the append may have been committed all the same. The command id tells: look it up or send it again.
    #[must_use]
    pub fn is_in_doubt(&self) -> bool {
        matches!(self, Self::Failed(error) if error.kind() == LogErrorKind::InDoubt)
    }
}

/// Which rule a malformed append breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidAppend {
    /// No stream gets an event.
    #[error("the append has no event; give at least one stream an event")]
    NoEvent,
    /// A name or id is empty, too long, or holds a control character.
    #[error("{what} {rule}")]
    Text {
        /// Which text.
        what: &'static str,
        /// Which rule it breaks, and how to mend it.
        rule: String,
    },
    /// A text that must be JSON isn't, or isn't of the right shape.
    #[error("{what} of {of} is not {needed}: {problem}")]
    Json {
        /// Which text: `payload`, `metadata` or `record`.
        what: &'static str,
        /// The stream, or the command id.
        of: String,
        /// What it must be.
        needed: &'static str,
        /// What is wrong with it, and where.
        problem: String,
    },
    /// Something is bigger than the log takes.
    #[error(
        "{what} of {of} is {actual}, and at most {limit} is taken; split it, or keep it outside the log by digest"
    )]
    TooBig {
        /// What was measured, with its unit.
        what: &'static str,
        /// The stream, the command id, or `the append`.
        of: String,
        /// Its measure.
        actual: usize,
        /// The limit.
        limit: usize,
    },
    /// A stream occurs twice.
    #[error("stream {0} occurs twice in the append; put its events into one write")]
    StreamTwice(StreamId),
    /// An instant lies outside the years 1 to 9999.
    #[error("occurred_at of an event for {0} lies outside the years 1 to 9999; give an instant within them")]
    Instant(StreamId),
}

/// A failure of the log itself.
///
/// Opaque: [`kind`](LogError::kind) says what a caller can act on, the text says which input, rule and remedy, and
/// the backend's own error is the [`source`](Error::source).
#[derive(Debug, Clone)]
pub struct LogError {
    kind: LogErrorKind,
    message: String,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl LogError {
    /// A failure of this kind; `message` names input, rule and remedy, in lower case, without a full stop.
    #[must_use]
    pub fn new(kind: LogErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), source: None }
    }

    /// The same failure with its cause.
    #[must_use]
    pub fn because(mut self, source: impl Error + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> LogErrorKind {
        self.kind
    }

    /// Whether the same call may succeed later, unchanged.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self.kind, LogErrorKind::Unavailable | LogErrorKind::InDoubt | LogErrorKind::Full)
    }

    /// The same failure as another kind; the writer uses it when a commit's outcome can't be known.
    #[cfg_attr(
        not(any(feature = "sqlite", feature = "postgres")),
        expect(dead_code, reason = "only a real commit can be in doubt")
    )]
    pub(crate) fn with_kind(mut self, kind: LogErrorKind) -> Self {
        self.kind = kind;
        self
    }
}

impl fmt::Display for LogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for LogError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}

/// What a caller can tell apart about a [`LogError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LogErrorKind {
    /// The storage can't be reached or is busy; nothing was written.
    Unavailable,
    /// A commit failed in such a way that it may have happened; the command id tells.
    InDoubt,
    /// The disk is full; nothing was written.
    Full,
    /// What is stored can't be right: it doesn't decode, or rows that must exist don't.
    Corrupt,
    /// A newer release wrote this log.
    NewerFormat,
    /// An older release wrote this log; `migrate` upgrades it.
    NeedsMigration,
    /// The file or database is something else.
    NotATalabLog,
    /// The log is open for reading only, or the storage is.
    ReadOnly,
    /// The log was closed.
    Closed,
    /// The server's log is an older life of the one that was opened: another copy was promoted since. Nothing was
    /// written.
    Superseded,
    /// Somebody else moved on first; start from what is there now.
    Conflict,
    /// The call itself is malformed.
    Invalid,
    /// What was named doesn't exist.
    NotFound,
    /// What was to be created exists.
    AlreadyExists,
}
