//! What happens to a decision.

use serde::{Deserialize, Serialize};

use crate::calendar::Due;
use crate::definition::Silence;
use crate::ids::{ConditionId, ExceptionId, OutputId, PersonId};
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::reason::Reason;
use crate::request::event::Event;
use crate::request::referral::OrderCited;
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
    /// The exception under which claimed values stand for those of their trusted source (LY-5e).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<ExceptionId>,
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
    /// To grant some outputs and not the others.
    GrantPartly {
        /// The conditions met.
        conditions: Vec<ConditionId>,
        /// The outputs that are granted.
        outputs: Vec<OutputId>,
        /// Why not the others, of the family `REF`.
        reasons: Vec<Reason>,
        /// What the applicant can do about the rest.
        remedies: Text,
        /// What else is said, which may name a person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        explanation: Option<Personal<Text>>,
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
            Self::GrantPartly { .. } => Outcome::PartiallyGranted,
            Self::Deny { .. } => Outcome::Denied,
            Self::TakeMeasures { .. } => Outcome::MeasuresTaken,
        }
    }

    /// The event by which it is done.
    pub(in crate::request) fn event(self, at: Timestamp) -> Event {
        match self {
            Self::Grant { conditions } => Event::Granted(Granted { at, conditions }),
            Self::GrantPartly { conditions, outputs, reasons, remedies, explanation } => {
                Event::PartiallyGranted(PartiallyGranted {
                    at,
                    conditions,
                    outputs,
                    reasons,
                    remedies,
                    explanation,
                })
            }
            Self::Deny { reasons, remedies, explanation } => {
                Event::Denied(Denied { at, reasons, remedies, explanation })
            }
            Self::TakeMeasures { measures } => Event::MeasuresRecorded(MeasuresRecorded { at, measures }),
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

/// Some outputs of the service were granted and others were not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct PartiallyGranted {
    /// When.
    pub at: Timestamp,
    /// The conditions it rests on (LY-17.1b).
    pub conditions: Vec<ConditionId>,
    /// The outputs that are granted.
    pub outputs: Vec<OutputId>,
    /// Why not the others, at least one of the family `REF`.
    pub reasons: Vec<Reason>,
    /// What the applicant can do about the rest.
    pub remedies: Text,
    /// What else is said, which may name a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Personal<Text>>,
}

/// The time of the authority passed in silence, and the service says what that means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct DeemedDecisionRecorded {
    /// When it was recorded.
    pub at: Timestamp,
    /// What silence means under the pinned version.
    pub silence: Silence,
    /// The deadline that passed; the decision counts from its end.
    pub due: Due,
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
    /// The order it rests on, where the case was referred (JO-10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderCited>,
}
