//! Databases that postgres-es filled before us.

use super::*;
use crate::conformance::assert_recomputed;

/// The table as postgres-es's documentation makes it.
const TABLE: &str = "CREATE TABLE events (
    aggregate_type text NOT NULL, aggregate_id text NOT NULL, sequence bigint CHECK (sequence >= 0) NOT NULL,
    event_type text NOT NULL, event_version text NOT NULL, payload json NOT NULL, metadata json NOT NULL,
    PRIMARY KEY (aggregate_type, aggregate_id, sequence))";

fn insert(id: &str, sequence: u64, payload: &str) -> String {
    format!("INSERT INTO events VALUES ('till', '{id}', {sequence}, 'Paid', '1.0', '{payload}', '{{}}');")
}

#[tokio::test]
async fn events_get_their_places_in_the_order_in_which_they_were_stored() {
    let database = Cluster::shared().database();
    database.sql(TABLE).unwrap();
    let stored = [("b", 1), ("a", 1), ("b", 2), ("ا", 1), ("a", 2), ("a", 3), ("b", 3)];
    let rows = stored.iter().map(|(id, sequence)| insert(id, *sequence, r#"{ "Paid" :  {"amount":1.50} }"#));
    database.sql(&rows.collect::<String>()).unwrap();
    // An update moved this row behind the later ones of its stream; its place is still before them.
    database
        .sql("UPDATE events SET event_version = '1.1' WHERE aggregate_id = 'a' AND sequence = 2")
        .unwrap();

    let error = PgLog::open(&database.url(), Options::default()).await.map(drop).unwrap_err();
    assert_eq!(error.kind(), LogErrorKind::NeedsMigration);
    PgLog::migrate(&database.url()).await.unwrap();
    let log = open(&database).await;
    let events = log.read_all(Position::START, 100).await.unwrap();
    let places: Vec<_> = events.iter().map(|event| (event.stream.id(), event.version.get())).collect();
    assert_eq!(places, [("b", 1), ("a", 1), ("b", 2), ("ا", 1), ("b", 3), ("a", 2), ("a", 3)]);
    assert_eq!(events[0].payload, r#"{ "Paid" :  {"amount":1.50} }"#);
    assert_eq!(log.adopted().await.unwrap(), Position::new(7));
    assert_recomputed(&log).await;

    let stream = StreamId::new("till", "a").unwrap();
    let more = NewEvent::new("Paid", r#"{"Paid":{}}"#, datetime!(2026-01-01 00:00 UTC));
    log.append(Append::new().write(stream, Expected::Exact(Version::new(3)), vec![more])).await.unwrap();
    assert_recomputed(&log).await;
    assert!(database.sql("DELETE FROM events").unwrap_err().contains("is append-only"));
}

#[tokio::test]
async fn a_history_with_holes_is_not_adopted() {
    let database = Cluster::shared().database();
    database.sql(TABLE).unwrap();
    database.sql(&(insert("a", 1, "{}") + &insert("a", 3, "{}"))).unwrap();
    let error = PgLog::migrate(&database.url()).await.unwrap_err();
    assert!(error.to_string().contains("till/a"), "{error}");
    let columns = "SELECT count(*) FROM information_schema.columns WHERE table_name = 'events'";
    assert_eq!(database.sql(columns).unwrap(), "7", "nothing was changed");
    assert_eq!(database.sql("SELECT count(*) FROM pg_namespace WHERE nspname = 'talab'").unwrap(), "0");
}
