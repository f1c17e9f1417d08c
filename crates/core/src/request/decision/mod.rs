//! Decision: a proposal, its approval by another person, and the outcome (articles 17.1 and 18.1 to 18.3).

mod command;
mod decide;
mod deemed;
mod event;

use serde::{Deserialize, Serialize};

pub use command::{ApproveDecision, Measure, Proposal, ProposeDecision, ReturnDecision};
pub(super) use decide::{approve, both, propose, proposed, return_proposal};
pub use deemed::RecordDeemedDecision;
pub(super) use deemed::record_deemed;
pub use event::{
    DecisionApproved, DecisionProposed, DecisionReturned, DeemedDecisionRecorded, Denied, Executed, Granted,
    MeasureTaken, MeasuresRecorded, PartiallyGranted, Proposed,
};

/// What the decision room knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Decision {
    /// The proposal that waits for approval.
    pub(crate) proposed: Option<DecisionProposed>,
    pub(crate) denied: Option<Denied>,
    pub(crate) measures: Option<MeasuresRecorded>,
    pub(crate) granted: Option<Granted>,
    pub(crate) partly: Option<PartiallyGranted>,
    pub(crate) deemed: Option<DeemedDecisionRecorded>,
    pub(crate) executed: Option<Executed>,
}

impl Decision {
    /// What was decided no longer holds.
    pub(super) fn undone(&mut self) {
        *self = Self { executed: self.executed.take(), ..Self::default() };
    }
}
