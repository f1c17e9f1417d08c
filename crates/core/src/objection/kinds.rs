//! What an objection is against, what it may bring about, and where it stands.

use serde::{Deserialize, Serialize};

use crate::ids::OutputId;
use crate::named::named_enum;
use crate::text::Words;

fn effect_words(name: &str) -> Option<Words> {
    Some(match name {
        "DecideAnew" => {
            Words { ar: "إعادة النظر في الطلب", en: "the request is decided anew" }
        }
        "CorrectOutcome" => Words { ar: "تعديل القرار", en: "the decision is changed" },
        "ReinstateOutput" => {
            Words { ar: "إعادة العمل بمخرَج الخدمة", en: "the output is reinstated" }
        }
        _ => return None,
    })
}

fn standing_words(name: &str) -> Option<Words> {
    Some(match name {
        "Open" => Words { ar: "التظلّم قيد النظر", en: "the objection is being considered" },
        "Inadmissible" => {
            Words { ar: "التظلّم غير مقبول شكلاً", en: "the objection is inadmissible" }
        }
        "Upheld" => Words { ar: "قُبل التظلّم", en: "the objection was upheld" },
        "PartlyUpheld" => {
            Words { ar: "قُبل التظلّم جزئياً", en: "the objection was upheld in part" }
        }
        "Dismissed" => Words { ar: "رُفض التظلّم", en: "the objection was dismissed" },
        "Withdrawn" => Words { ar: "سُحب التظلّم", en: "the objection was withdrawn" },
        _ => return None,
    })
}

named_enum! {
    /// What an upheld objection orders for its request.
    pub enum Effect, words = effect_words, {
        /// The request is opened and decided anew.
        DecideAnew = "decide_anew",
        /// The outcome is changed.
        CorrectOutcome = "correct_outcome",
        /// A revoked output is in force again.
        ReinstateOutput = "reinstate_output",
    }
}

named_enum! {
    /// Where an objection stands: exactly one at any instant.
    pub enum ObjectionStanding, words = standing_words, {
        /// It waits for its decision.
        Open = "open",
        /// The law doesn't look into it, and says why.
        Inadmissible = "inadmissible",
        /// It was right.
        Upheld = "upheld",
        /// It was right in part.
        PartlyUpheld = "partly_upheld",
        /// It was not right, or silence says so.
        Dismissed = "dismissed",
        /// Who filed it withdrew it.
        Withdrawn = "withdrawn",
    }
}

/// What an objection is against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "part of an event's shape")]
pub enum Against {
    /// How the request ended.
    Outcome,
    /// That an output was revoked.
    Revocation {
        /// Which output.
        output: OutputId,
    },
}
