//! What happens to a decision.

use serde::{Deserialize, Serialize};

use crate::ids::{ConditionId, PersonId};
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::reason::Reason;
use crate::stage::Outcome;
use crate::text::Text;

/// A decision was proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct DecisionProposed {
    /// When.
    pub at: Timestamp,
    /// By whom; the approver must be somebody else where the service says so.
    pub proposed_by: PersonId,
    /// What is proposed.
    pub proposal: Proposed,
}

/// What a decision says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "part of an event's shape")]
pub enum Proposed {
    /// To grant, on these conditions found met.
    Grant {
        /// The conditions met.
        conditions: Vec<ConditionId>,
    },
    /// To deny, for these reasons.
    Deny {
        /// The reasons, of the family `REF`.
        reasons: Vec<Reason>,
        /// What the applicant can do against it.
        remedies: Text,
        /// What else is said, which may name a person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        explanation: Option<Personal<Text>>,
    },
    /// To end with measures taken.
    TakeMeasures {
        /// The measures.
        measures: Vec<MeasureTaken>,
    },
}

impl Proposed {
    /// The outcome it leads to.
    pub const fn outcome(&self) -> Outcome {
        match self {
            Self::Grant { .. } => Outcome::Granted,
            Self::Deny { .. } => Outcome::Denied,
            Self::TakeMeasures { .. } => Outcome::MeasuresTaken,
        }
    }
}

/// A measure that was taken (LY-18.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct MeasureTaken {
    /// The provider's code for it.
    pub code: String,
    /// What it is; it may name a person.
    pub text: Personal<Text>,
}

/// A proposal was returned to the handler.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct DecisionReturned {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub returned_by: PersonId,
    /// Why; it may name a person.
    pub reason: Personal<String>,
}

/// A proposal was approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct DecisionApproved {
    /// When.
    pub at: Timestamp,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// Who approved it.
    pub approved_by: PersonId,
}

/// The service was granted (LY-18.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct Granted {
    /// When.
    pub at: Timestamp,
    /// The conditions it rests on (LY-17.1b).
    pub conditions: Vec<ConditionId>,
}

/// The request was denied on the merits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct Denied {
    /// When.
    pub at: Timestamp,
    /// Why, at least one of the family `REF`.
    pub reasons: Vec<Reason>,
    /// What the applicant can do against it.
    pub remedies: Text,
    /// What else is said, which may name a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Personal<Text>>,
}

/// The execution ended in measures taken (LY-18.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct MeasuresRecorded {
    /// When.
    pub at: Timestamp,
    /// Which ones, at least one.
    pub measures: Vec<MeasureTaken>,
}

/// The execution ended with its outcome (LY-18.1 to LY-18.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct Executed {
    /// When.
    pub at: Timestamp,
    /// How it ended.
    pub outcome: Outcome,
}
