//! What can be asked at intake.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use super::event::Missing;
use crate::calendar::date_format;
use crate::ids::{DocumentKind, FieldId, MandateId, ServiceCode};
use crate::party::{Channel, Party};
use crate::private::Private;
use crate::value::Value;

/// Submits a request (LY-13.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Submit {
    /// Which service.
    pub service: ServiceCode,
    /// The version whose forms were filled in, if the caller knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// How it came in.
    pub channel: Channel,
    /// Whom it is for.
    pub applicant: Party,
    /// The mandate under which a representative files it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate: Option<MandateId>,
    /// The answers, by field.
    #[serde(default)]
    pub answers: Private<BTreeMap<FieldId, Value>>,
    /// The documents, by reference.
    #[serde(default)]
    pub documents: Vec<Document>,
    /// The address for notifications.
    #[serde(default)]
    pub email: Private<Option<String>>,
    /// Whether the applicant declares that the data are correct.
    #[serde(default)]
    pub declared: bool,
}

impl Submit {
    /// A submission to `service` for `applicant`, through the portal, with nothing in it yet.
    pub fn new(service: ServiceCode, applicant: Party) -> Self {
        Self {
            service,
            version: None,
            channel: Channel::Portal,
            applicant,
            mandate: None,
            answers: Private::default(),
            documents: Vec::new(),
            email: Private::default(),
            declared: false,
        }
    }
}

/// Supplements an attempt that was not acknowledged (LY-15.3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Supplement {
    /// Answers added or changed.
    pub answers: Private<BTreeMap<FieldId, Value>>,
    /// Documents added or replaced.
    pub documents: Vec<Document>,
    /// The address for notifications.
    pub email: Private<Option<String>>,
    /// Whether the applicant declares that the data are correct.
    pub declared: bool,
}

/// A document by reference: the bytes stay with the provider (LY-20).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Document {
    /// Which document of the service it is.
    pub kind: DocumentKind,
    /// The SHA-256 of its bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its format, such as `pdf`.
    pub format: String,
    /// When it was issued, where its age matters.
    #[serde(default, with = "date_format::option", skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<Date>,
    /// Where the provider keeps it; a label, never a path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// Whether it is confidential or concerns security; such a document is refused (LY-4.2).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub classified: bool,
}

impl Document {
    /// A document of `kind` with these bytes' hash, size and format.
    pub fn new(kind: DocumentKind, sha256: impl Into<String>, bytes: u64, format: impl Into<String>) -> Self {
        Self {
            kind,
            sha256: sha256.into(),
            bytes,
            format: format.into(),
            issued_on: None,
            locator: None,
            classified: false,
        }
    }

    /// The same document with its date of issue.
    #[must_use]
    pub fn issued_on(mut self, date: Date) -> Self {
        self.issued_on = Some(date);
        self
    }
}

/// Asks the applicant's source again (after an outage, or when a value changed).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ConfirmApplicant {}

/// Checks completeness, by an officer, where the service says that officers acknowledge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct CheckCompleteness {
    /// What the officer found missing beyond what the rule finds.
    pub found_missing: Vec<Missing>,
}

/// Acknowledges, by an officer, where the service says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Acknowledge {}
