//! What happens after the decision.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::calendar::date_format;
use crate::ids::{ExceptionId, OutputId, PersonId};
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::reason::ReasonCode;
use crate::request::decision::Proposed;
use crate::request::outputs::OutputSignature;
use crate::stage::{Outcome, Stage};
use crate::text::Text;

/// An amendment was proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct AmendmentProposed {
    /// When.
    pub at: Timestamp,
    /// By whom; somebody else approves where the service says so.
    pub proposed_by: PersonId,
    /// What is to be amended.
    pub amendment: Amended,
    /// What the applicant is told about it, which may name a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Personal<Text>>,
    /// The exception of the provider's without which the corrected outcome would not have been allowed (LY-5e).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<ExceptionId>,
}

/// What an amendment says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "part of an event's shape")]
pub enum Amended {
    /// An output loses its effect.
    RevokeOutput {
        /// Which one.
        output: OutputId,
        /// Why, of the family `REV`.
        reason: ReasonCode,
    },
    /// A revoked output has effect again.
    ReinstateOutput {
        /// Which one.
        output: OutputId,
        /// Why, of the family `RPN`.
        reason: ReasonCode,
    },
    /// An output is replaced by a corrected one.
    SupersedeOutput {
        /// Which one.
        output: OutputId,
        /// Why, of the family `SUP`.
        reason: ReasonCode,
        /// The number of the corrected one.
        number: String,
        /// The SHA-256 of its bytes.
        sha256: String,
        /// Where on the portal it will be.
        locator: String,
        /// The signature of its trust service, where it has one (SA-3).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signature: Option<OutputSignature>,
    },
    /// The outcome is set right.
    CorrectOutcome {
        /// Why, of the family `RPN`.
        reason: ReasonCode,
        /// What the correction rests on.
        legal_basis: String,
        /// What the outcome should have been.
        to: Proposed,
    },
    /// The request is worked on again.
    Reopen {
        /// Why, of the family `RPN`.
        reason: ReasonCode,
        /// Where it goes on.
        stage: Stage,
        /// Its new time, in working days.
        working_days: u32,
    },
}

impl Amended {
    /// Why it is proposed.
    pub const fn reason(&self) -> ReasonCode {
        match self {
            Self::RevokeOutput { reason, .. }
            | Self::ReinstateOutput { reason, .. }
            | Self::SupersedeOutput { reason, .. }
            | Self::CorrectOutcome { reason, .. }
            | Self::Reopen { reason, .. } => *reason,
        }
    }
}

/// An amendment was returned to who proposed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct AmendmentReturned {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub returned_by: PersonId,
    /// Why; it may name a person.
    pub reason: Personal<String>,
}

/// An amendment was approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct AmendmentApproved {
    /// When.
    pub at: Timestamp,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// Who approved it.
    pub approved_by: PersonId,
}

/// An output lost its effect. That it was delivered, and when, stays true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct OutputRevoked {
    /// When.
    pub at: Timestamp,
    /// Which output.
    pub output: OutputId,
    /// Why, of the family `REV`.
    pub reason: ReasonCode,
}

/// A revoked output has effect again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct OutputReinstated {
    /// When.
    pub at: Timestamp,
    /// Which output.
    pub output: OutputId,
    /// Why, of the family `RPN`.
    pub reason: ReasonCode,
}

/// An output was replaced by a corrected one; the first one's date of delivery stays the date of delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct OutputSuperseded {
    /// When; the corrected one is available from then on.
    pub at: Timestamp,
    /// Which output.
    pub output: OutputId,
    /// Why, of the family `SUP`.
    pub reason: ReasonCode,
    /// The number of the one that is replaced.
    pub replaced: String,
    /// The number of the corrected one.
    pub number: String,
    /// The local day on which the corrected one was issued.
    #[serde(with = "date_format")]
    pub issued_on: Date,
    /// The last day of its validity, which a correction does not move.
    #[serde(default, with = "date_format::option", skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// The code by which anybody can check it; the old one's tells that it was replaced.
    pub verification_code: String,
    /// Where on the portal it is.
    pub locator: String,
    /// The signature of its trust service, where it has one (SA-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<OutputSignature>,
    /// The exception under which it goes without a signature that the service asks for (LY-5e).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<ExceptionId>,
}

/// The outcome was set right without working on the request again. What it became follows in an event of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct OutcomeCorrected {
    /// When.
    pub at: Timestamp,
    /// Why, of the family `RPN`.
    pub reason: ReasonCode,
    /// What the correction rests on.
    pub legal_basis: String,
    /// What the outcome was.
    pub old: Outcome,
    /// What it is.
    pub new: Outcome,
}

/// The request is worked on again. It keeps its instant of receipt and gets a time of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct Reopened {
    /// When.
    pub at: Timestamp,
    /// Why, of the family `RPN`.
    pub reason: ReasonCode,
    /// Where it goes on.
    pub stage: Stage,
    /// How it had ended.
    pub old: Outcome,
    /// When its last mandatory output had been delivered, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
}
