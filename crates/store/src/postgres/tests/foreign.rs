//! postgres-es itself on our tables.

use std::collections::HashMap;

use cqrs_es::event_sink::EventSink;
use cqrs_es::persist::{PersistedEventStore, ViewRepository};
use cqrs_es::{Aggregate, CqrsFramework, DomainEvent, EventEnvelope, EventStore, Query, View};
use postgres_es::{PostgresEventRepository, PostgresViewRepository, postgres_cqrs};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

use super::*;
use crate::cqrs::LogStore;

/// An aggregate of somebody who knows cqrs-es and nothing of this crate.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Till {
    balance: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum TillEvent {
    Paid { amount: i64, note: String },
}

impl DomainEvent for TillEvent {
    fn event_type(&self) -> String {
        "Paid".to_owned()
    }

    fn event_version(&self) -> String {
        "1.0".to_owned()
    }
}

#[derive(Debug, thiserror::Error)]
#[error("never")]
struct Never;

impl Aggregate for Till {
    const TYPE: &'static str = "till";
    type Command = i64;
    type Event = TillEvent;
    type Error = Never;
    type Services = ();

    async fn handle(&mut self, amount: i64, _: &(), sink: &EventSink<Self>) -> Result<(), Never> {
        sink.write(TillEvent::Paid { amount, note: "دفعة \"نقداً\"".to_owned() }, self).await;
        Ok(())
    }

    fn apply(&mut self, TillEvent::Paid { amount, .. }: TillEvent) {
        self.balance += amount;
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Balances {
    total: i64,
}

impl View<Till> for Balances {
    fn update(&mut self, event: &EventEnvelope<Till>) {
        let TillEvent::Paid { amount, .. } = &event.payload;
        self.total += amount;
    }
}

/// Keeps a view in postgres-es's own repository, as a host's cqrs-es program does.
struct Keep(Arc<PostgresViewRepository<Balances, Till>>);

#[async_trait]
impl Query<Till> for Keep {
    async fn dispatch(&self, id: &str, events: &[EventEnvelope<Till>]) {
        let loaded = self.0.load_with_context(id).await.unwrap();
        let (mut view, context) = loaded
            .unwrap_or_else(|| (Balances::default(), cqrs_es::persist::ViewContext::new(id.to_owned(), 0)));
        events.iter().for_each(|event| view.update(event));
        self.0.update_view(view, context).await.unwrap();
    }
}

async fn pool(url: &str) -> PgPool {
    PgPoolOptions::new().max_connections(4).connect(url).await.unwrap()
}

#[tokio::test]
async fn its_repository_reads_and_writes_our_tables_with_the_rights_of_the_application() {
    let database = Cluster::shared().database();
    let log = open(&database).await;
    log.append(note("a", "c1")).await.unwrap();
    let theirs = postgres_cqrs::<Till>(pool(&database.url_for("talab_app")).await, vec![], ());
    for amount in 1..=5 {
        let metadata = HashMap::from([("who".to_owned(), "huda".to_owned())]);
        theirs.execute_with_metadata("t1", amount, metadata).await.unwrap();
        log.append(note("a", &format!("between-{amount}"))).await.unwrap();
    }
    let stream = StreamId::new("till", "t1").unwrap();
    let events = log.read_stream(&stream, Version::FIRST).await.unwrap();
    assert_eq!(events.iter().map(|event| event.version.get()).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(events.iter().map(|event| event.position.get()).collect::<Vec<_>>(), [3, 6, 9, 12, 15]);
    assert!(events.iter().all(|event| event.occurred_at == event.recorded_at));
    crate::conformance::assert_recomputed(&log).await;

    // What we write, it reads.
    let ours = CqrsFramework::new(LogStore::<Till>::new(Arc::new(log)), vec![], ());
    ours.execute("t1", 100).await.unwrap();
    let repository = PostgresEventRepository::new(pool(&database.url()).await);
    let store = PersistedEventStore::<_, Till>::new_event_store(repository);
    let events = store.load_events("t1").await.unwrap();
    assert_eq!(events.len(), 6);
    assert_eq!(events[5].payload, TillEvent::Paid { amount: 100, note: "دفعة \"نقداً\"".to_owned() });
    theirs.execute("t1", 7).await.unwrap();
}

#[tokio::test]
async fn its_conflicts_stay_conflicts() {
    let database = Cluster::shared().database();
    let log = open(&database).await;
    log.append(note("a", "c1")).await.unwrap();
    let insert = |sequence: u64, more: &str| {
        format!(
            "INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata) \
             VALUES ('Account', 'a', {sequence}, 'Noted', '1', '{{}}', '{{}}') {more}"
        )
    };
    let app = |sql: String| database.sql_as("talab_app", &sql);
    assert!(app(insert(2, "")).unwrap_err().contains("23505"));
    // A row that is skipped in silence would leave a hole in the positions.
    assert!(app(insert(2, "ON CONFLICT DO NOTHING")).unwrap_err().contains("23505"));
    assert!(app(insert(4, "")).unwrap_err().contains("leaves a gap"));
    assert!(app(insert(0, "")).unwrap_err().contains("23505"));
    app(format!("BEGIN; {}; {}; ROLLBACK", insert(3, ""), insert(4, ""))).unwrap();
    app(format!("BEGIN; {}; {}; COMMIT", insert(3, ""), insert(4, ""))).unwrap();
    assert_eq!(log.head().await.unwrap().position.get(), 4);
    let mut late = note("a", "late");
    late.writes[0].expected = Expected::Exact(Version::new(2));
    assert!(log.append(late).await.unwrap_err().is_conflict());
    log.append(note("a", "c2")).await.unwrap();
    crate::conformance::assert_recomputed(&log).await;
}

#[tokio::test]
async fn its_view_repository_serves_a_hosts_own_view_beside_our_log() {
    let database = Cluster::shared().database();
    let log = open(&database).await;
    let table =
        "CREATE TABLE balances (view_id text PRIMARY KEY, version bigint NOT NULL, payload json NOT NULL)";
    database.sql(table).unwrap();
    let views =
        Arc::new(PostgresViewRepository::<Balances, Till>::new("balances", pool(&database.url()).await));
    let keep: Box<dyn Query<Till>> = Box::new(Keep(Arc::clone(&views)));
    let host = CqrsFramework::new(LogStore::<Till>::new(Arc::new(log)), vec![keep], ());
    for amount in [5, 6, 7] {
        host.execute("t1", amount).await.unwrap();
    }
    assert_eq!(views.load("t1").await.unwrap().unwrap().total, 18);
}
