//! The kinds of document a service asks for.

use serde::{Deserialize, Serialize};

use super::period::Period;
use super::problems::Problems;
use super::requirement::Requirement;
use super::{ServiceDefinition, words};
use crate::ids::{BodyId, DocumentKind};
use crate::input;
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
    /// The languages that are taken, in small letters such as `ar`; without any, every one (LY-10.2).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Whether it must bear an electronic signature.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub signed: bool,
    /// The standard that it follows, with its version, such as `iso-19005-1:2005`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<String>,
    /// The body that issues it, where one does (JO-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_by: Option<BodyId>,
    /// Why the applicant brings it though its issuer could be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_by_applicant: Option<Text>,
}

/// What kinds of documents ask of language and standard can be met.
pub(super) fn documents(definition: &ServiceDefinition, problems: &mut Problems) {
    for document in &definition.documents {
        let path = format!("document.{}", document.id);
        let languages = &document.languages;
        let distinct: std::collections::BTreeSet<_> = languages.iter().collect();
        let proper = languages.iter().all(|it| input::is_language(it)) && distinct.len() == languages.len();
        problems.unless(proper, format!("{path}.languages"), words::LANGUAGES);
        let named =
            document.standard.as_deref().is_none_or(|it| input::name(it).is_ok_and(|name| name == it));
        problems.unless(named, format!("{path}.standard"), words::STANDARD);
    }
}

impl DocumentType {
    /// Whether whatever this kind takes in, `other` takes in too, as far as language, signature and standard go.
    pub(super) fn asks_as_much_as(&self, other: &Self) -> bool {
        let languages = other.languages.is_empty()
            || (!self.languages.is_empty() && self.languages.iter().all(|it| other.languages.contains(it)));
        let standard = other.standard.is_none() || self.standard == other.standard;
        languages && standard && (self.signed || !other.signed)
    }
}
