//! What each event rests on: one table, from the event to the rules.

use serde::Serialize;
use talab_core::ReasonCode;
use talab_core::definition::{AcknowledgementMode, ServiceDefinition};
use talab_core::request::Event;
use talab_core::request::notices::Purpose;
use talab_core::request::outputs::OutputIssued;
use talab_core::rule::{self, Basis, Rule};

/// A rule that something rests on, and what the rule itself rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Ground {
    /// The rule's number.
    pub rule: &'static str,
    /// `text` if the article says it, `inferred` if it is needed to make the text work, `parameter` if the text is
    /// silent. An inference is never presented as law.
    pub basis: &'static str,
    /// The article, for `text`.
    pub article: Option<u8>,
    /// The article's own Arabic words, for `text`.
    pub quote: Option<&'static str>,
    /// What the rule demands, in English.
    pub says: &'static str,
}

impl From<Rule> for Ground {
    fn from(rule: Rule) -> Self {
        let (article, quote) = match rule.basis {
            Basis::Text { article, quote } => (Some(article), Some(quote)),
            Basis::Inferred | Basis::Parameter => (None, None),
        };
        Self { rule: rule.id, basis: rule.basis.code(), article, quote, says: rule.says }
    }
}

/// What an event of a request rests on, under the definition it is pinned to; nothing where the law has no word for
/// it, as for a note.
pub fn grounds(event: &Event, definition: &ServiceDefinition) -> Vec<Ground> {
    rules(event, definition).iter().copied().map(Ground::from).collect()
}

