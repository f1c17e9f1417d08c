//! Why a dump gives no log.

use std::sync::Arc;

use super::{DUMP_FORMAT, MAX_LINE_BYTES};
use crate::{LogError, StreamId, Version};

/// Why no log was made of a dump. Nothing of it was kept, except perhaps when the log's own error is
/// [`InDoubt`](crate::LogErrorKind::InDoubt).
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum RestoreError {
    /// A line of the file can't be right.
    #[error("line {line} of the dump {problem}")]
    Line {
        /// Which line, from 1.
        line: u64,
        /// Which rule it breaks, and what to do.
        problem: BadLine,
    },
    /// The digest key is another log's.
    #[error("the digest key isn't that of the dumped log; give the one that was written with the dump")]
    WrongKey,
    /// The file can't be read to its end.
    #[error("the dump can't be read on after line {after}; check where it comes from, and begin again")]
    Unreadable {
        /// The last line that was read.
        after: u64,
        /// What the file's owner said.
        #[source]
        cause: Arc<std::io::Error>,
    },
    /// The new log failed.
    #[error(transparent)]
    Log(#[from] LogError),
}

impl RestoreError {
    /// The line that can't be right, where one can be named.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        match self {
            Self::Line { line, .. } => Some(*line),
            _ => None,
        }
    }
}

/// Which rule a line of a dump breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadLine {
    /// It isn't what must stand there: a header first, then events, then the end.
    #[error("is not {expected}: {problem}; use an unchanged copy of the file")]
    Form {
        /// What must stand there.
        expected: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// It is longer than any line.
    #[error(
        "goes on for more than {MAX_LINE_BYTES} bytes, and no line or command does; use an unchanged copy of the file"
    )]
    TooLong,
    /// The file has a format of a newer release.
    #[error(
        "says format {0}, and this release reads format {DUMP_FORMAT}; use the release that wrote it, or a newer one"
    )]
    NewerFormat(u64),
    /// A line is missing, doubled or out of order.
    #[error(
        "has position {found} after {before}; lines are missing or out of order: use an unchanged copy of the file"
    )]
    Position {
        /// The position of the line before.
        before: u64,
        /// Its position.
        found: u64,
    },
    /// An event doesn't follow the one before it in its stream.
    #[error(
        "has event {found} of stream {stream}, which is at version {at}; lines are missing or doubled: use an unchanged \
         copy of the file"
    )]
    Version {
        /// Which stream.
        stream: StreamId,
        /// Where the stream is.
        at: Version,
        /// The event's version.
        found: Version,
    },
    /// The event belongs to a stream that the header doesn't name.
    #[error("has an event of stream {0}, which the header doesn't name; use an unchanged copy of the file")]
    Unnamed(StreamId),
    /// The event, or the one before it in its stream, isn't what was recorded.
    #[error(
        "has event {version} of stream {stream}, and its leaf is another's: the event or its command was changed; use an \
         unchanged copy of the file"
    )]
    Leaf {
        /// Which stream.
        stream: StreamId,
        /// Which event of it.
        version: Version,
    },
    /// `recorded_at` is earlier than in the line before.
    #[error("was recorded before the event on the line before it; put the lines into their order again")]
    Backwards,
    /// A command id occurs twice.
    #[error("has command {id:?}, which was on an earlier line; use an unchanged copy of the file")]
    CommandTwice {
        /// The id.
        id: String,
    },
    /// Not all events of a command are there, or they were not recorded together.
    #[error(
        "doesn't belong to command {id:?}, whose events aren't all there; use an unchanged copy of the file"
    )]
    CommandCut {
        /// The id.
        id: String,
    },
    /// The file ends before its last line.
    #[error("is not there: the file was cut off before its end; use a whole copy of it")]
    Truncated,
    /// Something stands after the end.
    #[error("stands after the end; take away what was added, or use an unchanged copy of the file")]
    AfterEnd,
    /// The end doesn't fit what stood before it.
    #[error("says that the {what} before it is {said}, and it is {found}; use an unchanged copy of the file")]
    End {
        /// What was counted or computed.
        what: &'static str,
        /// What the line says.
        said: String,
        /// What is there.
        found: String,
    },
}
