//! Yesterday's logs must load: `tests/archive/` holds one written by every released format, and none is ever rewritten.
//!
//! A new format gets a new folder: `TALAB_ARCHIVE=v2 cargo test --test it archive` writes it, once.

mod apart;
mod directory;
mod enquiries;
mod later;
mod parts;
mod rulebook;
mod several;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use talab::core::almanac::AlmanacEvent;
use talab::core::enquiries::EnquiriesEvent;
use talab::core::mandate::MandateEvent;
use talab::core::objection::ObjectionEvent;
use talab::core::provider::ProviderEvent;
use talab::core::request::clock::{ExtendDeadline, RecordDeadlineMissed, ResumeClock, SuspendClock};
use talab::core::request::decision::ReturnDecision;
use talab::core::request::execution::{AcceptTask, CancelTask, DeclineTask, FailTask, TimeOutTask};
use talab::core::request::exits::{Discontinue, Withdraw};
use talab::core::request::fees::{
    AssessFee, ExpirePayment, PaymentResult, RecordPayment, RecordRefund, RefundResult, RequestRefund,
    WaiveFee,
};
use talab::core::request::intake::ConfirmApplicant;
use talab::core::request::notices::{RecordNotificationDelivered, RecordNotificationFailed};
use talab::core::request::outputs::{DeliverOutput, IssueOutput, OpenOutput};
use talab::core::request::parties::{
    AssignHandler, FeedbackKind, RecordContact, RecordFeedback, ReleaseHandler,
};
use talab::core::request::review::ExtendCorrectionPeriod;
use talab::core::request::{Event, Request, evolve};
use talab::core::rulebook::RulebookEvent;
use talab::core::service::ServiceEvent;
use talab::core::testing::{self, applicant, decider, gateway, handler, supervisor, system, verifier};
use talab::core::{AccessEvent, Channel, Outcome, ReasonCode, Stage};
use talab::projections::{Forms, Ours};
use talab::store::{Entry, NewEvent, Position, Recorded, StreamId, Version};
use talab::{Reference, Submission};

use crate::stories::{SERVICE, World};

/// One event of an archived log, as its table has it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Row {
    position: u64,
    pub(crate) kind: String,
    pub(crate) id: String,
    version: u64,
    pub(crate) event_type: String,
    pub(crate) event_version: String,
    pub(crate) payload: String,
    metadata: String,
    occurred_at: i64,
    recorded_at: i64,
    /// The record of the command, on its first event.
    pub(crate) record: Option<String>,
    leaf: String,
}

/// How each request stood when the log was archived.
type Summary = BTreeMap<String, (Stage, Option<Outcome>, u64)>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/archive")
}

/// Every archived log, by the name of its format.
pub(crate) fn logs() -> Vec<(String, Vec<Row>)> {
    let folders = fs::read_dir(folder()).expect("the archive").flatten().filter(|it| it.path().is_dir());
    folders
        .map(|version| {
            let text = fs::read_to_string(version.path().join("events.jsonl")).expect("an archived log");
            let rows = text.lines().map(|line| serde_json::from_str(line).expect("a row")).collect();
            (version.file_name().to_string_lossy().into_owned(), rows)
        })
        .collect()
}

#[test]
fn every_archived_log_loads_and_means_what_it_meant() {
    let logs = logs();
    for (version, rows) in &logs {
        let summary = fs::read_to_string(folder().join(version).join("summary.json")).expect("its summary");
        let summary: Summary = serde_json::from_str(&summary).expect("a summary");
        assert_eq!(told(rows), summary, "{version}");
        leaves_are_what_the_bytes_say(rows);
    }
    assert!(!logs.is_empty(), "there is an archive");
}

#[test]
fn the_archive_holds_every_event() {
    let logs = logs();
    for name in Event::NAMES {
        let mut rows = logs.iter().flat_map(|(_, rows)| rows);
        assert!(
            rows.any(|row| row.kind == "Request" && row.event_type == *name),
            "{name} is not in the archive"
        );
    }
}

