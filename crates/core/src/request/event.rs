//! Everything that can happen in the life of a request, by its name on the wire.

use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};

use super::amendment::{
    AmendmentApproved, AmendmentProposed, AmendmentReturned, OutcomeCorrected, OutputReinstated,
    OutputRevoked, OutputSuperseded, Reopened,
};
use super::clock::{
    ClockResumed, ClockStopped, ClockSuspended, DeadlineExtended, DeadlineMissed, DeadlineRecalculated,
    DeadlineSet,
};
use super::decision::{
    DecisionApproved, DecisionProposed, DecisionReturned, DeemedDecisionRecorded, Denied, Executed, Granted,
    MeasuresRecorded, PartiallyGranted,
};
use super::duplicates::{DuplicateConfirmed, DuplicateDismissed, DuplicateSuspected};
use super::evidence::{
    EvidenceCancelled, EvidenceMismatchFound, EvidenceReceived, EvidenceRequested, EvidenceUnavailable,
};
use super::execution::{
    LateAnswer, LateAnswerKept, StepCompleted, TaskAccepted, TaskCancelled, TaskCompleted, TaskDeclined,
    TaskDispatched, TaskFailed, TaskTimedOut,
};
use super::exits::{Discontinued, Lapsed, Withdrawn};
use super::fees::{
    FeeAssessed, FeeWaived, PaymentCancelled, PaymentConfirmed, PaymentExpired, PaymentFailed,
    PaymentRequested, RefundCompleted, RefundFailed, RefundRequested,
};
use super::intake::{
    Acknowledged, ApplicantIdentityConfirmed, ApplicantIdentityNotConfirmed, CompletenessChecked, Rejected,
    Submitted, Supplemented,
};
use super::notices::{NotificationDelivered, NotificationFailed, NotificationQueued};
use super::off_system::OffSystemRecorded;
use super::outputs::paper::{
    CollectionMissed, CollectionScheduled, OutputCollected, PaperCopyDispatched, PaperCopyLapsed,
    PaperCopyRequested, PaperCopyReturned,
};
use super::outputs::{Concluded, OutputDelivered, OutputExpired, OutputIssued, OutputOpened};
use super::parties::{
    ContactRecorded, Escalated, FeedbackAnswered, FeedbackRecorded, HandlerAssigned, HandlerReleased,
    NoteAdded,
};
use super::quarantine::MessageQuarantined;
use super::referral::{CaseReferred, ReferralOrderRecorded};
use super::review::{
    Corrected, CorrectionPeriodExtended, CorrectionsRequested, VerificationPassed, VerificationStarted,
};
use super::rights::{
    InterestedPartyNamed, InterestedPartyRemoved, LegalHoldLifted, LegalHoldPlaced, PersonalDataRedacted,
    RecordDisclosed,
};
use super::subrequests::{SubrequestConcluded, SubrequestOpened, SubrequestReopened};
use super::transfer::{TransferAccepted, TransferCancelled, TransferDeclined, Transferred, TransferredOut};
use super::values::{ValueRecorded, ValuesComputed};
use crate::channel::ChannelMessage;
use crate::ids::{BodyId, StepId};
use crate::instant::Timestamp;
use crate::text::Words;

/// The version of a form; the first one isn't said.
macro_rules! version {
    () => {
        "1"
    };
    ($version:literal) => {
        $version
    };
}

/// Declares the events once: the enum, its kinds, and what is the same for all of them. An event whose shape changed says
/// the version of its form: `Submitted = "2", Public;`.
macro_rules! events {
    ($( $(#[$meta:meta])* $name:ident $(= $version:literal)?, $visibility:ident; )+) => {
        /// An event of a request.
        ///
        /// The enum is exhaustive on purpose: whoever projects events must look at a new one.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[expect(clippy::exhaustive_enums, reason = "a projection must be made to look at a new event")]
        pub enum Event {
            $( $(#[$meta])* $name($name), )+
        }

        impl Event {
            /// The names on the wire of every event, in the order of the life cycle.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),+];

            /// The name on the wire.
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => stringify!($name),)+ }
            }

            /// The version of its form, as this release writes it.
            pub const fn version(&self) -> &'static str {
                match self { $(Self::$name(_) => version!($($version)?),)+ }
            }

            /// The version of the form in which this release writes the event of that name.
            pub fn version_of(name: &str) -> Option<&'static str> {
                match name {
                    $(stringify!($name) => Some(version!($($version)?)),)+
                    _ => None,
                }
            }

            /// When it happened, by the clock of whoever caused it.
            pub const fn at(&self) -> Timestamp {
                match self { $(Self::$name(event) => event.at,)+ }
            }

            /// Who may see it.
            pub const fn visibility(&self) -> Visibility {
                match self { $(Self::$name(_) => Visibility::$visibility,)+ }
            }
        }
    };
}

