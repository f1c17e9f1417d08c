//! What somebody may do now: the buttons of a portal, from the same table that `decide` asks.

use serde::Serialize;

use super::execution::{Plan, Task, TaskStanding};
use super::fees::Refund;
use super::state::Request;
use super::table;
use crate::actor::{Actor, Role};
use crate::command_kind::CommandKind;
use crate::definition::{FeePoint, NoAnswer, ServiceDefinition};
use crate::reason::ReasonCode;
use crate::stage::Stage;
use crate::text::Words;

/// Something an actor may do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Action {
    /// What.
    pub command: CommandKind,
    /// Whether the request waits for it: it is the actor's turn.
    pub expected: bool,
}

impl Action {
    /// The words for a button.
    pub fn words(self) -> Words {
        self.command.words()
    }
}

/// Everything `actor` may do on `request` in its present stage; nothing if they may not know of it.
///
/// What a command carries is judged when it comes; the same person's approval of an own proposal is left out here
/// already.
pub fn available_actions(request: &Request, definition: &ServiceDefinition, actor: &Actor) -> Vec<Action> {
    let Some(stage) = request.stage() else { return Vec::new() };
    if !request.is_visible_to(actor) {
        return Vec::new();
    }
    let acknowledged = request.acknowledged().is_some();
    let plan = Plan::of(request, definition);
    let expected = expected(request, definition, &plan, stage);
    let own = request.proposed_by() == Some(&actor.person) && definition.rules.second_person;
    CommandKind::ALL
        .iter()
        .copied()
        .filter(|&command| {
            table::allows(command, actor.role, Some(stage), Some(&definition.rules), acknowledged)
                && !(own && command == CommandKind::ApproveDecision)
                && makes_sense(request, definition, &plan, actor, command)
        })
        .map(|command| Action { command, expected: expected == Some(command) })
        .collect()
}

/// Leaves out what the table allows but the facts of the request make pointless.
fn makes_sense(
    request: &Request,
    definition: &ServiceDefinition,
    plan: &Plan<'_>,
    actor: &Actor,
    command: CommandKind,
) -> bool {
    // Another body answers for its own tasks, the provider's officers take back anybody's.
    let theirs = |task: &Task| actor.role != Role::ExecutingBody || actor.body.as_ref() == Some(&task.body);
    let task = |wanted: fn(&Task) -> bool| request.tasks().any(|(_, task)| theirs(task) && wanted(task));
    let outputs = || request.outputs();
    match command {
        CommandKind::CompleteStep => plan.ready().any(|step| step.body(&definition.provider).is_none()),
        CommandKind::DispatchTask => sendable(request, definition, plan),
        CommandKind::AcceptTask => task(|task| task.standing == TaskStanding::Dispatched),
        CommandKind::DeclineTask
        | CommandKind::CompleteTask
        | CommandKind::FailTask
        | CommandKind::CancelTask => task(Task::is_open),
        CommandKind::TimeOutTask => {
            let advisory = |id| definition.step(id).is_some_and(|step| step.advisory);
            request.tasks().any(|(id, task)| task.is_open() && advisory(id))
        }
        CommandKind::AssessFee => !definition.fees.fees.is_empty(),
        CommandKind::WaiveFee => request.fees().any(|(fee, _)| request.owes(fee)),
        CommandKind::RequestPayment => {
            request.fees().any(|(fee, _)| request.owes(fee) && !request.fees.ordered(fee))
        }
        CommandKind::RecordPayment | CommandKind::ExpirePayment => request.fees.any_open(),
        CommandKind::RequestRefund => request.orders().any(|order| order.held().amount > 0),
        CommandKind::RecordRefund => request.orders().flat_map(|order| &order.refunds).any(Refund::is_open),
        CommandKind::ProposeDecision => plan.open().is_empty() || !plan.lost().is_empty(),
        CommandKind::Acknowledge => request.intake.is_complete() && request.intake.confirmed.is_some(),
        CommandKind::SuspendClock => request.clock().is_started() && !request.clock().is_suspended(),
        CommandKind::ResumeClock => {
            let payment = request.clock().suspended_for == Some(ReasonCode::SusAwaitingPayment);
            request.clock().is_started() && request.clock().is_suspended() && !payment
        }
        CommandKind::ExtendDeadline => {
            request.clock().is_started() && definition.deadline.extension.is_some()
        }
        CommandKind::PassVerification if request.stage() == Some(Stage::AwaitingCorrection) => {
            definition.corrections.on_no_answer == NoAnswer::DecideAsIs
        }
        CommandKind::Lapse => may_lapse(request, definition, actor.role),
        CommandKind::IssueOutput => {
            request.outcome() == Some(crate::stage::Outcome::Granted)
                && outputs().count() < definition.outputs.len()
        }
        CommandKind::DeliverOutput => outputs().any(|(_, output)| output.delivered_at.is_none()),
        CommandKind::OpenOutput => outputs().any(|(_, output)| output.delivered_at.is_some()),
        CommandKind::ReleaseHandler => request.handler().is_some(),
        CommandKind::RecordNotificationDelivered | CommandKind::RecordNotificationFailed => {
            request.notifications().iter().any(super::notices::Notification::is_open)
        }
        _ => true,
    }
}

