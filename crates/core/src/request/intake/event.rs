//! What happens at intake.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::command::Document;
use super::consent::Consent;
use super::medium::StorageMedium;
use crate::calendar::Due;
use crate::channel::ChannelMessage;
use crate::definition::ServiceDefinition;
use crate::ids::{BodyId, DocumentKind, FieldId, Jurisdiction, MandateId, PersonId, ServiceCode};
use crate::instant::Timestamp;
use crate::named::named_enum;
use crate::party::{Channel, Party};
use crate::personal::Personal;
use crate::reason::{Reason, ReasonCode};
use crate::request::notices::NoticeChannel;
use crate::request::subrequests::Parent;
use crate::rulebook::IdentityRuleNamed;
use crate::text::{Text, Words};
use crate::value::Value;

/// An attempt was transmitted (LY-13.1); the first event of every request. It pins the version of the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct Submitted {
    /// When.
    pub at: Timestamp,
    /// Which service.
    pub service: ServiceCode,
    /// The version it stays under (LY-25.4).
    pub service_version: u32,
    /// The body that provides it.
    pub provider: BodyId,
    /// The jurisdiction whose calendar counts its days.
    pub calendar: Jurisdiction,
    /// How it came in.
    pub channel: Channel,
    /// Whom it is for.
    pub applicant: Party,
    /// Who operated the portal or filed it.
    pub operator: PersonId,
    /// Under which mandate a representative filed it (LY-1f).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate: Option<MandateId>,
    /// Whether the applicant declared that the data are correct (LY-14.2).
    pub declared: bool,
    /// Whether an e-mail address was given (LY-18.1).
    pub email_given: bool,
    /// For which further ways to notify an address was given (N1-7).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub addresses_given: BTreeSet<NoticeChannel>,
    /// The answers that identify nobody.
    pub answers: BTreeMap<FieldId, Value>,
    /// The documents, by reference.
    pub documents: Vec<Document>,
    /// Everything that can identify the applicant.
    pub personal: Personal<PersonalPart>,
    /// The message in which it was routed here over the integration channel (LY-14.1b).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Box<ChannelMessage>>,
    /// The storage medium on which documents came (LY-7.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medium: Option<Box<StorageMedium>>,
    /// Which text was declared, by its version or its hash (LY-14.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declaration: Option<String>,
    /// The applicant's consent that a clerk filed for them (N4-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Box<Consent>>,
    /// The request it is a part of, and what it took over from there (LY-17.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Box<Parent>>,
}

/// What was not acknowledged was supplemented (LY-15.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct Supplemented {
    /// When.
    pub at: Timestamp,
    /// Which attempt this is, counted from 1.
    pub attempt: u32,
    /// Who operated the portal or filed it.
    pub operator: PersonId,
    /// Whether the applicant now declared that the data are correct.
    pub declared: bool,
    /// Whether an e-mail address was given now.
    pub email_given: bool,
    /// For which further ways to notify an address was given now (N1-7).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub addresses_given: BTreeSet<NoticeChannel>,
    /// The answers added or changed that identify nobody.
    pub answers: BTreeMap<FieldId, Value>,
    /// The documents added or replaced.
    pub documents: Vec<Document>,
    /// What was added or changed that can identify the applicant.
    pub personal: Personal<PersonalPart>,
    /// The storage medium on which documents came (LY-7.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medium: Option<StorageMedium>,
    /// Which text was declared, by its version or its hash (LY-14.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declaration: Option<String>,
    /// The applicant's consent that a clerk filed for them (N4-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
}

/// The personal part of an attempt: one envelope for its subject.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct PersonalPart {
    /// Answers that can identify a person.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<FieldId, Value>,
    /// The address for notifications.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The addresses for further ways to notify (N1-7).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub addresses: BTreeMap<NoticeChannel, String>,
}

impl PersonalPart {
    pub(super) fn into_changes(self) -> BTreeMap<FieldId, Option<Value>> {
        self.answers.into_iter().map(|(field, value)| (field, Some(value))).collect()
    }
}

/// Completeness was checked (LY-13.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct CompletenessChecked {
    /// When.
    pub at: Timestamp,
    /// Which attempt was checked.
    pub attempt: u32,
    /// Everything that is missing, in form order; nothing if the request is complete.
    pub missing: Vec<Missing>,
    /// If complete: the instant from which it counts as received (LY-14.1), unless the data turn out wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Timestamp>,
}

fn missing_words(name: &str) -> Option<Words> {
    Some(match name {
        "Form" => Words { ar: "النموذج", en: "the form" },
        "Field" => Words { ar: "البيان", en: "the datum" },
        "Document" => Words { ar: "المستند", en: "the document" },
        "DocumentTooOld" => Words { ar: "مستند أحدث من", en: "a newer" },
        "DocumentDate" => Words { ar: "تاريخ إصدار المستند", en: "the date of issue of" },
        "Fee" => Words { ar: "سداد الرسم", en: "payment of the fee" },
        "Declaration" => Words {
            ar: "الإقرار بصحة البيانات",
            en: "the declaration that the data are correct",
        },
        _ => return None,
    })
}

named_enum! {
    /// What kind of thing is missing.
    pub enum MissingKind, words = missing_words, {
        /// A form of which nothing was filled in.
        Form = "form",
        /// A required field.
        Field = "field",
        /// A required document.
        Document = "document",
        /// A document older than it may be.
        DocumentTooOld = "document_too_old",
        /// The date of a document whose age matters.
        DocumentDate = "document_date",
        /// The declaration.
        Declaration = "declaration",
        /// A fee that is paid before receipt.
        Fee = "fee",
    }
}

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct Missing {
    /// What kind of thing.
    pub kind: MissingKind,
    /// Its id in the service definition.
    pub item: String,
}

