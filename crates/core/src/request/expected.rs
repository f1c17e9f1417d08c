//! The one thing a request waits for, wherever it stands.

use super::actions::sendable;
use super::execution::Plan;
use super::fees::Refund;
use super::outputs::OutputStanding;
use super::outputs::paper::PaperStanding;
use super::state::Request;
use super::subrequests::{PartStanding, Parts};
use super::values;
use crate::command_kind::CommandKind;
use crate::definition::{FeePoint, Scope, ServiceDefinition};
use crate::stage::Stage;

/// The one thing the request waits for in its stage.
pub(super) fn expected(
    request: &Request,
    definition: &ServiceDefinition,
    plan: &Plan<'_>,
    stage: Stage,
) -> Option<CommandKind> {
    let waits = match stage {
        Stage::Submitted if request.intake.is_complete() && request.intake.confirmed.is_none() => {
            Some(CommandKind::ConfirmApplicant)
        }
        Stage::Submitted if request.intake.waits_for_a_fee() => Some(CommandKind::RecordPayment),
        Stage::Submitted => Some(CommandKind::Acknowledge),
        Stage::Rejected => Some(CommandKind::Supplement),
        Stage::Acknowledged => Some(CommandKind::StartVerification),
        Stage::UnderVerification => Some(CommandKind::PassVerification),
        Stage::AwaitingCorrection => Some(CommandKind::Correct),
        Stage::InExecution => Some(in_execution(request, definition, plan)),
        Stage::UnderDecision => Some(CommandKind::ApproveDecision),
        Stage::Decided | Stage::Concluded | Stage::Closed if request.open_amendment().is_some() => {
            Some(CommandKind::ApproveAmendment)
        }
        Stage::Decided
            if request.outputs().any(|(_, output)| output.standing() == OutputStanding::Issued) =>
        {
            Some(CommandKind::DeliverOutput)
        }
        Stage::Decided => {
            fees_first(request, definition, FeePoint::Output).or(Some(CommandKind::IssueOutput))
        }
        // After the end there is money to give back, a paper copy to hand over, or nothing.
        Stage::Concluded | Stage::Closed => {
            let refund = request.orders().flat_map(|order| &order.refunds).any(Refund::is_open);
            refund.then_some(CommandKind::RecordRefund).or_else(|| paper(request))
        }
    };
    let decides = matches!(waits, Some(CommandKind::ProposeDecision | CommandKind::ApproveDecision));
    // A case that was referred is decided after its order.
    if decides && request.open_referral().is_some() { Some(CommandKind::RecordReferralOrder) } else { waits }
}

/// What a paper copy waits for.
fn paper(request: &Request) -> Option<CommandKind> {
    let waits = |standing| match standing {
        PaperStanding::ToBeSent => Some(CommandKind::RecordPaperDispatched),
        PaperStanding::Scheduled | PaperStanding::Missed => Some(CommandKind::RecordCollected),
        PaperStanding::Returned => Some(CommandKind::RequestPaperCopy),
        _ => None,
    };
    request.paper_copies().find_map(|(_, copy)| waits(copy.standing))
}

/// What a fee at this point waits for: to be worked out, ordered, or paid.
fn fees_first(request: &Request, definition: &ServiceDefinition, point: FeePoint) -> Option<CommandKind> {
    let mut here = definition.fees.fees.iter().filter(|fee| fee.holds_up(point)).peekable();
    here.peek()?;
    if request.fees().next().is_none() {
        return Some(CommandKind::AssessFee);
    }
    let fee = here.find(|fee| request.owes(&fee.id))?;
    let ordered = request.fees.ordered(&fee.id);
    Some(if ordered { CommandKind::RecordPayment } else { CommandKind::RequestPayment })
}

/// What the execution waits for: the provider first, then other bodies, then the proposal.
fn in_execution(request: &Request, definition: &ServiceDefinition, plan: &Plan<'_>) -> CommandKind {
    if !plan.lost().is_empty() {
        return CommandKind::ProposeDecision;
    }
    if let Some(fee) = fees_first(request, definition, FeePoint::Execution) {
        return fee;
    }
    let parts = Parts::of(request, definition);
    if plan.open().is_empty() && !parts.which(&[PartStanding::Ready]).is_empty() && parts.lost().is_empty() {
        CommandKind::OpenSubrequest
    } else if plan.open().is_empty() && !parts.which(&[PartStanding::Open]).is_empty() {
        CommandKind::RecordSubrequest
    } else if plan.open().is_empty() && lacks_a_value(request, definition) {
        CommandKind::RecordValue
    } else if plan.open().is_empty() {
        fees_first(request, definition, FeePoint::Decision).unwrap_or(CommandKind::ProposeDecision)
    } else if sendable(request, definition, plan) {
        CommandKind::DispatchTask
    } else if plan.ready().any(|step| step.body(&definition.provider).is_none()) {
        CommandKind::CompleteStep
    } else {
        CommandKind::CompleteTask
    }
}

/// Whether an officer's value must be there and isn't, as far as it can be seen here.
fn lacks_a_value(request: &Request, definition: &ServiceDefinition) -> bool {
    let (Some(answers), Some(applicant)) = (request.answers(), request.applicant()) else { return false };
    !values::lacking(definition, &answers, &Scope::new(definition, &answers, applicant)).is_empty()
}
