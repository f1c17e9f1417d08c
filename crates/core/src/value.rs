//! A value of an answer: plain JSON scalars and lists, nothing that rounds.

use std::fmt;

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The largest whole number every JSON reader keeps exactly.
pub(crate) const MAX_SAFE_INTEGER: i64 = (1 << 53) - 1;

/// What a person or a source answered in a field.
///
/// There are no floating-point values: money is a whole number of its smallest unit, a decimal a text with all its
/// decimals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "these are the shapes of the wire; a new one is a new format")]
pub enum Value {
    /// A text, also of a date (`YYYY-MM-DD`), a choice, a decimal (`240.50`) or a point.
    Text(String),
    /// A whole number within ±(2^53−1).
    Integer(i64),
    /// Yes or no.
    Boolean(bool),
    /// Several values.
    List(Vec<Value>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Self::Integer(value.into())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Boolean(value) => value.fmt(f),
            Self::List(values) => {
                for (at, value) in values.iter().enumerate() {
                    if at > 0 {
                        f.write_str(", ")?;
                    }
                    value.fmt(f)?;
                }
                Ok(())
            }
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::List(values) => values.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a whole number within ±(2^53−1), true or false, or a list of these")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Boolean(value))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Value, E> {
        if number.unsigned_abs() > MAX_SAFE_INTEGER.unsigned_abs() {
            return Err(E::invalid_value(de::Unexpected::Signed(number), &self));
        }
        Ok(Value::Integer(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => Err(E::invalid_value(de::Unexpected::Unsigned(number), &self)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = seq.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Value, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn a_value_is_shown_as_people_write_it() {
        let list = Value::List(vec![Value::Text("a".to_owned()), Value::Integer(2), Value::Boolean(true)]);
        assert_eq!(list.to_string(), "a, 2, true");
        assert_eq!(Value::List(vec![Value::Integer(7)]).to_string(), "7");
    }

    /// 2^53−1 is the last whole number that every reader of JSON reads alike.
    #[test]
    fn a_number_beyond_what_json_carries_is_refused() {
        for number in [MAX_SAFE_INTEGER, -MAX_SAFE_INTEGER, 0] {
            assert_eq!(read(&number.to_string()), Ok(Value::Integer(number)));
        }
        for number in [MAX_SAFE_INTEGER + 1, -MAX_SAFE_INTEGER - 1] {
            assert!(read(&number.to_string()).is_err(), "{number}");
        }
        assert!(read("{}").unwrap_err().contains("a text, a whole number within"));
    }
}
