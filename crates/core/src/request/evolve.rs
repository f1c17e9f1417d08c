//! Evolving: a request after one more event. Pure, total, and the only way a request changes.

use super::amendment::Reopened;
use super::event::Event;
use super::evidence::QuestionStanding;
use super::execution::{LateAnswer, TaskStanding};
use super::fees::{OrderStanding, RefundStanding};
use super::notices::Fate;
use super::review::{Corrected, PersonalCorrections};
use super::rights::{PersonalDataRedacted, RedactedItem};
use super::state::Request;
use crate::reason::ReasonCode;
use crate::stage::{Outcome, Stage};

/// Applies an event.
///
/// It never fails and reads nothing but its arguments: the same events give the same request everywhere.
pub fn evolve(request: &mut Request, event: &Event) {
    request.version += 1;
    request.last_at = request.last_at.max(Some(event.at()));
    let next = stage_after(request, event);
    let message = event.message().map(|message| message.id.clone());
    // What is only kept aside may still be applied once its kind is listed.
    match event {
        Event::MessageQuarantined(_) => request.quarantine.extend(message),
        _ => request.messages.extend(message),
    }
    rooms(request, event);
    if let Some(stage) = next
        && request.stage != Some(stage)
    {
        request.stage = Some(stage);
        request.passed.push((stage, event.at()));
    }
}

/// The stage an event leads to, if it leads to one.
fn stage_after(request: &Request, event: &Event) -> Option<Stage> {
    let before_receipt = matches!(request.stage, Some(Stage::Submitted | Stage::Rejected));
    match event {
        Event::Submitted(_) | Event::Supplemented(_) => Some(Stage::Submitted),
        Event::Rejected(_) => Some(Stage::Rejected),
        // Where another law lets steps come first, a later acknowledgement does not take the request back.
        Event::Acknowledged(_) => before_receipt.then_some(Stage::Acknowledged),
        Event::VerificationStarted(_) => Some(Stage::UnderVerification),
        Event::CorrectionsRequested(_) => Some(Stage::AwaitingCorrection),
        Event::Corrected(_) => Some(after_corrections(request)),
        Event::VerificationPassed(_) | Event::DecisionReturned(_) => Some(Stage::InExecution),
        Event::DecisionProposed(_) => Some(Stage::UnderDecision),
        Event::Executed(_) | Event::OutcomeCorrected(_) => Some(Stage::Decided),
        Event::Reopened(it) => Some(it.stage),
        Event::Concluded(_) => Some(Stage::Concluded),
        Event::Withdrawn(_)
        | Event::Lapsed(_)
        | Event::Discontinued(_)
        | Event::DuplicateConfirmed(_)
        | Event::TransferredOut(_) => Some(Stage::Closed),
        _ => None,
    }
}

/// Corrections asked before the acknowledgement lead back there; all others to verification.
fn after_corrections(request: &Request) -> Stage {
    if request.intake.acknowledged.is_none() { Stage::Submitted } else { Stage::UnderVerification }
}

