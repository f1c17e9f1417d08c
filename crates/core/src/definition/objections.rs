//! `[objection]`: whether and until when a decision may be objected to. The policy says nothing of it.

use serde::{Deserialize, Serialize};

use super::problems::Problems;
use super::words;
use crate::calendar::deadline::MAX_DAYS;
use crate::named::named_enum;
use crate::text::Words;

fn silence_words(name: &str) -> Option<Words> {
    Some(match name {
        "None" => Words {
            ar: "لا أثر لعدم الردّ على التظلّم", en: "no answer means nothing"
        },
        "Dismissed" => Words {
            ar: "يُعدّ عدم الردّ على التظلّم رفضاً له",
            en: "no answer dismisses the objection",
        },
        _ => return None,
    })
}

named_enum! {
    /// What it means that an objection is not decided in time.
    pub enum ObjectionSilence, words = silence_words, {
        /// Nothing: it is overdue.
        None = "none",
        /// It is dismissed.
        Dismissed = "dismissed",
    }
}

/// `[objection]`: the terms of objections; without them, none are taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ObjectionTerms {
    /// How many calendar days there are to object, from the day after the decision or its notice.
    pub window_days: u32,
    /// Within how many calendar days it is decided, from the day after it was filed.
    pub decide_within_days: u32,
    /// What it means if it isn't.
    #[serde(default = "nothing", skip_serializing_if = "means_nothing")]
    pub silence: ObjectionSilence,
}

const fn nothing() -> ObjectionSilence {
    ObjectionSilence::None
}

fn means_nothing(silence: &ObjectionSilence) -> bool {
    *silence == ObjectionSilence::None
}

impl ObjectionTerms {
    /// So many calendar days to object and to decide; silence means nothing.
    pub const fn new(window_days: u32, decide_within_days: u32) -> Self {
        Self { window_days, decide_within_days, silence: ObjectionSilence::None }
    }

    /// Each term has days.
    pub(super) fn verify(&self, problems: &mut Problems) {
        let days = |days: u32| (1..=MAX_DAYS).contains(&days);
        problems.unless(days(self.window_days), "objection.window_days", words::CALENDAR_DAYS);
        problems.unless(days(self.decide_within_days), "objection.decide_within_days", words::CALENDAR_DAYS);
    }
}
