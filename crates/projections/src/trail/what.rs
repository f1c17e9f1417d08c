//! The details of each event, in words, and its reasons, in codes.

mod after;
mod before;
mod bodies;
mod later;
mod money;
mod parts;
mod referral;
mod rights;
mod rulebook;
mod values;

use talab_core::definition::ServiceDefinition;
use talab_core::request::Event;
use talab_core::request::execution::{Finding, LateAnswer};
use talab_core::{ReasonCode, Text, Timestamp};

use crate::sight::Sight;

/// What is needed to tell a detail.
pub(super) struct Telling<'a> {
    pub(super) definition: &'a ServiceDefinition,
    pub(super) sight: &'a Sight<'a>,
}

/// The details of an event; none where its words say it all. A new event makes this match incomplete, on purpose.
pub(super) fn details(event: &Event, definition: &ServiceDefinition, sight: &Sight<'_>) -> Vec<Text> {
    let telling = Telling { definition, sight };
    match event {
        Event::Submitted(it) => telling.submitted(it),
        Event::Supplemented(it) => telling.supplemented(it),
        Event::CompletenessChecked(it) => telling.completeness_checked(it),
        Event::ApplicantIdentityConfirmed(it) => telling.identity_confirmed(it),
        Event::ApplicantIdentityNotConfirmed(it) => telling.identity_not_confirmed(it),
        Event::Acknowledged(it) => telling.acknowledged(it),
        Event::Rejected(it) => telling.rejected(it),
        Event::VerificationStarted(_) => Vec::new(),
        Event::CorrectionsRequested(it) => telling.corrections_requested(it),
        Event::CorrectionPeriodExtended(it) => telling.correction_period_extended(it),
        Event::Corrected(it) => telling.corrected(it),
        Event::VerificationPassed(it) => telling.verification_passed(it),
        Event::ValuesComputed(it) => telling.values_computed(it),
        Event::ValueRecorded(it) => telling.value_recorded(it),
        Event::DeadlineSet(it) => telling.deadline_set(it),
        Event::DeadlineRecalculated(it) => telling.moved(it.old, it.new, it.cause),
        Event::DeadlineExtended(it) => telling.deadline_extended(it),
        Event::DeadlineMissed(it) => telling.deadline_missed(it),
        Event::ClockSuspended(it) => telling.clock_suspended(it),
        Event::ClockResumed(_) | Event::ClockStopped(_) => Vec::new(),
        Event::StepCompleted(it) => telling.step_completed(it),
        Event::TaskDispatched(it) => telling.task_dispatched(it),
        Event::TaskAccepted(it) => telling.task(&it.step, Some(&it.message)),
        Event::TaskDeclined(it) => telling.task(&it.step, Some(&it.message)),
        Event::TaskCompleted(it) => telling.task_completed(it),
        Event::TaskFailed(it) => telling.task(&it.step, Some(&it.message)),
        Event::TaskTimedOut(it) => telling.task_timed_out(it),
        Event::TaskCancelled(it) => telling.task(&it.step, None),
        Event::SubrequestOpened(it) => telling.part(&it.part, &it.child, None),
        Event::SubrequestConcluded(it) => telling.part(&it.part, &it.child, Some(it.outcome)),
        Event::SubrequestReopened(it) => telling.part(&it.part, &it.child, None),
        Event::FeeAssessed(it) => telling.fee_assessed(it),
        Event::FeeWaived(it) => telling.fees(&it.fees),
        Event::PaymentRequested(it) => telling.payment_requested(it),
        Event::PaymentConfirmed(it) => telling.payment_confirmed(it),
        Event::PaymentFailed(it) => vec![money::order(it.order)],
        Event::PaymentExpired(it) => vec![money::order(it.order)],
        Event::PaymentCancelled(it) => vec![money::order(it.order)],
        Event::RefundRequested(it) => telling.refund_requested(it),
        Event::RefundCompleted(it) => vec![money::refund(it.order, it.refund)],
        Event::RefundFailed(it) => vec![money::refund(it.order, it.refund)],
        Event::LateAnswerKept(it) => telling.late_answer(it),
        Event::MessageQuarantined(it) => telling.quarantined(it),
        Event::EvidenceRequested(it) => telling.evidence_requested(it),
        Event::EvidenceReceived(it) => telling.evidence_received(it),
        Event::EvidenceUnavailable(it) => telling.of_source(&it.source, &[]),
        Event::EvidenceMismatchFound(it) => telling.of_source(&it.source, &it.fields),
        Event::EvidenceCancelled(it) => telling.of_source(&it.source, &[]),
        Event::Transferred(it) => telling.transferred(it),
        Event::TransferAccepted(it) => telling.to_body(&it.to),
        Event::TransferDeclined(it) => telling.to_body(&it.by),
        Event::TransferCancelled(it) => telling.to_body(&it.to),
        Event::TransferredOut(it) => telling.transferred_out(it),
        Event::DuplicateSuspected(it) => telling.other_request(&it.of),
        Event::DuplicateDismissed(it) => telling.duplicate_dismissed(it),
        Event::DuplicateConfirmed(it) => telling.other_request(&it.of),
        Event::Escalated(it) => telling.escalated(it),
        Event::PartiallyGranted(it) => telling.partly_granted(it),
        Event::DeemedDecisionRecorded(it) => telling.deemed(it),
        Event::OutputExpired(it) => telling.output(&it.output),
        Event::AmendmentProposed(it) => telling.amendment_proposed(it),
        Event::AmendmentReturned(it) => {
            vec![telling.sight.words(&it.reason, |words| crate::labels::same(words))]
        }
        Event::AmendmentApproved(it) => telling.amendment_approved(&it.proposed_by, &it.approved_by),
        Event::OutputRevoked(it) => telling.output(&it.output),
        Event::OutputReinstated(it) => telling.output(&it.output),
        Event::OutputSuperseded(it) => telling.superseded(it),
        Event::OutcomeCorrected(it) => telling.corrected_outcome(it.old, it.new, &it.legal_basis),
        Event::Reopened(it) => telling.reopened(it),
        Event::PaperCopyRequested(it) => telling.paper_requested(it),
        Event::PaperCopyDispatched(it) => telling.paper_dispatched(it),
        Event::PaperCopyReturned(it) => telling.output(&it.output),
        Event::CollectionScheduled(it) => telling.collection_scheduled(it),
        Event::OutputCollected(it) => telling.collected(it),
        Event::CollectionMissed(it) => telling.missed(&it.output, it.times),
        Event::PaperCopyLapsed(it) => telling.paper_lapsed(it),
        Event::OffSystemRecorded(it) => telling.off_system(it),
        Event::CaseReferred(it) => telling.referred(it),
        Event::ReferralOrderRecorded(it) => telling.referral_order(it),
        Event::DecisionProposed(it) => telling.decision_proposed(it),
        Event::DecisionReturned(it) => telling.decision_returned(it),
        Event::DecisionApproved(it) => telling.decision_approved(it),
        Event::Granted(it) => telling.conditions(&it.conditions),
        Event::Denied(it) => telling.denied(&it.reasons, &it.remedies, it.explanation.as_ref()),
        Event::MeasuresRecorded(it) => telling.measures(&it.measures),
        Event::Executed(it) => telling.executed(it),
        Event::OutputIssued(it) => telling.output_issued(it),
        Event::OutputDelivered(it) => telling.output(&it.output),
        Event::OutputOpened(it) => telling.output(&it.output),
        Event::NotificationQueued(it) => telling.notification_queued(it),
        Event::NotificationDelivered(it) => telling.notification(it.number, None),
        Event::NotificationFailed(it) => telling.notification(it.number, Some(it.reason)),
        Event::HandlerAssigned(it) => telling.handler(&it.handler),
        Event::HandlerReleased(it) => telling.handler(&it.handler),
        Event::NoteAdded(it) => telling.note(it),
        Event::ContactRecorded(it) => telling.contact(it),
        Event::FeedbackRecorded(it) => telling.feedback(it),
        Event::FeedbackAnswered(it) => telling.feedback_answered(it),
        Event::InterestedPartyNamed(it) => telling.interested(&it.person, &it.interest),
        Event::InterestedPartyRemoved(it) => telling.interested(&it.person, &it.reason),
        Event::RecordDisclosed(it) => telling.disclosed(it),
        Event::PersonalDataRedacted(it) => telling.redacted(it),
        Event::LegalHoldPlaced(it) => telling.hold(&it.order, &it.reason),
        Event::LegalHoldLifted(it) => telling.hold(&it.order, &it.reason),
        Event::Withdrawn(it) => telling.codes(it.reason),
        Event::Lapsed(it) => telling.lapsed(it),
        Event::Discontinued(it) => telling.codes([it.reason]),
        Event::Concluded(it) => telling.outcome(it.outcome),
    }
}

