//! What happens to notifications.

use serde::{Deserialize, Serialize};

use crate::ids::{BodyId, MessageId};
use crate::instant::Timestamp;
use crate::named::named_enum;
use crate::reason::ReasonCode;
use crate::text::Words;
use crate::words;

fn purpose_words(name: &str) -> Option<Words> {
    words::notice(&name.to_ascii_lowercase()).map(|notice| notice.title)
}

fn channel_words(name: &str) -> Option<Words> {
    Some(match name {
        "Portal" => Words { ar: "البوابة", en: "the portal" },
        "Email" => Words { ar: "البريد الإلكتروني", en: "e-mail" },
        "Sms" => Words { ar: "رسالة نصية قصيرة", en: "text message" },
        "MessagingApp" => Words { ar: "تطبيق المراسلة", en: "messaging app" },
        "ProviderDesk" => Words { ar: "مكتب مقدم الخدمة", en: "the provider's desk" },
        _ => return None,
    })
}

named_enum! {
    /// What a notification tells.
    pub enum Purpose, words = purpose_words, {
        /// That receipt is acknowledged (LY-15.1).
        Acknowledgement = "acknowledgement",
        /// That receipt is not acknowledged, and why (LY-15.3).
        Rejection = "rejection",
        /// That corrections are asked, and how to make them (LY-16.2).
        Corrections = "corrections",
        /// That fees are to be paid, how much and until when (LY-17.5).
        Payment = "payment",
        /// That the execution is complete, and its outcome (LY-18.1 to LY-18.3).
        Completion = "completion",
        /// That what was decided was amended, how and why.
        Amendment = "amendment",
        /// That the request went to another body, which and why.
        Transfer = "transfer",
        /// That an output is on the portal already, before the decision.
        EarlyOutput = "early_output",
        /// To the provider: that a new request was received (LY-7.1b).
        NewRequest = "new_request",
    }
}

named_enum! {
    /// Where a notification goes: the two of LY-18.1 first, then what a service may add.
    pub enum NoticeChannel, words = channel_words, {
        /// The portal.
        Portal = "portal",
        /// The e-mail address the user gave.
        Email = "email",
        /// A text message to the telephone number the user gave (N1-7).
        Sms = "sms",
        /// The messaging app under the name or number the user gave (N1-7).
        MessagingApp = "messaging_app",
        /// The provider's own desk (LY-7.1b).
        ProviderDesk = "provider_desk",
    }
}

impl NoticeChannel {
    /// Whether a service may add it to the two of LY-18.1 for its applicants (N1-7).
    pub const fn is_further(self) -> bool {
        matches!(self, Self::Sms | Self::MessagingApp)
    }

    /// Whether article 18 knows it; trouble on another one is no open duty of the law.
    pub const fn is_legal(self) -> bool {
        matches!(self, Self::Portal | Self::Email)
    }
}

/// A duty to tell was queued, in the append of the fact it tells of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct NotificationQueued {
    /// When.
    pub at: Timestamp,
    /// Its number in the request, counted from 1.
    pub number: u32,
    /// What it tells.
    pub purpose: Purpose,
    /// Where it goes.
    pub channel: NoticeChannel,
    /// Why there is nothing to send, such as no address given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<ReasonCode>,
    /// The body whose desk it goes to; without this, it goes to the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<BodyId>,
    /// What that body's desk knows it by, so that it is taken in once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageId>,
}

/// A notification arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct NotificationDelivered {
    /// When it was reported.
    pub at: Timestamp,
    /// Its number in the request.
    pub number: u32,
}

/// A notification did not arrive; the duty stays open and no date moves (LY-18.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct NotificationFailed {
    /// When it was reported.
    pub at: Timestamp,
    /// Its number in the request.
    pub number: u32,
    /// Why, of the family `NTF`.
    pub reason: ReasonCode,
}
