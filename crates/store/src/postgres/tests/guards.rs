//! What the database refuses, whoever asks.

use super::*;

const EVERY_CHANGE: [&str; 8] = [
    "UPDATE events SET payload = '{}' WHERE position = 1",
    "UPDATE events SET leaf = leaf",
    "DELETE FROM events",
    "DELETE FROM events WHERE false",
    "TRUNCATE events",
    "DELETE FROM talab.commands",
    "UPDATE talab.commands SET record = '{}'",
    "DELETE FROM talab.head",
];

#[tokio::test]
async fn what_is_written_stays_for_the_owner_too() {
    let database = Cluster::shared().database();
    let log = open(&database).await;
    log.append(note("a", "c1")).await.unwrap();
    for change in EVERY_CHANGE {
        let told = database.sql(change).unwrap_err();
        assert!(told.contains("is append-only"), "{change}: {told}");
        // A session that says that it only replicates is stopped too.
        let told = database.sql(&format!("SET session_replication_role = replica; {change}")).unwrap_err();
        assert!(told.contains("is append-only"), "{change}: {told}");
    }
    crate::conformance::assert_recomputed(&log).await;
}

#[tokio::test]
async fn whoever_takes_the_guards_away_is_found_out() {
    let database = Cluster::shared().database();
    let log = open(&database).await;
    log.append(note("a", "c1")).await.unwrap();
    let forged = "ALTER TABLE events DISABLE TRIGGER ALL; UPDATE events SET payload = '{}' WHERE position = 2; \
                  ALTER TABLE events ENABLE ALWAYS TRIGGER talab_keep";
    database.sql(forged).unwrap();
    let checked = tokio::spawn(async move { crate::conformance::assert_recomputed(&log).await }).await;
    let told = checked.unwrap_err().into_panic();
    let told = told.downcast_ref::<String>().unwrap();
    assert!(told.contains("position 2"), "{told}");
}

/// The query of the page for strangers finds a changed event, and nothing where nothing was changed.
#[tokio::test]
async fn a_stranger_with_psql_finds_a_changed_event() {
    let page = include_str!("../../../../../docs/formats.md");
    let query = page.split("```sql\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let database = Cluster::shared().database();
    let log = open(&database).await;
    for n in 0..9 {
        log.append(note(&format!("s{}", n % 2), &format!("c{n}"))).await.unwrap();
    }
    assert_eq!(database.sql(query).unwrap(), "");
    database.sql("ALTER TABLE events DISABLE TRIGGER ALL").unwrap();
    database.sql("UPDATE events SET payload = '{\"Noted\":\"c8 \"}' WHERE position = 17").unwrap();
    assert_eq!(database.sql(query).unwrap(), "17");
    database.sql("UPDATE events SET leaf = sha256('') WHERE position = 3").unwrap();
    assert_eq!(database.sql(query).unwrap(), "3\n4\n17", "and the next one of its stream, which rests on it");
}

#[tokio::test]
async fn the_application_may_read_append_and_nothing_else() {
    let database = Cluster::shared().database();
    open(&database).await.append(note("a", "c1")).await.unwrap();
    let forbidden = [
        "INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, \
         position) VALUES ('Account', 'x', 1, 'Noted', '1', '{}', '{}', 99)",
        "UPDATE talab.head SET position = 0",
        "SELECT * FROM talab.head FOR UPDATE",
        "INSERT INTO talab.commands VALUES ('x', decode(repeat('00', 32), 'hex'), '{}', 1, 1)",
        "UPDATE talab.meta SET value = ''",
        "ALTER TABLE events DISABLE TRIGGER talab_keep",
        "SET session_replication_role = replica",
        "DROP TABLE events",
        "CREATE TABLE public.mine (id int)",
        "CREATE TABLE talab.mine (id int)",
        "SELECT talab.place()",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT pg_read_file('postgresql.conf')",
    ];
    for statement in forbidden.iter().chain(&EVERY_CHANGE) {
        let told = database.sql_as("talab_app", statement).unwrap_err();
        assert!(told.contains("42501") || told.contains("is append-only"), "{statement}: {told}");
    }
    assert_eq!(database.sql_as("talab_app", "SELECT count(*) FROM events").unwrap(), "2");
}
