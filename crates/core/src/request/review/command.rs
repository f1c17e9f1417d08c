//! What can be asked in review.

use serde::{Deserialize, Serialize};

use super::event::Target;
use crate::ids::{DocumentKind, FieldId};
use crate::private::Private;
use crate::reason::ReasonCode;
use crate::request::intake::{Document, StorageMedium};
use crate::text::Text;
use crate::value::Value;

/// Begins to verify (LY-16.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StartVerification {}

/// Asks for corrections (LY-16.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RequestCorrections {
    /// What is to be corrected or removed, and how.
    pub items: Vec<CorrectionItem>,
}

/// One item of a request for corrections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct CorrectionItem {
    /// Which value or document.
    pub target: Target,
    /// What is wrong with it, of the family `COR`.
    pub fault: ReasonCode,
    /// How to correct or remove it, in both languages.
    pub instruction: Private<Text>,
}

/// Gives more time for corrections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ExtendCorrectionPeriod {
    /// How many working days from now.
    pub working_days: u32,
    /// Why, of the family `EXT`.
    pub reason: ReasonCode,
}

/// Answers a request for corrections: only the named items change, and documents not given before may be added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Correct {
    /// What changes.
    pub changes: Vec<Change>,
    /// What the applicant says to the officer.
    pub statement: Private<Option<String>>,
    /// The storage medium on which documents came, where a clerk took one in (LY-7.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium: Option<StorageMedium>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Change {
    /// Another answer.
    Answer {
        /// The field.
        field: FieldId,
        /// The answer.
        value: Private<Value>,
    },
    /// Another document, or a new one.
    Document(Document),
    /// An answer taken back.
    RemoveAnswer(FieldId),
    /// A document taken back.
    RemoveDocument(DocumentKind),
}

impl Change {
    /// What it changes.
    pub fn target(&self) -> Target {
        match self {
            Self::Answer { field, .. } | Self::RemoveAnswer(field) => Target::Field(field.clone()),
            Self::Document(document) => Target::Document(document.kind.clone()),
            Self::RemoveDocument(kind) => Target::Document(kind.clone()),
        }
    }
}

/// Finds the request verified (LY-16.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct PassVerification {
    /// What was checked: ids of fields, documents and conditions of the service.
    pub checked: Vec<String>,
}
