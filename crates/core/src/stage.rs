//! Where a request or a version of a service stands, and how a request ended.

use serde::{Deserialize, Serialize};

use crate::named::named_enum;
use crate::words;

named_enum! {
    /// The stage of a request: exactly one at any instant.
    pub enum Stage, words = words::stage, {
        /// Transmitted; its completeness or the applicant's data are still to be confirmed.
        Submitted = "submitted",
        /// Receipt is not acknowledged, with reasons; it may be supplemented (LY-15.3).
        Rejected = "rejected",
        /// Received in law and acknowledged (LY-15.1).
        Acknowledged = "acknowledged",
        /// The provider verifies the request and its data (LY-16.1).
        UnderVerification = "under_verification",
        /// Corrections are with the applicant (LY-16.2).
        AwaitingCorrection = "awaiting_correction",
        /// The steps of the service are being carried out (LY-17.1).
        InExecution = "in_execution",
        /// A proposal waits for approval.
        UnderDecision = "under_decision",
        /// The outcome is fixed; outputs are still to be delivered.
        Decided = "decided",
        /// All that was decided is with the applicant.
        Concluded = "concluded",
        /// Ended without a decision on the merits.
        Closed = "closed",
    }
}

impl Stage {
    /// Whether the request has ended.
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Concluded | Self::Closed)
    }

    /// The stages of the straight road, in order.
    pub const ROAD: [Self; 7] = [
        Self::Submitted,
        Self::Acknowledged,
        Self::UnderVerification,
        Self::InExecution,
        Self::UnderDecision,
        Self::Decided,
        Self::Concluded,
    ];
}

named_enum! {
    /// How a request ended.
    pub enum Outcome, words = words::outcome, {
        /// The service was granted; its output is the act adopted (LY-18.3).
        Granted = "granted",
        /// Granted in part, with reasons and remedies for the rest.
        PartiallyGranted = "partially_granted",
        /// Denied on the merits, with reasons and remedies.
        Denied = "denied",
        /// It ended in measures taken (LY-18.2).
        MeasuresTaken = "measures_taken",
        /// The time passed in silence, which grants where the service says so.
        DeemedGranted = "deemed_granted",
        /// The time passed in silence, which denies where the service says so.
        DeemedDenied = "deemed_denied",
        /// Withdrawn by the applicant.
        Withdrawn = "withdrawn",
        /// Lapsed because something was not done in its term.
        Lapsed = "lapsed",
        /// Another body has it elsewhere.
        TransferredOut = "transferred_out",
        /// It repeats another request.
        Duplicate = "duplicate",
        /// Discontinued by the provider.
        Discontinued = "discontinued",
    }
}

impl Outcome {
    /// Whether something was granted, so that outputs are owed.
    pub const fn is_grant(self) -> bool {
        matches!(self, Self::Granted | Self::PartiallyGranted | Self::DeemedGranted)
    }
}

/// How far a version came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "the steps of LY-24 and LY-25, in order")]
pub enum Standing {
    /// Proposed by the provider.
    Proposed,
    /// Returned by the regulator.
    Returned,
    /// Verified by the regulator.
    Verified,
    /// Published, and in force unless a later one is.
    Published,
}
