//! Why a day was counted, or was not.

use serde::{Deserialize, Serialize};

use super::working::{DayKind, Holiday};
use crate::text::{Lang, Text, Words, isolate};

/// Why a day of a deadline was counted, or was not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Why {
    /// The day of receipt: counting begins after the start.
    AfterStart,
    /// A working day on whose close the clock ran. The only reason that counts.
    Working,
    /// A day of the weekend, holiday or not.
    Weekend,
    /// A holiday on a day that would have been a working day.
    Holiday {
        /// The decision that declared it, such as `444/2025`.
        decision: String,
        /// What is celebrated.
        name: Text,
        /// Whether the day can still move.
        provisional: bool,
    },
    /// A working day at whose close the clock stood still.
    Suspended,
}

impl Why {
    /// Why a day that is not the day of receipt was counted or not.
    pub(super) fn of(kind: DayKind<'_>, suspended: bool) -> Self {
        match kind {
            DayKind::Weekend => Self::Weekend,
            DayKind::Holiday(Holiday { decision, name, provisional }) => {
                Self::Holiday { decision: decision.clone(), name: name.clone(), provisional: *provisional }
            }
            DayKind::Working if suspended => Self::Suspended,
            DayKind::Working => Self::Working,
        }
    }

    /// Whether a day with this reason counts.
    pub fn counts(&self) -> bool {
        matches!(self, Self::Working)
    }

    /// The stable name of the reason, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AfterStart => "after_start",
            Self::Working => "working",
            Self::Weekend => "weekend",
            Self::Holiday { .. } => "holiday",
            Self::Suspended => "suspended",
        }
    }

    /// The reason in words.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::AfterStart => AFTER_START.get(lang).to_owned(),
            Self::Working => WORKING.get(lang).to_owned(),
            Self::Weekend => WEEKEND.get(lang).to_owned(),
            Self::Suspended => SUSPENDED.get(lang).to_owned(),
            Self::Holiday { decision, name, provisional } => holiday(lang, decision, name, *provisional),
        }
    }
}

const AFTER_START: Words = Words {
    ar: "يوم الاستلام، ويبدأ العدّ من اليوم الذي يليه",
    en: "day of receipt, counting starts with the next day",
};
const WORKING: Words = Words { ar: "يوم عمل", en: "working day" };
const WEEKEND: Words = Words { ar: "عطلة نهاية الأسبوع", en: "weekend" };
const SUSPENDED: Words = Words {
    ar: "احتساب المدة موقوف عند نهاية اليوم",
    en: "the clock stands still at the close of the day",
};

fn holiday(lang: Lang, decision: &str, name: &Text, provisional: bool) -> String {
    let name = if name.get(lang).is_empty() { &name.ar } else { name.get(lang) };
    match (lang, provisional) {
        (Lang::Ar, false) => format!("عطلة رسمية: {name} (السند: {})", isolate(decision)),
        (Lang::Ar, true) => format!("عطلة رسمية لم تثبت بعد: {name} (السند: {})", isolate(decision)),
        (Lang::En, false) => format!("holiday: {name}, declared by {decision}"),
        (Lang::En, true) => format!("holiday, still provisional: {name}, declared by {decision}"),
    }
}
