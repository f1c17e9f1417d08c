//! Which files are opened, and what reading leaves behind.

use std::task::{Context, Poll, Waker};

use super::*;

async fn kind_of(path: &Path) -> (LogErrorKind, String) {
    let options = Options::default().create(false);
    let error = SqliteLog::open(path, options).await.unwrap_err();
    let reading = SqliteLog::open_read_only(path).await.unwrap_err();
    assert_eq!(error.kind(), reading.kind(), "{error} / {reading}");
    (error.kind(), error.to_string())
}

#[tokio::test]
async fn a_reopened_log_goes_on_where_it_was() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("سجل ?#%41.db");
    let clock = crate::conformance::TestClock::new();
    let options = || Options::default().clock(Arc::new(clock.clone()));
    let log = SqliteLog::open(&path, options()).await.unwrap();
    fill(&log, 7).await;
    let (head, key) = (log.head().await.unwrap(), log.digest_key().hmac(b"x"));
    let events = log.read_all(Position::START, 100).await.unwrap();
    log.close().await.unwrap();
    assert_eq!(contents(folder.path()).len(), 1, "a closed log is one file");

    clock.advance(time::Duration::days(-1));
    let log = SqliteLog::open(&path, options().create(false)).await.unwrap();
    assert_eq!(log.head().await.unwrap(), head);
    assert_eq!(log.digest_key().hmac(b"x"), key);
    assert!(log.append(note("a", "fill-3")).await.unwrap().replayed);
    let done = log.append(note("a", "new")).await.unwrap();
    assert_eq!(done.recorded_at, events[0].recorded_at, "the clock was set back while the log was closed");
    assert_eq!(log.read_all(Position::START, 14).await.unwrap(), events);
    crate::conformance::assert_recomputed(&log).await;
}

#[tokio::test]
async fn a_dropped_log_finishes_its_queue() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    let log = SqliteLog::open(&path, Options::default()).await.unwrap();
    let mut queued = 0;
    for n in 0..50 {
        // One poll puts it into the queue; nobody waits for the answer.
        let id = n.to_string();
        let mut append = log.append(note("a", &id));
        queued += usize::from(append.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
    assert!(queued > 0);
    drop(log);
    let log = loop {
        let log = SqliteLog::open(&path, Options::default()).await.unwrap();
        if log.head().await.unwrap().position.get() == 100 {
            break log;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    };
    crate::conformance::assert_recomputed(&log).await;
}

#[tokio::test]
async fn what_is_no_log_is_refused_and_left_alone() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert_eq!(kind_of(&at("missing.db")).await.0, LogErrorKind::NotFound);
    assert!(!at("missing.db").exists(), "looking for a log doesn't make one");
    assert_eq!(kind_of(folder.path()).await.0, LogErrorKind::Invalid);
    std::fs::write(at("letter.txt"), "Dear Sir or Madam, ".repeat(100)).unwrap();
    let other = Connection::open(at("other.db")).unwrap();
    other.execute_batch("CREATE TABLE events (id INTEGER); PRAGMA journal_mode=DELETE;").unwrap();
    drop(other);
    let before = contents(folder.path());
    assert_eq!(kind_of(&at("letter.txt")).await.0, LogErrorKind::NotATalabLog);
    assert_eq!(kind_of(&at("other.db")).await.0, LogErrorKind::NotATalabLog);
    assert!(
        SqliteLog::open(at("other.db"), Options::default()).await.is_err(),
        "not even when it may create"
    );
    assert!(SqliteLog::migrate(at("other.db")).await.is_err());
    assert_eq!(contents(folder.path()), before);

    std::fs::write(at("empty.db"), "").unwrap();
    let error = SqliteLog::open(at("empty.db"), Options::default().create(false)).await.unwrap_err();
    assert_eq!(error.kind(), LogErrorKind::NotFound);
    let reading = SqliteLog::open_read_only(at("empty.db")).await.unwrap_err();
    assert_eq!(reading.kind(), LogErrorKind::NotATalabLog);
    SqliteLog::open(at("empty.db"), Options::default()).await.unwrap().close().await.unwrap();
    SqliteLog::open_read_only(at("empty.db")).await.unwrap();
}

#[tokio::test]
async fn other_formats_are_named_with_the_remedy() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    SqliteLog::migrate(&path).await.unwrap();
    SqliteLog::migrate(&path).await.unwrap();
    let stamp =
        |format: i64| Connection::open(&path).unwrap().pragma_update(None, "user_version", format).unwrap();
    stamp(schema::FORMAT + 6);
    let (kind, text) = kind_of(&path).await;
    assert_eq!(kind, LogErrorKind::NewerFormat);
    assert!(
        text.contains("has format 7") && text.contains("reads format 1") && text.contains("use the release"),
        "{text}"
    );
    assert_eq!(SqliteLog::migrate(&path).await.unwrap_err().kind(), LogErrorKind::NewerFormat);
    stamp(schema::FORMAT - 1);
    let (kind, text) = kind_of(&path).await;
    assert_eq!(kind, LogErrorKind::NeedsMigration);
    assert!(text.contains("has format 0") && text.contains("talab migrate"), "{text}");
    // No release wrote a format 0, so nothing can bring it up.
    assert_eq!(SqliteLog::migrate(&path).await.unwrap_err().kind(), LogErrorKind::Corrupt);
    stamp(schema::FORMAT);
    SqliteLog::open(&path, Options::default()).await.unwrap();
}

