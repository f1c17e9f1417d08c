//! Amendment: what was decided is changed by two persons, never in silence.
//!
//! An output is revoked, reinstated or replaced; an outcome is set right; a request is reopened. Each is proposed by one
//! officer and approved by another, as a decision is, and each says why. Nothing that happened is unsaid by it.

mod command;
mod decide;
mod event;

use serde::{Deserialize, Serialize};

pub use command::{Amendment, ApproveAmendment, ProposeAmendment, ReturnAmendment};
pub(super) use decide::{approve, propose, return_proposal};
pub use event::{
    Amended, AmendmentApproved, AmendmentProposed, AmendmentReturned, OutcomeCorrected, OutputReinstated,
    OutputRevoked, OutputSuperseded, Reopened,
};

/// What the amendment room knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Amendments {
    /// The amendment that waits for approval.
    pub(crate) proposed: Option<AmendmentProposed>,
    /// The last one that was approved, for the notice of it.
    pub(crate) last: Option<AmendmentProposed>,
    /// How many times the request was reopened.
    pub(crate) reopened: u32,
}

impl Amendments {
    pub(super) fn approved(&mut self) {
        self.last = self.proposed.take();
    }
}
