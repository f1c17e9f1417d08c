//! The smaller parts of a definition: terms, rules, steps, outputs.

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::paper::PaperTerms;
use super::period::Period;
use crate::ids::{ConditionId, OutputId, StepId};
use crate::named::named_enum;
use crate::text::{Text, Words};

/// `[deadline]`: how long the service takes, counted from the day after receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DeadlineTerms {
    /// The budget in working days.
    pub working_days: u32,
    /// The law that sets it, of those that the service rests on (LY-4.3); without this, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law: Option<String>,
    /// Whether and how far it may be extended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<ExtensionTerms>,
}

/// `[deadline.extension]`: how far a deadline may be extended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExtensionTerms {
    /// How many times.
    pub times: u32,
    /// By how many working days in all.
    pub working_days: u32,
}

/// `[corrections]`: how corrections are asked (LY-16.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct CorrectionTerms {
    /// The term to answer, in working days.
    pub working_days: u32,
    /// How many times they may be asked.
    pub rounds: u32,
    /// What follows when no answer comes.
    pub on_no_answer: NoAnswer,
}

impl Default for CorrectionTerms {
    fn default() -> Self {
        Self { working_days: 10, rounds: 2, on_no_answer: NoAnswer::LapseByDecision }
    }
}

fn no_answer_words(name: &str) -> Option<Words> {
    Some(match name {
        "LapseByDecision" => Words {
            ar: "يسقط الطلب بقرار من الموظف المختص",
            en: "the request lapses by an officer's decision",
        },
        "LapseAutomatic" => {
            Words { ar: "يسقط الطلب تلقائياً", en: "the request lapses by itself" }
        }
        "DecideAsIs" => {
            Words { ar: "يُبتّ في الطلب على حاله", en: "the request is decided as it is" }
        }
        _ => return None,
    })
}

fn mode_words(name: &str) -> Option<Words> {
    Some(match name {
        "AtOnce" => Words { ar: "على الفور", en: "at once" },
        "ByOfficer" => Words { ar: "من الموظف المختص", en: "by an officer" },
        _ => return None,
    })
}

fn silence_words(name: &str) -> Option<Words> {
    Some(match name {
        "None" => Words { ar: "لا أثر للسكوت", en: "silence means nothing" },
        "DeemedGranted" => Words { ar: "يُعدّ السكوت موافقة", en: "silence grants" },
        "DeemedDenied" => Words { ar: "يُعدّ السكوت رفضاً", en: "silence denies" },
        _ => return None,
    })
}

named_enum! {
    /// What follows when corrections are not answered in their term.
    pub enum NoAnswer, words = no_answer_words, {
        /// An officer decides that the request lapses.
        LapseByDecision = "lapse_by_decision",
        /// The request lapses by rule.
        LapseAutomatic = "lapse_automatic",
        /// The officer goes on with what is there.
        DecideAsIs = "decide_as_is",
    }
}

named_enum! {
    /// Who acknowledges a received request.
    pub enum AcknowledgementMode, words = mode_words, {
        /// The rule, in the append of the receipt (LY-15.1).
        AtOnce = "at_once",
        /// An officer, where another law says so.
        ByOfficer = "by_officer",
    }
}

named_enum! {
    /// What an authority's silence means when the deadline passes.
    pub enum Silence, words = silence_words, {
        /// Nothing.
        None = "none",
        /// The request counts as granted.
        DeemedGranted = "deemed_granted",
        /// The request counts as denied.
        DeemedDenied = "deemed_denied",
    }
}

/// `[rules]`: what the policy leaves open. The defaults are the policy's own words, and nothing more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Rules {
    /// Whether a decision needs a second person.
    pub second_person: bool,
    /// Who acknowledges.
    pub acknowledgement: AcknowledgementMode,
    /// Whether steps, corrections and decisions may come before the acknowledgement.
    pub decision_before_acknowledgement: bool,
    /// Whether the applicant must declare that the data are correct.
    pub declaration: bool,
    /// What silence means.
    pub silence: Silence,
    /// How many working days an attempt that was not acknowledged stays open; without it, it stays open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplement_within: Option<u32>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            second_person: true,
            acknowledgement: AcknowledgementMode::AtOnce,
            decision_before_acknowledgement: false,
            declaration: false,
            silence: Silence::None,
            supplement_within: None,
        }
    }
}

/// `[[condition]]`: what must hold for the service to be granted (LY-17.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ConditionTerms {
    /// Its id.
    pub id: ConditionId,
    /// What it says.
    pub text: Text,
    /// How the engine judges it; without this, an officer does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The law that sets it, of those that the service rests on (LY-4.3); without this, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law: Option<String>,
}

/// `[[output]]`: something the service delivers (LY-18.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OutputType {
    /// Its id.
    pub id: OutputId,
    /// What it is called.
    pub name: Text,
    /// How long it is valid from the day of issue; without this, for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_for: Option<Period>,
    /// Whether a request is concluded only when it is delivered.
    #[serde(default)]
    pub mandatory: bool,
    /// The steps on whose favourable end alone it rests: once they have it, the output may be issued before the decision and
    /// whatever the decision; without any, it rests on a grant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<StepId>,
    /// How a paper copy of it reaches the user; without this, there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperTerms>,
    /// Whether it bears the signature of a trust service; without this, that is left to the provider (SA-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<SignatureTerms>,
}

/// `signature = "required"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SignatureTerms {
    /// It is issued with one, or under an exception from article 10.3 that the regulator granted.
    Required,
}

/// `[acknowledgement]`: what the provider says on receipt (LY-15.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AcknowledgementTerms {
    /// The message, with `{reference}`, `{number}`, `{received_at}` and `{expected_by}`.
    pub template: Text,
}

impl AcknowledgementTerms {
    /// The variables a template may use.
    pub const VARIABLES: [&'static str; 5] = ["reference", "number", "received_at", "expected_by", "service"];
}
