//! What is redacted, and why.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::ids::{FieldId, StepId};
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::private::Private;
use crate::request::notices::NoticeChannel;

/// Something personal that can be redacted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "part of an event's shape")]
pub enum RedactedItem {
    /// The values of a personal field, whoever gave them.
    Answer(FieldId),
    /// The address for notifications.
    Email,
    /// The address for a further way to notify.
    Address(NoticeChannel),
    /// Where a paper copy went.
    PostalAddress,
    /// What the applicant said with their corrections.
    Statements,
    /// The words of notes.
    Notes,
    /// The words of contacts.
    Contacts,
    /// The words of feedback and of the answers to it.
    Feedback,
}

impl RedactedItem {
    /// The item as a path of the request, such as `answers.national_no`.
    pub fn path(&self) -> String {
        match self {
            Self::Answer(field) => format!("answers.{field}"),
            Self::Email => "email".to_owned(),
            Self::Address(channel) => format!("addresses.{channel}"),
            Self::PostalAddress => "postal_address".to_owned(),
            Self::Statements => "statements".to_owned(),
            Self::Notes => "notes".to_owned(),
            Self::Contacts => "contacts".to_owned(),
            Self::Feedback => "feedback".to_owned(),
        }
    }

    /// Whether there can be more of it later, so that it may be redacted again.
    pub(super) const fn may_come_again(&self) -> bool {
        !matches!(self, Self::Answer(_) | Self::Email | Self::Address(_))
    }
}

/// Redacts personal data that are no longer needed; everything else about the request stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RedactPersonalData {
    /// What, at least one thing.
    pub items: BTreeSet<RedactedItem>,
    /// Why.
    pub reason: Private<String>,
    /// The law, or the order of a court, that wants it gone while the request must still be kept (LY-21.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
}

/// Personal data were redacted: nobody is shown them from here on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct PersonalDataRedacted {
    /// When.
    pub at: Timestamp,
    /// What.
    pub items: BTreeSet<RedactedItem>,
    /// The steps this request did not need, which can't be judged any more without its answers.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub unneeded: BTreeSet<StepId>,
    /// Why; it may name a person.
    pub reason: Personal<String>,
    /// The law, or the order of a court, on which it went, if one was named; what must still be kept goes on no other ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
}
