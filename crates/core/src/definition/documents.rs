//! The kinds of document a service asks for.

use serde::{Deserialize, Serialize};

use super::period::Period;
use super::requirement::Requirement;
use crate::ids::DocumentKind;
use crate::text::Text;

/// A document to attach (LY-13.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DocumentType {
    /// Its id.
    pub id: DocumentKind,
    /// What it is called.
    pub name: Text,
    /// Whether it must be attached.
    #[serde(default)]
    pub required: Requirement,
    /// How old it may be at the submission, counted back on the calendar and inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_older_than: Option<Period>,
    /// The file formats that are taken, in lower case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formats: Vec<String>,
    /// The most bytes of one file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_bytes: Option<u64>,
}
