//! What `diagnose` finds.

use super::*;
use crate::Health;

async fn worth(log: &SqliteLog, code: &str) -> (Health, String) {
    let checks = log.diagnose(true).await.unwrap();
    let check = checks.into_iter().find(|check| check.code == code).unwrap();
    (check.health, check.found)
}

#[tokio::test]
async fn a_log_as_it_must_be_is_sound_open_and_closed() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    let log = SqliteLog::open(&path, Options::default()).await.unwrap();
    fill(&log, 3).await;
    assert!(log.diagnose(true).await.unwrap().iter().all(|check| check.health == Health::Sound));
    log.close().await.unwrap();
    let copy = SqliteLog::open_read_only(&path).await.unwrap();
    let checks = copy.diagnose(true).await.unwrap();
    assert!(checks.iter().all(|check| check.health == Health::Sound), "{checks:?}");
    assert_eq!(checks.len(), 6);
}

#[tokio::test]
async fn what_was_taken_away_is_found() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    let log = SqliteLog::open(&path, Options::default()).await.unwrap();
    fill(&log, 3).await;
    log.close().await.unwrap();
    let tamper = "PRAGMA foreign_keys = OFF; DROP TRIGGER events_keep_delete; DELETE FROM events WHERE position = 2; \
                  CREATE TRIGGER events_keep_delete BEFORE DELETE ON events BEGIN SELECT 1; END";
    rusqlite::Connection::open(&path).unwrap().execute_batch(tamper).unwrap();
    let log = SqliteLog::open_read_only(&path).await.unwrap();
    assert_eq!(worth(&log, "guards").await, (Health::Broken, "8 of 9 in place".to_owned()));
    assert_eq!(worth(&log, "head").await, (Health::Broken, "at 6, 5 events".to_owned()));
}
