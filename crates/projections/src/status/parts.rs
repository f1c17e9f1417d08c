//! The parts of a status.

use serde::Serialize;
use talab_core::request::intake::MissingKind;
use talab_core::request::notices::{NoticeChannel, Purpose};
use talab_core::request::outputs::{OutputSignature, OutputStanding};
use talab_core::{
    BodyId, CommandKind, ExceptionId, FeeId, MessageId, Money, OutputId, ReasonCode, ServiceCode, Stage,
    StepId, Text, Timestamp,
};
use time::Date;

use super::elsewhere::PaperStatus;
use crate::dates;

/// A service by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ServiceStatus {
    /// Its code in the directory.
    pub code: ServiceCode,
    /// The version the request is pinned to (LY-25.4).
    pub version: u32,
    /// What it is called.
    pub name: Text,
}

/// A calendar that does not reach far enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CalendarLimit {
    /// The first day it could not judge.
    #[serde(serialize_with = "dates::one")]
    pub date: Date,
    /// What that means for the reader.
    pub text: Text,
}

/// One move of the expected date (LY-16.3b).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MovedDate {
    /// When it moved.
    pub at: Timestamp,
    /// Why; nothing if the viewer is not told this reason.
    pub cause: Option<ReasonCode>,
    /// Why, in words.
    pub cause_text: Option<Text>,
    /// The date expected before.
    #[serde(serialize_with = "dates::one")]
    pub from: Date,
    /// The date expected since.
    #[serde(serialize_with = "dates::one")]
    pub to: Date,
}

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MissingItem {
    /// What kind of thing.
    pub kind: MissingKind,
    /// Its id in the service definition.
    pub item: String,
    /// What it is, in words.
    pub text: Text,
}

/// A reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReasonStatus {
    /// Its code.
    pub code: ReasonCode,
    /// The id of what it is about, if it is about one thing.
    pub item: Option<String>,
    /// The reason in words, with what was added to it.
    pub text: Text,
}

/// The corrections that are with the applicant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Corrections {
    /// Which round, counted from 1.
    pub round: u32,
    /// The last day to answer.
    #[serde(serialize_with = "dates::one")]
    pub due: Date,
    /// What is to be corrected or removed.
    pub items: Vec<CorrectionItemStatus>,
}

/// One thing to correct or remove.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CorrectionItemStatus {
    /// Its path, such as `answers.national_no`.
    pub target: String,
    /// What it is called.
    pub target_text: Text,
    /// What is wrong with it.
    pub fault: ReasonCode,
    /// What is wrong with it, in words.
    pub fault_text: Text,
    /// How to mend it, for who may read it.
    pub instruction: Option<Text>,
}

/// A measure taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MeasureStatus {
    /// The provider's code for it.
    pub code: String,
    /// What it is.
    pub text: Text,
}

/// An output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OutputStatus {
    /// Which output of the service.
    pub id: OutputId,
    /// What it is called.
    pub name: Text,
    /// Its number, as the provider counts them.
    pub number: String,
    /// The local day of issue.
    #[serde(serialize_with = "dates::one")]
    pub issued_on: Date,
    /// The last day of its validity, if it has one.
    #[serde(serialize_with = "dates::option")]
    pub valid_until: Option<Date>,
    /// When it was delivered (LY-18.4).
    pub delivered_at: Option<Timestamp>,
    /// The code by which anybody who is given it can check the output; for the applicant and the provider.
    pub verification_code: Option<String>,
    /// The signature of its trust service, where it has one (SA-3).
    pub signature: Option<OutputSignature>,
    /// The exception under which it goes without one that the service asks for.
    pub exception: Option<ExceptionId>,
    /// Where it stands: issued, available, revoked or expired.
    pub standing: OutputStanding,
    /// Where it stands, in words.
    pub standing_text: Text,
    /// Why it was revoked, while it is and the viewer is told.
    pub revoked: Option<ReasonCode>,
    /// Its paper copy, if one was asked for (LY-18.5).
    pub paper: Option<PaperStatus>,
}

/// A duty to tell the applicant, or for who works on the request: a notice to the provider's desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NotificationStatus {
    /// Its number in the request.
    pub number: u32,
    /// What it tells.
    pub purpose: Purpose,
    /// What it tells, in words.
    pub purpose_text: Text,
    /// Where it goes.
    pub channel: NoticeChannel,
    /// Where it goes, in words.
    pub channel_text: Text,
    /// Why it did not arrive, if it failed and the viewer is told.
    pub failed: Option<ReasonCode>,
    /// Whether it goes beyond article 18, so that trouble with it has no effect in law (N1-7, LY-7.1b).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub further: bool,
}

/// The road of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Stages {
    /// The stages it went through, the present one last.
    pub passed: Vec<StageReached>,
    /// The stages still to come if all goes straight; none once it ended.
    pub to_come: Vec<StageStatus>,
}