/// Every event is handed to its room; a new event makes this match incomplete, on purpose.
fn rooms(request: &mut Request, event: &Event) {
    match event {
        Event::Submitted(it) => request.intake.submitted(it),
        Event::Supplemented(it) => request.intake.supplemented(it),
        Event::CompletenessChecked(it) => request.intake.completeness_checked(it),
        Event::ApplicantIdentityConfirmed(it) => request.intake.confirmed(it),
        Event::ApplicantIdentityNotConfirmed(it) => request.intake.not_confirmed(it),
        Event::Acknowledged(it) => request.intake.acknowledged(it),
        Event::Rejected(it) => request.intake.rejected(it),
        Event::VerificationStarted(_) => request.review.started = true,
        Event::CorrectionsRequested(it) => request.review.requested(it, request.stage),
        Event::CorrectionPeriodExtended(it) => request.review.period_extended(it),
        Event::Corrected(it) => corrected(request, it),
        Event::VerificationPassed(_) => {
            request.review.passed = true;
            request.review.closed();
        }
        Event::ValuesComputed(it) => request.intake.values_computed(it),
        Event::ValueRecorded(it) => request.intake.value_recorded(it),
        Event::DeadlineSet(it) => request.clock.set(it),
        Event::DeadlineRecalculated(it) => request.clock.recalculated(it),
        Event::DeadlineExtended(it) => request.clock.deadline_extended(it),
        Event::DeadlineMissed(_) => request.clock.missed = true,
        Event::ClockSuspended(it) => request.clock.suspended(it),
        Event::ClockResumed(it) => request.clock.resumed(it),
        Event::ClockStopped(it) => request.clock.stopped_at = Some(it.at),
        Event::StepCompleted(it) => request.execution.step_completed(it),
        Event::TaskDispatched(it) => request.execution.dispatched(it),
        Event::TaskAccepted(it) => request.execution.now_stands(&it.step, TaskStanding::Accepted),
        Event::TaskDeclined(it) => request.execution.now_stands(&it.step, TaskStanding::Declined(it.reason)),
        Event::TaskCompleted(it) => request.execution.done(it),
        Event::TaskFailed(it) => request.execution.now_stands(&it.step, TaskStanding::Failed(it.reason)),
        Event::TaskTimedOut(it) => request.execution.now_stands(&it.step, TaskStanding::TimedOut),
        Event::TaskCancelled(it) => {
            request.execution.now_stands(&it.step, TaskStanding::Cancelled(it.reason))
        }
        Event::SubrequestOpened(it) => request.subrequests.opened(it),
        Event::SubrequestConcluded(it) => request.subrequests.concluded(it),
        Event::SubrequestReopened(it) => request.subrequests.reopened(it),
        Event::LateAnswerKept(it) => match &it.answer {
            // The channel's message is all that is noted of it: nothing legal follows.
            LateAnswer::Task { .. } | LateAnswer::Evidence { .. } | LateAnswer::Transfer { .. } => {}
            // Nor does it of money, but that it can be paid back.
            LateAnswer::Payment { order, amount, reference, .. } => {
                request.fees.kept(*order, amount, (reference, &it.message.from));
            }
        },
        // Nothing follows from it: that it came is all that is noted.
        Event::MessageQuarantined(_) => {}
        Event::FeeAssessed(it) => request.fees.assessed(it),
        Event::FeeWaived(it) => request.fees.waived(it),
        Event::PaymentRequested(it) => request.fees.ordered_by(it),
        Event::PaymentConfirmed(it) => request.fees.confirmed(it),
        Event::PaymentFailed(it) => request.fees.failed(it),
        Event::PaymentExpired(it) => request.fees.now_stands(it.order, OrderStanding::Expired),
        Event::PaymentCancelled(it) => request.fees.now_stands(it.order, OrderStanding::Cancelled),
        Event::RefundRequested(it) => request.fees.refund_requested(it),
        Event::RefundCompleted(it) => {
            request.fees.refund_stands(it.order, it.refund, RefundStanding::Completed);
        }
        Event::RefundFailed(it) => {
            request.fees.refund_stands(it.order, it.refund, RefundStanding::Failed(it.reason));
        }
        Event::OffSystemRecorded(it) => {
            let (step, file, body) = (it.step.clone(), it.file.clone(), it.classified_by.clone());
            request.off_system.insert((step, file, it.label, body));
        }
        Event::CaseReferred(it) => request.referrals.referred(it),
        Event::ReferralOrderRecorded(it) => request.referrals.ordered(it),
        Event::DecisionProposed(it) => request.decision.proposed = Some(it.clone()),
        Event::DecisionReturned(_) | Event::DecisionApproved(_) => request.decision.proposed = None,
        Event::Granted(it) => request.decision.granted = Some(it.clone()),
        Event::PartiallyGranted(it) => request.decision.partly = Some(it.clone()),
        Event::DeemedDecisionRecorded(it) => {
            request.decision.proposed = None;
            request.decision.deemed = Some(it.clone());
        }
        Event::Denied(it) => request.decision.denied = Some(it.clone()),
        Event::MeasuresRecorded(it) => request.decision.measures = Some(it.clone()),
        Event::Executed(it) => {
            request.outcome = Some(it.outcome);
            request.decision.executed = Some(it.clone());
        }
        Event::OutputIssued(it) => request.outputs.issued(it),
        Event::OutputDelivered(it) => request.outputs.delivered(it),
        Event::OutputOpened(it) => request.outputs.opened(it),
        Event::OutputExpired(it) => request.outputs.expired(it),
        Event::PaperCopyRequested(it) => request.outputs.paper_requested(it),
        Event::PaperCopyDispatched(it) => request.outputs.paper_dispatched(it),
        Event::PaperCopyReturned(it) => request.outputs.paper_returned(it),
        Event::CollectionScheduled(it) => request.outputs.collection_scheduled(it),
        Event::OutputCollected(it) => request.outputs.collected(it),
        Event::CollectionMissed(it) => request.outputs.collection_missed(it),
        Event::PaperCopyLapsed(it) => request.outputs.paper_lapsed(it),
        Event::EvidenceRequested(it) => request.evidence.asked(it),
        Event::EvidenceReceived(it) => request.evidence.received(it, &mut request.intake),
        Event::EvidenceUnavailable(it) => {
            request.evidence.stands(it.number, QuestionStanding::Unavailable(it.reason));
        }
        Event::EvidenceMismatchFound(it) => request.evidence.mismatch(it),
        Event::EvidenceCancelled(it) => request.evidence.stands(it.number, QuestionStanding::Cancelled),
        Event::Transferred(it) => request.transfers.offered(it),
        Event::TransferAccepted(it) => {
            request.transfers.offered = None;
            request.transfers.former.insert(it.from.clone());
            request.clock.anew_for = Some(ReasonCode::CalTransfer);
            request.intake.provider = Some(it.to.clone());
            request.parties.handler = None;
            request.decision.proposed = None;
        }
        Event::TransferDeclined(_) | Event::TransferCancelled(_) => request.transfers.offered = None,
        Event::TransferredOut(it) => {
            request.transfers.out = Some(it.clone());
            exit(request, Outcome::TransferredOut, Some(it.reason));
        }
        Event::DuplicateSuspected(it) => request.duplicates.suspected = Some(it.clone()),
        Event::DuplicateDismissed(it) => {
            request.duplicates.suspected = None;
            request.duplicates.dismissed.push(it.of.clone());
        }
        Event::DuplicateConfirmed(it) => {
            request.duplicates.suspected = None;
            request.duplicates.of = Some(it.of.clone());
            exit(request, Outcome::Duplicate, Some(it.reason));
        }
        Event::Escalated(it) => request.parties.escalated_to = Some(it.to.clone()),
        Event::AmendmentProposed(it) => request.amendments.proposed = Some(it.clone()),
        Event::AmendmentReturned(_) => request.amendments.proposed = None,
        Event::AmendmentApproved(_) => request.amendments.approved(),
        Event::OutputRevoked(it) => request.outputs.revoked(it),
        Event::OutputReinstated(it) => request.outputs.reinstated(it),
        Event::OutputSuperseded(it) => request.outputs.superseded(it),
        Event::OutcomeCorrected(it) => {
            request.outcome = Some(it.new);
            request.decision.undone();
        }
        Event::Reopened(it) => reopened(request, it),
        Event::NotificationQueued(it) => request.notices.queued(it),
        Event::NotificationDelivered(it) => request.notices.settled(it.number, Fate::Delivered),
        Event::NotificationFailed(it) => request.notices.settled(it.number, Fate::Failed(it.reason)),
        Event::HandlerAssigned(it) => request.parties.handler = Some(it.handler.clone()),
        Event::HandlerReleased(_) => request.parties.handler = None,
        Event::NoteAdded(_) | Event::ContactRecorded(_) => {}
        Event::FeedbackRecorded(it) => request.parties.said(it),
        Event::FeedbackAnswered(it) => request.parties.answered(it),
        Event::InterestedPartyNamed(it) => {
            request.rights.interested.insert(it.person.clone());
        }
        Event::InterestedPartyRemoved(it) => {
            request.rights.interested.remove(&it.person);
        }
        Event::RecordDisclosed(it) => request.rights.disclosed.push(it.clone()),
        Event::PersonalDataRedacted(it) => redacted(request, it),
        Event::LegalHoldPlaced(it) => request.rights.placed(it),
        Event::LegalHoldLifted(it) => request.rights.lifted(it),
        Event::Withdrawn(it) => exit(request, Outcome::Withdrawn, it.reason),
        Event::Lapsed(it) => exit(request, Outcome::Lapsed, Some(it.reason)),
        Event::Discontinued(it) => exit(request, Outcome::Discontinued, Some(it.reason)),
        Event::Concluded(it) => request.outputs.concluded(it),
    }
}

