//! Forms and their fields.

use serde::{Deserialize, Serialize};

use super::formula::Formula;
use super::requirement::Requirement;
use super::shapes;
use crate::calendar::date_format;
use crate::ids::{FieldId, FormId};
use crate::input;
use crate::money::Currency;
use crate::text::{Text, Words, counted, isolate, listed};
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
    /// What its data are asked for (LY-6.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Text>,
    /// The law that allows to ask for them, of those that the service rests on; without this, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
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
    /// What kind of text it is, for `text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<TextFormat>,
    /// How many decimals there are, for `decimal`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<u8>,
    /// Of which currency, for `money`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The least value, for `integer`; for `decimal` and `money` in the smallest unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// The greatest value, for `integer`; for `decimal` and `money` in the smallest unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// What may be chosen, for `choice` and `choices`.
    #[serde(default, rename = "option", skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// Who gives the value: `applicant`, `officer`, `computed`, or a trusted source's id (LY-6.1).
    #[serde(default = "applicant")]
    pub source: String,
    /// How the engine works it out, for the source `computed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<Formula>,
    /// Whether it must be answered; an officer's value must be there before a grant.
    #[serde(default)]
    pub required: Requirement,
    /// Why the applicant gives it though a body of the service could (JO-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_by_applicant: Option<Text>,
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
    /// A number with exactly `scale` decimals, as a text such as `"240.50"`; never a floating-point number.
    Decimal,
    /// An amount not below zero, in the smallest unit of `currency`.
    Money,
    /// A local date and time, `YYYY-MM-DDThh:mm`.
    #[serde(rename = "datetime")]
    DateTime,
    /// Three lines or four: municipality, quarter, street and building, and the postcode if there is one.
    Address,
    /// Latitude and longitude in degrees, as a text such as `"32.887209,13.191338"`.
    Point,
}

/// What kind of text a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TextFormat {
    /// An international account number (ISO 13616), with its check digits.
    Iban,
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
    /// What is wrong with the value, as the problem of `field_invalid`.
    pub fn accept(&self, value: Value) -> Result<Value, Text> {
        match (self.kind, value) {
            (FieldType::Text, Value::Text(text)) if self.format == Some(TextFormat::Iban) => {
                shapes::accept_iban(&text)
            }
            (FieldType::Text, Value::Text(text)) => {
                input::text(&text, usize::from(self.max_length.unwrap_or(500))).map(Value::Text)
            }
            (FieldType::Digits, Value::Text(text)) => self.digits(text),
            (FieldType::Integer, Value::Integer(number)) => self.integer(number),
            (FieldType::Boolean, value @ Value::Boolean(_)) => Ok(value),
            (FieldType::Date, Value::Text(text)) => match date_format::parse(&text) {
                Some(_) => Ok(Value::Text(text)),
                None => Err(Text::new(
                    format!(
                        "يُرجى إدخال تاريخ صحيح بالصيغة {} (السنة ثم الشهر ثم اليوم)",
                        isolate("YYYY-MM-DD")
                    ),
                    "write a date that exists, as YYYY-MM-DD",
                )),
            },
            (FieldType::Choice, Value::Text(text)) => self.choice(text),
            (FieldType::Choices, Value::List(values)) => self.choices(values),
            (FieldType::Email, Value::Text(text)) => input::email(&text).map(Value::Text),
            (FieldType::Decimal, Value::Text(text)) => self.decimal(&text),
            (FieldType::Money, Value::Integer(amount)) => self.money(amount),
            (FieldType::DateTime, Value::Text(text)) => shapes::accept_moment(&text),
            (FieldType::Address, Value::List(lines)) => shapes::accept_address(lines),
            (FieldType::Point, Value::Text(text)) => shapes::accept_point(&text),
            (kind, _) => Err(kind.wants().to_text()),
        }
    }

    fn digits(&self, text: String) -> Result<Value, Text> {
        // A person may type Arabic-Indic digits; what is stored is one alphabet only.
        let text: Option<String> = text.chars().map(input::western_digit).collect();
        match (text, self.length) {
            (Some(text), Some(length)) if text.len() == usize::from(length) => Ok(Value::Text(text)),
            (Some(text), None) if !text.is_empty() && text.len() <= 64 => Ok(Value::Text(text)),
            (_, Some(length)) => Err(Text::new(
                format!("يُرجى إدخال أرقام فقط دون حروف أو فراغات، والعدد المطلوب من الأرقام: {length}"),
                format!("give exactly {}", counted(length, "digit")),
            )),
            (_, None) => Err(Text::new(
                "يُرجى إدخال أرقام فقط دون حروف أو فراغات، وعددها من 1 إلى 64",
                "give 1 to 64 digits",
            )),
        }
    }

    fn integer(&self, number: i64) -> Result<Value, Text> {
        let (min, max) = (self.min.unwrap_or(-MAX_SAFE_INTEGER), self.max.unwrap_or(MAX_SAFE_INTEGER));
        if (min..=max).contains(&number) {
            Ok(Value::Integer(number))
        } else {
            let (low, high) = (isolate(&min.to_string()), isolate(&max.to_string()));
            Err(Text::new(
                format!("يُرجى إدخال عدد صحيح من {low} إلى {high}"),
                format!("give a whole number from {min} to {max}"),
            ))
        }
    }

    fn decimal(&self, text: &str) -> Result<Value, Text> {
        let scale = self.scale();
        let (min, max) = (self.min.unwrap_or(-MAX_SAFE_INTEGER), self.max.unwrap_or(MAX_SAFE_INTEGER));
        match shapes::decimal(text, scale).filter(|amount| (min..=max).contains(amount)) {
            Some(amount) => Ok(Value::Text(shapes::decimal_text(amount, scale))),
            None => {
                let (low, high) = (shapes::decimal_text(min, scale), shapes::decimal_text(max, scale));
                Err(Text::new(
                    format!(
                        "يُرجى إدخال عدد من {} إلى {} (الحد الأقصى للأرقام بعد الفاصلة: {scale})",
                        isolate(&low),
                        isolate(&high)
                    ),
                    format!("give a number from {low} to {high} with at most {}", counted(scale, "decimal")),
                ))
            }
        }
    }

    fn money(&self, amount: i64) -> Result<Value, Text> {
        let (min, max) = (self.min.unwrap_or(0).max(0), self.max.unwrap_or(MAX_SAFE_INTEGER));
        if (min..=max).contains(&amount) {
            return Ok(Value::Integer(amount));
        }
        let (low, high) = (isolate(&min.to_string()), isolate(&max.to_string()));
        let currency = self.currency.as_ref().map_or("-", Currency::as_str);
        Err(Text::new(
            format!("يُرجى إدخال المبلغ بأصغر وحدات العملة {} من {low} إلى {high}", isolate(currency)),
            format!("give the amount in the smallest unit of {currency}, from {min} to {max}"),
        ))
    }

    /// How many decimals a decimal has.
    pub(super) fn scale(&self) -> u8 {
        self.scale.unwrap_or_default()
    }

    fn choice(&self, text: String) -> Result<Value, Text> {
        if self.options.iter().any(|option| option.value == text) {
            return Ok(Value::Text(text));
        }
        let options = listed(self.options.iter().map(|option| option.value.as_str()));
        Err(Text::new(
            format!("يُرجى اختيار أحد الخيارات الآتية: {}", options.ar),
            format!("choose one of {}", options.en),
        ))
    }

    fn choices(&self, values: Vec<Value>) -> Result<Value, Text> {
        let mut chosen = Vec::with_capacity(values.len().min(self.options.len()));
        for value in values {
            let Value::Text(text) = value else { return Err(FieldType::Choices.wants().to_text()) };
            let value = self.choice(text)?;
            if chosen.contains(&value) {
                let arabic = format!("الخيار {} مكرر، يُرجى ذكره مرة واحدة", isolate(&value.to_string()));
                return Err(Text::new(arabic, format!("name `{value}` once")));
            }
            chosen.push(value);
        }
        Ok(Value::List(chosen))
    }
}