/// A new event makes this match incomplete, on purpose.
fn rules(event: &Event, definition: &ServiceDefinition) -> &'static [Rule] {
    match event {
        Event::Submitted(it) if it.consent.is_some() && it.medium.is_none() && it.message.is_none() => {
            SUBMITTED_WITH_CONSENT
        }
        Event::Submitted(it) if it.medium.is_some() => SUBMITTED_ON_A_MEDIUM,
        Event::Submitted(it) if it.message.is_some() => SUBMITTED_OVER_THE_CHANNEL,
        Event::Submitted(it) if it.parent.is_some() => SUBMITTED_AS_PART,
        Event::Submitted(_) if definition.rules.declaration => SUBMITTED_DECLARED,
        Event::Submitted(_) => SUBMITTED,
        Event::Supplemented(it) if it.medium.is_some() => {
            &[rule::SUPPLEMENT, rule::REQUIREMENTS_MET, rule::STORAGE_MEDIUM]
        }
        Event::Supplemented(it) if it.consent.is_some() => {
            &[rule::SUPPLEMENT, rule::REQUIREMENTS_MET, rule::CONSENT]
        }
        Event::Supplemented(_) => &[rule::SUPPLEMENT, rule::REQUIREMENTS_MET],
        Event::CompletenessChecked(it) if it.received_at.is_some() => &[rule::COMPLETE, rule::RECEIVED],
        Event::CompletenessChecked(_) => &[rule::COMPLETE],
        Event::ApplicantIdentityConfirmed(it) if it.rule.is_some() => {
            &[rule::IDENTIFICATION, rule::TRUSTED_DATA, rule::IDENTITY_RULE]
        }
        Event::ApplicantIdentityConfirmed(_) => &[rule::IDENTIFICATION, rule::TRUSTED_DATA],
        Event::ApplicantIdentityNotConfirmed(_) => &[rule::NOT_ACKNOWLEDGED, rule::IDENTIFICATION],
        Event::Acknowledged(_) => acknowledged(definition),
        Event::Rejected(_) => &[rule::NOT_ACKNOWLEDGED],
        Event::VerificationStarted(_) | Event::VerificationPassed(_) => &[rule::VERIFIED],
        Event::CorrectionsRequested(_) => &[rule::CORRECTIONS, rule::CORRECTION_TERM],
        Event::CorrectionPeriodExtended(_) => &[rule::CORRECTION_TERM],
        Event::Corrected(it) if it.medium.is_some() => {
            &[rule::CORRECTIONS, rule::ONLY_NAMED_ITEMS, rule::STORAGE_MEDIUM]
        }
        Event::Corrected(_) => &[rule::CORRECTIONS, rule::ONLY_NAMED_ITEMS],
        Event::ValuesComputed(_) => &[rule::COMPUTED, rule::EXECUTED_AS_PUBLISHED],
        Event::ValueRecorded(_) => &[rule::OFFICERS_VALUES],
        Event::DeadlineSet(_) => &[rule::KEPT_INFORMED, rule::CALENDAR_DATA],
        Event::DeadlineRecalculated(_) => &[rule::EXPECTATION_EXPLAINED, rule::CALENDAR_DATA],
        Event::DeadlineExtended(_) => &[rule::EXTENSION, rule::EXPECTATION_EXPLAINED],
        Event::DeadlineMissed(_) | Event::ContactRecorded(_) => &[rule::KEPT_INFORMED],
        Event::ClockSuspended(_) | Event::ClockResumed(_) => {
            &[rule::CLOCK_STOPS, rule::EXPECTATION_EXPLAINED]
        }
        Event::ClockStopped(_) => &[rule::CLOCK_STOPS],
        Event::StepCompleted(_) => &[rule::EXECUTED_AS_PUBLISHED],
        Event::TaskDispatched(_) => &[rule::SEVERAL_BODIES, rule::EXECUTED_AS_PUBLISHED],
        Event::TaskAccepted(_) | Event::TaskDeclined(_) | Event::TaskCompleted(_) | Event::TaskFailed(_) => {
            &[rule::SEVERAL_BODIES, rule::CHANNEL]
        }
        Event::TaskTimedOut(_) => &[rule::ADVISORY],
        Event::TaskCancelled(_) => &[rule::SEVERAL_BODIES],
        Event::SubrequestOpened(_) => &[rule::COMPOSITE, rule::CHANNEL],
        Event::SubrequestConcluded(_) | Event::SubrequestReopened(_) => &[rule::COMPOSITE, rule::PARTS_FIRST],
        Event::FeeAssessed(_) => &[rule::DIRECTORY_FACTS, rule::EXECUTED_AS_PUBLISHED],
        Event::FeeWaived(_) => &[rule::WAIVER],
        Event::PaymentRequested(_) => &[rule::FEES, rule::PAYMENT_TERM],
        Event::PaymentConfirmed(_) if definition.fees.methods.is_empty() => {
            &[rule::EXACT_PAYMENT, rule::FEES]
        }
        Event::PaymentConfirmed(_) => &[rule::EXACT_PAYMENT, rule::FEES, rule::PAYMENT_METHODS],
        Event::PaymentFailed(_) => &[rule::FEES],
        Event::PaymentExpired(_) => &[rule::PAYMENT_TERM],
        Event::PaymentCancelled(_) => &[rule::PAYMENT_TERM],
        Event::RefundRequested(_) | Event::RefundCompleted(_) | Event::RefundFailed(_) => &[rule::REFUND],
        Event::LateAnswerKept(_) => &[rule::LATE_ANSWER, rule::CHANNEL],
        Event::MessageQuarantined(_) => &[rule::MESSAGE_KINDS, rule::CHANNEL],
        Event::OffSystemRecorded(_) => &[rule::OUT_OF_SCOPE],
        Event::CaseReferred(_) | Event::ReferralOrderRecorded(_) => &[rule::REFERRAL],
        Event::DecisionProposed(_) => &[rule::DECISION_GROUNDS],
        Event::DecisionReturned(_) | Event::DecisionApproved(_) if definition.rules.second_person => {
            &[rule::SECOND_PERSON]
        }
        Event::DecisionReturned(_) | Event::DecisionApproved(_) | Event::Denied(_) => {
            &[rule::DECISION_GROUNDS]
        }
        Event::Granted(_) => &[rule::DECISION_GROUNDS, rule::ACT_ADOPTED],
        Event::MeasuresRecorded(_) => &[rule::MEASURES_TOLD],
        Event::Executed(it) if it.order.is_some() => &[rule::COMPLETION_TOLD, rule::REFERRAL],
        Event::Executed(_) => &[rule::COMPLETION_TOLD],
        Event::OutputIssued(it) => issued(it),
        Event::OutputDelivered(_) | Event::Concluded(_) => &[rule::DELIVERED],
        Event::OutputOpened(_) => &[rule::OWN_DATA],
        Event::PartiallyGranted(_) => &[rule::DECISION_GROUNDS, rule::PARTIAL],
        Event::DeemedDecisionRecorded(_) => &[rule::SILENCE],
        Event::OutputExpired(_) => &[rule::VALIDITY],
        Event::AmendmentReturned(_) | Event::AmendmentApproved(_) if definition.rules.second_person => {
            &[rule::SECOND_PERSON, rule::AMENDMENT]
        }
        Event::AmendmentProposed(_)
        | Event::AmendmentReturned(_)
        | Event::AmendmentApproved(_)
        | Event::OutputRevoked(_)
        | Event::OutputReinstated(_)
        | Event::OutcomeCorrected(_) => &[rule::AMENDMENT],
        Event::OutputSuperseded(it) => match (&it.signature, &it.exception) {
            (Some(_), _) => &[rule::AMENDMENT, rule::SIGNED],
            (None, Some(_)) => &[rule::AMENDMENT, rule::SIGNED, rule::EXCEPTION_NAMED],
            (None, None) => &[rule::AMENDMENT],
        },
        Event::Reopened(_) => &[rule::REOPENING],
        Event::PaperCopyRequested(_)
        | Event::PaperCopyDispatched(_)
        | Event::PaperCopyReturned(_)
        | Event::CollectionScheduled(_)
        | Event::OutputCollected(_)
        | Event::CollectionMissed(_)
        | Event::PaperCopyLapsed(_) => &[rule::PAPER],
        Event::EvidenceRequested(_) => &[rule::TRUSTED_SOURCES, rule::LEGAL_GROUND],
        Event::EvidenceReceived(_) | Event::EvidenceUnavailable(_) => &[rule::TRUSTED_DATA, rule::CHANNEL],
        Event::EvidenceMismatchFound(_) => &[rule::TRUSTED_DATA, rule::USERS_RISK],
        Event::EvidenceCancelled(_) => &[rule::TRUSTED_SOURCES],
        Event::TransferAccepted(_) | Event::TransferDeclined(_) => &[rule::TRANSFER, rule::CHANNEL],
        Event::Transferred(_) | Event::TransferCancelled(_) | Event::TransferredOut(_) => &[rule::TRANSFER],
        Event::DuplicateSuspected(_) | Event::DuplicateDismissed(_) | Event::DuplicateConfirmed(_) => {
            &[rule::DUPLICATE]
        }
        Event::Escalated(_) => &[rule::ESCALATION],
        Event::NotificationQueued(queued) if queued.channel.is_further() => &[rule::FURTHER_NOTICES],
        Event::NotificationQueued(queued) => told(queued.purpose),
        Event::NotificationDelivered(_) | Event::NotificationFailed(_) => &[rule::KEPT_INFORMED],
        Event::HandlerAssigned(_) | Event::HandlerReleased(_) => &[rule::ONE_PROVIDER],
        Event::NoteAdded(_) | Event::FeedbackRecorded(_) => &[],
        Event::FeedbackAnswered(_) => &[rule::FEEDBACK],
        Event::InterestedPartyNamed(_) | Event::InterestedPartyRemoved(_) => &[rule::INTERESTED],
        Event::RecordDisclosed(_) => &[rule::HELD_DATA, rule::OWN_DATA],
        Event::PersonalDataRedacted(it) if it.ground.is_some() => &[rule::DATA_PROTECTION, rule::RETENTION],
        Event::PersonalDataRedacted(_) => &[rule::DATA_PROTECTION],
        Event::LegalHoldPlaced(_) | Event::LegalHoldLifted(_) => &[rule::LEGAL_HOLD],
        Event::Withdrawn(_) => &[rule::WITHDRAWAL],
        Event::Lapsed(it) if it.reason == ReasonCode::LapAttemptNotSupplemented => &[rule::SUPPLEMENT_TERM],
        Event::Lapsed(it) if it.reason == ReasonCode::LapFeeNotPaidInTime => &[rule::PAYMENT_TERM],
        Event::Lapsed(_) => &[rule::CORRECTION_TERM],
        Event::Discontinued(it) if it.reason == ReasonCode::ClsParentEnded => &[rule::PARENT_ENDED],
        Event::Discontinued(_) => &[rule::DISCONTINUANCE],
    }
}

