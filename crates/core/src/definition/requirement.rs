//! When something is required: always, never, or if a condition holds.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::condition::{Condition, ConditionInvalid};
use super::scope::Scope;

/// Whether a field or document must be supplied: `true`, `false`, or a condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the three ways to write it in a definition")]
pub enum Requirement {
    /// Never required.
    #[default]
    Optional,
    /// Always required.
    Always,
    /// Required if the condition holds.
    If(Condition),
}

impl Requirement {
    /// Whether it is required in `scope`.
    ///
    /// # Errors
    /// [`ConditionInvalid`] if its condition can't be judged on these values.
    pub fn holds(&self, scope: &Scope<'_>) -> Result<bool, ConditionInvalid> {
        match self {
            Self::Optional => Ok(false),
            Self::Always => Ok(true),
            Self::If(condition) => condition.holds(scope),
        }
    }

    /// Its condition, if it has one.
    pub fn condition(&self) -> Option<&Condition> {
        match self {
            Self::If(condition) => Some(condition),
            Self::Optional | Self::Always => None,
        }
    }
}

impl Serialize for Requirement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Optional => serializer.serialize_bool(false),
            Self::Always => serializer.serialize_bool(true),
            Self::If(condition) => serializer.serialize_str(condition.source()),
        }
    }
}

impl<'de> Deserialize<'de> for Requirement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl de::Visitor<'_> for Either {
            type Value = Requirement;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("true, false, or a condition in quotes")
            }

            fn visit_bool<E: de::Error>(self, always: bool) -> Result<Requirement, E> {
                Ok(if always { Requirement::Always } else { Requirement::Optional })
            }

            fn visit_str<E: de::Error>(self, source: &str) -> Result<Requirement, E> {
                Ok(Requirement::If(Condition::new(source)))
            }
        }
        deserializer.deserialize_any(Either)
    }
}
