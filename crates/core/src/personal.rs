//! Personal data: never in a log line, always bound to a person, erasable without touching history.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;

/// A value that can identify a person, bound to the subject whose key protects it.
///
/// `Debug` prints `‹redacted›`. On the wire it is an envelope, `{"subject":…,"clear":…}` or
/// `{"subject":…,"sealed":"…"}` or `{"subject":…,"erased":true}`; a log with a vault stores only the last two.
/// Whatever happens to the value changes no stage, date, amount or hash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Envelope<T>", into = "Envelope<T>", bound(serialize = "T: Clone + Serialize"))]
pub struct Personal<T> {
    subject: PersonId,
    content: Content<T>,
}

#[derive(Clone, PartialEq, Eq)]
enum Content<T> {
    Clear(T),
    Sealed(String),
    Erased,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope<T> {
    subject: PersonId,
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    clear: Option<T>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sealed: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    erased: bool,
}

fn none<T>() -> Option<T> {
    None
}

impl<T> Personal<T> {
    /// A readable value of the subject's.
    pub fn clear(subject: PersonId, value: T) -> Self {
        Self { subject, content: Content::Clear(value) }
    }

    /// A value only a vault can read, as its sealed text.
    pub fn sealed(subject: PersonId, text: impl Into<String>) -> Self {
        Self { subject, content: Content::Sealed(text.into()) }
    }

    /// A value whose key was destroyed.
    pub fn erased(subject: PersonId) -> Self {
        Self { subject, content: Content::Erased }
    }

    /// Whose datum it is.
    pub fn subject(&self) -> &PersonId {
        &self.subject
    }

    /// The value, if it can be read here.
    pub fn get(&self) -> Option<&T> {
        match &self.content {
            Content::Clear(value) => Some(value),
            Content::Sealed(_) | Content::Erased => None,
        }
    }

    /// The same datum in another shape; what can't be read stays as it is.
    #[must_use]
    pub fn map<U>(self, shape: impl FnOnce(T) -> U) -> Personal<U> {
        let content = match self.content {
            Content::Clear(value) => Content::Clear(shape(value)),
            Content::Sealed(text) => Content::Sealed(text),
            Content::Erased => Content::Erased,
        };
        Personal { subject: self.subject, content }
    }

    /// Whether the value was destroyed for good.
    pub fn is_erased(&self) -> bool {
        matches!(self.content, Content::Erased)
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("‹redacted›")
    }
}

impl<T> From<Personal<T>> for Envelope<T> {
    fn from(personal: Personal<T>) -> Self {
        let (clear, sealed, erased) = match personal.content {
            Content::Clear(value) => (Some(value), None, false),
            Content::Sealed(text) => (None, Some(text), false),
            Content::Erased => (None, None, true),
        };
        Self { subject: personal.subject, clear, sealed, erased }
    }
}

impl<T> TryFrom<Envelope<T>> for Personal<T> {
    type Error = &'static str;

    fn try_from(envelope: Envelope<T>) -> Result<Self, Self::Error> {
        let content = match (envelope.clear, envelope.sealed, envelope.erased) {
            (Some(value), None, false) => Content::Clear(value),
            (None, Some(text), false) => Content::Sealed(text),
            (None, None, true) => Content::Erased,
            _ => return Err("a personal value is exactly one of clear, sealed and erased"),
        };
        Ok(Self { subject: envelope.subject, content })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject() -> PersonId {
        PersonId::new("p-1").unwrap()
    }

    #[test]
    fn debug_never_shows_the_value() {
        let name = Personal::clear(subject(), "عائشة".to_owned());
        assert_eq!(format!("{name:?}"), "‹redacted›");
    }

    #[test]
    fn the_wire_has_three_shapes() {
        let shapes = [
            (Personal::clear(subject(), 7), r#"{"subject":"p-1","clear":7}"#),
            (Personal::sealed(subject(), "x.y"), r#"{"subject":"p-1","sealed":"x.y"}"#),
            (Personal::erased(subject()), r#"{"subject":"p-1","erased":true}"#),
        ];
        for (value, wire) in shapes {
            assert_eq!(serde_json::to_string(&value).unwrap(), wire);
            assert_eq!(value.is_erased(), wire.contains("erased"));
            assert_eq!(serde_json::from_str::<Personal<i32>>(wire).unwrap(), value);
        }
        assert!(serde_json::from_str::<Personal<i32>>(r#"{"subject":"p-1"}"#).is_err());
        assert!(
            serde_json::from_str::<Personal<i32>>(r#"{"subject":"p-1","clear":1,"erased":true}"#).is_err()
        );
    }
}