/// What it was decided on no longer holds; what was done and paid does.
fn reopened(request: &mut Request, event: &Reopened) {
    request.outcome = None;
    request.exits.reason = None;
    request.decision.undone();
    request.decision.executed = None;
    request.outputs.reopened();
    request.execution.reopened();
    request.referrals.reopened();
    request.duplicates.of = None;
    request.transfers.out = None;
    request.amendments.reopened += 1;
    request.clock.anew_for = Some(event.reason);
    request.review.passed = event.stage == Stage::InExecution;
}

/// What was redacted is in the state no longer; everything else stays.
fn redacted(request: &mut Request, event: &PersonalDataRedacted) {
    for item in &event.items {
        match item {
            RedactedItem::Answer(field) => request.intake.answers.redact(field),
            // Nobody is told by e-mail from here on.
            RedactedItem::Email => (request.intake.email, request.intake.email_given) = (None, false),
            RedactedItem::Address(channel) => _ = request.intake.addresses.remove(channel),
            _ => {}
        }
    }
    request.rights.redacted(event);
}

fn exit(request: &mut Request, outcome: Outcome, reason: Option<ReasonCode>) {
    request.outcome = Some(outcome);
    request.exits.reason = reason;
    request.review.closed();
    request.decision.proposed = None;
    request.referrals.ended();
}

/// Corrections change answers and documents, and a changed value is only claimed again.
fn corrected(request: &mut Request, event: &Corrected) {
    request.review.closed();
    request.intake.completed_by(event.at);
    for (field, change) in &event.values {
        request.intake.answers.set(field.clone(), change.new.clone());
        request.intake.changed(field);
        request.evidence.changed(field);
    }
    if let Some(part) = event.personal.get() {
        for field in part.values.keys() {
            request.intake.changed(field);
            request.evidence.changed(field);
        }
    }
    request.intake.answers.merge(event.personal.clone().map(PersonalCorrections::into_changes));
    for (kind, change) in &event.documents {
        if let Some(parent) = &mut request.intake.parent {
            parent.documents.remove(kind);
        }
        match &change.new {
            Some(document) => request.intake.documents.insert(kind.clone(), document.clone()),
            None => request.intake.documents.remove(kind),
        };
    }
}
