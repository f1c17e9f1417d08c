//! A log that can't write for a while.

use std::time::Duration;

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_held_file_is_unavailable_for_a_while() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    let options = Options::default().busy_timeout(Duration::from_millis(50));
    let log = SqliteLog::open(&path, options).await.unwrap();
    fill(&log, 2).await;
    let holder = Connection::open(&path).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let (first, second) = (note("a", "x"), note("b", "y"));
    let (first, second) = tokio::join!(log.append(first), log.append(second));
    for error in [first.unwrap_err(), second.unwrap_err()] {
        assert!(error.is_transient() && !error.is_in_doubt(), "{error:?}");
        assert!(
            std::error::Error::source(&error).unwrap().to_string().contains("another process holds the file")
        );
    }
    assert_eq!(log.head().await.unwrap().position.get(), 4, "readers don't wait");
    holder.execute_batch("ROLLBACK").unwrap();
    assert!(!log.append(note("a", "x")).await.unwrap().replayed);
    crate::conformance::assert_recomputed(&log).await;
}

#[tokio::test]
async fn missing_rows_are_corruption_and_not_a_new_beginning() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    let log = SqliteLog::open(&path, Options::default()).await.unwrap();
    fill(&log, 4).await;
    log.close().await.unwrap();
    let stranger = Connection::open(&path).unwrap();
    stranger.execute_batch("DROP TRIGGER tree_keep_delete; DELETE FROM tree WHERE idx = 14").unwrap();
    drop(stranger);
    let log = SqliteLog::open(&path, Options::default()).await.unwrap();
    assert_eq!(log.head().await.unwrap_err().kind(), LogErrorKind::Corrupt);
    match log.append(note("a", "new")).await.unwrap_err() {
        AppendError::Failed(error) => assert_eq!(error.kind(), LogErrorKind::Corrupt),
        other => panic!("{other:?}"),
    }
    assert_eq!(log.read_all(Position::START, 100).await.unwrap().len(), 8, "the events can still be read");
}

#[tokio::test]
async fn values_that_cannot_be_right_are_corruption() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    let log = SqliteLog::open(&path, Options::default()).await.unwrap();
    fill(&log, 1).await;
    log.close().await.unwrap();
    for change in [
        "UPDATE events SET occurred_at = 9223372036854775807",
        "UPDATE events SET occurred_at = 0, payload = CAST(x'ff' AS TEXT)",
        "UPDATE log_meta SET value = 'x' WHERE key = 'epoch'",
    ] {
        let stranger = Connection::open(&path).unwrap();
        stranger.execute_batch("DROP TRIGGER IF EXISTS events_keep_update").unwrap();
        stranger.execute_batch(change).unwrap();
        drop(stranger);
        let error = match SqliteLog::open_read_only(&path).await {
            Ok(log) => log.read_all(Position::START, 10).await.unwrap_err(),
            Err(error) => error,
        };
        assert_eq!(error.kind(), LogErrorKind::Corrupt, "{change}: {error}");
    }
}

#[tokio::test]
async fn a_stream_that_lacks_an_event_is_corruption_and_not_a_shorter_stream() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    let log = SqliteLog::open(&path, Options::default()).await.unwrap();
    fill(&log, 3).await;
    log.close().await.unwrap();
    let stranger = Connection::open(&path).unwrap();
    stranger.execute_batch("DROP TRIGGER events_keep_delete; PRAGMA foreign_keys = OFF").unwrap();
    stranger.execute("DELETE FROM events WHERE sequence = 3", []).unwrap();
    drop(stranger);
    let log = SqliteLog::open_read_only(&path).await.unwrap();
    let stream = StreamId::new("Account", "a").unwrap();
    for from in [0, 1, 3] {
        let error = log.read_stream(&stream, Version::new(from)).await.unwrap_err();
        assert_eq!(error.kind(), LogErrorKind::Corrupt, "{error}");
        assert!(error.to_string().contains("version 3"), "{error}");
    }
    assert_eq!(log.read_stream(&stream, Version::new(4)).await.unwrap().len(), 3);
    assert!(log.read_stream(&stream, Version::new(7)).await.unwrap().is_empty());
}

/// Trying again would help nobody: the statements are always the same, so the tables are not what they were.
#[tokio::test]
async fn a_table_that_is_not_what_it_was_is_damage_and_no_outage() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    let log = SqliteLog::open(&path, Options::default()).await.unwrap();
    fill(&log, 2).await;
    log.close().await.unwrap();
    let stranger = Connection::open(&path).unwrap();
    stranger.execute_batch("ALTER TABLE events RENAME COLUMN metadata TO meta").unwrap();
    drop(stranger);
    let log = SqliteLog::open_read_only(&path).await.unwrap();
    let error = log.read_all(crate::Position::START, 10).await.unwrap_err();
    assert_eq!(error.kind(), LogErrorKind::Corrupt, "{error:?}");
    assert!(!error.is_transient());
}
