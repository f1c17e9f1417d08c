//! Names of things: a newtype each, checked when made.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::country;
use crate::reference::Reference;
use crate::text::{Text, Words, isolate};

/// A text that can't be the id it was given for.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{input}` is not a {what}: {}", .rule.en)]
#[non_exhaustive]
pub struct IdInvalid {
    /// Which kind of id was wanted.
    pub what: &'static str,
    /// What was given, cut to a readable length.
    pub input: String,
    /// The rule it breaks.
    pub rule: Words,
}

impl IdInvalid {
    /// What is wrong and what to do, in both languages.
    pub fn text(&self) -> Text {
        let arabic = format!("{} ليس معرّفاً صحيحاً: {}", isolate(&self.input), self.rule.ar);
        Text::new(arabic, self.to_string())
    }

    pub(crate) fn new(what: &'static str, input: &str, rule: Words) -> Self {
        Self { what, input: input.chars().take(80).collect(), rule }
    }
}

/// Codes are written by people who define services; they stay readable everywhere.
const CODE_RULE: Words = Words {
    ar: "يُرجى استخدام أحرف لاتينية صغيرة وأرقام ونقطة وشرطة فقط، على أن يبدأ بحرف أو رقم، وطوله من 1 إلى 64",
    en: "use 1 to 64 characters of a-z, 0-9, `.`, `_` and `-`, beginning with a letter or digit",
};
/// Other systems' ids are taken as they are, within reason.
const OPAQUE_RULE: Words = Words {
    ar: "يُرجى ألّا يتضمن فراغات أو أحرف تحكم، وأن يكون حجمه بالبايت من 1 إلى 200",
    en: "use 1 to 200 bytes without control or space characters",
};

fn is_code(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    (1..=64).contains(&text.len())
        && text.starts_with(plain)
        && text.chars().all(|c| plain(c) || matches!(c, '.' | '_' | '-'))
}

