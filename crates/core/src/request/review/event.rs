//! What happens in review.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::Due;
use crate::ids::{DocumentKind, ExceptionId, FieldId};
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::reason::ReasonCode;
use crate::request::intake::{Document, StorageMedium};
use crate::text::Text;
use crate::value::Value;

/// Verification began (LY-16.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct VerificationStarted {
    /// When.
    pub at: Timestamp,
}

/// Corrections were asked (LY-16.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct CorrectionsRequested {
    /// When.
    pub at: Timestamp,
    /// Which round, counted from 1.
    pub round: u32,
    /// What is to be corrected or removed.
    pub items: Vec<FaultyItem>,
    /// Until when.
    pub due: Due,
    /// The instructions, one for each item in its order; an officer's words may name a person.
    pub instructions: Personal<Vec<Text>>,
}

/// One thing to correct or remove.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct FaultyItem {
    /// Which value or document.
    pub target: Target,
    /// What is wrong with it, of the family `COR`.
    pub fault: ReasonCode,
}

/// A value or a document of a request, also where it is its presence that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "part of an event's shape")]
pub enum Target {
    /// The answer in a field.
    Field(FieldId),
    /// A document.
    Document(DocumentKind),
}

impl Target {
    /// The path people and refusals use, such as `answers.national_no`.
    pub fn path(&self) -> String {
        match self {
            Self::Field(field) => format!("answers.{field}"),
            Self::Document(kind) => format!("documents.{kind}"),
        }
    }
}

/// The term for corrections was extended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct CorrectionPeriodExtended {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: ReasonCode,
    /// The end of the term before.
    pub old: Due,
    /// The end of the term now.
    pub new: Due,
}

/// The applicant answered: what each item was and what it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct Corrected {
    /// When.
    pub at: Timestamp,
    /// Which round it answers.
    pub round: u32,
    /// Answers changed or removed that identify nobody.
    pub values: BTreeMap<FieldId, ValueChange>,
    /// Documents replaced, removed or added.
    pub documents: BTreeMap<DocumentKind, DocumentChange>,
    /// What was changed or said that can identify the applicant.
    pub personal: Personal<PersonalCorrections>,
    /// The storage medium on which documents came (LY-7.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medium: Option<StorageMedium>,
}

/// An answer before and after; `null` where there was or is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct ValueChange {
    /// The answer before.
    pub old: Option<Value>,
    /// The answer now.
    pub new: Option<Value>,
}

/// A document before and after; `null` where there was or is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct DocumentChange {
    /// The document before.
    pub old: Option<Document>,
    /// The document now.
    pub new: Option<Document>,
}

/// The personal part of an answer to corrections: one envelope for its subject.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct PersonalCorrections {
    /// Answers changed or removed that can identify a person.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<FieldId, ValueChange>,
    /// What the applicant says to the officer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
}

impl PersonalCorrections {
    pub(in crate::request) fn into_changes(self) -> BTreeMap<FieldId, Option<Value>> {
        self.values.into_iter().map(|(field, change)| (field, change.new)).collect()
    }
}

/// The request and its data were found verified (LY-16.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct VerificationPassed {
    /// When.
    pub at: Timestamp,
    /// What was checked: ids of fields, documents and conditions.
    pub checked: Vec<String>,
    /// The exception under which claimed values stand for those of their trusted source (LY-5e).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<ExceptionId>,
}
