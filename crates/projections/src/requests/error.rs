//! What can go wrong with the list of requests.

use talab_store::LogError;
use thiserror::Error;

/// Why the list of requests can't be kept or read.
#[derive(Clone, Debug, Error)]
#[non_exhaustive]
pub enum RequestsError {
    /// The log or the view store failed.
    #[error("the log or the view store failed")]
    Failed(#[from] LogError),
    /// The view followed a log that is not this one.
    #[error("the list of requests followed another log up to position {position}: {divergence}; rebuild it")]
    Diverged {
        /// How far the view had read.
        position: u64,
        /// How it was noticed.
        divergence: Divergence,
    },
    /// The view has not read as far as was demanded.
    #[error(
        "the list of requests stands at position {at}, and {asked} was demanded: catch up, or ask again later"
    )]
    Stale {
        /// The position that was demanded.
        asked: u64,
        /// The position the view stands at.
        at: u64,
    },
    /// The token of a page is none, or of another question.
    #[error("`{token}` is not the token of a page in this order: give `next` of the page before, or none")]
    Token {
        /// What was given, cut to a readable length.
        token: String,
    },
    /// A page of no rows or of too many.
    #[error("a page of {given} rows was asked: ask for 1 to {most}")]
    Limit {
        /// What was given.
        given: usize,
        /// The most rows of a page.
        most: usize,
    },
}

/// How it was noticed that a view followed another log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Divergence {
    /// The log has another identity, or was promoted since.
    Epoch,
    /// The log ends before the position that was read.
    BeyondHead,
    /// The log holds another event where the last one was read.
    OtherEvent,
    /// The log's tree has another root than the events that were read make.
    OtherRoot,
    /// The view's own mark of where it stands is not whole.
    NoMark,
}

impl std::fmt::Display for Divergence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Epoch => "the epochs differ, as after a restored backup or a failover",
            Self::BeyondHead => "the log now ends earlier",
            Self::OtherEvent => "another event stands there now",
            Self::OtherRoot => "the tree over the log has another root",
            Self::NoMark => "the mark kept with its rows is not whole",
        })
    }
}
