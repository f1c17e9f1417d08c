//! What a request is, as its events tell it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::clock::Clock;
use super::decision::{Decision, Denied, MeasuresRecorded};
use super::execution::{Execution, Plan, Task};
use super::exits::Exits;
use super::fees::{Fees, Line, Order};
use super::intake::{Acknowledged, Document, Intake, Missing, Rejected};
use super::notices::{Notices, Notification};
use super::outputs::{Output, Outputs};
use super::parties::Parties;
use super::review::{CorrectionsRequested, Review};
use crate::actor::{Actor, Role};
use crate::definition::ServiceDefinition;
use crate::ids::{BodyId, FeeId, Jurisdiction, MessageId, OutputId, PersonId, ServiceCode, StepId};
use crate::instant::Timestamp;
use crate::party::Party;
use crate::reason::ReasonCode;
use crate::stage::{Outcome, Stage};

/// The state of a request: a fold of its events and of nothing else.
///
/// It serializes only for snapshots, which are disposable; the events are the contract.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Request {
    pub(crate) version: u64,
    pub(crate) last_at: Option<Timestamp>,
    pub(crate) stage: Option<Stage>,
    pub(crate) passed: Vec<(Stage, Timestamp)>,
    pub(crate) outcome: Option<Outcome>,
    pub(crate) intake: Intake,
    pub(crate) review: Review,
    pub(crate) clock: Clock,
    pub(crate) execution: Execution,
    pub(crate) fees: Fees,
    pub(crate) decision: Decision,
    pub(crate) outputs: Outputs,
    pub(crate) notices: Notices,
    pub(crate) parties: Parties,
    pub(crate) exits: Exits,
    /// The messages of other bodies that were applied or kept aside, each once.
    pub(crate) messages: BTreeSet<MessageId>,
}

impl Request {
    /// How many events it was folded from.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// When the last of them happened.
    pub fn last_at(&self) -> Option<Timestamp> {
        self.last_at
    }

    /// Where it stands; nothing before the first submission.
    pub fn stage(&self) -> Option<Stage> {
        self.stage
    }

    /// The stages it went through with the instant each began, in order, the present one last.
    pub fn stages_passed(&self) -> &[(Stage, Timestamp)] {
        &self.passed
    }

