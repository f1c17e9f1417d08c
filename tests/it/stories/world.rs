//! One world for all stories: an engine, its clock and identity in the test's hands, and the small world's people.

use std::sync::Arc;

use talab::core::almanac::{AlmanacCommand, DeclareHoliday};
use talab::core::request::Command;
use talab::core::request::evidence::{EvidenceResult, RecordEvidence};
use talab::core::request::fees::{PaymentResult, RecordPayment};
use talab::core::request::transfer::AcceptTransfer;
use talab::core::testing::{self, Moment};
use talab::core::{ChannelMessage, CommandId, MessageId, ServiceCode, Text};
use talab::projections::OrderStatus;
use talab::store::EventLog;
use talab::testing::{FrozenClock, NumberedIds, ScriptedIdentity};
use talab::{Actor, Clock, Filed, NotDone, Receipt, Reference, Refusal, Status, Submission, Talab};

/// An engine with the residence certificate in force.
pub(crate) struct World {
    pub(crate) talab: Talab,
    pub(crate) clock: FrozenClock,
    pub(crate) identity: ScriptedIdentity,
    _folder: Option<tempfile::TempDir>,
}

pub(crate) const SERVICE: &str = "mun.residence-certificate";

/// Tells a story on a memory log, on SQLite, and on PostgreSQL where that is built.
pub(crate) async fn on_every_backend<F: Future<Output = ()>>(story: impl Fn(World) -> F) {
    story(World::in_memory().await).await;
    story(World::on_sqlite().await).await;
    #[cfg(feature = "postgres")]
    story(World::on_postgres().await).await;
}

impl World {
    pub(crate) async fn in_memory() -> Self {
        Self::open("memory:".to_owned(), None).await
    }

