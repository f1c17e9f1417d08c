//! What can be asked at intake.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use time::Date;

use super::consent::Consent;
use super::event::Missing;
use super::medium::StorageMedium;
use crate::calendar::date_format;
use crate::channel::ChannelMessage;
use crate::ids::{DocumentKind, FieldId, MandateId, ServiceCode};
use crate::party::{Channel, Party};
use crate::private::Private;
use crate::request::notices::NoticeChannel;
use crate::request::subrequests::Parent;
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
    /// The message in which it came, if it was routed over the integration channel (LY-14.1b).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<ChannelMessage>,
    /// The storage medium on which documents came, where a clerk took one in (LY-7.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medium: Option<Box<StorageMedium>>,
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
    /// The addresses for the further ways to notify that the service has (N1-7).
    #[serde(default, skip_serializing_if = "none_given")]
    pub addresses: Private<BTreeMap<NoticeChannel, String>>,
    /// Whether the applicant declares that the data are correct.
    #[serde(default)]
    pub declared: bool,
    /// Which text was declared, by its version or its hash (LY-14.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declaration: Option<String>,
    /// The applicant's consent, where a clerk files for them (N4-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// The request it is a part of; only the engine says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Box<Parent>>,
}

impl Submit {
    /// A submission to `service` for `applicant`, through the portal, with nothing in it yet.
    pub fn new(service: ServiceCode, applicant: Party) -> Self {
        Self {
            service,
            version: None,
            channel: Channel::Portal,
            message: None,
            medium: None,
            applicant,
            mandate: None,
            answers: Private::default(),
            documents: Vec::new(),
            email: Private::default(),
            addresses: Private::default(),
            declared: false,
            declaration: None,
            consent: None,
            parent: None,
        }
    }
}

/// Commands that give none read as they always did, and so do their digests.
fn none_given(addresses: &Private<BTreeMap<NoticeChannel, String>>) -> bool {
    addresses.get().is_empty()
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
    /// The addresses for the further ways to notify that the service has, added or changed (N1-7).
    #[serde(skip_serializing_if = "none_given")]
    pub addresses: Private<BTreeMap<NoticeChannel, String>>,
    /// Whether the applicant declares that the data are correct.
    pub declared: bool,
    /// Which text was declared, by its version or its hash (LY-14.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declaration: Option<String>,
    /// The applicant's consent, where a clerk files for them (N4-2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// The storage medium on which documents came, where a clerk took one in (LY-7.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium: Option<StorageMedium>,
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
    /// The language it is written in, in small letters such as `ar`, where that is said (LY-10.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether it is said to bear an electronic signature.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub signed: bool,
    /// The standard that it is said to follow, with its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<String>,
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
            language: None,
            signed: false,
            standard: None,
        }
    }

    /// The same document in this language.
    #[must_use]
    pub fn in_language(mut self, language: impl Into<String>) -> Self {
        self.language = Some(language.into());
        self
    }

    /// The same document with an electronic signature.
    #[must_use]
    pub const fn signed(mut self) -> Self {
        self.signed = true;
        self
    }

    /// The same document after this standard.
    #[must_use]
    pub fn after_standard(mut self, standard: impl Into<String>) -> Self {
        self.standard = Some(standard.into());
        self
    }

    /// Whether what was read is the document that was recorded: by its size and its SHA-256, in hexadecimal digits of either
    /// case (LY-1g, LY-20).
    ///
    /// # Errors
    /// [`DocumentAltered`] says what was recorded and what was found; nothing of it may be relied on.
    pub fn verify(&self, sha256: &str, bytes: u64) -> Result<(), DocumentAltered> {
        if self.bytes == bytes && self.sha256.eq_ignore_ascii_case(sha256) {
            return Ok(());
        }
        Err(DocumentAltered {
            kind: self.kind.clone(),
            recorded: (self.sha256.clone(), self.bytes),
            found: (sha256.to_owned(), bytes),
        })
    }

    /// The same document with its date of issue.
    #[must_use]
    pub fn issued_on(mut self, date: Date) -> Self {
        self.issued_on = Some(date);
        self
    }
}

/// A document that was read is not the one that was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "the document `{kind}` is not the one that was recorded: its SHA-256 is {} in {} bytes, and {} in {} bytes was recorded; \
     ask the provider for the one that was received",
    found.0, found.1, recorded.0, recorded.1
)]
#[non_exhaustive]
pub struct DocumentAltered {
    /// Which document of the service.
    pub kind: DocumentKind,
    /// The SHA-256 and the size that were recorded.
    pub recorded: (String, u64),
    /// Those of what was read.
    pub found: (String, u64),
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
