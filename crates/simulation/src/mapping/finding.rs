//! What a survey finds, and how it is said.

use std::fmt;
use std::path::PathBuf;

use time::OffsetDateTime;

use crate::xes::XesError;

/// Why a log cannot be imported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SurveyError {
    /// The log cannot be read soundly.
    #[error(transparent)]
    Unreadable(#[from] XesError),
    /// The log reads well, but the mapping does not cover it or its events contradict each other.
    #[error("{0}")]
    Findings(Findings),
}

/// What was found in a log that reads well.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Findings {
    /// The log's file.
    pub file: PathBuf,
    /// The first of them, in the order of the file.
    pub shown: Vec<Finding>,
    /// How many there are in all.
    pub total: u64,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The line of the event or, for what concerns the whole case, of its `<trace>`.
    pub line: u64,
    /// The case.
    pub case: String,
    /// What was found.
    pub kind: FindingKind,
}

/// What can be found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FindingKind {
    /// An activity that the mapping does not name, where it first occurs.
    #[error("unknown activity {activity:?}; add an [[activity]] to the mapping")]
    UnknownActivity {
        /// The activity.
        activity: String,
    },
    /// An event that is earlier than the one before it in its case.
    #[error("out of order: the event is earlier than the one before it, at {before}; sort the case by time")]
    OutOfOrder {
        /// The instant of the event before.
        before: OffsetDateTime,
    },
    /// An event in a transition that the mapping does not take for the activity being done.
    #[error("unknown transition {transition:?}; add it to log.transitions in the mapping, or filter the log")]
    UnknownTransition {
        /// The transition.
        transition: String,
    },
    /// An event that names nobody, with no default in the mapping.
    #[error("the event has no org:resource; set defaults.resource in the mapping")]
    NoResource,
    /// A case that came in by a way the mapping does not name.
    #[error("unknown channel {channel:?}; add it to channel.values, or set channel.absent, in the mapping")]
    UnknownChannel {
        /// The log's word; empty if the case has none.
        channel: String,
    },
    /// A second case of one name.
    #[error("duplicate case: the first of this name is on line {first}; rename one, or join their events")]
    DuplicateCase {
        /// The line of the first.
        first: u64,
    },
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.display();
        write!(f, "{file}: {} findings, nothing was imported", self.total)?;
        for finding in &self.shown {
            write!(f, "\n{file}, {finding}")?;
        }
        match self.total.saturating_sub(self.shown.len() as u64) {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, case {:?}: {}", self.line, self.case, self.kind)
    }
}