/// Decodes every event of ours, in whatever form it is, and folds the requests. In its present form it is written again
/// as it was.
fn told(rows: &[Row]) -> Summary {
    let mut requests: BTreeMap<String, Request> = BTreeMap::new();
    for row in rows {
        let recorded = recorded(row);
        match row.kind.as_str() {
            "Request" => {
                let event: Event = again(&recorded);
                evolve(requests.entry(row.id.clone()).or_default(), &event);
            }
            "Service" => drop(again::<ServiceEvent>(&recorded)),
            "Calendar" => drop(again::<AlmanacEvent>(&recorded)),
            "Mandate" => drop(again::<MandateEvent>(&recorded)),
            "Objection" => drop(again::<ObjectionEvent>(&recorded)),
            "Provider" => drop(again::<ProviderEvent>(&recorded)),
            "Rulebook" => drop(again::<RulebookEvent>(&recorded)),
            "Enquiries" => drop(again::<EnquiriesEvent>(&recorded)),
            "Access" => drop(again::<AccessEvent>(&recorded)),
            other => panic!("a stream of kind {other}"),
        }
    }
    let stand =
        |request: Request| (request.stage().expect("submitted"), request.outcome(), request.version());
    requests.into_iter().map(|(id, request)| (id, stand(request))).collect()
}

/// The event, which is written as it was read.
fn again<E: Ours + Serialize>(recorded: &Recorded) -> E {
    let place = format!("{} at {}", recorded.event_type, recorded.position);
    let event: E = Forms::ours().decode(recorded).expect(&place);
    let latest = Forms::ours().payload(recorded).expect(&place);
    let latest: serde_json::Value = serde_json::from_str(&latest).expect(&place);
    assert_eq!(serde_json::to_value(&event).expect(&place), latest, "{place}");
    event
}

/// The event as it was appended.
pub(crate) fn event(row: &Row) -> NewEvent {
    NewEvent::new(&row.event_type, &row.payload, at(row.occurred_at))
        .event_version(&row.event_version)
        .metadata(&row.metadata)
}

pub(crate) fn recorded(row: &Row) -> Recorded {
    let stream = StreamId::new(&row.kind, &row.id).expect("a stream");
    let (position, version) = (Position::new(row.position), Version::new(row.version));
    Recorded::new(position, stream, version, event(row), at(row.recorded_at), [0; 32])
}

fn at(micros: i64) -> time::OffsetDateTime {
    talab::Timestamp::from_unix_micros(micros).get()
}

