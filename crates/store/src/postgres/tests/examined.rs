//! What `diagnose` finds.

use super::*;
use crate::{Check, Health};

async fn health(log: &PgLog, code: &str) -> (Health, String) {
    let checks = log.diagnose().await.unwrap();
    let check: &Check = checks.iter().find(|check| check.code == code).unwrap();
    assert_eq!(check.advice.is_empty(), check.health == Health::Sound, "{check:?}");
    (check.health, check.found.clone())
}

#[tokio::test]
async fn a_log_as_it_must_be_has_nothing_broken() {
    let database = Cluster::shared().database();
    open(&database).await.append(note("a", "c1")).await.unwrap();
    let log = PgLog::open(&database.url_for("talab_app"), Options::default()).await.unwrap();
    let checks = log.diagnose().await.unwrap();
    let weak: Vec<_> =
        checks.iter().filter(|check| check.health != Health::Sound).map(|check| check.code).collect();
    assert_eq!(weak, ["replication"], "a server without a standby is worth one disk");
    assert_eq!(health(&log, "head").await.1, "at 2, last event at 2");
    let owner = open(&database).await;
    assert_eq!(health(&owner, "role").await, (Health::Weak, "talab, who owns the tables".to_owned()));
}

#[tokio::test]
async fn what_was_taken_away_is_found() {
    let database = Cluster::shared().database();
    let log = open(&database).await;
    log.append(note("a", "c1")).await.unwrap();
    database.sql("ALTER TABLE events DISABLE TRIGGER talab_keep").unwrap();
    assert_eq!(health(&log, "guards").await, (Health::Broken, "2 of 3 in place".to_owned()));
    database.sql("ALTER TABLE events ENABLE TRIGGER talab_keep").unwrap();
    assert_eq!(health(&log, "guards").await.0, Health::Broken, "one that a session can switch off is none");
    database.sql("GRANT UPDATE ON events TO talab_app").unwrap();
    assert_eq!(health(&log, "rights").await, (Health::Broken, "UPDATE on public.events".to_owned()));
    database.sql("ALTER TABLE events DISABLE TRIGGER ALL; DELETE FROM events WHERE position = 2").unwrap();
    assert_eq!(health(&log, "head").await, (Health::Broken, "at 2, last event at 1".to_owned()));
}

#[tokio::test]
async fn who_holds_the_head_and_does_nothing_is_named() {
    use sqlx::{Connection as _, Executor as _, PgConnection};
    let database = Cluster::shared().database();
    let log = open(&database).await;
    let mut idle = PgConnection::connect(&database.url()).await.unwrap();
    idle.execute("BEGIN; SELECT talab.lock_head()").await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    let (worth, found) = health(&log, "holders").await;
    assert_eq!((worth, found.contains("(talab) for 1 s")), (Health::Weak, true), "{found}");
    idle.execute("ROLLBACK").await.unwrap();
    assert_eq!(health(&log, "holders").await.0, Health::Sound);
}
