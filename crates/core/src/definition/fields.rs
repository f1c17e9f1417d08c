//! Forms and their fields.

use serde::{Deserialize, Serialize};

use super::requirement::Requirement;
use crate::calendar::date_format;
use crate::ids::{FieldId, FormId};
use crate::input;
use crate::text::Text;
use crate::value::{MAX_SAFE_INTEGER, Value};

/// A form to fill in (LY-13.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Form {
    /// Its id.
    pub id: FormId,
    /// Its title.
    pub title: Text,
    /// Its fields, in order.
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Field {
    /// Its id, unique in the service.
    pub id: FieldId,
    /// What the applicant sees.
    pub label: Text,
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// The exact number of digits, for `digits`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<u16>,
    /// The most characters, for `text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u16>,
    /// The least value, for `integer`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// The greatest value, for `integer`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// What may be chosen, for `choice` and `choices`.
    #[serde(default, rename = "option", skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// Who gives the value: `applicant`, `officer`, `computed`, or a trusted source's id (LY-6.1).
    #[serde(default = "applicant")]
    pub source: String,
    /// Whether it must be answered.
    #[serde(default)]
    pub required: Requirement,
    /// Whether it can identify a person; it can, unless the definition says otherwise.
    #[serde(default = "yes")]
    pub personal: bool,
}

/// One thing that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Choice {
    /// The value stored.
    pub value: String,
    /// What the applicant sees.
    pub label: Text,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FieldType {
    /// A text, 500 characters unless `max_length` says otherwise.
    Text,
    /// Digits only, exactly `length` of them; leading zeros count.
    Digits,
    /// A whole number.
    Integer,
    /// Yes or no.
    Boolean,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// One of the options.
    Choice,
    /// Any of the options, each once.
    Choices,
    /// An e-mail address.
    Email,
}

fn applicant() -> String {
    "applicant".to_owned()
}

fn yes() -> bool {
    true
}

impl Field {
    /// The source that owns the value by law, if it is not the applicant, an officer or a computation.
    pub fn trusted_source(&self) -> Option<&str> {
        (!matches!(self.source.as_str(), "applicant" | "officer" | "computed"))
            .then_some(self.source.as_str())
    }

    /// Takes a value in: its shape is checked and its text brought to NFC. What it means is verified later.
    ///
    /// # Errors
    /// What is wrong with the value, in English, as the problem of `field_invalid`.
    pub fn accept(&self, value: Value) -> Result<Value, String> {
        match (self.kind, value) {
            (FieldType::Text, Value::Text(text)) => {
                input::text(&text, usize::from(self.max_length.unwrap_or(500))).map(Value::Text)
            }
            (FieldType::Digits, Value::Text(text)) => self.digits(text),
            (FieldType::Integer, Value::Integer(number)) => self.integer(number),
            (FieldType::Boolean, value @ Value::Boolean(_)) => Ok(value),
            (FieldType::Date, Value::Text(text)) => match date_format::parse(&text) {
                Some(_) => Ok(Value::Text(text)),
                None => Err("write a date that exists, as YYYY-MM-DD".to_owned()),
            },
            (FieldType::Choice, Value::Text(text)) => self.choice(text),
            (FieldType::Choices, Value::List(values)) => self.choices(values),
            (FieldType::Email, Value::Text(text)) => input::email(&text).map(Value::Text),
            (kind, _) => Err(format!("give {}", kind.wants())),
        }
    }

    fn digits(&self, text: String) -> Result<Value, String> {
        // A person may type Arabic-Indic digits; what is stored is one alphabet only.
        let text: Option<String> = text.chars().map(input::western_digit).collect();
        match (text, self.length) {
            (Some(text), Some(length)) if text.len() == usize::from(length) => Ok(Value::Text(text)),
            (Some(text), None) if !text.is_empty() && text.len() <= 64 => Ok(Value::Text(text)),
            (_, Some(length)) => Err(format!("give exactly {length} digits")),
            (_, None) => Err("give 1 to 64 digits".to_owned()),
        }
    }

    fn integer(&self, number: i64) -> Result<Value, String> {
        let (min, max) = (self.min.unwrap_or(-MAX_SAFE_INTEGER), self.max.unwrap_or(MAX_SAFE_INTEGER));
        if (min..=max).contains(&number) {
            Ok(Value::Integer(number))
        } else {
            Err(format!("give a whole number from {min} to {max}"))
        }
    }

    fn choice(&self, text: String) -> Result<Value, String> {
        if self.options.iter().any(|option| option.value == text) {
            return Ok(Value::Text(text));
        }
        let options: Vec<_> = self.options.iter().map(|option| option.value.as_str()).collect();
        Err(format!("choose one of {}", options.join(", ")))
    }

    fn choices(&self, values: Vec<Value>) -> Result<Value, String> {
        let mut chosen = Vec::with_capacity(values.len().min(self.options.len()));
        for value in values {
            let Value::Text(text) = value else { return Err("give a list of options".to_owned()) };
            let value = self.choice(text)?;
            if chosen.contains(&value) {
                return Err(format!("name `{value}` once"));
            }
            chosen.push(value);
        }
        Ok(Value::List(chosen))
    }
}

impl FieldType {
    fn wants(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Digits => "digits, as a text",
            Self::Integer => "a whole number",
            Self::Boolean => "true or false",
            Self::Date => "a date as a text, YYYY-MM-DD",
            Self::Choice => "one of the options, as a text",
            Self::Choices => "a list of options",
            Self::Email => "an e-mail address, as a text",
        }
    }

    /// A value of this type, to try conditions on.
    pub(super) fn sample(self, field: &Field) -> Value {
        match self {
            Self::Text => Value::Text("text".to_owned()),
            Self::Digits => Value::Text("0".repeat(usize::from(field.length.unwrap_or(1)))),
            Self::Integer => Value::Integer(field.min.or(field.max).unwrap_or(0)),
            Self::Boolean => Value::Boolean(true),
            Self::Date => Value::Text("2025-01-01".to_owned()),
            Self::Choice => Value::Text(field.options.first().map_or_else(String::new, |o| o.value.clone())),
            Self::Choices => Value::List(Vec::new()),
            Self::Email => Value::Text("a@example.org".to_owned()),
        }
    }
}