fn leaves_are_what_the_bytes_say(rows: &[Row]) {
    let mut last: BTreeMap<(String, String), [u8; 32]> = BTreeMap::new();
    for row in rows {
        let recorded = recorded(row);
        let key = (row.kind.clone(), row.id.clone());
        let leaf = Entry::new(&recorded, last.get(&key), row.record.as_deref()).leaf();
        assert_eq!(hex(&leaf), row.leaf, "position {}", row.position);
        last.insert(key, leaf);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes the archive of the present format, if it is asked for and is not there.
#[tokio::test]
async fn archive_this_format() {
    let Some(version) = std::env::var_os("TALAB_ARCHIVE") else { return };
    let folder = folder().join(version);
    assert!(!folder.exists(), "an archived log is never rewritten");
    let rows = lived_today().await;
    fs::create_dir_all(&folder).expect("a folder");
    let lines: Vec<_> = rows.iter().map(|row| serde_json::to_string(row).expect("a line")).collect();
    fs::write(folder.join("events.jsonl"), lines.join("\n") + "\n").expect("written");
    let summary = serde_json::to_string_pretty(&told(&rows)).expect("a summary");
    fs::write(folder.join("summary.json"), summary + "\n").expect("written");
}

/// The events of the archive's stories, as they are written today.
pub(crate) async fn lived_today() -> Vec<Row> {
    let world = World::in_memory().await;
    live_through_everything(&world).await;
    rows_of(&world).await
}

async fn rows_of(world: &World) -> Vec<Row> {
    let log = world.talab.log();
    let mut rows = Vec::new();
    for event in log.read_all(Position::START, 10_000).await.expect("readable") {
        let command = log.command_at(event.position).await.expect("readable");
        let record =
            command.filter(|command| command.first() == event.position).map(|command| command.record);
        rows.push(Row {
            position: event.position.get(),
            kind: event.stream.kind().to_owned(),
            id: event.stream.id().to_owned(),
            version: event.version.get(),
            event_type: event.event_type,
            event_version: event.event_version,
            payload: event.payload,
            metadata: event.metadata,
            occurred_at: talab::Timestamp::new(event.occurred_at).unix_micros(),
            recorded_at: talab::Timestamp::new(event.recorded_at).unix_micros(),
            record,
            leaf: hex(&event.leaf),
        });
    }
    rows
}

/// Requests that together see every event there is.
async fn live_through_everything(world: &World) {
    let mut definition = testing::definition();
    definition.version = 2;
    definition.deadline.extension = Some(testing::extension(1, 5));
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    corrected_and_granted(world).await;
    rejected_then_denied(world).await;
    measures_and_exits(world).await;
    several_bodies(world).await;
    paid_and_paid_back(world).await;
    paid_before_receipt(world).await;
    later::lived(world).await;
    apart::lived(world).await;
    parts::lived(world).await;
    directory::lived(world).await;
    several::lived(world).await;
    enquiries::lived(world).await;
    rulebook::lived(world).await;
}

async fn corrected_and_granted(world: &World) {
    world.identity.go_down();
    let filed = world.submits().await.reference;
    world.identity.confirm();
    world.does(&system(), &filed, ConfirmApplicant::default()).await;
    world.at("2025-10-19 09:00");
    world.does(&supervisor(), &filed, AssignHandler { handler: handler().person }).await;
    world.does(&handler(), &filed, testing::note()).await;
    world.does(&verifier(), &filed, testing::ask_corrections(&["address"])).await;
    let more = ExtendCorrectionPeriod { working_days: 8, reason: ReasonCode::ExtComplexity };
    world.does(&verifier(), &filed, more).await;
    world.at("2025-10-21 09:00");
    world.does(&applicant(), &filed, testing::correct_answer("address", "شارع الجمهورية 7")).await;
    world
        .does(&supervisor(), &filed, ExtendDeadline { working_days: 2, reason: ReasonCode::ExtComplexity })
        .await;
    world.does(&supervisor(), &filed, SuspendClock { reason: ReasonCode::SusForceMajeure }).await;
    world.at("2025-10-22 09:00");
    world.does(&supervisor(), &filed, ResumeClock::default()).await;
    world.grants(&filed).await;
    world.does(&handler(), &filed, testing::issue()).await;
    world.does(&handler(), &filed, testing::deliver()).await;
    world
        .does(&applicant(), &filed, OpenOutput { output: "certificate".try_into().expect("an output") })
        .await;
    world.does(&gateway(), &filed, RecordNotificationDelivered { number: 1 }).await;
    let bounced = RecordNotificationFailed { number: 2, reason: ReasonCode::NtfBounced };
    world.does(&gateway(), &filed, bounced).await;
    let words = RecordFeedback { kind: FeedbackKind::Praise, rating: Some(5), text: None.into() };
    world.does(&applicant(), &filed, words).await;
    world
        .does(&handler(), &filed, RecordContact { channel: Channel::Desk, summary: "اتصال هاتفي".into() })
        .await;
}

async fn rejected_then_denied(world: &World) {
    world.identity.mismatch(vec!["national_no".try_into().expect("a field")]);
    let filed = world.submits().await.reference;
    world.identity.confirm();
    let me = applicant();
    let right = Submission::supplement().answer("national_no", "119850123457");
    let _ = world.talab.as_actor(&me).supplement(&filed, right).await.expect("supplemented");
    world.does(&supervisor(), &filed, AssignHandler { handler: handler().person }).await;
    world.does(&supervisor(), &filed, ReleaseHandler::default()).await;
    world.does(&verifier(), &filed, testing::pass()).await;
    world.does(&handler(), &filed, testing::step_done()).await;
    world.at("2025-11-30 09:00");
    world.does(&system(), &filed, RecordDeadlineMissed::default()).await;
    world.does(&handler(), &filed, testing::grant()).await;
    world.does(&decider(), &filed, ReturnDecision { reason: "غير واضح".into() }).await;
    world.does(&handler(), &filed, testing::denial()).await;
    world.refuses(&applicant(), &filed, testing::approve()).await;
    world.does(&decider(), &filed, testing::approve()).await;
}

async fn measures_and_exits(world: &World) {
    let measured = world.submits().await.reference;
    world.does(&verifier(), &measured, testing::pass()).await;
    world.does(&handler(), &measured, testing::step_done()).await;
    world.does(&handler(), &measured, testing::measures()).await;
    world.does(&decider(), &measured, testing::approve()).await;
    let withdrawn = world.submits().await.reference;
    world.does(&applicant(), &withdrawn, Withdraw { reason: Some(ReasonCode::WdrNoLongerNeeded) }).await;
    let discontinued = world.submits().await.reference;
    world.does(&supervisor(), &discontinued, Discontinue { reason: ReasonCode::ClsObjectGone }).await;
    let lapsed: Reference = world.submits().await.reference;
    world.does(&verifier(), &lapsed, testing::ask_corrections(&["address"])).await;
    world.at("2026-01-15 09:00");
    world.does(&handler(), &lapsed, talab::core::request::exits::Lapse::default()).await;
    let me = applicant();
    let wrong = Submission::to(SERVICE).answer("national_no", "x");
    assert!(world.talab.as_actor(&me).submit(wrong).await.is_err());
}

/// Tasks that come to every end a task can have.
async fn several_bodies(world: &World) {
    world.at("2025-11-02 09:00");
    let mut definition = testing::several_bodies();
    definition.code = "mun.residence-by-several".try_into().expect("a code");
    definition.outputs.push(testing::output("extract", false));
    definition.outputs.last_mut().expect("an output").after = vec![id("title")];
    definition.steps.last_mut().expect("a step").manual = true;
    let on_time = serde_json::json!({
        "code": "on-time", "name": { "ar": "في الموعد", "en": "On time" }, "measure": "on_time_share", "target": 90,
    });
    definition.indicators = vec![serde_json::from_value(on_time).expect("an indicator")];
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    let (title, advice) = ("title", "advice");
    let filed = world.submits_to(&definition.code).await.reference;
    world.does(&verifier(), &filed, testing::pass()).await;
    world.does(&handler(), &filed, testing::send(title)).await;
    world.does(&handler(), &filed, testing::send(advice)).await;
    let (step, message) = (id(title), Some(world.reply(&filed, title, 1).await));
    world.does(&testing::body(testing::REGISTRY), &filed, AcceptTask { step, message }).await;
    let (step, message) = (id(title), Some(world.reply(&filed, title, 2).await));
    let failed = FailTask { step, reason: ReasonCode::TskTechnical, message };
    world.does(&testing::body(testing::REGISTRY), &filed, failed).await;
    world.does(&handler(), &filed, testing::send(title)).await;
    let (step, message) = (id(title), Some(world.reply(&filed, title, 3).await));
    let declined = DeclineTask { step, reason: ReasonCode::TskNotOurs, message };
    world.does(&testing::body(testing::REGISTRY), &filed, declined).await;
    world.does(&handler(), &filed, testing::send(title)).await;
    let mut done = testing::favourable(title, world.reply(&filed, title, 4).await);
    done.remark = Some("القيد مطابق".to_owned()).into();
    done.conditions = vec!["c2".try_into().expect("a condition")];
    done.documents = vec![testing::bill()];
    world.does(&testing::body(testing::REGISTRY), &filed, done).await;
    let extract = || "extract".try_into().expect("an output");
    world.does(&handler(), &filed, IssueOutput { output: extract(), ..testing::issue() }).await;
    world.does(&handler(), &filed, DeliverOutput { output: extract(), ..testing::deliver() }).await;
    world.at("2026-01-20 09:00");
    world.does(&system(), &filed, TimeOutTask { step: id(advice) }).await;
    world.does(&handler(), &filed, testing::send("survey-by-post")).await;
    let cancelled = CancelTask { step: id("survey-by-post"), reason: ReasonCode::TskMissingInput };
    world.does(&handler(), &filed, cancelled).await;
    world.does(&handler(), &filed, testing::send("survey-by-council")).await;
    world.does(&applicant(), &filed, Withdraw { reason: None }).await;
    let late = testing::favourable("survey-by-council", world.reply(&filed, "survey-by-council", 5).await);
    world.does(&testing::body(testing::COUNCIL), &filed, late).await;
}

fn id(step: &str) -> talab::core::StepId {
    step.try_into().expect("a step")
}

/// Fees that come to every end a fee can have.
async fn paid_and_paid_back(world: &World) {
    world.at("2025-11-02 09:00");
    let mut definition = testing::charged();
    definition.code = "mun.residence-for-money".try_into().expect("a code");
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    let filed = world.submits_to(&definition.code).await.reference;
    let (cashier, payment) = (testing::cashier(), PaymentResult::Failed { reason: ReasonCode::FeeDeclined });
    world.does(&handler(), &filed, AssessFee::default()).await;
    world.does(&handler(), &filed, testing::ask_payment(&["review"])).await;
    let message = Some(world.on_order(&filed, 1, 101).await);
    world.does(&cashier, &filed, RecordPayment { order: 1, result: payment, message }).await;
    world.does(&handler(), &filed, testing::ask_payment(&["review", "issue"])).await;
    let paid = world.paid(&filed, 2, 102).await;
    world.does(&cashier, &filed, paid).await;
    world.does(&handler(), &filed, testing::ask_payment(&["stamp"])).await;
    world.at("2025-11-20 09:00");
    world.does(&system(), &filed, ExpirePayment { order: 3 }).await;
    let fees = vec!["stamp".try_into().expect("a fee")];
    world.does(&supervisor(), &filed, WaiveFee { fees, reason: ReasonCode::FeeWaivedByLaw }).await;
    let other = world.submits_to(&definition.code).await.reference;
    world.does(&handler(), &other, AssessFee::default()).await;
    world.does(&handler(), &other, testing::ask_payment(&["review"])).await;
    world.does(&applicant(), &other, Withdraw { reason: None }).await;
    let late = world.paid(&other, 1, 103).await;
    world.does(&cashier, &other, late).await;
    for (reason, number) in [(ReasonCode::RfdCourt, 104_u32), (ReasonCode::RfdDuplicatePayment, 105)] {
        let amount = testing::dirhams(20_000);
        world.does(&supervisor(), &other, RequestRefund { order: 1, amount, reason }).await;
        let refund = number - 103;
        let message = Some(world.on_refund(&other, refund, 2 * number).await);
        let result = match number {
            104 => RefundResult::Failed { reason: ReasonCode::RfdRefusedByRule },
            _ => RefundResult::Completed { reference: "BACK-105".to_owned() },
        };
        world.does(&cashier, &other, RecordRefund { order: 1, refund, result, message }).await;
    }
}

/// A fee that is a part of the submission: not paid in time, then paid; and waived.
async fn paid_before_receipt(world: &World) {
    world.at("2025-11-02 09:00");
    let mut definition = testing::prepaid();
    definition.code = "mun.residence-prepaid".try_into().expect("a code");
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    let filed = world.submits_to(&definition.code).await.reference;
    world.at("2025-11-20 09:00");
    world.does(&system(), &filed, ExpirePayment { order: 1 }).await;
    let me = applicant();
    let again = world.talab.as_actor(&me).supplement(&filed, Submission::supplement()).await;
    assert!(matches!(again.expect("an answer").outcome, talab::Intake::AwaitsPayment { .. }));
    let paid = world.paid(&filed, 2, 111).await;
    world.does(&testing::cashier(), &filed, paid).await;
    let poor = world.submits_to(&definition.code).await.reference;
    let fees = vec!["filing".try_into().expect("a fee")];
    world.does(&supervisor(), &poor, WaiveFee { fees, reason: ReasonCode::FeeWaivedHardship }).await;
}