#[tokio::test]
async fn reading_a_copy_leaves_no_trace() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    let log = SqliteLog::open(&path, Options::default()).await.unwrap();
    fill(&log, 5).await;
    log.close().await.unwrap();
    let before = contents(folder.path());
    let copy = SqliteLog::open_read_only(&path).await.unwrap();
    assert_eq!(copy.head().await.unwrap().position.get(), 10);
    crate::conformance::assert_recomputed(&copy).await;
    assert_eq!(copy.streams("Account", None, 5).await.unwrap().len(), 1);
    assert_eq!(copy.digest_key().hmac(b"x"), log.digest_key().hmac(b"x"));
    assert!(matches!(copy.append(note("a", "new")).await, Err(AppendError::ReadOnly)));
    assert_eq!(copy.follow().changed().await, None, "no wake-up will come");
    assert_eq!(contents(folder.path()), before);
    copy.close().await.unwrap();
    assert_eq!(copy.head().await.unwrap_err().kind(), LogErrorKind::Closed);
    assert_eq!(contents(folder.path()), before);
}

#[tokio::test]
async fn a_reader_follows_a_writer_that_comes_and_goes() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    SqliteLog::migrate(&path).await.unwrap();
    let reader = SqliteLog::open_read_only(&path).await.unwrap();
    for round in 1..=3 {
        let log = SqliteLog::open(&path, Options::default()).await.unwrap();
        for n in 0..20 {
            log.append(note("a", &format!("{round}.{n}"))).await.unwrap();
            let head = log.head().await.unwrap();
            assert_eq!(reader.head().await.unwrap(), head, "the writer is at work");
        }
        log.close().await.unwrap();
        assert_eq!(reader.head().await.unwrap().position.get(), round * 40, "the writer is gone");
    }
    assert_eq!(contents(folder.path()).len(), 1);
}

#[tokio::test]
async fn a_copied_wal_is_read_with_its_index_and_refused_without() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    let log = SqliteLog::open(&path, Options::default()).await.unwrap();
    fill(&log, 5).await;
    let copy = TempDir::new().unwrap();
    for suffix in ["", "-wal", "-shm"] {
        let name = format!("log.db{suffix}");
        std::fs::copy(folder.path().join(&name), copy.path().join(&name)).unwrap();
    }
    let before = contents(copy.path());
    let reader = SqliteLog::open_read_only(copy.path().join("log.db")).await.unwrap();
    assert_eq!(reader.head().await.unwrap(), log.head().await.unwrap());
    crate::conformance::assert_recomputed(&reader).await;
    assert_eq!(contents(copy.path()), before);

    std::fs::remove_file(copy.path().join("log.db-shm")).unwrap();
    let error = reader.head().await.unwrap_err();
    assert_eq!(error.kind(), LogErrorKind::Invalid);
    assert!(error.to_string().contains("copy the -shm file too"), "{error}");
}

#[tokio::test]
async fn names_that_mean_something_to_sqlite_are_plain_files() {
    let folder = TempDir::new().unwrap();
    for name in [":memory:", "file:log.db?mode=memory", "a'b\"c;d.db", "مجلد.db"] {
        let path = folder.path().join(name);
        let log = SqliteLog::open(&path, Options::default()).await.unwrap();
        fill(&log, 1).await;
        log.close().await.unwrap();
        assert_eq!(SqliteLog::open_read_only(&path).await.unwrap().head().await.unwrap().position.get(), 2);
    }
    assert_eq!(contents(folder.path()).len(), 4);
    let error = SqliteLog::open("a\0b", Options::default()).await.unwrap_err();
    assert_eq!(error.kind(), LogErrorKind::Invalid);
}

#[test]
fn outside_a_runtime_it_is_an_error_and_no_panic() {
    let opening = std::pin::pin!(SqliteLog::open("never.db", Options::default()));
    match opening.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Err(error)) => assert_eq!(error.kind(), LogErrorKind::Invalid),
        other => panic!("{other:?}"),
    }
}