    pub(crate) async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let url = format!("sqlite:{}", folder.path().join("talab.db").display());
        Self::open(url, Some(folder)).await
    }

    /// With the rights that an application should have, on a server that ends with the tests.
    #[cfg(feature = "postgres")]
    pub(crate) async fn on_postgres() -> Self {
        let database = talab_testbed::Cluster::shared().database();
        talab::store::PgLog::migrate(&database.url()).await.expect("the owner migrates");
        Self::open(database.url_for("talab_app"), None).await
    }

    /// The engine over a log of the test's own.
    pub(crate) async fn over(log: Arc<dyn EventLog>) -> Self {
        let (clock, identity) = ports();
        let talab = Talab::builder("memory:")
            .clock(clock.clone())
            .ids(NumberedIds::new())
            .identity(identity.clone())
            .over(log)
            .await
            .expect("the engine opens");
        Self { talab, clock, identity, _folder: None }
    }

    async fn open(url: String, folder: Option<tempfile::TempDir>) -> Self {
        let (clock, identity) = ports();
        let talab = Talab::builder(url)
            .clock(clock.clone())
            .ids(NumberedIds::new())
            .identity(identity.clone())
            // Far fewer than a host would take, so that stories go by snapshots.
            .snapshots(12)
            .open()
            .await
            .expect("the engine opens");
        talab.publish_for_tests(&testing::definition(), &testing::calendar()).await.expect("published");
        Self { talab, clock, identity, _folder: folder }
    }

    /// Another engine over the same log, which logs who reads.
    pub(crate) async fn watched(&self) -> Talab {
        self.watched_over(Arc::clone(self.talab.log())).await
    }

    /// The same over this log.
    pub(crate) async fn watched_over(&self, log: Arc<dyn EventLog>) -> Talab {
        let builder = Talab::builder("memory:").clock(self.clock.clone()).ids(NumberedIds::new());
        builder.identity(self.identity.clone()).log_reads().over(log).await.expect("the engine opens")
    }

    pub(crate) fn at(&self, moment: &str) {
        self.clock.set(moment.instant());
    }

    /// The applicant submits a complete application of an owner.
    pub(crate) async fn submits(&self) -> Filed {
        let me = testing::applicant();
        self.talab.as_actor(&me).submit(complete()).await.expect("submitted")
    }

    /// The same to another service with the same forms.
    pub(crate) async fn submits_to(&self, service: &ServiceCode) -> Filed {
        let me = testing::applicant();
        self.talab.as_actor(&me).submit(complete_for(service.as_str())).await.expect("submitted")
    }

    /// The message in which the body of a task answers it now.
    pub(crate) async fn reply(&self, reference: &Reference, step: &str, number: usize) -> ChannelMessage {
        let status = self.talab.as_actor(&testing::supervisor()).status(reference).await.expect("a status");
        let step = status.steps.into_iter().find(|it| it.id.as_str() == step).expect("a step that is needed");
        let body = step.body.expect("a task");
        ChannelMessage {
            in_reply_to: step.message,
            ..testing::message(body.as_str(), number, self.clock.now())
        }
    }

    async fn order(&self, reference: &Reference, order: usize) -> OrderStatus {
        let status = self.talab.as_actor(&testing::supervisor()).status(reference).await.expect("a status");
        status.orders.into_iter().nth(order - 1).expect("an order")
    }

    fn of_the_gateway(&self, in_reply_to: Option<MessageId>, number: usize) -> ChannelMessage {
        ChannelMessage { in_reply_to, ..testing::message(testing::GATEWAY, number, self.clock.now()) }
    }

    /// The message in which the payment system answers an order now.
    pub(crate) async fn on_order(
        &self,
        reference: &Reference,
        order: usize,
        number: usize,
    ) -> ChannelMessage {
        self.of_the_gateway(self.order(reference, order).await.message, number)
    }

    /// The message in which it answers a refund of the first order now.
    pub(crate) async fn on_refund(&self, reference: &Reference, refund: u32, number: u32) -> ChannelMessage {
        let refunds = self.order(reference, 1).await.refunds;
        let asked = refunds.into_iter().find(|it| it.number == refund).expect("a refund").message;
        self.of_the_gateway(asked, number as usize)
    }

    /// The order was paid by card, as it was asked.
    pub(crate) async fn paid(&self, reference: &Reference, order: usize, number: usize) -> RecordPayment {
        let asked = self.order(reference, order).await;
        let (method, payment) = ("card".to_owned(), format!("PAY-{number}"));
        let result = PaymentResult::Paid { amount: asked.total, method, reference: payment };
        let message = Some(self.of_the_gateway(asked.message, number));
        RecordPayment { order: asked.number, result, message }
    }

    pub(crate) async fn does(
        &self,
        actor: &Actor,
        reference: &Reference,
        command: impl Into<Command>,
    ) -> Receipt {
        self.tries(actor, reference, command).await.expect("done")
    }

    pub(crate) async fn tries(
        &self,
        actor: &Actor,
        reference: &Reference,
        command: impl Into<Command>,
    ) -> Result<Receipt, NotDone> {
        self.talab.as_actor(actor).execute(reference, command).await
    }

    pub(crate) async fn refuses(
        &self,
        actor: &Actor,
        reference: &Reference,
        command: impl Into<Command>,
    ) -> Refusal {
        refusal(self.tries(actor, reference, command).await)
    }

    /// The regulator declares a holiday on this day, late.
    pub(crate) async fn declares_holiday(&self, day: &str) {
        let date = date_of(day);
        let holiday = DeclareHoliday {
            from: date,
            until: date,
            decision: "500/2025".to_owned(),
            name: Text::new("عطلة رسمية", "Public holiday"),
            provisional: false,
        };
        let (actor, command) = (testing::regulator(), AlmanacCommand::DeclareHoliday(holiday));
        let id = CommandId::new(format!("holiday-{day}")).expect("an id");
        let jurisdiction = "ly-west".try_into().expect("a jurisdiction");
        self.talab.as_actor(&actor).change_calendar(&jurisdiction, command, id).await.expect("declared");
    }

    /// The status as the applicant sees it.
    pub(crate) async fn status(&self, reference: &Reference) -> Status {
        self.talab.as_actor(&testing::applicant()).status(reference).await.expect("a status")
    }

    /// The status as an officer sees it, messages of the channel among it.
    pub(crate) async fn status_of_officer(&self, reference: &Reference) -> Status {
        self.talab.as_actor(&testing::supervisor()).status(reference).await.expect("a status")
    }

    /// What a source answers to the question asked last, now.
    pub(crate) async fn answer(
        &self,
        reference: &Reference,
        number: usize,
        values: &[(&str, &str)],
    ) -> RecordEvidence {
        let asked = self.status_of_officer(reference).await.questions.pop().expect("a question");
        let message = testing::message(asked.source.as_str(), number, self.clock.now());
        let message = Some(ChannelMessage { in_reply_to: asked.message, ..message });
        let values = values
            .iter()
            .map(|(field, value)| ((*field).try_into().expect("a field"), talab::core::Value::from(*value)));
        let values = talab::core::Private::new(values.collect());
        let result = EvidenceResult::Found { values, as_of: self.clock.now() };
        RecordEvidence { number: asked.number, result, message }
    }

    /// The message in which the body that a request was offered to answers now.
    pub(crate) async fn of_the_other_body(&self, reference: &Reference, number: usize) -> ChannelMessage {
        let offer = self.status_of_officer(reference).await.offered_to.expect("an offer");
        let message = testing::message(offer.to.as_str(), number, self.clock.now());
        ChannelMessage { in_reply_to: offer.message, ..message }
    }

    /// The body that a request was offered to takes it over.
    pub(crate) async fn takes_over(&self, reference: &Reference, number: usize) -> AcceptTransfer {
        AcceptTransfer { elsewhere: None, message: Some(self.of_the_other_body(reference, number).await) }
    }

    /// Everything decided so far is decided the same again, and nothing was left out of that.
    pub(crate) async fn history_holds(&self) {
        let report = self.talab.check_history().run().await.expect("checked");
        assert!(!report.changes_anything(), "{report:?}");
        assert_eq!(report.commands_not_compared(), 0, "{report:?}");
    }

    /// From verification to the proposal's approval, by officers of the provider.
    pub(crate) async fn grants(&self, reference: &Reference) {
        self.does(&testing::verifier(), reference, testing::pass()).await;
        self.does(&testing::handler(), reference, testing::step_done()).await;
        self.does(&testing::handler(), reference, testing::grant()).await;
        self.does(&testing::decider(), reference, testing::approve()).await;
    }

    pub(crate) async fn position(&self) -> u64 {
        self.talab.head().await.expect("a head").position.get()
    }
}

fn ports() -> (FrozenClock, ScriptedIdentity) {
    (FrozenClock::at("2025-10-16 10:30".instant()), ScriptedIdentity::new())
}

/// A complete application of somebody who owns their dwelling.
pub(crate) fn complete() -> Submission {
    complete_for(SERVICE)
}

/// A complete application to a service with the same forms.
pub(crate) fn complete_for(service: &str) -> Submission {
    let answers = testing::answers().into_iter().map(|(field, value)| (field.to_string(), value));
    Submission::to(service).answers(answers).document(testing::bill()).email("aisha@example.ly")
}

/// The refusal of what must be refused.
#[track_caller]
pub(crate) fn refusal<T: std::fmt::Debug>(outcome: Result<T, NotDone>) -> Refusal {
    match outcome {
        Err(NotDone::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

fn date_of(day: &str) -> time::Date {
    let form = time::macros::format_description!("[year]-[month]-[day]");
    time::Date::parse(day, form).expect("a day")
}
