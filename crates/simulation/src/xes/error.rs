//! What can be wrong with a log, and where.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::limits;

/// A log that could not be read soundly: the file, the line, the case if one had begun, and the problem.
#[derive(Debug)]
pub struct XesError(Box<Place>);

#[derive(Debug)]
struct Place {
    file: PathBuf,
    line: Option<u64>,
    case: Option<String>,
    problem: XesProblem,
}

/// The problem itself, with what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum XesProblem {
    /// The file could not be opened.
    #[error("cannot be opened; check the path and the permission to read it")]
    Open {
        /// Why the system refused.
        source: io::Error,
    },
    /// The file could be opened, but reading it failed.
    #[error("cannot be read; check the disk and copy the file again")]
    Read {
        /// Why the system failed.
        source: io::Error,
    },
    /// The gzip stream stops before its end.
    #[error("truncated gzip: the compressed data stops before its end; fetch the file again")]
    TruncatedGzip,
    /// The gzip stream is damaged: a bad header, bad data, or a checksum that does not hold.
    #[error("corrupt gzip: the compressed data is damaged; fetch the file again")]
    CorruptGzip {
        /// What the decompressor found.
        source: io::Error,
    },
    /// The markup is not well formed.
    #[error("broken XML; repair the markup or export the log again")]
    BrokenXml {
        /// What the parser found.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The file ends while elements are still open.
    #[error("broken XML: the file ends inside <{element}>; export the log again, it was cut short")]
    Unclosed {
        /// The innermost open element.
        element: String,
    },
    /// The file is in another encoding than UTF-8.
    #[error("the encoding is {encoding:?}; convert the file to UTF-8")]
    Encoding {
        /// The encoding the file declares.
        encoding: String,
    },
    /// The file has a document type definition, which a log never needs and which can hide entities.
    #[error("a document type definition (DTD) is refused; remove the <!DOCTYPE>")]
    Dtd,
    /// The file is not an XES log at all.
    #[error("not an XES log: expected <log>, found {found}; export the log as XES")]
    NotXes {
        /// What stands in the place of `<log>`.
        found: String,
    },
    /// An element, or text, stands where the standard has none; to pass over it could lose events.
    #[error("{found} does not belong in <{inside}>; remove it or export the log as XES 1.0 or 2.0")]
    Unexpected {
        /// What was found.
        found: String,
        /// The element it was found in.
        inside: String,
    },
    /// An attribute without its key or its value.
    #[error("<{element}> has no {lacks:?}; every attribute needs a key and a value")]
    IncompleteAttribute {
        /// The attribute's element.
        element: String,
        /// What it lacks: `key` or `value`.
        lacks: &'static str,
    },
    /// Two attributes of one case or event have the same key.
    #[error("the key {key:?} occurs twice; keep one of the two attributes")]
    RepeatedKey {
        /// The key.
        key: String,
    },
    /// A value that does not read as its kind.
    #[error("{key:?} is {value:?}, expected {expected}; correct the value")]
    BadValue {
        /// The attribute's key.
        key: String,
        /// The beginning of its value.
        value: String,
        /// What was expected.
        expected: &'static str,
    },
    /// A case without its name, or an event without its activity or its instant.
    #[error("the {element} has no {key:?} of kind <{kind}>; add it")]
    Missing {
        /// `trace` or `event`.
        element: &'static str,
        /// The key that is missing.
        key: String,
        /// The kind its value must have.
        kind: &'static str,
    },
    /// The name of a case, an activity, a person or a group that nobody could write down.
    #[error("{key:?} is no name: it {rule}; correct the name")]
    BadName {
        /// The attribute's key.
        key: String,
        /// The rule it breaks.
        rule: &'static str,
    },
    /// Elements nested too deeply.
    #[error("more than {} elements stand inside one another; flatten the attributes", limits::NESTING)]
    TooDeep,
    /// An attribute value, or one piece of markup, that is too long.
    #[error(
        "an attribute or one piece of markup is too long: at most {} bytes to a value and {} to a piece of markup; \
         shorten it",
        limits::VALUE_BYTES,
        limits::MARKUP_BYTES
    )]
    TooLong,
    /// A case with too many events, or too many bytes.
    #[error(
        "the case is too large: at most {} events and {} bytes of attributes; split it",
        limits::CASE_EVENTS,
        limits::CASE_BYTES
    )]
    CaseTooLarge,
}

impl XesError {
    pub(super) fn new(file: &Path, line: Option<u64>, case: Option<&str>, problem: XesProblem) -> Self {
        let case = case.map(str::to_owned);
        Self(Box::new(Place { file: file.to_owned(), line, case, problem }))
    }

    /// The file, as it was named to the reader.
    pub fn file(&self) -> &Path {
        &self.0.file
    }

    /// The line, from 1, counted in the uncompressed text; none if reading had not begun.
    pub fn line(&self) -> Option<u64> {
        self.0.line
    }

    /// The case, if its name was already known.
    pub fn case(&self) -> Option<&str> {
        self.0.case.as_deref()
    }

    /// What is wrong.
    pub fn problem(&self) -> &XesProblem {
        &self.0.problem
    }
}

impl fmt::Display for XesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.file.display())?;
        if let Some(line) = self.0.line {
            write!(f, ", line {line}")?;
        }
        if let Some(case) = &self.0.case {
            write!(f, ", case {case:?}")?;
        }
        write!(f, ": {}", self.0.problem)
    }
}

impl Error for XesError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        // The problem's own words are already in ours; what lies under it is not.
        self.0.problem.source()
    }
}
