//! Everything that can be asked of a request.

use serde::{Deserialize, Serialize};

use super::amendment::{Amendment, ApproveAmendment, ProposeAmendment, ReturnAmendment};
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
use super::off_system::RecordOffSystem;
use super::outputs::paper::{
    LapsePaperCopy, RecordCollected, RecordCollectionMissed, RecordPaperDispatched, RecordPaperReturned,
    RequestPaperCopy, ScheduleCollection,
};
use super::outputs::{DeliverOutput, IssueOutput, OpenOutput, OutputSignature, RecordOutputExpired};
use super::parties::{
    AddNote, AnswerFeedback, AssignHandler, Escalate, RecordContact, RecordFeedback, ReleaseHandler,
};
use super::referral::{RecordReferralOrder, ReferCase};
use super::review::{
    Correct, ExtendCorrectionPeriod, PassVerification, RequestCorrections, StartVerification,
};
use super::rights::{
    DiscloseRecord, LiftLegalHold, NameInterestedParty, PlaceLegalHold, RedactPersonalData,
    RemoveInterestedParty,
};
use super::subrequests::{OpenSubrequest, RecordSubrequest};
use super::transfer::{AcceptTransfer, DeclineTransfer, Transfer};
use super::values::RecordValue;
use crate::channel::ChannelMessage;
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
    OpenSubrequest,
    RecordSubrequest,
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
    ReferCase,
    RecordReferralOrder,
    RecordOffSystem,
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
    AnswerFeedback,
    NameInterestedParty,
    RemoveInterestedParty,
    DiscloseRecord,
    RedactPersonalData,
    PlaceLegalHold,
    LiftLegalHold,
    Withdraw,
    Lapse,
    Discontinue,
}

impl Command {
    /// The message by which another body acts on a request, where the command came in one (LY-1e).
    pub const fn message(&self) -> Option<&ChannelMessage> {
        match self {
            Self::AcceptTask(it) => it.message.as_ref(),
            Self::DeclineTask(it) => it.message.as_ref(),
            Self::CompleteTask(it) => it.message.as_ref(),
            Self::FailTask(it) => it.message.as_ref(),
            Self::RecordPayment(it) => it.message.as_ref(),
            Self::RecordRefund(it) => it.message.as_ref(),
            Self::RecordEvidence(it) => it.message.as_ref(),
            Self::AcceptTransfer(it) => it.message.as_ref(),
            Self::DeclineTransfer(it) => it.message.as_ref(),
            _ => None,
        }
    }

    /// Whether the decision looks at what the regulator set: a driver gathers the rulebook then.
    pub const fn asks_the_rulebook(&self) -> bool {
        self.message().is_some()
            || matches!(
                self,
                Self::Submit(_)
                    | Self::Supplement(_)
                    | Self::ConfirmApplicant(_)
                    | Self::Correct(_)
                    | Self::DispatchTask(_)
                    | Self::RequestEvidence(_)
                    | Self::Transfer(_)
                    // What is approved may bear a signature.
                    | Self::ApproveAmendment(_)
                    // How long it must be kept.
                    | Self::RedactPersonalData(_)
            )
            || self.signature().is_some()
    }

    /// The signature of a trust service that it brings, if it does.
    const fn signature(&self) -> Option<&OutputSignature> {
        match self {
            Self::IssueOutput(it) => it.signature.as_ref(),
            Self::ProposeAmendment(ProposeAmendment {
                amendment: Amendment::SupersedeOutput { signature, .. },
                ..
            }) => signature.as_ref(),
            _ => None,
        }
    }

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