/// The instant that the details of an event name, exactly and in UTC.
pub(super) fn moment(event: &Event) -> Option<Timestamp> {
    match event {
        Event::CompletenessChecked(it) => it.received_at,
        Event::Acknowledged(it) => Some(it.received_at),
        Event::ClockSuspended(it) => Some(it.from),
        _ => None,
    }
}

/// The codes an event gives as its reasons.
pub(super) fn reasons(event: &Event) -> Vec<ReasonCode> {
    match event {
        Event::ApplicantIdentityNotConfirmed(it) => it.because.reasons().iter().map(|it| it.code).collect(),
        Event::Rejected(it) => it.reasons.iter().map(|it| it.code).collect(),
        Event::CorrectionsRequested(it) => it.items.iter().map(|it| it.fault).collect(),
        Event::CorrectionPeriodExtended(it) => vec![it.reason],
        Event::DeadlineRecalculated(it) => vec![it.cause],
        Event::DeadlineExtended(it) => vec![it.reason],
        Event::ClockSuspended(it) => vec![it.reason],
        Event::TaskDeclined(it) => vec![it.reason],
        Event::TaskCompleted(it) => found(&it.finding),
        Event::TaskFailed(it) => vec![it.reason],
        Event::TaskCancelled(it) => vec![it.reason],
        Event::LateAnswerKept(it) => late(&it.answer),
        Event::FeeWaived(it) => vec![it.reason],
        Event::PaymentFailed(it) => vec![it.reason],
        Event::RefundRequested(it) => vec![it.reason],
        Event::RefundFailed(it) => vec![it.reason],
        Event::Denied(it) => it.reasons.iter().map(|it| it.code).collect(),
        Event::EvidenceUnavailable(it) => vec![it.reason],
        Event::Transferred(it) => vec![it.reason],
        Event::TransferDeclined(it) => vec![it.reason],
        Event::TransferredOut(it) => vec![it.reason],
        Event::DuplicateSuspected(it) => vec![it.reason],
        Event::DuplicateConfirmed(it) => vec![it.reason],
        Event::PartiallyGranted(it) => it.reasons.iter().map(|it| it.code).collect(),
        Event::AmendmentProposed(it) => vec![it.amendment.reason()],
        Event::OutputRevoked(it) => vec![it.reason],
        Event::OutputReinstated(it) => vec![it.reason],
        Event::OutputSuperseded(it) => vec![it.reason],
        Event::OutcomeCorrected(it) => vec![it.reason],
        Event::Reopened(it) => vec![it.reason],
        Event::PaperCopyReturned(it) => vec![it.reason],
        Event::PaperCopyLapsed(it) => vec![it.reason],
        Event::NotificationQueued(it) => it.not_applicable.into_iter().collect(),
        Event::NotificationFailed(it) => vec![it.reason],
        Event::Withdrawn(it) => it.reason.into_iter().collect(),
        Event::Lapsed(it) => vec![it.reason],
        Event::Discontinued(it) => vec![it.reason],
        Event::DecisionProposed(it) => proposed(&it.proposal),
        Event::Submitted(it) => it.medium.iter().filter_map(|medium| medium.reason).collect(),
        Event::Supplemented(it) => it.medium.iter().filter_map(|medium| medium.reason).collect(),
        Event::Corrected(it) => it.medium.iter().filter_map(|medium| medium.reason).collect(),
        Event::CompletenessChecked(_)
        | Event::ApplicantIdentityConfirmed(_)
        | Event::Acknowledged(_)
        | Event::VerificationStarted(_)
        | Event::VerificationPassed(_)
        | Event::ValuesComputed(_)
        | Event::ValueRecorded(_)
        | Event::DeadlineSet(_)
        | Event::DeadlineMissed(_)
        | Event::ClockResumed(_)
        | Event::ClockStopped(_)
        | Event::StepCompleted(_)
        | Event::TaskDispatched(_)
        | Event::SubrequestOpened(_)
        | Event::SubrequestConcluded(_)
        | Event::SubrequestReopened(_)
        | Event::FeeAssessed(_)
        | Event::PaymentRequested(_)
        | Event::PaymentConfirmed(_)
        | Event::PaymentExpired(_)
        | Event::PaymentCancelled(_)
        | Event::RefundCompleted(_)
        | Event::TaskAccepted(_)
        | Event::TaskTimedOut(_)
        | Event::MessageQuarantined(_)
        | Event::EvidenceRequested(_)
        | Event::EvidenceReceived(_)
        | Event::EvidenceMismatchFound(_)
        | Event::EvidenceCancelled(_)
        | Event::TransferAccepted(_)
        | Event::TransferCancelled(_)
        | Event::DuplicateDismissed(_)
        | Event::Escalated(_)
        | Event::DeemedDecisionRecorded(_)
        | Event::OutputExpired(_)
        | Event::AmendmentReturned(_)
        | Event::AmendmentApproved(_)
        | Event::PaperCopyRequested(_)
        | Event::PaperCopyDispatched(_)
        | Event::CollectionScheduled(_)
        | Event::OutputCollected(_)
        | Event::CollectionMissed(_)
        | Event::CaseReferred(_)
        | Event::OffSystemRecorded(_)
        | Event::ReferralOrderRecorded(_)
        | Event::DecisionReturned(_)
        | Event::DecisionApproved(_)
        | Event::Granted(_)
        | Event::MeasuresRecorded(_)
        | Event::Executed(_)
        | Event::OutputIssued(_)
        | Event::OutputDelivered(_)
        | Event::OutputOpened(_)
        | Event::NotificationDelivered(_)
        | Event::HandlerAssigned(_)
        | Event::HandlerReleased(_)
        | Event::NoteAdded(_)
        | Event::ContactRecorded(_)
        | Event::FeedbackRecorded(_)
        | Event::FeedbackAnswered(_)
        | Event::InterestedPartyNamed(_)
        | Event::InterestedPartyRemoved(_)
        | Event::RecordDisclosed(_)
        | Event::PersonalDataRedacted(_)
        | Event::LegalHoldPlaced(_)
        | Event::LegalHoldLifted(_)
        | Event::Concluded(_) => Vec::new(),
    }
}

fn found(finding: &Finding) -> Vec<ReasonCode> {
    match finding {
        Finding::Favourable => Vec::new(),
        Finding::Unfavourable { reasons } => reasons.iter().map(|it| it.code).collect(),
    }
}

fn late(answer: &LateAnswer) -> Vec<ReasonCode> {
    match answer {
        LateAnswer::Task { finding, reason, .. } => finding.iter().flat_map(found).chain(*reason).collect(),
        LateAnswer::Evidence { reason, .. } => reason.iter().copied().collect(),
        LateAnswer::Transfer { .. } | LateAnswer::Payment { .. } => Vec::new(),
    }
}

fn proposed(proposal: &talab_core::request::decision::Proposed) -> Vec<ReasonCode> {
    use talab_core::request::decision::Proposed;
    match proposal {
        Proposed::Deny { reasons, .. } | Proposed::GrantPartly { reasons, .. } => {
            reasons.iter().map(|it| it.code).collect()
        }
        Proposed::Grant { .. } | Proposed::TakeMeasures { .. } => Vec::new(),
    }
}