const SUBMITTED: &[Rule] =
    &[rule::IDENTIFICATION, rule::FORMS_FILLED, rule::REQUIREMENTS_MET, rule::VERSION_PINNED];
const SUBMITTED_WITH_CONSENT: &[Rule] =
    &[rule::IDENTIFICATION, rule::FORMS_FILLED, rule::REQUIREMENTS_MET, rule::CONSENT, rule::VERSION_PINNED];
const SUBMITTED_ON_A_MEDIUM: &[Rule] = &[
    rule::IDENTIFICATION,
    rule::FORMS_FILLED,
    rule::REQUIREMENTS_MET,
    rule::STORAGE_MEDIUM,
    rule::VERSION_PINNED,
];
const SUBMITTED_OVER_THE_CHANNEL: &[Rule] =
    &[rule::IDENTIFICATION, rule::FORMS_FILLED, rule::REQUIREMENTS_MET, rule::ROUTED, rule::VERSION_PINNED];
const SUBMITTED_AS_PART: &[Rule] =
    &[rule::COMPOSITE, rule::IDENTIFICATION, rule::REQUIREMENTS_MET, rule::VERSION_PINNED];
const SUBMITTED_DECLARED: &[Rule] = &[
    rule::IDENTIFICATION,
    rule::FORMS_FILLED,
    rule::REQUIREMENTS_MET,
    rule::DECLARATION,
    rule::VERSION_PINNED,
];