/// Who may see an event of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "an event is shown to the applicant or it is not")]
pub enum Visibility {
    /// The applicant and everybody who may see the request.
    Public,
    /// The provider's officers and auditors.
    Internal,
    /// As the event itself says.
    Own,
}

events! {
    /// An attempt was transmitted.
    Submitted = "3", Public;
    /// What was not acknowledged was supplemented.
    Supplemented, Public;
    /// Completeness was checked, with what is missing.
    CompletenessChecked, Public;
    /// The applicant's data are confirmed.
    ApplicantIdentityConfirmed, Public;
    /// The applicant's data are not confirmed, and why.
    ApplicantIdentityNotConfirmed, Public;
    /// Receipt is acknowledged.
    Acknowledged, Public;
    /// Receipt is not acknowledged, with every reason.
    Rejected, Public;
    /// Verification began.
    VerificationStarted, Public;
    /// Corrections were asked, item by item.
    CorrectionsRequested, Public;
    /// The term for corrections was extended.
    CorrectionPeriodExtended, Public;
    /// The applicant answered.
    Corrected, Public;
    /// The request was found verified.
    VerificationPassed = "2", Public;
    /// The engine worked values out.
    ValuesComputed, Public;
    /// An officer recorded a value.
    ValueRecorded, Public;
    /// The deadline was set.
    DeadlineSet, Public;
    /// The deadline moved, and why.
    DeadlineRecalculated, Public;
    /// The deadline was extended, and why.
    DeadlineExtended, Public;
    /// The deadline passed.
    DeadlineMissed, Public;
    /// The clock was suspended, and why.
    ClockSuspended, Public;
    /// The clock runs again.
    ClockResumed, Public;
    /// The clock stopped for good.
    ClockStopped, Public;
    /// A step of the execution was completed.
    StepCompleted, Public;
    /// A task was sent to another body.
    TaskDispatched, Public;
    /// The body took the task on.
    TaskAccepted, Internal;
    /// The body did not take the task on, and why.
    TaskDeclined, Internal;
    /// The body did the task, and what it found.
    TaskCompleted, Public;
    /// The body could not do the task, and why.
    TaskFailed, Internal;
    /// The days of an advisory task are over.
    TaskTimedOut, Public;
    /// A task was taken back, and why.
    TaskCancelled, Internal;
    /// A part was opened, as a request of its own.
    SubrequestOpened, Public;
    /// The request of a part ended, and how.
    SubrequestConcluded, Public;
    /// The request of a part is worked on again.
    SubrequestReopened, Public;
    /// What is owed was worked out.
    FeeAssessed, Public;
    /// Fees were waived, and why.
    FeeWaived, Public;
    /// The applicant was asked to pay.
    PaymentRequested = "2", Public;
    /// An order was paid.
    PaymentConfirmed, Public;
    /// An order was not paid, and why.
    PaymentFailed, Public;
    /// The term of an order passed.
    PaymentExpired, Public;
    /// An order was taken back.
    PaymentCancelled, Public;
    /// Money is to be paid back, and why.
    RefundRequested = "2", Public;
    /// Money went back.
    RefundCompleted, Public;
    /// Money did not go back, and why.
    RefundFailed, Public;
    /// An answer came after the request had ended; it changes nothing.
    LateAnswerKept, Own;
    /// A message of a kind that the channel's register doesn't list was kept aside, without effect.
    MessageQuarantined, Internal;
    /// A trusted source was asked, and for what.
    EvidenceRequested, Public;
    /// A trusted source answered with values.
    EvidenceReceived, Public;
    /// A trusted source gave no values, and why.
    EvidenceUnavailable, Public;
    /// What was claimed differs from what its source has.
    EvidenceMismatchFound, Public;
    /// A question to a source was taken back.
    EvidenceCancelled, Internal;
    /// The request was offered to the competent body, and why.
    Transferred, Public;
    /// Another body took the request over.
    TransferAccepted, Public;
    /// Another body did not take the request over, and why.
    TransferDeclined, Internal;
    /// An offer to another body was taken back.
    TransferCancelled, Internal;
    /// The request may repeat another one.
    DuplicateSuspected, Internal;
    /// The request repeats no other.
    DuplicateDismissed, Internal;
    /// A case that no rule covers was referred, and why.
    CaseReferred, Public;
    /// The order on a referred case was recorded.
    ReferralOrderRecorded, Public;
    /// A part of the procedure is handled outside the system.
    OffSystemRecorded, Internal;
    /// A decision was proposed.
    DecisionProposed = "2", Internal;
    /// A proposal was returned.
    DecisionReturned, Internal;
    /// A proposal was approved.
    DecisionApproved, Internal;
    /// The service was granted.
    Granted, Public;
    /// Some outputs were granted and others were not.
    PartiallyGranted, Public;
    /// The time passed in silence, and what that means.
    DeemedDecisionRecorded, Public;
    /// The request was denied on the merits.
    Denied, Public;
    /// The execution ended in measures taken.
    MeasuresRecorded, Public;
    /// The execution ended, with its outcome.
    Executed, Public;
    /// An output was issued.
    OutputIssued, Public;
    /// An output became available on the portal, which delivers it.
    OutputDelivered, Public;
    /// An output was opened by the applicant.
    OutputOpened, Public;
    /// The validity of an output is over.
    OutputExpired, Public;
    /// A paper copy was asked for.
    PaperCopyRequested, Public;
    /// A paper copy was handed to the post.
    PaperCopyDispatched, Public;
    /// The post brought a paper copy back.
    PaperCopyReturned, Public;
    /// An appointment to collect a paper copy was made.
    CollectionScheduled, Public;
    /// A paper copy was collected.
    OutputCollected, Public;
    /// Nobody came to an appointment.
    CollectionMissed, Public;
    /// A paper copy is no longer kept.
    PaperCopyLapsed, Public;
    /// An amendment of what was decided was proposed.
    AmendmentProposed, Internal;
    /// An amendment was returned.
    AmendmentReturned, Internal;
    /// An amendment was approved.
    AmendmentApproved, Internal;
    /// An output lost its effect, and why.
    OutputRevoked, Public;
    /// A revoked output has effect again, and why.
    OutputReinstated, Public;
    /// An output was replaced by a corrected one, and why.
    OutputSuperseded, Public;
    /// The outcome was set right, and why.
    OutcomeCorrected, Public;
    /// The request is worked on again, and why.
    Reopened, Public;
    /// A duty to notify was queued.
    NotificationQueued, Public;
    /// A notification arrived.
    NotificationDelivered, Public;
    /// A notification did not arrive.
    NotificationFailed, Public;
    /// A handler was assigned.
    HandlerAssigned, Internal;
    /// The handler was released.
    HandlerReleased, Internal;
    /// The request was put before a superior, and why.
    Escalated, Internal;
    /// A note was added.
    NoteAdded, Own;
    /// A contact was recorded.
    ContactRecorded, Public;
    /// Feedback was recorded.
    FeedbackRecorded, Public;
    /// Feedback was answered.
    FeedbackAnswered, Public;
    /// Somebody was named as having an interest.
    InterestedPartyNamed, Public;
    /// Somebody is no longer named as having an interest.
    InterestedPartyRemoved, Public;
    /// What is held was given to somebody.
    RecordDisclosed, Public;
    /// Personal data were redacted.
    PersonalDataRedacted = "2", Public;
    /// A legal hold was placed.
    LegalHoldPlaced, Internal;
    /// A legal hold was lifted.
    LegalHoldLifted, Internal;
    /// The applicant withdrew the request.
    Withdrawn, Public;
    /// The request lapsed.
    Lapsed, Public;
    /// The request repeats another one, and ended.
    DuplicateConfirmed, Public;
    /// The request left for another body.
    TransferredOut, Public;
    /// The request was discontinued.
    Discontinued, Public;
    /// All that was decided is with the applicant.
    Concluded, Public;
}

