//! What can be wrong with a mapping file, and where.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A mapping file that cannot be used: the file, the line if there is one, and the problem.
#[derive(Debug)]
pub struct MappingError {
    file: PathBuf,
    line: Option<usize>,
    problem: MappingProblem,
}

/// The problem itself, with what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MappingProblem {
    /// The file cannot be opened or read as text.
    #[error("cannot be read; check the path, the permission, and that it is UTF-8")]
    Unreadable {
        /// Why the system refused.
        source: io::Error,
    },
    /// The file is larger than any mapping.
    #[error("the file is larger than 1 MiB; a mapping holds one entry for each activity, not the log")]
    TooLarge,
    /// The file is not TOML, lacks a key, or has one that is unknown.
    #[error("not a mapping; correct the key or the syntax it names")]
    Syntax {
        /// What the parser found.
        source: Box<dyn Error + Send + Sync>,
    },
    /// A key holds what it must not, or lacks what it needs.
    #[error("{key} {rule}; {remedy}")]
    Rule {
        /// The key, as a path through the file.
        key: String,
        /// The rule it breaks.
        rule: String,
        /// What to do.
        remedy: String,
    },
}

impl MappingError {
    pub(super) fn new(file: &Path, line: Option<usize>, problem: MappingProblem) -> Self {
        Self { file: file.to_owned(), line, problem }
    }

    /// The file, as it was named.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The line, from 1, if the problem is on one.
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// What is wrong.
    pub fn problem(&self) -> &MappingProblem {
        &self.problem
    }
}

impl fmt::Display for MappingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl Error for MappingError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        // The problem's own words are already in ours; what lies under it is not.
        self.problem.source()
    }
}
