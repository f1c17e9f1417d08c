//! What happens to outputs.

use serde::{Deserialize, Serialize};
use time::Date;

use super::signature::OutputSignature;
use crate::calendar::date_format;
use crate::ids::{ExceptionId, OutputId, StepId};
use crate::instant::Timestamp;
use crate::stage::Outcome;

/// An output was issued (LY-10.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct OutputIssued {
    /// When.
    pub at: Timestamp,
    /// Which output of the service.
    pub output: OutputId,
    /// Its number, as the provider counts them.
    pub number: String,
    /// The local day of issue.
    #[serde(with = "date_format")]
    pub issued_on: Date,
    /// The last day of its validity, if it has one.
    #[serde(default, with = "date_format::option", skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// The code by which anybody can check it.
    pub verification_code: String,
    /// The steps that ended well and on which it rests, if it was issued before the decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rests_on: Vec<StepId>,
    /// The signature of its trust service, where it has one (SA-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<OutputSignature>,
    /// The exception under which it goes without a signature that the service asks for (LY-5e).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<ExceptionId>,
}

/// An output became available on the portal: it is delivered at this very instant (LY-18.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct OutputDelivered {
    /// When; this is the legal date of its delivery.
    pub at: Timestamp,
    /// Which output.
    pub output: OutputId,
    /// Where on the portal it is.
    pub locator: String,
}

/// An output was opened by the applicant; this changes no date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct OutputOpened {
    /// When it was first opened.
    pub at: Timestamp,
    /// Which output.
    pub output: OutputId,
}

/// The validity of an output is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct OutputExpired {
    /// When it was recorded.
    pub at: Timestamp,
    /// Which output.
    pub output: OutputId,
    /// The last day on which it was valid.
    #[serde(with = "date_format")]
    pub valid_until: Date,
}

/// All that was decided is with the applicant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct Concluded {
    /// When.
    pub at: Timestamp,
    /// How the request ended.
    pub outcome: Outcome,
    /// When its last mandatory output was delivered, if it had any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
}
