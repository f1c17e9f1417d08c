//! `[[indicator]]`: what the provider promises of all its requests together, and how much of it (article 11).

use serde::{Deserialize, Serialize};

use super::ServiceDefinition;
use super::problems::Problems;
use super::verify::{both, unique};
use super::words;
use crate::calendar::deadline::MAX_DAYS;
use crate::ids::IndicatorCode;
use crate::named::named_enum;
use crate::text::{Text, Words};

fn measure_words(name: &str) -> Option<Words> {
    Some(match name {
        "OnTimeShare" => Words {
            ar: "نسبة الطلبات المنجزة في موعدها",
            en: "share of requests decided on time",
        },
        "RejectedShare" => Words {
            ar: "نسبة الطلبات التي لم يتم تأكيد استلامها",
            en: "share of requests not acknowledged at some time",
        },
        "DeniedShare" => Words {
            ar: "نسبة الطلبات المرفوضة",
            en: "share of decided requests that were denied",
        },
        "CorrectionShare" => Words {
            ar: "نسبة الطلبات التي طُلب تصحيحها",
            en: "share of requests with corrections",
        },
        "AmendedShare" => Words {
            ar: "نسبة القرارات التي صُحّحت بعد صدورها",
            en: "share of decided requests in which an error was corrected afterwards",
        },
        "ManualShare" => Words {
            ar: "نسبة خطوات التنفيذ اليدوية",
            en: "share of steps that are done by hand",
        },
        "MedianDaysToDecide" => Words {
            ar: "وسيط عدد الأيام حتى صدور القرار",
            en: "median of the days until the decision",
        },
        "P90DaysToDecide" => Words {
            ar: "عدد الأيام التي صدر خلالها القرار في تسعة أعشار الطلبات",
            en: "days within which nine in ten requests are decided",
        },
        "MedianDaysToDeliver" => Words {
            ar: "وسيط عدد الأيام حتى تسليم المخرجات",
            en: "median of the days until the delivery",
        },
        "P90DaysToDeliver" => Words {
            ar: "عدد الأيام التي سُلّمت خلالها المخرجات في تسعة أعشار الطلبات",
            en: "days within which nine in ten requests are delivered",
        },
        _ => return None,
    })
}

named_enum! {
    /// Which measure an indicator is about. A share is in percent; days are of 24 hours on the wall clock, from the receipt.
    pub enum IndicatorMeasure, words = measure_words, {
        /// Of the requests whose promise was kept or missed, those in which it was kept; the target is the least.
        OnTimeShare = "on_time_share",
        /// Of all requests, those that were not acknowledged at some time (LY-15.3).
        RejectedShare = "rejected_share",
        /// Of those decided, those denied, by silence as well.
        DeniedShare = "denied_share",
        /// Of all requests, those in which corrections were asked.
        CorrectionShare = "correction_share",
        /// Of those ever decided, those in which an error was corrected afterwards.
        AmendedShare = "amended_share",
        /// Of the steps completed, those done by hand.
        ManualShare = "manual_share",
        /// Half are decided within so many days.
        MedianDaysToDecide = "median_days_to_decide",
        /// Nine in ten are decided within so many days.
        P90DaysToDecide = "p90_days_to_decide",
        /// Half are delivered within so many days.
        MedianDaysToDeliver = "median_days_to_deliver",
        /// Nine in ten are delivered within so many days.
        P90DaysToDeliver = "p90_days_to_deliver",
    }
}

impl IndicatorMeasure {
    /// Whether it is a share, in percent; the others are times, in days.
    pub const fn is_share(self) -> bool {
        matches!(
            self,
            Self::OnTimeShare
                | Self::RejectedShare
                | Self::DeniedShare
                | Self::CorrectionShare
                | Self::AmendedShare
                | Self::ManualShare
        )
    }

    /// Whether the target is the least that there should be; of the others, it is the most.
    pub const fn wants_more(self) -> bool {
        matches!(self, Self::OnTimeShare)
    }

    /// The targets there can be.
    fn allows(self, target: u32) -> bool {
        if self.is_share() { target <= 100 } else { (1..=MAX_DAYS).contains(&target) }
    }
}

/// `[[indicator]]`: a measure of the service with its target, published with it (JO-2e).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Indicator {
    /// What it is known by, in its service.
    pub code: IndicatorCode,
    /// What it is called.
    pub name: Text,
    /// Which measure it is.
    pub measure: IndicatorMeasure,
    /// How much of it is promised: whole percent of a share, whole days of a time.
    pub target: u32,
}

/// Each code once, named in both languages, with a target that can be.
pub(super) fn indicators(definition: &ServiceDefinition, problems: &mut Problems) {
    let codes = definition.indicators.iter().map(|indicator| indicator.code.as_str());
    unique(codes, "indicator", problems);
    for indicator in &definition.indicators {
        let path = format!("indicator.{}", indicator.code);
        both(&indicator.name, &format!("{path}.name"), problems);
        let words = if indicator.measure.is_share() { words::TARGET_SHARE } else { words::TARGET_DAYS };
        problems.unless(indicator.measure.allows(indicator.target), format!("{path}.target"), words);
    }
}
