//! What can be asked after the decision.

use serde::{Deserialize, Serialize};

use crate::ids::OutputId;
use crate::private::Private;
use crate::reason::ReasonCode;
use crate::request::decision::Proposal;
use crate::request::outputs::OutputSignature;
use crate::stage::Stage;
use crate::text::Text;

/// Proposes an amendment of what was decided; somebody else approves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ProposeAmendment {
    /// What is to be amended.
    pub amendment: Amendment,
    /// What the applicant is told about it, in both languages.
    #[serde(default)]
    pub explanation: Option<Private<Text>>,
}

/// What can be amended after the decision. Reopening and correcting an outcome are two things: the one begins to work
/// again, the other sets the result right without working again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Amendment {
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
    /// An output is replaced by a corrected one, which is available at once.
    SupersedeOutput {
        /// Which one.
        output: OutputId,
        /// Why, of the family `SUP`.
        reason: ReasonCode,
        /// The number of the corrected one.
        number: String,
        /// The SHA-256 of its bytes, 64 hexadecimal digits.
        sha256: String,
        /// Where on the portal it is.
        locator: String,
        /// The signature of its trust service, where it has one (SA-3).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signature: Option<OutputSignature>,
    },
    /// The outcome is set right.
    CorrectOutcome {
        /// Why, of the family `RPN`.
        reason: ReasonCode,
        /// The law, judgment or decision that the correction rests on.
        legal_basis: String,
        /// What the outcome should have been.
        to: Proposal,
    },
    /// The request is worked on again.
    Reopen {
        /// Why, of the family `RPN`.
        reason: ReasonCode,
        /// Where it goes on: `under_verification`, or `in_execution` if it was verified.
        stage: Stage,
        /// Its new time, in working days from the approval; the instant of receipt stays what it is.
        working_days: u32,
    },
}

/// Returns the amendment that waits to who proposed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ReturnAmendment {
    /// Why.
    pub reason: Private<String>,
}

/// Approves the amendment that waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ApproveAmendment {}
