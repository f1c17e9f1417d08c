//! What people ask of a service before there is a request, and the questions of a survey.

use serde::{Deserialize, Serialize};

use crate::ids::QuestionId;
use crate::named::named_enum;
use crate::text::{Text, Words};

fn topic_words(name: &str) -> Option<Words> {
    Some(match name {
        "Requirements" => {
            Words { ar: "الشروط والمستندات المطلوبة", en: "what is required" }
        }
        "Fees" => Words { ar: "الرسوم", en: "fees" },
        "Time" => Words { ar: "مدة تقديم الخدمة", en: "how long it takes" },
        "WhereAndHow" => Words { ar: "مكان التقديم وكيفيته", en: "where and how to apply" },
        "Complaint" => Words { ar: "شكوى", en: "complaint" },
        "Other" => Words { ar: "موضوع آخر", en: "something else" },
        _ => return None,
    })
}

named_enum! {
    /// What an enquiry is about.
    pub enum EnquiryTopic, words = topic_words, {
        /// Conditions and documents.
        Requirements = "requirements",
        /// What it costs.
        Fees = "fees",
        /// How long it takes.
        Time = "time",
        /// Where and how to apply.
        WhereAndHow = "where_and_how",
        /// A complaint about the service.
        Complaint = "complaint",
        /// Anything else.
        Other = "other",
    }
}

/// A question of a survey, answered by a rating from 1 to 5.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct SurveyQuestion {
    /// What it is known by in its survey.
    pub id: QuestionId,
    /// What is asked, in both languages.
    pub text: Text,
}
