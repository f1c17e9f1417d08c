//! Transfer to the competent body: offered over the channel, taken or declined, with its rule for the clock.
//!
//! The policy is silent on it. The receiving body goes on with the same request, so the applicant files once, keeps the
//! reference and the instant of receipt, and sees the whole history. Only a body that keeps the request elsewhere
//! ends it here, and says under which reference.

mod command;
mod decide;
mod event;

use serde::{Deserialize, Serialize};

pub use command::{AcceptTransfer, ClockRule, DeclineTransfer, Transfer};
pub(super) use decide::{accept, cancel, decline, transfer};
pub use event::{TransferAccepted, TransferCancelled, TransferDeclined, Transferred, TransferredOut};

/// What the transfer room knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Transfers {
    /// The offer that is not answered yet.
    pub(crate) offered: Option<Transferred>,
    /// The bodies it was ever offered to.
    pub(crate) bodies: std::collections::BTreeSet<crate::ids::BodyId>,
    /// The bodies that had it before.
    pub(crate) former: std::collections::BTreeSet<crate::ids::BodyId>,
    /// Why it was offered last.
    pub(crate) last: Option<crate::reason::ReasonCode>,
    /// Where it went, if it left.
    pub(crate) out: Option<TransferredOut>,
}

impl Transfers {
    pub(super) fn offered(&mut self, event: &Transferred) {
        self.bodies.insert(event.to.clone());
        self.last = Some(event.reason);
        self.offered = Some(event.clone());
    }
}
