//! Tests of the event store for cqrs-es: a foreign aggregate lives on it.

use std::sync::Mutex;

use async_trait::async_trait;
use cqrs_es::event_sink::EventSink;
use cqrs_es::{CqrsFramework, Query};
use serde::{Deserialize, Serialize};
use time::macros::datetime;

use super::*;
use crate::hash::hex;
use crate::{MemoryLog, Position};

/// A foreign aggregate that knows nothing of this crate.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
struct Account {
    balance: i64,
    applied: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum AccountEvent {
    Opened { owner: String },
    Paid { amount: i64, balance: i64 },
}

impl DomainEvent for AccountEvent {
    fn event_type(&self) -> String {
        match self {
            Self::Opened { .. } => "Opened".to_owned(),
            Self::Paid { .. } => "Paid".to_owned(),
        }
    }

    fn event_version(&self) -> String {
        "1.0".to_owned()
    }
}

enum AccountCommand {
    Open { owner: &'static str },
    Pay(i64),
    PayTwice(i64),
    Look,
}

#[derive(Debug, thiserror::Error)]
#[error("the balance would fall below zero")]
struct Overdrawn;

impl Aggregate for Account {
    const TYPE: &'static str = "account";
    type Command = AccountCommand;
    type Event = AccountEvent;
    type Error = Overdrawn;
    type Services = ();

    async fn handle(
        &mut self,
        command: AccountCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), Overdrawn> {
        let amounts = match command {
            AccountCommand::Open { owner } => {
                sink.write(AccountEvent::Opened { owner: owner.to_owned() }, self).await;
                return Ok(());
            }
            AccountCommand::Look => vec![],
            AccountCommand::Pay(amount) => vec![amount],
            AccountCommand::PayTwice(amount) => vec![amount, amount],
        };
        for amount in amounts {
            let balance = self.balance + amount;
            if balance < 0 {
                return Err(Overdrawn);
            }
            sink.write(AccountEvent::Paid { amount, balance }, self).await;
        }
        Ok(())
    }