fn is_opaque(text: &str) -> bool {
    (1..=200).contains(&text.len()) && !text.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// An article of the policy is cited as its rules are.
const ARTICLE_RULE: Words = Words {
    ar: "يُرجى كتابة رقم المادة أو الفقرة بالصيغة المستخدمة في القواعد، وهي رمز السياسة ثم رقم المادة من 1 إلى 25 ثم رقم الفقرة",
    en: "cite an article of the policy or a clause of it, such as `LY-17` or `LY-17.2`",
};

/// `LY-17`, `LY-17.2`, `LY-17.2b` or `LY-5d`.
fn is_article(text: &str) -> bool {
    let Some(cited) = text.strip_prefix("LY-") else { return false };
    let cited = cited.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(cited);
    let (article, clause) = cited.split_once('.').unwrap_or((cited, "1"));
    let number = |text: &str| text.parse::<u8>().ok().filter(|it| it.to_string() == text && *it > 0);
    number(article).is_some_and(|article| article <= 25) && number(clause).is_some()
}

macro_rules! id_type {
    ($(#[$meta:meta])* $name:ident, $what:literal, $check:path, $rule:path) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks and takes the text.
            ///
            /// # Errors
            /// [`IdInvalid`] names the input and the rule it breaks.
            pub fn new(text: impl Into<String>) -> Result<Self, IdInvalid> {
                let text = text.into();
                if $check(&text) { Ok(Self(text)) } else { Err(IdInvalid::new($what, &text, $rule)) }
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdInvalid;
            fn from_str(text: &str) -> Result<Self, IdInvalid> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdInvalid;
            fn try_from(text: String) -> Result<Self, IdInvalid> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = IdInvalid;
            fn try_from(text: &str) -> Result<Self, IdInvalid> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    };
}

id_type!(/// A service in the directory, such as `mun.residence-certificate`.
    ServiceCode, "service code", is_code, CODE_RULE);
id_type!(/// A public body, such as `mun.tripoli-centre`.
    BodyId, "body id", is_code, CODE_RULE);
id_type!(/// A calendar's jurisdiction, such as `ly-west`.
    Jurisdiction, "jurisdiction", is_code, CODE_RULE);
id_type!(/// A form of a service definition.
    FormId, "form id", is_code, CODE_RULE);
id_type!(/// A field of a form; unique in its service.
    FieldId, "field id", is_code, CODE_RULE);
id_type!(/// A kind of document a service asks for.
    DocumentKind, "document id", is_code, CODE_RULE);
id_type!(/// A condition of a service.
    ConditionId, "condition id", is_code, CODE_RULE);
id_type!(/// A step of a service's execution.
    StepId, "step id", is_code, CODE_RULE);
id_type!(/// A part of a service that is made of several.
    PartId, "part id", is_code, CODE_RULE);
id_type!(/// An indicator of a service.
    IndicatorCode, "indicator code", is_code, CODE_RULE);
id_type!(/// An output of a service.
    OutputId, "output id", is_code, CODE_RULE);
id_type!(/// An office of a body, such as the one where paper copies are handed over.
    OfficeId, "office id", is_code, CODE_RULE);
id_type!(/// A person as the host's identity scheme names them; never a national number.
    PersonId, "person id", is_opaque, OPAQUE_RULE);
id_type!(/// The number of a file that is kept outside the system, such as `MOI/2025/17`; never a title.
    FileNumber, "file number", is_opaque, OPAQUE_RULE);
id_type!(/// A country by the two letters of ISO 3166-1, such as `LY`.
    Country, "country", country::is_country, country::RULE);
id_type!(/// A fee of a service.
    FeeId, "fee id", is_code, CODE_RULE);
id_type!(/// A kind of channel message with its version, such as `task.completed.v1`.
    MessageKind, "message kind", is_code, CODE_RULE);
id_type!(/// What the integration channel knows a message by for good.
    MessageId, "message id", is_opaque, OPAQUE_RULE);
id_type!(/// What a mandate is known by.
    MandateId, "mandate id", is_opaque, OPAQUE_RULE);
id_type!(/// What an objection is known by: the reference of its request, and a number.
    ObjectionId, "objection id", is_opaque, OPAQUE_RULE);
id_type!(/// A survey on a service, among those of that service.
    SurveyId, "survey id", is_code, CODE_RULE);
id_type!(/// A question of a survey, unique in it.
    QuestionId, "question id", is_code, CODE_RULE);
id_type!(/// What a command is known by for good; the same id is the same act.
    CommandId, "command id", is_opaque, OPAQUE_RULE);

impl ObjectionId {
    /// The objection with this number, counted from 1, among those on one request.
    pub fn of(reference: &Reference, number: u32) -> Self {
        Self(format!("{reference}-{number}"))
    }

    /// The reference of the request it is on, if it is one of ours.
    pub fn reference(&self) -> Option<Reference> {
        let (reference, number) = self.0.rsplit_once('-')?;
        number.parse::<u32>().ok().and_then(|_| reference.parse().ok())
    }
}

id_type!(/// An article of the policy or a clause of it, such as `LY-17` or `LY-17.2`.
    ArticleId, "article of the policy", is_article, ARTICLE_RULE);
id_type!(/// What an exception is known by for good: its provider and its number there, such as `mun.tripoli-centre/1`.
    ExceptionId, "exception id", is_opaque, OPAQUE_RULE);

impl ArticleId {
    /// Whether the rule with this number stands in it: `LY-17` holds `LY-17.2`, and `LY-17.2` holds `LY-17.2b`.
    pub fn includes(&self, rule: &str) -> bool {
        let Some(rest) = rule.strip_prefix(self.as_str()) else { return false };
        rest.is_empty() || rest.starts_with(|c: char| c == '.' || c.is_ascii_lowercase())
    }
}

impl ExceptionId {
    /// The exception of that number among those a provider asked for.
    pub(crate) fn of(provider: &BodyId, number: usize) -> Self {
        Self(format!("{provider}/{number}"))
    }
}

impl PersonId {
    /// The id under which the engine itself acts.
    pub(crate) fn engine() -> Self {
        Self("talab".to_owned())
    }

    /// Whose the words of an enquiry are that came from somebody who gave no name.
    pub(crate) fn unnamed(service: &ServiceCode, enquiry: u32) -> Self {
        Self(format!("enquiry:{service}/{enquiry}"))
    }
}

impl From<uuid::Uuid> for CommandId {
    fn from(id: uuid::Uuid) -> Self {
        Self(id.to_string())
    }
}
