//! How the activities of a foreign log become commands of ours, kept as data.
//!
//! A mapping file is written once for a log, by people who know the service. What differs from one office or country
//! to the next is in that file and never in code. [`survey`] then holds a whole log against it before anything runs.

mod check;
mod error;
mod file;
mod finding;
mod outcome;
mod rules;
mod survey;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use error::{MappingError, MappingProblem};
pub use finding::{Finding, FindingKind, Findings, SurveyError};
pub use outcome::OutcomeRule;
pub use survey::{Survey, survey};

/// The most bytes in a mapping file.
const FILE_BYTES: u64 = 1024 * 1024;

/// A mapping that has been read and found whole.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Mapping {
    /// What the log is called.
    pub name: Wording,
    /// Where the log is from: its author, title and identifier.
    pub source: String,
    /// The key of the attribute that names a case, such as `concept:name`.
    pub case_key: String,
    /// The lifecycle transitions that count as the activity being done. An event of another is a finding.
    pub transitions: BTreeSet<String>,
    /// The file of the service definition the cases run under.
    pub definition: PathBuf,
    /// The file of the calendar its deadlines are counted by.
    pub calendar: PathBuf,
    /// Who acts where an event names nobody; without it such an event is a finding.
    pub resource: Option<String>,
    /// How a case came in.
    pub channel: ChannelRule,
    /// The activities, by their names in the log.
    pub activities: BTreeMap<String, Activity>,
    /// How a case is classed by its activities, in order; the last takes every case.
    pub outcomes: Vec<OutcomeRule>,
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Wording {
    /// In Arabic.
    pub ar: String,
    /// In English.
    pub en: String,
}

/// How the log's own words for the way a case came in are ours.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChannelRule {
    /// The key of the case's attribute; none if the log does not say.
    pub attribute: Option<String>,
    /// Our channel for each value of it.
    pub values: BTreeMap<String, String>,
    /// Our channel for a case that does not say; without it such a case is a finding.
    pub absent: Option<String>,
}

/// What one activity of the log is to us.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Activity {
    /// The activity in both languages.
    pub wording: Wording,
    /// The role its clerk acts in.
    pub role: String,
    /// The command it is, or a note.
    pub action: Action,
}

/// The command an activity of the log stands for, with what the log does not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// A step that our law does not know: kept as a note in the activity's wording.
    Note,
    /// The request arrives.
    Submit,
    /// An officer checks that the request is complete.
    CheckCompleteness,
    /// The acknowledgement of receipt is sent.
    Acknowledge,
    /// A step of the service is done.
    CompleteStep {
        /// The step's id in the service definition.
        step: String,
    },
    /// The applicant is asked to correct the request.
    RequestCorrections {
        /// What is to be corrected.
        items: Vec<ReasonItem>,
        /// What the applicant is told to do.
        instructions: Wording,
    },
    /// A decision is drafted.
    ProposeDecision {
        /// The decision's outcome on the wire: `Granted`, `PartiallyGranted`, `Denied` or `MeasuresTaken`.
        decision: String,
        /// Why.
        reasons: Vec<ReasonItem>,
        /// The grounds in words.
        grounds: Wording,
        /// What the applicant can do against it; a denial says so, nothing else does.
        remedies: Option<Wording>,
    },
    /// The drafted decision becomes final.
    ApproveDecision,
}

/// A reason code with what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ReasonItem {
    /// The code, a family and a detail, such as `REF.CONDITION_NOT_MET`.
    pub code: String,
    /// The field, document or condition it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The case in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Wording>,
}

impl Mapping {
    /// Reads the mapping file at `path`. The files it names are taken from its own folder; they are not opened.
    ///
    /// # Errors
    /// A [`MappingError`] that names the file, the line and key if there is one, the rule and the remedy.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, MappingError> {
        let path = path.as_ref();
        let unreadable = |source| MappingError::new(path, None, MappingProblem::Unreadable { source });
        let mut text = String::new();
        let file = File::open(path).map_err(unreadable)?;
        file.take(FILE_BYTES + 1).read_to_string(&mut text).map_err(unreadable)?;
        if text.len() as u64 > FILE_BYTES {
            return Err(MappingError::new(path, None, MappingProblem::TooLarge));
        }
        Self::parse(&text, path)
    }

    /// Reads `text` as the mapping file called `path`.
    ///
    /// # Errors
    /// As [`Mapping::load`], except for those of the file system.
    pub fn parse(text: &str, path: impl AsRef<Path>) -> Result<Self, MappingError> {
        check::mapping(text, path.as_ref())
    }

    /// The outcome of a case in which these activities occurred, in any order.
    pub fn outcome<'a>(&self, activities: impl IntoIterator<Item = &'a str>) -> &str {
        outcome::first_match(&self.outcomes, &activities.into_iter().collect())
    }

    /// Our channel for a case whose own word for it is `word`; none if the mapping does not say.
    pub fn channel(&self, word: Option<&str>) -> Option<&str> {
        match word {
            Some(word) => self.channel.values.get(word).map(String::as_str),
            None => self.channel.absent.as_deref(),
        }
    }
}