    fn apply(&mut self, event: AccountEvent) {
        self.applied += 1;
        if let AccountEvent::Paid { amount, .. } = event {
            self.balance += amount;
        }
    }
}

/// What queries were told, by sequence.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<(usize, String)>>>);

#[async_trait]
impl Query<Account> for Told {
    async fn dispatch(&self, _id: &str, events: &[EventEnvelope<Account>]) {
        let told = events.iter().map(|event| (event.sequence, event.payload.event_type()));
        self.0.lock().unwrap().extend(told);
    }
}

#[derive(Debug)]
struct Noon;

impl LogClock for Noon {
    fn now(&self) -> time::OffsetDateTime {
        datetime!(2026-05-01 12:00 UTC)
    }
}

fn store() -> LogStore<Account> {
    LogStore::with_clock(Arc::new(MemoryLog::new().unwrap()), Arc::new(Noon))
}

fn named(id: &str, digest: &[u8; 32]) -> HashMap<String, String> {
    HashMap::from([
        (COMMAND_ID.to_owned(), id.to_owned()),
        (DIGEST.to_owned(), hex(digest)),
        ("by".to_owned(), "ليلى".to_owned()),
    ])
}

#[tokio::test]
async fn commands_fold_each_event_once() {
    let (store, told) = (store(), Told::default());
    let cqrs = CqrsFramework::new(store.clone(), vec![Box::new(told.clone())], ());
    cqrs.execute("a", AccountCommand::Open { owner: "ليلى" }).await.unwrap();
    for payments in 1..=4 {
        cqrs.execute("a", AccountCommand::Pay(100)).await.unwrap();
        let mut loaded = store.load_aggregate("a").await.unwrap();
        assert_eq!(
            (loaded.aggregate().balance, loaded.aggregate().applied),
            (payments * 100, payments as usize + 1)
        );
        assert_eq!(loaded.version().get(), payments as u64 + 1);
    }
    cqrs.execute("a", AccountCommand::PayTwice(-200)).await.unwrap();
    assert_eq!(store.load_aggregate("a").await.unwrap().aggregate().balance, 0);
    let refused = cqrs.execute("a", AccountCommand::Pay(-1)).await.unwrap_err();
    assert!(matches!(refused, AggregateError::UserError(Overdrawn)));
    cqrs.execute("a", AccountCommand::Look).await.unwrap();

    let told: Vec<usize> = told.0.lock().unwrap().iter().map(|(sequence, _)| *sequence).collect();
    assert_eq!(told, [1, 2, 3, 4, 5, 6, 7]);
    let recorded = store.log().read_all(Position::START, 10).await.unwrap();
    assert_eq!(recorded[0].payload, r#"{"Opened":{"owner":"ليلى"}}"#);
    assert_eq!((recorded[1].event_type.as_str(), recorded[1].event_version.as_str()), ("Paid", "1.0"));
    assert_eq!(recorded[1].occurred_at, datetime!(2026-05-01 12:00 UTC));
    assert_eq!(recorded[1].stream.to_string(), "account/a");
}

#[tokio::test]
async fn events_come_back_as_they_were_committed() {
    let store = store();
    let context = store.load_aggregate("a").await.unwrap();
    let events =
        vec![AccountEvent::Opened { owner: "x".to_owned() }, AccountEvent::Paid { amount: 5, balance: 5 }];
    let metadata = HashMap::from([("b".to_owned(), "2".to_owned()), ("a".to_owned(), "1".to_owned())]);
    let committed = store.commit(events, context, metadata).await.unwrap();
    let loaded = store.load_events("a").await.unwrap();
    let plain = |envelopes: &[EventEnvelope<Account>]| -> Vec<_> {
        envelopes
            .iter()
            .map(|e| (e.aggregate_id.clone(), e.sequence, e.payload.clone(), e.metadata.clone()))
            .collect()
    };
    assert_eq!(plain(&committed), plain(&loaded));
    assert_eq!(loaded[1].sequence, 2);
    let recorded = store.log().read_all(Position::START, 10).await.unwrap();
    assert_eq!(recorded[0].metadata, r#"{"a":"1","b":"2"}"#);
    assert!(store.load_events("nobody").await.unwrap().is_empty());
}

#[tokio::test]
async fn the_second_of_two_commits_from_one_version_is_a_conflict() {
    let store = store();
    let (first, second) =
        (store.load_aggregate("a").await.unwrap(), store.load_aggregate("a").await.unwrap());
    let event = || vec![AccountEvent::Paid { amount: 1, balance: 1 }];
    store.commit(event(), first, HashMap::new()).await.unwrap();
    let conflict = store.commit(event(), second, HashMap::new()).await.unwrap_err();
    assert!(matches!(conflict, AggregateError::AggregateConflict));
    assert_eq!(store.load_events("a").await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_named_command_is_committed_and_told_once() {
    let (store, told) = (store(), Told::default());
    let cqrs = CqrsFramework::new(store.clone(), vec![Box::new(told.clone())], ());
    let digest = store.log().digest_key().hmac(b"pay 100");
    for _ in 0..3 {
        cqrs.execute_with_metadata("a", AccountCommand::Pay(100), named("pay-1", &digest)).await.unwrap();
    }
    assert_eq!(store.load_aggregate("a").await.unwrap().aggregate().balance, 100);
    assert_eq!(told.0.lock().unwrap().len(), 1);
    let stored = store.log().command("pay-1").await.unwrap().unwrap();
    assert_eq!((stored.digest, stored.record.as_str()), (digest, "{}"));
    let event = &store.load_events("a").await.unwrap()[0];
    assert_eq!(event.metadata, HashMap::from([("by".to_owned(), "ليلى".to_owned())]));

    let other = named("pay-1", &[0; 32]);
    let reused = cqrs.execute_with_metadata("a", AccountCommand::Pay(5), other).await.unwrap_err();
    assert!(reused.to_string().contains("pay-1"), "{reused}");
}

#[tokio::test]
async fn a_remembered_state_is_the_fold_and_is_checked() {
    let plain = store();
    let remembering = plain.clone().cached(2);
    let (ours, theirs) =
        (CqrsFramework::new(remembering.clone(), vec![], ()), CqrsFramework::new(plain.clone(), vec![], ()));
    for id in ["a", "b", "c", "d", "e", "a"] {
        for _ in 0..3 {
            ours.execute(id, AccountCommand::PayTwice(10)).await.unwrap();
            let (mut hot, mut cold) =
                (remembering.load_aggregate(id).await.unwrap(), plain.load_aggregate(id).await.unwrap());
            assert_eq!(hot.version(), cold.version());
            assert_eq!(hot.aggregate().balance, cold.aggregate().balance);
            assert_eq!(hot.aggregate().applied, cold.aggregate().applied);
        }
    }
    // Others moved it on: what is remembered is a conflict once, and then read anew.
    theirs.execute("a", AccountCommand::Pay(5)).await.unwrap();
    let conflict = ours.execute("a", AccountCommand::Pay(1)).await.unwrap_err();
    assert!(matches!(conflict, AggregateError::AggregateConflict));
    ours.execute("a", AccountCommand::Pay(1)).await.unwrap();
    assert_eq!(remembering.load_aggregate("a").await.unwrap().aggregate().balance, 126);
    // Who commits by hand, without the framework, is counted once too.
    let context = remembering.load_aggregate("a").await.unwrap();
    let event = AccountEvent::Paid { amount: 4, balance: 130 };
    remembering.commit(vec![event], context, HashMap::new()).await.unwrap();
    assert_eq!(remembering.load_aggregate("a").await.unwrap().aggregate().balance, 130);
}

#[tokio::test]
async fn malformed_names_are_refused() {
    let cqrs = CqrsFramework::new(store(), vec![], ());
    let only_id = HashMap::from([(COMMAND_ID.to_owned(), "c".to_owned())]);
    let error = cqrs.execute_with_metadata("a", AccountCommand::Pay(1), only_id).await.unwrap_err();
    assert!(error.to_string().contains("must come together"), "{error}");
    let mut short = named("c", &[0; 32]);
    short.insert(DIGEST.to_owned(), "abc".to_owned());
    let error = cqrs.execute_with_metadata("a", AccountCommand::Pay(1), short).await.unwrap_err();
    assert!(error.to_string().contains("64 hexadecimal digits"), "{error}");
    let error = cqrs.execute("a\0b", AccountCommand::Pay(1)).await.unwrap_err();
    assert!(error.to_string().contains("control character"), "{error}");
}

#[tokio::test]
async fn an_event_that_does_not_decode_is_named() {
    let store = store();
    let strange = NewEvent::new("Paid", r#"{"Paid":{"amount":"much"}}"#, Noon.now());
    let stream = StreamId::new("account", "a").unwrap();
    store.log().append(Append::new().write(stream, Expected::Any, vec![strange])).await.unwrap();
    let error = store.load_aggregate("a").await.unwrap_err();
    assert!(matches!(error, AggregateError::DeserializationError(_)));
    assert!(error.to_string().contains("Paid at position 1 (account/a, version 1)"), "{error}");
}

#[tokio::test]
async fn old_forms_are_brought_up_to_date_as_they_are_read() {
    let store = store();
    let stream = StreamId::new("account", "a").unwrap();
    let old = NewEvent::new("Payment", r#"{"Payment":{"sum":7}}"#, Noon.now()).event_version("0.9");
    store.log().append(Append::new().write(stream, Expected::Any, vec![old])).await.unwrap();
    assert!(store.load_aggregate("a").await.is_err());

    let steps = Upcasters::new().step("account", ("Payment", "0.9"), ("Paid", "1.0"), |payload| {
        let sum = payload["Payment"]["sum"].clone();
        *payload = serde_json::json!({ "Paid": { "amount": sum, "balance": sum } });
        Ok(())
    });
    let store = store.upcasting(steps.unwrap());
    let cqrs = CqrsFramework::new(store.clone(), vec![], ());
    cqrs.execute("a", AccountCommand::Pay(3)).await.unwrap();
    assert_eq!(store.load_aggregate("a").await.unwrap().aggregate().balance, 10);
    assert_eq!(
        store.load_events("a").await.unwrap()[0].payload,
        AccountEvent::Paid { amount: 7, balance: 7 }
    );
    let recorded = store.log().read_all(Position::START, 10).await.unwrap();
    assert_eq!(recorded[0].payload, r#"{"Payment":{"sum":7}}"#, "what is stored stays");
    crate::conformance::assert_recomputed(&**store.log()).await;
}

#[tokio::test]
async fn a_long_aggregate_is_loaded_by_its_snapshot() {
    let store = store();
    let cqrs = CqrsFramework::new(store.clone(), vec![], ());
    for _ in 0..30 {
        cqrs.execute("a", AccountCommand::Pay(1)).await.unwrap();
    }
    let views = Arc::new(crate::view::MemoryViewDb::new());
    let snapshots = async || Snapshots::open(views.clone()).await.unwrap().every(10).sample(4);
    let first = Arc::new(snapshots().await);
    let by = store.clone().snapshots(Arc::clone(&first), "1").unwrap();
    let cqrs = CqrsFramework::new(by.clone(), vec![], ());
    for payments in 31..=60 {
        cqrs.execute("a", AccountCommand::Pay(1)).await.unwrap();
        let mut loaded = by.load_aggregate("a").await.unwrap();
        let mut full = store.load_aggregate("a").await.unwrap();
        assert_eq!((loaded.version(), loaded.aggregate()), (full.version(), full.aggregate()));
        assert_eq!(loaded.aggregate().applied, payments);
    }
    let health = first.health();
    assert!(health.made >= 3 && health.used > 50 && health.sampled > 10, "{health:?}");
    assert_eq!((health.wrong, health.stale, health.failed), (0, 0, 0));

    // Another fold, or another step on the way to it, is another fingerprint.
    let other = Arc::new(snapshots().await.eager());
    let step = Upcasters::new().step("account", ("Paid", "0.9"), ("Paid", "1.0"), |_| Ok(())).unwrap();
    for by in [
        store.clone().snapshots(Arc::clone(&other), "2").unwrap(),
        store.upcasting(step).snapshots(Arc::clone(&other), "2").unwrap(),
    ] {
        assert_eq!(by.load_aggregate("a").await.unwrap().aggregate().balance, 60);
        assert_eq!(by.load_aggregate("a").await.unwrap().aggregate().balance, 60);
    }
    assert_eq!((other.health().stale, other.health().made), (2, 2), "{:?}", other.health());
}
