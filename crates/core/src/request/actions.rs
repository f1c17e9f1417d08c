//! What somebody may do now: the buttons of a portal, from the same table that `decide` asks.

use serde::Serialize;

use super::evidence::{Question, QuestionStanding};
use super::execution::{Plan, Task, TaskStanding};
use super::expected::expected;
use super::fees::{Refund, may_be_ordered};
use super::outputs::paper::PaperStanding;
use super::outputs::{OutputStanding, early};
use super::parties::act_of;
use super::state::Request;
use super::subrequests::{PartStanding, Parts};
use super::table;
use crate::actor::{Actor, Role};
use crate::command_kind::CommandKind;
use crate::definition::{Field, NoAnswer, ServiceDefinition, Silence};
use crate::ids::OutputId;
use crate::reason::ReasonCode;
use crate::stage::{Outcome, Stage};
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
    let amended_by = request.open_amendment().map(|open| &open.proposed_by);
    let own_amendment = amended_by == Some(&actor.person) && definition.rules.second_person;
    let own = request.proposed_by() == Some(&actor.person) && definition.rules.second_person;
    CommandKind::ALL
        .iter()
        .copied()
        .filter(|&command| {
            table::allows(command, actor.role, Some(stage), Some(definition), acknowledged)
                && !(own && command == CommandKind::ApproveDecision)
                && !(own_amendment && command == CommandKind::ApproveAmendment)
                && within_mandate(actor, command)
                && makes_sense(request, definition, &plan, actor, command)
        })
        .map(|command| Action { command, expected: expected == Some(command) })
        .collect()
}

/// A representative does only what their mandate covers.
fn within_mandate(actor: &Actor, command: CommandKind) -> bool {
    let acts =
        actor.represents().filter(|_| actor.role == Role::Representative).map(|(_, scope)| &scope.acts);
    acts.zip(act_of(command)).is_none_or(|(acts, act)| acts.contains(&act))
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
    let hands_out = matches!(command, CommandKind::RecordCollected | CommandKind::RecordCollectionMissed);
    if !hands_out && request.only_hands_out(actor) {
        return false;
    }
    match command {
        // After a decision officers record values only where silence came before them.
        CommandKind::RecordValue if request.stage() == Some(Stage::Decided) => {
            request.outcome() == Some(Outcome::DeemedGranted) && definition.fields().any(Field::is_officers)
        }
        CommandKind::RecordValue => definition.fields().any(Field::is_officers),
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
        CommandKind::OpenSubrequest => {
            !Parts::of(request, definition).which(&[PartStanding::Ready]).is_empty()
        }
        CommandKind::RecordSubrequest => request.subrequests().next().is_some(),
        CommandKind::AssessFee => !definition.fees.fees.is_empty(),
        CommandKind::WaiveFee => request.fees().any(|(fee, _)| request.owes(fee)),
        CommandKind::RequestPayment => may_be_ordered(request, definition),
        CommandKind::RecordPayment | CommandKind::ExpirePayment => request.fees.any_open(),
        CommandKind::RequestRefund => request.orders().any(|order| order.held().amount > 0),
        CommandKind::RecordRefund => {
            let asked = |refund: &Refund| refund.is_open() && actor.body.as_ref() == Some(&refund.gateway);
            request.orders().flat_map(|order| &order.refunds).any(asked)
        }
        CommandKind::ProposeDecision => {
            let waits = Parts::of(request, definition).which(&[PartStanding::Open]);
            let free = waits.is_empty() && request.open_referral().is_none();
            free && (plan.open().is_empty() || !plan.lost().is_empty())
        }
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
        CommandKind::IssueOutput if request.outcome().is_none() => {
            let issued = |id| outputs().any(|(held, _)| held == id);
            let early = |output| early::ground(request, definition, output).is_ok();
            definition.outputs.iter().any(|output| !issued(&output.id) && early(output))
        }
        CommandKind::IssueOutput => {
            let granted = definition.outputs.iter().filter(|output| request.grants(&output.id)).count();
            let issued = outputs().filter(|(id, _)| request.grants(id)).count();
            issued < granted
        }
        CommandKind::DeliverOutput => {
            outputs().any(|(_, output)| output.standing() == OutputStanding::Issued)
        }
        CommandKind::OpenOutput => {
            outputs().any(|(_, output)| output.delivered_at.is_some() && output.revoked.is_none())
        }
        CommandKind::RequestPaperCopy
        | CommandKind::ScheduleCollection
        | CommandKind::RecordPaperDispatched
        | CommandKind::RecordPaperReturned
        | CommandKind::RecordCollected
        | CommandKind::RecordCollectionMissed
        | CommandKind::LapsePaperCopy => paper(request, definition, actor, command),
        CommandKind::RequestEvidence => definition.fields().any(|field| field.trusted_source().is_some()),
        CommandKind::RecordEvidence => {
            let theirs = |it: &&Question| actor.body.as_ref() == Some(&it.asked.source);
            let mut open = request.questions().iter().filter(theirs);
            open.any(|question| question.standing == QuestionStanding::Open)
        }
        CommandKind::Transfer => request.offered_to().is_none(),
        CommandKind::AcceptTransfer | CommandKind::DeclineTransfer => {
            request.offered_to().is_some_and(|offer| actor.body.as_ref() == Some(&offer.to))
        }
        CommandKind::ReportDuplicate => request.suspected_duplicate().is_none(),
        CommandKind::ConfirmDuplicate | CommandKind::DismissDuplicate => {
            request.suspected_duplicate().is_some()
        }
        CommandKind::RecordOutputExpired => outputs().any(|(_, output)| output.may_expire()),
        CommandKind::RecordDeemedDecision => {
            definition.rules.silence != Silence::None
                && request.clock().is_started()
                && !request.clock().is_suspended()
                && !request.is_under_referral()
        }
        CommandKind::ReferCase => request.acknowledged().is_some() && request.referrals.stands().is_none(),
        CommandKind::RecordReferralOrder => {
            let apart = actor.body.is_none() || actor.body.as_ref() != request.provider();
            apart && request.open_referral().is_some()
        }
        CommandKind::ApproveDecision => request.open_referral().is_none(),
        CommandKind::ProposeAmendment => request.open_amendment().is_none() && may_amend(request),
        CommandKind::ReturnAmendment | CommandKind::ApproveAmendment => request.open_amendment().is_some(),
        // What a retired service leaves behind is the engine's to find, not a button.
        CommandKind::Discontinue => actor.role != Role::System,
        CommandKind::ReleaseHandler => request.handler().is_some(),
        CommandKind::AnswerFeedback => request.feedback().iter().any(|it| it.answered_at.is_none()),
        CommandKind::RemoveInterestedParty => request.interested_parties().next().is_some(),
        CommandKind::LiftLegalHold => request
            .legal_holds()
            .any(|(_, hold)| actor.role == Role::Regulator || hold.placed_by == actor.role),
        // What an order holds is not destroyed.
        CommandKind::RedactPersonalData => request.legal_holds().next().is_none(),
        CommandKind::RecordNotificationDelivered | CommandKind::RecordNotificationFailed => {
            request.notifications().iter().any(super::notices::Notification::is_open)
        }
        _ => true,
    }
}