impl FieldType {
    fn wants(self) -> Words {
        let (ar, en) = match self {
            Self::Text => ("يُرجى إدخال نص", "give a text"),
            Self::Digits => ("يُرجى إدخال أرقام في صورة نص", "give digits, as a text"),
            Self::Integer => ("يُرجى إدخال عدد صحيح", "give a whole number"),
            Self::Boolean => ("يُرجى الإجابة بنعم أو لا", "give true or false"),
            Self::Date => ("يُرجى إدخال تاريخ في صورة نص", "give a date as a text, YYYY-MM-DD"),
            Self::Choice => {
                ("يُرجى إدخال أحد الخيارات المتاحة في صورة نص", "give one of the options, as a text")
            }
            Self::Choices => ("يُرجى إدخال قائمة من الخيارات المتاحة", "give a list of options"),
            Self::Email => ("يُرجى إدخال عنوان بريد إلكتروني في صورة نص", "give an e-mail address, as a text"),
            Self::Decimal => ("يُرجى إدخال عدد عشري في صورة نص", "give a decimal, as a text"),
            Self::Money => (
                "يُرجى إدخال المبلغ عدداً صحيحاً من أصغر وحدات العملة",
                "give a whole number of the smallest unit",
            ),
            Self::DateTime => {
                ("يُرجى إدخال تاريخ ووقت في صورة نص", "give a date and time as a text, YYYY-MM-DDThh:mm")
            }
            Self::Address => {
                ("يُرجى إدخال العنوان في صورة قائمة من الأسطر", "give an address, as a list of lines")
            }
            Self::Point => ("يُرجى إدخال الإحداثيات في صورة نص", "give coordinates, as a text"),
        };
        Words { ar, en }
    }

    /// A value of this type, to try conditions on.
    pub(super) fn sample(self, field: &Field) -> Value {
        match self {
            Self::Text if field.format == Some(TextFormat::Iban) => {
                Value::Text("LY38021001000000123456789".to_owned())
            }
            Self::Text => Value::Text("text".to_owned()),
            Self::Digits => Value::Text("0".repeat(usize::from(field.length.unwrap_or(1)))),
            Self::Integer => Value::Integer(field.min.or(field.max).unwrap_or(0)),
            Self::Boolean => Value::Boolean(true),
            Self::Date => Value::Text("2025-01-01".to_owned()),
            Self::Choice => Value::Text(field.options.first().map_or_else(String::new, |o| o.value.clone())),
            Self::Choices => Value::List(Vec::new()),
            Self::Email => Value::Text("a@example.org".to_owned()),
            Self::Decimal => {
                let amount = field.min.or(field.max).unwrap_or(0);
                Value::Text(shapes::decimal_text(amount, field.scale()))
            }
            Self::Money => Value::Integer(field.min.or(field.max).unwrap_or(0).max(0)),
            Self::DateTime => Value::Text("2025-01-01T00:00".to_owned()),
            Self::Address => Value::List(["municipality", "quarter", "street"].map(Value::from).into()),
            Self::Point => Value::Text("0.000000,0.000000".to_owned()),
        }
    }
}