impl Event {
    /// The message of another body that caused it, where one did (LY-1e).
    pub fn message(&self) -> Option<&ChannelMessage> {
        match self {
            Self::TaskAccepted(it) => Some(&it.message),
            Self::TaskDeclined(it) => Some(&it.message),
            Self::TaskCompleted(it) => Some(&it.message),
            Self::TaskFailed(it) => Some(&it.message),
            Self::EvidenceReceived(it) => Some(&it.message),
            Self::EvidenceUnavailable(it) => Some(&it.message),
            Self::TransferAccepted(it) => Some(&it.message),
            Self::TransferDeclined(it) => Some(&it.message),
            Self::LateAnswerKept(it) => Some(&it.message),
            Self::PaymentConfirmed(it) => Some(&it.message),
            Self::PaymentFailed(it) => Some(&it.message),
            Self::RefundCompleted(it) => Some(&it.message),
            Self::RefundFailed(it) => Some(&it.message),
            Self::MessageQuarantined(it) => Some(&it.message),
            Self::Submitted(it) => it.message.as_deref(),
            _ => None,
        }
    }

    /// The number of the order to pay that it is about, where it is about one (LY-17.5).
    pub const fn order(&self) -> Option<u32> {
        match self {
            Self::PaymentRequested(it) => Some(it.order),
            Self::PaymentConfirmed(it) => Some(it.order),
            Self::PaymentFailed(it) => Some(it.order),
            Self::PaymentExpired(it) => Some(it.order),
            Self::PaymentCancelled(it) => Some(it.order),
            Self::RefundRequested(it) => Some(it.order),
            Self::RefundCompleted(it) => Some(it.order),
            Self::RefundFailed(it) => Some(it.order),
            Self::LateAnswerKept(LateAnswerKept { answer: LateAnswer::Payment { order, .. }, .. }) => {
                Some(*order)
            }
            _ => None,
        }
    }

