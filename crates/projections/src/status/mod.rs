//! The status of one request: where it stands, when it will be done and why that moved, and whose turn it is
//! (LY-16.3).

mod build;
mod elsewhere;
mod error;
mod facts;
mod money;
mod parts;
mod rights;
mod text;

#[cfg(test)]
mod tests;

use serde::Serialize;
use talab_core::{BodyId, Outcome, Reference, Stage, Text, Timestamp};
use time::Date;

pub use build::status;
pub use elsewhere::{PaperStatus, PartStatus, QuestionStatus, TransferStatus};
pub use error::StatusError;
pub use parts::{
    CalendarLimit, ClockStatus, CorrectionItemStatus, Corrections, FeeStanding, FeeStatus, HistoryLine,
    MeasureStatus, MissingItem, MovedDate, MustAct, NextAction, NotificationStatus, OrderStatus,
    OutputStatus, ReasonStatus, RefundStatus, ServiceStatus, StageReached, StageStatus, Stages, StepStatus,
};
pub use rights::{FeedbackStatus, HoldStatus, ReferralStatus, RetentionStatus};

use crate::dates;

/// The status of a request for one viewer, as of one instant.
///
/// It serializes to the JSON that the command-line tool prints; fields may be added, never renamed. A part that does
/// not apply is `null` or an empty list, never left out. What the viewer may not see is not in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Status {
    /// What the request is called.
    pub reference: Reference,
    /// The number of its last event, for whoever wants to act on exactly this.
    pub version: u64,
    /// The service it asks for, at the version it is pinned to.
    pub service: ServiceStatus,
    /// The body that provides the service.
    pub provider: BodyId,
    /// Where it stands.
    pub stage: Stage,
    /// Where it stands, in words.
    pub stage_text: Text,
    /// How it ended, once it has.
    pub outcome: Option<Outcome>,
    /// How it ended, in words.
    pub outcome_text: Option<Text>,
    /// When the last attempt was transmitted.
    pub submitted_at: Option<Timestamp>,
    /// When it was received, complete (LY-14.1).
    pub received_at: Option<Timestamp>,
    /// When receipt was acknowledged (LY-15.1).
    pub acknowledged_at: Option<Timestamp>,
    /// The number of the acknowledgement.
    pub acknowledgement_number: Option<String>,
    /// The last day on which it is expected to be done (LY-16.3); while the clock is suspended, as if it ran again
    /// now.
    #[serde(serialize_with = "dates::option")]
    pub expected_by: Option<Date>,
    /// The first instant that is later than expected.
    pub expected_at: Option<Timestamp>,
    /// Whether the expectation holds only if the clock ran again now.
    pub provisional: bool,
    /// Why there is no expectation, where the calendar does not reach far enough to count it.
    pub calendar_limit: Option<CalendarLimit>,
    /// Each time the expected date moved, and why, oldest first.
    pub why_moved: Vec<MovedDate>,
    /// When its last mandatory output was delivered (LY-18.4).
    pub delivered_at: Option<Timestamp>,
    /// What the last check of completeness found missing (LY-13.4).
    pub missing: Vec<MissingItem>,
    /// Why it was not acknowledged, was denied, or ended without a decision.
    pub reasons: Vec<ReasonStatus>,
    /// What the applicant can do against a denial.
    pub remedies: Option<Text>,
    /// What else the decider said on a denial.
    pub explanation: Option<Text>,
    /// The corrections that are with the applicant (LY-16.2).
    pub corrections: Option<Corrections>,
    /// The measures taken (LY-18.2).
    pub measures: Vec<MeasureStatus>,
    /// The outputs issued (LY-18.3).
    pub outputs: Vec<OutputStatus>,
    /// The duties to tell the applicant that are still open.
    pub notifications: Vec<NotificationStatus>,
    /// The stages it went through and those still to come.
    pub stages: Stages,
    /// What is owed, and where it stands (LY-17.5).
    pub fees: Vec<FeeStatus>,
    /// The orders to pay, in order.
    pub orders: Vec<OrderStatus>,
    /// The questions put to trusted sources, in order.
    pub questions: Vec<QuestionStatus>,
    /// The offer to another body that is not answered yet.
    pub offered_to: Option<TransferStatus>,
    /// The request that this one repeats, if it ended for that.
    pub duplicate_of: Option<Reference>,
    /// How many times it was reopened.
    pub reopened: u32,
    /// To whom the case was referred since no rule covers it, and the order on it.
    pub referral: Option<ReferralStatus>,
    /// The legal holds that stand, for officers: nothing of the file is destroyed meanwhile.
    pub legal_holds: Vec<HoldStatus>,
    /// Until when it is kept now that it has ended, for officers, where a rule is in force; see [`Status::with_retention`].
    pub retention: Option<RetentionStatus>,
    /// What was said of the service, in order, and whether it was answered.
    pub feedback: Vec<FeedbackStatus>,
    /// The parts it asks for, in order, as far as it was told of them (LY-17.4).
    pub parts: Vec<PartStatus>,
    /// The request it is a part of.
    pub part_of: Option<Reference>,
    /// The steps of the execution, in order.
    pub steps: Vec<StepStatus>,
    /// What the viewer may do now, and what is expected of them.
    pub next_actions: Vec<NextAction>,
    /// For whom the request waits.
    pub must_act: MustAct,
    /// The last day for that, if it has a term.
    #[serde(serialize_with = "dates::option")]
    pub act_by: Option<Date>,
    /// What happened, oldest first.
    pub history: Vec<HistoryLine>,
    /// The budget of working days; nothing before the acknowledgement.
    pub clock: Option<ClockStatus>,
}
