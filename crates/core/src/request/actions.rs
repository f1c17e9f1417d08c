//! What somebody may do now: the buttons of a portal, from the same table that `decide` asks.

use serde::Serialize;

use super::state::Request;
use super::table;
use crate::actor::{Actor, Role};
use crate::command_kind::CommandKind;
use crate::definition::{NoAnswer, ServiceDefinition};
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
    let own = request.proposed_by() == Some(&actor.person) && definition.rules.second_person;
    CommandKind::ALL
        .iter()
        .copied()
        .filter(|&command| {
            table::allows(command, actor.role, Some(stage), Some(&definition.rules), acknowledged)
                && !(own && command == CommandKind::ApproveDecision)
                && makes_sense(request, definition, actor.role, command)
        })
        .map(|command| Action { command, expected: expected(request, definition, stage) == Some(command) })
        .collect()
}

/// Leaves out what the table allows but the facts of the request make pointless.
fn makes_sense(request: &Request, definition: &ServiceDefinition, role: Role, command: CommandKind) -> bool {
    let steps_open = !request.execution.open(definition).is_empty();
    let outputs = || request.outputs();
    match command {
        CommandKind::CompleteStep => steps_open,
        CommandKind::ProposeDecision => !steps_open,
        CommandKind::Acknowledge => request.intake.is_complete() && request.intake.confirmed.is_some(),
        CommandKind::SuspendClock => request.clock().is_started() && !request.clock().is_suspended(),
        CommandKind::ResumeClock => request.clock().is_started() && request.clock().is_suspended(),
        CommandKind::ExtendDeadline => {
            request.clock().is_started() && definition.deadline.extension.is_some()
        }
        CommandKind::PassVerification if request.stage() == Some(Stage::AwaitingCorrection) => {
            definition.corrections.on_no_answer == NoAnswer::DecideAsIs
        }
        CommandKind::Lapse => may_lapse(request, definition, role),
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

/// Whether there is a term whose end can let the request lapse, and this role may say so.
fn may_lapse(request: &Request, definition: &ServiceDefinition, role: Role) -> bool {
    match (request.rejected(), definition.corrections.on_no_answer) {
        (Some(rejected), _) => rejected.supplement_until.is_some(),
        (None, NoAnswer::LapseByDecision) => role != Role::System,
        (None, NoAnswer::LapseAutomatic) => true,
        (None, NoAnswer::DecideAsIs) => false,
    }
}

/// The one thing the request waits for in its stage.
fn expected(request: &Request, definition: &ServiceDefinition, stage: Stage) -> Option<CommandKind> {
    match stage {
        Stage::Submitted if request.intake.is_complete() && request.intake.confirmed.is_none() => {
            Some(CommandKind::ConfirmApplicant)
        }
        Stage::Submitted => Some(CommandKind::Acknowledge),
        Stage::Rejected => Some(CommandKind::Supplement),
        Stage::Acknowledged => Some(CommandKind::StartVerification),
        Stage::UnderVerification => Some(CommandKind::PassVerification),
        Stage::AwaitingCorrection => Some(CommandKind::Correct),
        Stage::InExecution if request.execution.open(definition).is_empty() => {
            Some(CommandKind::ProposeDecision)
        }
        Stage::InExecution => Some(CommandKind::CompleteStep),
        Stage::UnderDecision => Some(CommandKind::ApproveDecision),
        Stage::Decided if request.outputs().any(|(_, output)| output.delivered_at.is_none()) => {
            Some(CommandKind::DeliverOutput)
        }
        Stage::Decided => Some(CommandKind::IssueOutput),
        Stage::Concluded | Stage::Closed => None,
    }
}