/// Whether anything of what was decided could be amended.
fn may_amend(request: &Request) -> bool {
    match request.stage() {
        // What was issued before the end is there to be amended, however it ended.
        Some(Stage::Closed) if request.outputs().next().is_some() => true,
        Some(Stage::Closed) => {
            request.acknowledged().is_some() && request.outcome() != Some(Outcome::Withdrawn)
        }
        _ => true,
    }
}

/// Whether a paper copy stands so that this could be done with it.
fn paper(request: &Request, definition: &ServiceDefinition, actor: &Actor, command: CommandKind) -> bool {
    use PaperStanding as P;
    let offered = |id| definition.output(id).is_some_and(|output| output.paper.is_some());
    let copy = |id| request.paper_copies().find(|(output, _)| *output == id).map(|(_, copy)| copy.standing);
    let fits = |standing: Option<PaperStanding>| match command {
        CommandKind::RequestPaperCopy => matches!(standing, None | Some(P::Returned)),
        CommandKind::ScheduleCollection => {
            matches!(standing, Some(P::Missed | P::Returned | P::Scheduled))
        }
        CommandKind::RecordPaperDispatched => standing == Some(P::ToBeSent),
        CommandKind::RecordPaperReturned => standing == Some(P::Dispatched),
        CommandKind::RecordCollected => matches!(standing, Some(P::Scheduled | P::Missed)),
        CommandKind::RecordCollectionMissed => standing == Some(P::Scheduled),
        _ => matches!(standing, Some(P::Missed | P::Returned)),
    };
    let held = command == CommandKind::LapsePaperCopy && request.legal_holds().next().is_some();
    // Who only hands out sees no copy but those that are with their body.
    let only = request.only_hands_out(actor);
    let kept = |id: &OutputId| {
        let copy = request.outputs.papers.get(id).zip(actor.body.as_ref());
        !only || copy.is_some_and(|(copy, body)| copy.is_kept_by(body))
    };
    let mut outputs = request.outputs().filter(|(_, output)| output.revoked.is_none());
    !held && outputs.any(|(id, _)| offered(id) && kept(id) && fits(copy(id)))
}

/// Whether a task could be sent now.
pub(super) fn sendable(request: &Request, definition: &ServiceDefinition, plan: &Plan<'_>) -> bool {
    plan.ready().any(|step| {
        let with_its_body = request.execution.tasks.get(&step.id).is_some_and(Task::is_open);
        step.body(&definition.provider).is_some() && !with_its_body
    })
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
