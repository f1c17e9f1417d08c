//! What can be asked of a decision.

use serde::{Deserialize, Serialize};

use crate::ids::{ConditionId, OutputId};
use crate::private::Private;
use crate::reason::Reason;
use crate::stage::Outcome;
use crate::text::Text;

/// Proposes a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ProposeDecision {
    /// What is proposed.
    pub proposal: Proposal,
}

/// What a handler proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Proposal {
    /// To grant.
    Grant {
        /// The conditions the handler found met; those the engine judges need not be named.
        conditions: Vec<ConditionId>,
    },
    /// To grant some outputs of the service and not the others.
    GrantPartly {
        /// The conditions the handler found met; those that are not met are named by the reasons.
        conditions: Vec<ConditionId>,
        /// The outputs that are granted.
        outputs: Vec<OutputId>,
        /// Why not the others, of the family `REF`.
        reasons: Vec<Reason>,
        /// What the applicant can do about the rest, in both languages.
        remedies: Text,
        /// What else is said.
        explanation: Option<Private<Text>>,
    },
    /// To deny.
    Deny {
        /// The reasons, of the family `REF`; `REF.CONDITION_NOT_MET` names the condition as its item.
        reasons: Vec<Reason>,
        /// What the applicant can do against it, in both languages.
        remedies: Text,
        /// What else is said.
        explanation: Option<Private<Text>>,
    },
    /// To end with measures taken (LY-18.2).
    TakeMeasures {
        /// The measures, at least one.
        measures: Vec<Measure>,
    },
}

impl Proposal {
    /// The outcome that it would have.
    pub(in crate::request) const fn outcome(&self) -> Outcome {
        match self {
            Self::Grant { .. } => Outcome::Granted,
            Self::GrantPartly { .. } => Outcome::PartiallyGranted,
            Self::Deny { .. } => Outcome::Denied,
            Self::TakeMeasures { .. } => Outcome::MeasuresTaken,
        }
    }
}

/// A measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct Measure {
    /// The provider's code for it.
    pub code: String,
    /// What it is, in both languages.
    pub text: Private<Text>,
}

/// Returns a proposal to the handler.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ReturnDecision {
    /// Why.
    pub reason: Private<String>,
}

/// Approves the proposal that waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ApproveDecision {}