    /// The step whose task it is about, where it is about one (LY-17.3).
    pub const fn task(&self) -> Option<&StepId> {
        match self {
            Self::TaskDispatched(it) => Some(&it.step),
            Self::TaskAccepted(it) => Some(&it.step),
            Self::TaskDeclined(it) => Some(&it.step),
            Self::TaskCompleted(it) => Some(&it.step),
            Self::TaskFailed(it) => Some(&it.step),
            Self::TaskTimedOut(it) => Some(&it.step),
            Self::TaskCancelled(it) => Some(&it.step),
            Self::LateAnswerKept(LateAnswerKept { answer: LateAnswer::Task { step, .. }, .. }) => Some(step),
            _ => None,
        }
    }

    /// The number of the question to a trusted source that it is about, where it is about one (LY-6.3).
    pub const fn question(&self) -> Option<u32> {
        match self {
            Self::EvidenceRequested(it) => Some(it.number),
            Self::EvidenceReceived(it) => Some(it.number),
            Self::EvidenceUnavailable(it) => Some(it.number),
            Self::EvidenceMismatchFound(it) => Some(it.number),
            Self::EvidenceCancelled(it) => Some(it.number),
            Self::LateAnswerKept(LateAnswerKept { answer: LateAnswer::Evidence { number, .. }, .. }) => {
                Some(*number)
            }
            _ => None,
        }
    }

    /// The body that the request was offered to, where the event is about that.
    pub const fn offered_to(&self) -> Option<&BodyId> {
        match self {
            Self::Transferred(it) => Some(&it.to),
            Self::TransferAccepted(it) => Some(&it.to),
            Self::TransferDeclined(it) => Some(&it.by),
            Self::TransferCancelled(it) => Some(&it.to),
            Self::TransferredOut(it) => Some(&it.to),
            _ => None,
        }
    }

    /// The words for people.
    pub fn words(&self) -> Words {
        crate::words::event(self.name()).unwrap_or(Words { ar: self.name(), en: self.name() })
    }

    /// Whether the applicant may see it.
    pub fn is_public(&self) -> bool {
        match (self.visibility(), self) {
            (Visibility::Own, Self::NoteAdded(note)) => note.public,
            (Visibility::Own, Self::LateAnswerKept(late)) => {
                matches!(late.answer, LateAnswer::Payment { .. })
            }
            (visibility, _) => visibility == Visibility::Public,
        }
    }
}

impl DomainEvent for Event {
    fn event_type(&self) -> String {
        self.name().to_owned()
    }

    fn event_version(&self) -> String {
        self.version().to_owned()
    }
}
