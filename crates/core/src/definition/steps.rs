//! The steps of an execution: a small graph of the provider's own steps and of tasks of other bodies (article 17).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::condition::Condition;
use crate::ids::{BodyId, DocumentKind, FieldId, StepId};
use crate::text::Text;

/// `[[step]]`: a step of the execution (LY-17.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// What it is called.
    pub name: Text,
    /// Who does it: `provider`, or a body's code, which makes it a task reached through the channel (LY-17.3).
    pub by: String,
    /// The steps and joins that must be met first; without this, everything listed before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Vec<StepId>>,
    /// Where it is needed at all; without this, always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Within how many working days the body promises to answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_days: Option<u32>,
    /// Whether any answer will do, and none as well once the promised days are over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub advisory: bool,
    /// Whether it is done by hand, on paper or at a counter; without this, it is electronic.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub manual: bool,
    /// The fields whose answers the body is given for its task; nothing else is shown to it (LY-6.5).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldId>,
    /// The documents that it is given for its task.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentKind>,
}

impl Step {
    /// What `by` says where the provider does a step itself.
    pub const PROVIDER: &'static str = "provider";

    /// The other body whose task this is; nothing for a step of the provider's own.
    pub fn body(&self, provider: &BodyId) -> Option<BodyId> {
        let own = self.by == Self::PROVIDER || self.by == provider.as_str();
        if own { None } else { BodyId::new(&*self.by).ok() }
    }
}

/// `[[join]]`: steps of which some are enough (LY-17.3). Steps outside every join are needed each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Join {
    /// Its id, by which a step may come after it; no step has the same.
    pub id: StepId,
    /// The steps it joins.
    pub of: Vec<StepId>,
    /// How many of them are needed.
    pub need: Need,
}

/// How many steps of a join are needed: `"all"`, `"any"`, or a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Need {
    /// Each of them.
    All,
    /// One of them.
    Any,
    /// So many of them.
    AtLeast(usize),
}

impl Need {
    /// How many of `there` steps that is; of fewer than are asked for, all.
    pub(crate) fn of(self, there: usize) -> usize {
        match self {
            Self::All => there,
            Self::Any => there.min(1),
            Self::AtLeast(number) => there.min(number),
        }
    }
}

impl Serialize for Need {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.serialize_str("all"),
            Self::Any => serializer.serialize_str("any"),
            Self::AtLeast(number) => number.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Need {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Word {
            All,
            Any,
        }
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "`need` is \"all\", \"any\" or a number")]
        enum Either {
            Word(Word),
            Number(usize),
        }
        Ok(match Either::deserialize(deserializer)? {
            Either::Word(Word::All) => Self::All,
            Either::Word(Word::Any) => Self::Any,
            Either::Number(number) => Self::AtLeast(number),
        })
    }
}