/// Whether a task could be sent now.
fn sendable(request: &Request, definition: &ServiceDefinition, plan: &Plan<'_>) -> bool {
    plan.ready().any(|step| {
        let with_its_body = request.execution.tasks.get(&step.id).is_some_and(Task::is_open);
        step.body(&definition.provider).is_some() && !with_its_body
    })
}

/// What a fee at this point waits for: to be worked out, ordered, or paid.
fn fees_first(request: &Request, definition: &ServiceDefinition, point: FeePoint) -> Option<CommandKind> {
    let mut here = definition.fees.fees.iter().filter(|fee| fee.before == point).peekable();
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
    if plan.open().is_empty() {
        fees_first(request, definition, FeePoint::Decision).unwrap_or(CommandKind::ProposeDecision)
    } else if sendable(request, definition, plan) {
        CommandKind::DispatchTask
    } else if plan.ready().any(|step| step.body(&definition.provider).is_none()) {
        CommandKind::CompleteStep
    } else {
        CommandKind::CompleteTask
    }
}

/// Whether there is a term whose end can let the request lapse, and this role may say so.
fn may_lapse(request: &Request, definition: &ServiceDefinition, role: Role) -> bool {
    if !matches!(request.stage(), Some(Stage::Rejected | Stage::AwaitingCorrection)) {
        return request.fees.unpaid_in_time().is_some();
    }
    match (request.rejected(), definition.corrections.on_no_answer) {
        (Some(rejected), _) => rejected.supplement_until.is_some(),
        (None, NoAnswer::LapseByDecision) => role != Role::System,
        (None, NoAnswer::LapseAutomatic) => true,
        (None, NoAnswer::DecideAsIs) => false,
    }
}

/// The one thing the request waits for in its stage.
fn expected(
    request: &Request,
    definition: &ServiceDefinition,
    plan: &Plan<'_>,
    stage: Stage,
) -> Option<CommandKind> {
    match stage {
        Stage::Submitted if request.intake.is_complete() && request.intake.confirmed.is_none() => {
            Some(CommandKind::ConfirmApplicant)
        }
        Stage::Submitted => Some(CommandKind::Acknowledge),
        Stage::Rejected => Some(CommandKind::Supplement),
        Stage::Acknowledged => Some(CommandKind::StartVerification),
        Stage::UnderVerification => Some(CommandKind::PassVerification),
        Stage::AwaitingCorrection => Some(CommandKind::Correct),
        Stage::InExecution => Some(in_execution(request, definition, plan)),
        Stage::UnderDecision => Some(CommandKind::ApproveDecision),
        Stage::Decided if request.outputs().any(|(_, output)| output.delivered_at.is_none()) => {
            Some(CommandKind::DeliverOutput)
        }
        Stage::Decided => {
            fees_first(request, definition, FeePoint::Output).or(Some(CommandKind::IssueOutput))
        }
        // After the end there is money to give back, or nothing.
        Stage::Concluded | Stage::Closed => {
            let refund = request.orders().flat_map(|order| &order.refunds).any(Refund::is_open);
            refund.then_some(CommandKind::RecordRefund)
        }
    }
}