impl Missing {
    pub(super) fn new(kind: MissingKind, item: &str) -> Self {
        Self { kind, item: item.to_owned() }
    }

    /// The reason that a rejection gives for it.
    pub fn reason(&self) -> Reason {
        let code = match self.kind {
            MissingKind::Form => ReasonCode::NakFormMissing,
            MissingKind::Field => ReasonCode::NakFieldInvalid,
            MissingKind::Document | MissingKind::DocumentTooOld | MissingKind::DocumentDate => {
                ReasonCode::NakDocumentMissing
            }
            MissingKind::Declaration => ReasonCode::NakDeclarationMissing,
            MissingKind::Fee => ReasonCode::NakFeeNotPaid,
        };
        let reason = Reason::new(code).about(self.item.clone());
        match self.kind {
            MissingKind::DocumentTooOld => reason.with_detail(Text::new(
                "المستند أقدم من المدة المسموح بها",
                "the document is older than is allowed",
            )),
            MissingKind::DocumentDate => reason
                .with_detail(Text::new("لم يُذكر تاريخ إصدار المستند", "the date of issue was not given")),
            _ => reason,
        }
    }

    /// What is missing, as the applicant knows it.
    pub fn label(&self, definition: &ServiceDefinition) -> Text {
        let name = match self.kind {
            MissingKind::Form => {
                definition.forms.iter().find(|form| form.id.as_str() == self.item).map(|form| &form.title)
            }
            MissingKind::Field => FieldId::new(self.item.as_str())
                .ok()
                .and_then(|id| definition.field(&id))
                .map(|field| &field.label),
            MissingKind::Declaration => return self.kind.words().to_text(),
            MissingKind::Fee => {
                let fees = &definition.fees.fees;
                fees.iter().find(|fee| fee.id.as_str() == self.item).map(|fee| &fee.name)
            }
            _ => DocumentKind::new(self.item.as_str())
                .ok()
                .and_then(|id| definition.document(&id))
                .map(|document| &document.name),
        };
        let words = self.kind.words();
        match name {
            Some(name) => {
                Text::new(format!("{} «{}»", words.ar, name.ar), format!("{} “{}”", words.en, name.en))
            }
            None => Text::new(format!("{} {}", words.ar, self.item), format!("{} {}", words.en, self.item)),
        }
    }
}

/// The applicant's data are confirmed (LY-15.3 has nothing to say).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ApplicantIdentityConfirmed {
    /// When.
    pub at: Timestamp,
    /// Which attempt's data.
    pub attempt: u32,
    /// The source that confirmed them.
    pub source: String,
    /// The identity scheme.
    pub scheme: String,
    /// The level of assurance, in the scheme's words.
    pub level: String,
    /// The scheme's id of the assertion, to find it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assertion: Option<String>,
    /// The fields whose values their trusted source confirmed (LY-17.2).
    pub fields: Vec<FieldId>,
    /// The regulator's rule that was met, where one was in force (LY-8.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<IdentityRuleNamed>,
    /// When the person was authenticated, where the scheme says so (LY-8.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authenticated_at: Option<Timestamp>,
}

/// The applicant's data are not confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ApplicantIdentityNotConfirmed {
    /// When.
    pub at: Timestamp,
    /// Which attempt's data.
    pub attempt: u32,
    /// The source that was asked.
    pub source: String,
    /// Why not.
    pub because: Unconfirmed,
}

/// Why the applicant's data are not confirmed: their fault and somebody else's are kept apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "part of an event's shape")]
pub enum Unconfirmed {
    /// The source has other data.
    Mismatch {
        /// The fields that differ; none if it is the identity itself.
        fields: Vec<FieldId>,
    },
    /// The identity was verified at too low a level, or by a scheme that is not accepted.
    TooWeak {
        /// The level there is, or the scheme.
        level: String,
        /// The level that is required, or the schemes.
        required: String,
    },
    /// The source did not answer; the applicant loses no day to that.
    SourceUnavailable,
}

impl Unconfirmed {
    /// The reasons that a rejection gives for it.
    pub fn reasons(&self) -> Vec<Reason> {
        match self {
            Self::Mismatch { fields } if fields.is_empty() => {
                vec![Reason::new(ReasonCode::NakIdentityMismatch)]
            }
            Self::Mismatch { fields } => fields
                .iter()
                .map(|field| Reason::new(ReasonCode::NakIdentityMismatch).about(field.as_str()))
                .collect(),
            Self::TooWeak { .. } => vec![Reason::new(ReasonCode::NakIdentityTooWeak)],
            Self::SourceUnavailable => vec![Reason::new(ReasonCode::NakSourceUnavailable)],
        }
    }
}

/// Receipt is acknowledged (LY-15.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct Acknowledged {
    /// When it was acknowledged.
    pub at: Timestamp,
    /// The number of the acknowledgement.
    pub number: String,
    /// When the request was received, complete (LY-14.1); it never changes.
    pub received_at: Timestamp,
}

/// Receipt is not acknowledged (LY-15.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct Rejected {
    /// When.
    pub at: Timestamp,
    /// Which attempt.
    pub attempt: u32,
    /// Every reason, in one message.
    pub reasons: Vec<Reason>,
    /// Until when it may be supplemented, if the service sets a term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement_until: Option<Due>,
}
