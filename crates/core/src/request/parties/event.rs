//! What happens around the parties of a request.

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;
use crate::instant::Timestamp;
use crate::named::named_enum;
use crate::party::Channel;
use crate::personal::Personal;
use crate::text::Words;

/// A handler was assigned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct HandlerAssigned {
    /// When.
    pub at: Timestamp,
    /// Whom.
    pub handler: PersonId,
}

/// The handler was released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct HandlerReleased {
    /// When.
    pub at: Timestamp,
    /// Who it was.
    pub handler: PersonId,
}

/// The request was put before a superior.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct Escalated {
    /// When.
    pub at: Timestamp,
    /// Before whom.
    pub to: PersonId,
    /// Why; it may name a person.
    pub reason: Personal<String>,
}

/// A note was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct NoteAdded {
    /// When.
    pub at: Timestamp,
    /// Whether the applicant sees it.
    pub public: bool,
    /// What it is about, as a short code of the provider's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// What it says; it may name a person.
    pub text: Personal<String>,
}

/// A contact with the applicant was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ContactRecorded {
    /// When.
    pub at: Timestamp,
    /// How it came about.
    pub channel: Channel,
    /// What was said; it may name a person.
    pub summary: Personal<String>,
}

fn feedback_words(name: &str) -> Option<Words> {
    Some(match name {
        "Comment" => Words { ar: "ملاحظة", en: "comment" },
        "Suggestion" => Words { ar: "اقتراح", en: "suggestion" },
        "Question" => Words { ar: "استفسار", en: "question" },
        "Complaint" => Words { ar: "شكوى", en: "complaint" },
        "Violation" => {
            Words { ar: "بلاغ عن خطأ أو مخالفة", en: "report of an error or a violation" }
        }
        "Praise" => Words { ar: "ثناء", en: "praise" },
        _ => return None,
    })
}

named_enum! {
    /// What kind of feedback it is.
    pub enum FeedbackKind, words = feedback_words, {
        /// A comment.
        Comment = "comment",
        /// A suggestion.
        Suggestion = "suggestion",
        /// A question.
        Question = "question",
        /// A complaint.
        Complaint = "complaint",
        /// A report of an error or a violation.
        Violation = "violation",
        /// Praise.
        Praise = "praise",
    }
}

/// Feedback was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct FeedbackRecorded {
    /// When.
    pub at: Timestamp,
    /// What kind of feedback it is.
    pub kind: FeedbackKind,
    /// From 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// What was said; it may name a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Personal<String>>,
}

/// Feedback was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct FeedbackAnswered {
    /// When.
    pub at: Timestamp,
    /// Which feedback of the request, counted from 1.
    pub number: u32,
    /// When it was recorded: the time until the answer can be worked out from this event alone.
    pub recorded_at: Timestamp,
    /// What was answered; it may name a person.
    pub text: Personal<String>,
}