/// A stage that was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StageReached {
    /// Which.
    pub stage: Stage,
    /// In words.
    pub text: Text,
    /// Since when.
    pub since: Timestamp,
}

/// A stage to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StageStatus {
    /// Which.
    pub stage: Stage,
    /// In words.
    pub text: Text,
}

/// A fee that is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FeeStatus {
    /// Its id.
    pub id: FeeId,
    /// What it is called.
    pub name: Text,
    /// How much, in the smallest unit.
    pub amount: Money,
    /// How much, with its decimals.
    pub amount_text: String,
    /// For which body.
    pub payee: BodyId,
    /// Where it stands.
    pub standing: FeeStanding,
    /// Why it is not charged after all.
    pub waived: Option<ReasonCode>,
}

/// Where a fee stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FeeStanding {
    /// Owed, and not asked for yet.
    Owed,
    /// Asked for.
    Ordered,
    /// Paid.
    Paid,
    /// Waived.
    Waived,
}

impl FeeStanding {
    /// The words for people.
    pub fn words(self) -> Text {
        match self {
            Self::Owed => Text::new("مستحق", "owed"),
            Self::Ordered => Text::new("مطلوب سداده", "to be paid"),
            Self::Paid => Text::new("مسدَّد", "paid"),
            Self::Waived => Text::new("مُعفى منه", "waived"),
        }
    }
}

/// An order to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OrderStatus {
    /// Its number in the request.
    pub number: u32,
    /// Which fees it is for.
    pub fees: Vec<FeeId>,
    /// How much in all.
    pub total: Money,
    /// How much in all, with its decimals.
    pub total_text: String,
    /// Whether it waits to be paid.
    pub open: bool,
    /// Whether it was paid.
    pub paid: bool,
    /// The last day to pay.
    #[serde(serialize_with = "dates::one")]
    pub pay_by: Date,
    /// The money of it that is held, less what went or is going back.
    pub held: Money,
    /// The payment systems through which it may be paid, the usual one first.
    pub gateways: Vec<BodyId>,
    /// What was asked to be paid back of it, in order; to a payment system, of what it was asked itself.
    pub refunds: Vec<RefundStatus>,
    /// The message that ordered, which its answers name; not for the applicant.
    pub message: Option<MessageId>,
}

/// Money to be paid back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RefundStatus {
    /// Its number in the order.
    pub number: u32,
    /// How much.
    pub amount: Money,
    /// How much, with its decimals.
    pub amount_text: String,
    /// Why.
    pub reason: ReasonCode,
    /// The payment system that is to pay it back.
    pub gateway: BodyId,
    /// Whether the payment system has yet to answer.
    pub open: bool,
    /// Whether the money went back.
    pub completed: bool,
    /// The message that asked, which its answers name; not for the applicant.
    pub message: Option<MessageId>,
}

/// A step of the execution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StepStatus {
    /// Its id.
    pub id: StepId,
    /// What it is called.
    pub name: Text,
    /// Whether it is done, or gone on without.
    pub done: bool,
    /// The other body whose step it is; nothing for the provider's own.
    pub body: Option<BodyId>,
    /// Whether that body has it now.
    pub with_its_body: bool,
    /// The message that asked that body last, which its answers name; not for the applicant.
    pub message: Option<MessageId>,
    /// The last day on which that body promised to answer.
    #[serde(serialize_with = "dates::option")]
    pub answer_by: Option<Date>,
}

/// Something the viewer may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NextAction {
    /// What.
    pub command: CommandKind,
    /// What, in words.
    pub text: Text,
    /// Whether the request waits for it.
    pub expected: bool,
}

/// For whom a request waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MustAct {
    /// For the applicant's side.
    Applicant,
    /// For the provider.
    Provider,
    /// For nobody: it has ended.
    Nobody,
}

impl MustAct {
    /// For whom a request in this stage waits.
    pub const fn of(stage: Stage) -> Self {
        match stage {
            Stage::Rejected | Stage::AwaitingCorrection => Self::Applicant,
            Stage::Concluded | Stage::Closed => Self::Nobody,
            _ => Self::Provider,
        }
    }
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct HistoryLine {
    /// When.
    pub at: Timestamp,
    /// The event's name on the wire.
    pub event: &'static str,
    /// What happened, in words.
    pub text: Text,
}

/// The budget of working days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ClockStatus {
    /// The whole of it, with its extensions.
    pub budget: u32,
    /// Working days used up; nothing where the calendar does not cover them.
    pub spent: Option<u32>,
    /// Working days left; nothing where the calendar does not cover them.
    pub left: Option<u32>,
    /// Why the clock stands still, if it does and the viewer is told.
    pub suspended_for: Option<ReasonCode>,
    /// Why the clock stands still, in words.
    pub suspended_text: Option<Text>,
    /// Whether the deadline passed while the clock was running.
    pub missed: bool,
}
