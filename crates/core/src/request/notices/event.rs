//! What happens to notifications.

use serde::{Deserialize, Serialize};

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
    }
}

named_enum! {
    /// Where a notification goes.
    pub enum NoticeChannel, words = channel_words, {
        /// The portal.
        Portal = "portal",
        /// The e-mail address the user gave.
        Email = "email",
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