    /// How it ended, once it has.
    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome
    }

    /// The service and the version it is pinned to (LY-25.4).
    pub fn service(&self) -> Option<(&ServiceCode, u32)> {
        self.intake.service.as_ref().map(|service| (service, self.intake.service_version))
    }

    /// The body that provides the service.
    pub fn provider(&self) -> Option<&BodyId> {
        self.intake.provider.as_ref()
    }

    /// The jurisdiction whose calendar counts its days.
    pub fn jurisdiction(&self) -> Option<&Jurisdiction> {
        self.intake.calendar.as_ref()
    }

    /// Whom it is for.
    pub fn applicant(&self) -> Option<&Party> {
        self.intake.applicant.as_ref()
    }

    /// How many attempts were transmitted.
    pub fn attempt(&self) -> u32 {
        self.intake.attempt
    }

    /// When the last attempt was transmitted.
    pub fn submitted_at(&self) -> Option<Timestamp> {
        self.intake.submitted_at
    }

    /// When it was received, complete (LY-14.1).
    pub fn received_at(&self) -> Option<Timestamp> {
        self.intake.received_at
    }

    /// Whether the applicant's data are confirmed.
    pub fn is_confirmed(&self) -> bool {
        self.intake.confirmed.is_some()
    }

    /// The acknowledgement, once there is one (LY-15.1).
    pub fn acknowledged(&self) -> Option<&Acknowledged> {
        self.intake.acknowledged.as_ref()
    }

    /// Why the last attempt was not acknowledged, while it is not (LY-15.3).
    pub fn rejected(&self) -> Option<&Rejected> {
        self.intake.rejected.as_ref()
    }

    /// What the last check of completeness found missing.
    pub fn missing(&self) -> &[Missing] {
        &self.intake.missing
    }

    /// The documents now in force.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.intake.documents.values()
    }

    /// The clock and the deadline.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The corrections that are with the applicant.
    pub fn open_corrections(&self) -> Option<&CorrectionsRequested> {
        self.review.open.as_ref()
    }

    /// How many rounds of corrections were asked.
    pub fn correction_rounds(&self) -> u32 {
        self.review.rounds
    }

    /// The steps that are done, in the order in which they were.
    pub fn completed_steps(&self) -> &[StepId] {
        &self.execution.completed
    }

    /// The tasks of other bodies, by step: how each was sent last and where it stands (LY-17.3).
    pub fn tasks(&self) -> impl Iterator<Item = (&StepId, &Task)> {
        self.execution.tasks.iter()
    }

    /// The fees that are owed, by id, as they were worked out (LY-17.5).
    pub fn fees(&self) -> impl Iterator<Item = (&FeeId, &Line)> {
        self.fees.lines.iter()
    }

    /// Whether something is owed for this fee, as it was worked out last, and neither paid nor waived.
    pub fn owes(&self, fee: &FeeId) -> bool {
        self.fees.owes(fee)
    }

    /// The orders to pay, in order; the first has number 1.
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.fees.orders.iter()
    }

    /// Whether this request needs `step` at all; one whose condition can't be judged here is needed.
    pub fn needs(&self, definition: &ServiceDefinition, step: &StepId) -> bool {
        Plan::of(self, definition).needs(step)
    }

    /// Who proposed the decision that waits for approval.
    pub fn proposed_by(&self) -> Option<&PersonId> {
        self.decision.proposed.as_ref().map(|proposed| &proposed.proposed_by)
    }

    /// The denial, if it ended in one.
    pub fn denied(&self) -> Option<&Denied> {
        self.decision.denied.as_ref()
    }

    /// The measures taken, if it ended in them.
    pub fn measures(&self) -> Option<&MeasuresRecorded> {
        self.decision.measures.as_ref()
    }

    /// When its execution ended with an outcome (LY-18.1).
    pub fn executed_at(&self) -> Option<Timestamp> {
        self.decision.executed.as_ref().map(|executed| executed.at)
    }

    /// The outputs issued so far.
    pub fn outputs(&self) -> impl Iterator<Item = (&OutputId, &Output)> {
        self.outputs.by_id.iter()
    }

    /// When its last mandatory output was delivered (LY-18.4).
    pub fn delivered_at(&self) -> Option<Timestamp> {
        self.outputs.delivered_at
    }

    /// Every duty to tell, and its fate.
    pub fn notifications(&self) -> &[Notification] {
        &self.notices.all
    }

    /// Who handles it.
    pub fn handler(&self) -> Option<&PersonId> {
        self.parties.handler.as_ref()
    }

    /// Why it ended without a decision, if it did and the reason was said.
    pub fn exit_reason(&self) -> Option<ReasonCode> {
        self.exits.reason
    }

    /// The answers now in force that can be read here; nothing if a part can't.
    pub fn answers(&self) -> Option<std::collections::BTreeMap<crate::ids::FieldId, crate::value::Value>> {
        self.intake.answers.read().ok()
    }

    /// Whether `actor` may know of this request at all; to anybody else it is unknown.
    ///
    /// The applicant's side sees its own; officers those of their body; another body those it has had a task of; auditors, the regulator, the
    /// data-protection officer, the gateway and the engine see all.
    pub fn is_visible_to(&self, actor: &Actor) -> bool {
        let Some(applicant) = &self.intake.applicant else { return false };
        match actor.role {
            Role::Applicant => applicant.person == actor.person,
            Role::Representative => false,
            Role::Auditor
            | Role::Regulator
            | Role::DataProtection
            | Role::NotificationGateway
            | Role::System => true,
            Role::Clerk if self.intake.operators.contains(&actor.person) => true,
            Role::PaymentSystem => {
                self.fees.orders.iter().any(|order| actor.body.as_ref() == Some(&order.gateway))
            }
            Role::ExecutingBody => {
                actor.body.as_ref().is_some_and(|body| self.execution.bodies.contains(body))
            }
            role if role.is_officer() => actor.body.is_some() && actor.body == self.intake.provider,
            _ => false,
        }
    }

    /// Whether `actor` may read what the applicant is told: another body with a part in the execution may not (LY-6.5).
    pub fn shows_messages_to(&self, actor: &Actor) -> bool {
        self.is_visible_to(actor) && !matches!(actor.role, Role::ExecutingBody | Role::PaymentSystem)
    }

    /// Whether `actor` sees what is internal to the provider.
    pub fn shows_internal_to(&self, actor: &Actor) -> bool {
        self.is_visible_to(actor)
            && !matches!(
                actor.role,
                Role::Applicant
                    | Role::Representative
                    | Role::NotificationGateway
                    | Role::ExecutingBody
                    | Role::PaymentSystem
            )
    }
}
