//! Decision: a proposal, its approval by another person, and the outcome (articles 17.1 and 18.1 to 18.3).

mod command;
mod decide;
mod event;

use serde::{Deserialize, Serialize};

pub use command::{ApproveDecision, Measure, Proposal, ProposeDecision, ReturnDecision};
pub(super) use decide::{approve, propose, return_proposal};
pub use event::{
    DecisionApproved, DecisionProposed, DecisionReturned, Denied, Executed, Granted, MeasureTaken,
    MeasuresRecorded, Proposed,
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
    pub(crate) executed: Option<Executed>,
}
