//! What comes of a command that was done.

use talab_core::calendar::Due;
use talab_core::request::Request;
use talab_core::{Money, Reason, Reference, Timestamp};

/// A command was done.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Receipt {
    /// Which request.
    pub reference: Reference,
    /// The version of the request after the command.
    pub version: u64,
    /// The position of the command's last event in the log; the head's if it had none.
    pub position: u64,
    /// Whether the command had been done before, under the same id: this is its first outcome.
    pub replayed: bool,
    /// The names of its events, in order; none if there was nothing left to do.
    pub events: Vec<String>,
}

/// A request was submitted or supplemented, and the law answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct Filed {
    /// Which request.
    pub reference: Reference,
    /// The version of the request after the command.
    pub version: u64,
    /// The position of the command's last event in the log.
    pub position: u64,
    /// Whether the command had been done before, under the same id: this is its first outcome.
    pub replayed: bool,
    /// What the law answered.
    pub outcome: Intake,
}

/// What the law answers to a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Intake {
    /// Received, complete, and acknowledged (LY-15.1).
    #[non_exhaustive]
    Acknowledged {
        /// The number of the acknowledgement.
        number: String,
        /// The instant of receipt in law (LY-14.1).
        received_at: Timestamp,
        /// When the service is expected to be done.
        expected_by: Due,
    },
    /// Receipt is not acknowledged, with every reason (LY-15.3); it may be supplemented.
    #[non_exhaustive]
    Rejected {
        /// Every reason.
        reasons: Vec<Reason>,
        /// Until when it may be supplemented, if the service sets a term.
        supplement_until: Option<Due>,
    },
    /// All there but a fee that is paid before receipt: the payment completes the request (LY-13.4, LY-17.5c).
    #[non_exhaustive]
    AwaitsPayment {
        /// The number of the order to pay.
        order: u32,
        /// How much.
        total: Money,
        /// Until when the order stands.
        due: Due,
    },
    /// Received, complete, and not acknowledged yet: a source is down, or an officer acknowledges.
    #[non_exhaustive]
    Received {
        /// The instant of receipt in law, which stands (LY-14.1).
        received_at: Timestamp,
    },
}

impl Intake {
    /// What the law answered last, as the request tells it.
    pub(crate) fn of(request: &Request) -> Option<Self> {
        if let (Some(acknowledged), Some(due)) = (request.acknowledged(), request.clock().due) {
            return Some(Self::Acknowledged {
                number: acknowledged.number.clone(),
                received_at: acknowledged.received_at,
                expected_by: due,
            });
        }
        if let Some(rejected) = request.rejected() {
            let (reasons, supplement_until) = (rejected.reasons.clone(), rejected.supplement_until);
            return Some(Self::Rejected { reasons, supplement_until });
        }
        if let Some(received_at) = request.received_at() {
            return Some(Self::Received { received_at });
        }
        let (order, open) = (1_u32..).zip(request.orders()).find(|(_, order)| order.is_open())?;
        Some(Self::AwaitsPayment { order, total: open.total.clone(), due: open.due })
    }
}