/// Where an officer acknowledges, that is a parameter and must not be told as the article's own words.
fn acknowledged(definition: &ServiceDefinition) -> &'static [Rule] {
    match definition.rules.acknowledgement {
        AcknowledgementMode::ByOfficer => {
            &[rule::ACKNOWLEDGED_BY_OFFICER, rule::RECEIVED, rule::MESSAGE_CONTENT]
        }
        _ => &[rule::ACKNOWLEDGED_AT_ONCE, rule::RECEIVED, rule::MESSAGE_CONTENT],
    }
}

/// What an output rests on: the act or its steps, with its signature, or the exception from one.
fn issued(it: &OutputIssued) -> &'static [Rule] {
    match (it.rests_on.is_empty(), &it.signature, &it.exception) {
        (true, None, None) => &[rule::ACT_ADOPTED],
        (true, Some(_), _) => &[rule::ACT_ADOPTED, rule::SIGNED],
        (true, None, Some(_)) => &[rule::ACT_ADOPTED, rule::SIGNED, rule::EXCEPTION_NAMED],
        (false, None, None) => &[rule::EARLY_OUTPUT],
        (false, Some(_), _) => &[rule::EARLY_OUTPUT, rule::SIGNED],
        (false, None, Some(_)) => &[rule::EARLY_OUTPUT, rule::SIGNED, rule::EXCEPTION_NAMED],
    }
}

/// The duty behind a notification.
fn told(purpose: Purpose) -> &'static [Rule] {
    match purpose {
        Purpose::Acknowledgement => &[rule::ACKNOWLEDGED_AT_ONCE, rule::MESSAGE_CONTENT],
        Purpose::Rejection => &[rule::NOT_ACKNOWLEDGED],
        Purpose::Corrections => &[rule::CORRECTIONS],
        Purpose::Payment => &[rule::FEES, rule::KEPT_INFORMED],
        Purpose::EarlyOutput => &[rule::EARLY_OUTPUT, rule::DELIVERED],
        Purpose::NewRequest => &[rule::PROVIDER_TOLD],
        Purpose::Completion => &[rule::COMPLETION_TOLD],
        _ => &[rule::KEPT_INFORMED],
    }
}
