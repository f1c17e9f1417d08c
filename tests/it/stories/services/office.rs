//! A provider at work on one service: its file published in a world, its officers, and the bodies it works with.

use std::path::{Path, PathBuf};

use talab::core::definition::ServiceDefinition;
use talab::core::request::Command;
use talab::core::request::decision::{Proposal, ProposeDecision};
use talab::core::request::execution::{CompleteStep, CompleteTask, Finding};
use talab::core::request::fees::{AssessFee, PaymentResult, RecordPayment};
use talab::core::request::intake::Document;
use talab::core::request::outputs::{DeliverOutput, IssueOutput};
use talab::core::request::review::PassVerification;
use talab::core::testing::{self, SHA256, applicant, ask_payment, body, send, somebody};
use talab::core::{ChannelMessage, MessageId, Money, StepId};
use talab::{Actor, Clock, Receipt, Reference, Refusal, Role, Status};

use super::super::world::World;

/// The provider of one service.
pub(crate) struct Office {
    pub(crate) world: World,
    pub(crate) definition: ServiceDefinition,
}

/// Where the examples stand.
pub(crate) fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/services").join(name)
}

/// A document of this kind with this format.
pub(crate) fn paper(kind: &str, format: &str) -> Document {
    Document::new(kind.try_into().expect("a kind"), SHA256, 90_000, format)
}

impl Office {
    /// The office of the service in `examples/services/NAME`, in force in this world.
    pub(crate) async fn opens(world: World, name: &str) -> Self {
        let definition = talab::read_definition(file(name)).expect("the file is sound");
        world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
        Self { world, definition }
    }

    pub(crate) fn officer(&self, role: Role) -> Actor {
        Actor::officer(somebody(&format!("o-{}", role.code())), role, self.definition.provider.clone())
    }

    /// An officer of the provider does something.
    pub(crate) async fn does(&self, role: Role, on: &Reference, command: impl Into<Command>) -> Receipt {
        self.world.does(&self.officer(role), on, command).await
    }

    /// An officer of the provider is refused.
    pub(crate) async fn refuses(&self, role: Role, on: &Reference, command: impl Into<Command>) -> Refusal {
        self.world.refuses(&self.officer(role), on, command).await
    }

    /// The request is found verified.
    pub(crate) async fn verifies(&self, on: &Reference) {
        self.does(Role::Verifier, on, PassVerification::default()).await;
    }

    /// The provider does a step of its own.
    pub(crate) async fn completes(&self, on: &Reference, step: &str) {
        self.does(Role::Handler, on, CompleteStep::new(step.try_into().expect("a step"))).await;
    }

    /// Sends the task of a step.
    pub(crate) async fn sends(&self, on: &Reference, step: &str) {
        self.does(Role::Handler, on, send(step)).await;
    }

    /// The body of a task answers it, by the channel's message `number`, and says which conditions it shows met.
    pub(crate) async fn hears(&self, on: &Reference, step: &str, number: usize, shows: &[&str]) -> Receipt {
        let mut answer = self.answer(on, step, number, Finding::Favourable).await;
        answer.conditions = shows.iter().map(|it| (*it).try_into().expect("a condition")).collect();
        let from = answer.message.as_ref().expect("a message").from.clone();
        self.world.does(&body(from.as_str()), on, answer).await
    }

    /// The answer of a task's body.
    pub(crate) async fn answer(
        &self,
        on: &Reference,
        step: &str,
        number: usize,
        finding: Finding,
    ) -> CompleteTask {
        let status = self.status(on).await;
        let id: StepId = step.try_into().expect("a step");
        let sent = status.steps.into_iter().find(|it| it.id == id).expect("a step that is needed");
        let message = self.message(sent.body.expect("a task").as_str(), sent.message, number);
        CompleteTask::new(id, finding, Some(message))
    }

    /// A message of another body to the provider.
    fn message(&self, from: &str, in_reply_to: Option<MessageId>, number: usize) -> ChannelMessage {
        let to = self.definition.provider.clone();
        ChannelMessage { to, in_reply_to, ..testing::message(from, number, self.world.clock.now()) }
    }

    /// The fees are worked out, and these are ordered.
    pub(crate) async fn orders(&self, on: &Reference, fees: &[&str]) {
        self.does(Role::Handler, on, AssessFee::default()).await;
        self.does(Role::Handler, on, ask_payment(fees)).await;
    }

    /// The payment system says that so much was paid for the last order.
    pub(crate) async fn payment(&self, on: &Reference, amount: i64, number: usize) -> (Actor, RecordPayment) {
        let order = self.status(on).await.orders.pop().expect("an order");
        let gateway = self.definition.fees.gateway.clone().expect("a gateway");
        let mut cashier = testing::cashier();
        cashier.body = Some(gateway.clone());
        let result = PaymentResult::Paid {
            amount: Money::new(amount, order.total.currency),
            method: "card".to_owned(),
            reference: format!("PAY-{number}"),
        };
        let message = Some(self.message(gateway.as_str(), order.message, number));
        (cashier, RecordPayment { order: order.number, result, message })
    }

    /// These fees are ordered, come to `amount` and are paid.
    pub(crate) async fn is_paid(&self, on: &Reference, fees: &[&str], amount: i64, number: usize) {
        self.orders(on, fees).await;
        let (cashier, payment) = self.payment(on, amount, number).await;
        self.world.does(&cashier, on, payment).await;
    }

    /// The status as a supervisor sees it.
    pub(crate) async fn status(&self, on: &Reference) -> Status {
        let supervisor = self.officer(Role::Supervisor);
        self.world.talab.as_actor(&supervisor).status(on).await.expect("a status")
    }

    /// Proposes to grant; what officers find is met.
    pub(crate) fn grant(conditions: &[&str]) -> ProposeDecision {
        let conditions = conditions.iter().map(|it| (*it).try_into().expect("a condition")).collect();
        ProposeDecision { proposal: Proposal::Grant { conditions } }
    }

    /// A proposal to grant is made and approved by another.
    pub(crate) async fn grants(&self, on: &Reference, conditions: &[&str]) {
        self.does(Role::Handler, on, Self::grant(conditions)).await;
        self.does(Role::Decider, on, testing::approve()).await;
    }

    /// An output is issued and available.
    pub(crate) async fn delivers(&self, on: &Reference, output: &str) {
        let id = || output.try_into().expect("an output");
        let issue = IssueOutput {
            output: id(),
            number: format!("{output}/1"),
            sha256: SHA256.to_owned(),
            signature: None,
        };
        self.does(Role::Handler, on, issue).await;
        let deliver = DeliverOutput { output: id(), locator: format!("outputs/{output}/1") };
        self.does(Role::Handler, on, deliver).await;
    }

    /// What a fee comes to, as it was assessed, in the smallest unit; nothing is charged where the status shows none.
    pub(crate) async fn fee(&self, on: &Reference, fee: &str) -> i64 {
        let fees = self.status(on).await.fees;
        fees.into_iter().find(|it| it.id.as_str() == fee).map_or(0, |it| it.amount.amount)
    }

    /// How often an event of this name stands in the applicant's trail.
    pub(crate) async fn count(&self, on: &Reference, event: &str) -> usize {
        let trail = self.world.talab.as_actor(&applicant()).trail(on).await.expect("a trail");
        trail.lines.iter().filter(|line| line.event == event).count()
    }
}
