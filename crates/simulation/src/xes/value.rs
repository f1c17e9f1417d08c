//! The values of attributes.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The value of one attribute, by the kinds XES has.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// A text.
    String(String),
    /// An instant, with the offset it was written with.
    Date(OffsetDateTime),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// True or false.
    Boolean(bool),
    /// An identifier.
    Id(String),
    /// Keyed values in their order; a key may repeat.
    List(Vec<(String, Value)>),
}

impl Value {
    /// The text of a string or an identifier; of no other kind.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) | Self::Id(text) => Some(text),
            _ => None,
        }
    }

    /// The instant of a date; of no other kind.
    pub fn as_date(&self) -> Option<OffsetDateTime> {
        match self {
            Self::Date(at) => Some(*at),
            _ => None,
        }
    }

    /// Reads `text` as the kind that the element named `tag` holds. The refusal says what was expected.
    pub(super) fn parse(tag: &str, text: &str) -> Result<Self, &'static str> {
        let trimmed = text.trim();
        match tag {
            "string" => Ok(Self::String(text.to_owned())),
            "id" => Ok(Self::Id(text.to_owned())),
            "date" => OffsetDateTime::parse(trimmed, &Rfc3339)
                .map(Self::Date)
                .map_err(|_| "an instant with its offset, such as 2011-10-11T13:45:40.276+02:00"),
            "int" => trimmed.parse().map(Self::Int).map_err(|_| "a whole number of at most 64 bits"),
            "float" => trimmed.parse().map(Self::Float).map_err(|_| "a number, such as 0.5"),
            "boolean" => match trimmed {
                "true" | "1" => Ok(Self::Boolean(true)),
                "false" | "0" => Ok(Self::Boolean(false)),
                _ => Err("true or false"),
            },
            _ => Err("a known kind of attribute"),
        }
    }
}
