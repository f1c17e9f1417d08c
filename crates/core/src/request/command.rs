//! Everything that can be asked of a request.

use serde::{Deserialize, Serialize};

use super::amendment::{ApproveAmendment, ProposeAmendment, ReturnAmendment};
use super::clock::{ExtendDeadline, RecalculateDeadline, RecordDeadlineMissed, ResumeClock, SuspendClock};
use super::decision::{ApproveDecision, ProposeDecision, RecordDeemedDecision, ReturnDecision};
use super::duplicates::{ConfirmDuplicate, DismissDuplicate, ReportDuplicate};
use super::evidence::{RecordEvidence, RequestEvidence};
use super::execution::{
    AcceptTask, CancelTask, CompleteStep, CompleteTask, DeclineTask, DispatchTask, FailTask, TimeOutTask,
};
use super::exits::{Discontinue, Lapse, Withdraw};
use super::fees::{
    AssessFee, ExpirePayment, RecordPayment, RecordRefund, RequestPayment, RequestRefund, WaiveFee,
};
use super::intake::{Acknowledge, CheckCompleteness, ConfirmApplicant, Submit, Supplement};
use super::notices::{RecordNotificationDelivered, RecordNotificationFailed};
use super::outputs::paper::{
    LapsePaperCopy, RecordCollected, RecordCollectionMissed, RecordPaperDispatched, RecordPaperReturned,
    RequestPaperCopy, ScheduleCollection,
};
use super::outputs::{DeliverOutput, IssueOutput, OpenOutput, RecordOutputExpired};
use super::parties::{AddNote, AssignHandler, Escalate, RecordContact, RecordFeedback, ReleaseHandler};
use super::review::{
    Correct, ExtendCorrectionPeriod, PassVerification, RequestCorrections, StartVerification,
};
use super::transfer::{AcceptTransfer, DeclineTransfer, Transfer};
use super::values::RecordValue;
use crate::command_kind::CommandKind;
use crate::private::without_private;

macro_rules! commands {
    ($( $name:ident, )+) => {
        /// A command on a request; each is described where it is defined.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum Command {
            $(
                #[doc = concat!("See [`", stringify!($name), "`].")]
                $name($name),
            )+
        }

        impl Command {
            /// What kind of command it is.
            pub const fn kind(&self) -> CommandKind {
                match self { $(Self::$name(_) => CommandKind::$name,)+ }
            }
        }

        $(
            impl From<$name> for Command {
                fn from(command: $name) -> Self {
                    Self::$name(command)
                }
            }
        )+
    };
}

commands! {
    Submit,
    Supplement,
    ConfirmApplicant,
    CheckCompleteness,
    Acknowledge,
    StartVerification,
    RequestCorrections,
    ExtendCorrectionPeriod,
    Correct,
    PassVerification,
    RecordValue,
    SuspendClock,
    ResumeClock,
    ExtendDeadline,
    RecalculateDeadline,
    RecordDeadlineMissed,
    CompleteStep,
    DispatchTask,
    AcceptTask,
    DeclineTask,
    CompleteTask,
    FailTask,
    TimeOutTask,
    CancelTask,
    AssessFee,
    WaiveFee,
    RequestPayment,
    RecordPayment,
    ExpirePayment,
    RequestRefund,
    RecordRefund,
    RequestEvidence,
    RecordEvidence,
    Transfer,
    AcceptTransfer,
    DeclineTransfer,
    ReportDuplicate,
    ConfirmDuplicate,
    DismissDuplicate,
    ProposeDecision,
    ReturnDecision,
    ApproveDecision,
    RecordDeemedDecision,
    IssueOutput,
    DeliverOutput,
    OpenOutput,
    RecordOutputExpired,
    RequestPaperCopy,
    ScheduleCollection,
    RecordPaperDispatched,
    RecordPaperReturned,
    RecordCollected,
    RecordCollectionMissed,
    LapsePaperCopy,
    ProposeAmendment,
    ReturnAmendment,
    ApproveAmendment,
    RecordNotificationDelivered,
    RecordNotificationFailed,
    AssignHandler,
    ReleaseHandler,
    Escalate,
    AddNote,
    RecordContact,
    RecordFeedback,
    Withdraw,
    Lapse,
    Discontinue,
}

impl Command {
    /// The whole content as JSON, keys in order: what a digest of the command is taken over.
    ///
    /// # Errors
    /// Never for a command of this crate; serde's signature allows for one.
    pub fn canonical(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self)
    }

    /// The content for the command's record: personal parts are replaced by a mark, since the events hold them.
    ///
    /// # Errors
    /// Never for a command of this crate; serde's signature allows for one.
    pub fn record(&self) -> Result<serde_json::Value, serde_json::Error> {
        self.canonical().map(without_private)
    }
}
