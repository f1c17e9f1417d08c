//! Several opened logs on one file.

use super::*;

#[tokio::test]
async fn two_writers_take_turns() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    let one = SqliteLog::open(&path, Options::default()).await.unwrap();
    let two = SqliteLog::open(&path, Options::default()).await.unwrap();
    let exactly = |version: u64, id: &str| {
        let mut append = note("a", id);
        append.writes[0].expected = Expected::Exact(Version::new(version));
        append
    };
    // Each has the stream's end in its memory from its own last append, and must not believe it.
    for round in 0..10 {
        let version = round * 4;
        one.append(exactly(version, &format!("one-{round}"))).await.unwrap();
        assert!(two.append(exactly(version, &format!("late-{round}"))).await.unwrap_err().is_conflict());
        two.append(exactly(version + 2, &format!("two-{round}"))).await.unwrap();
        assert!(one.append(exactly(version + 2, &format!("late-{round}"))).await.unwrap_err().is_conflict());
        assert!(one.append(note("a", &format!("two-{round}"))).await.unwrap().replayed);
    }
    assert_eq!(one.head().await.unwrap(), two.head().await.unwrap());
    assert_eq!(one.head().await.unwrap().position.get(), 40);
    crate::conformance::assert_recomputed(&two).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_writers_through_two_logs_lose_nothing() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    let mut logs = Vec::new();
    for _ in 0..2 {
        logs.push(Arc::new(SqliteLog::open(&path, Options::default()).await.unwrap()));
    }
    let writers: Vec<_> = (0..16)
        .map(|writer| {
            let log = Arc::clone(&logs[writer % 2]);
            tokio::spawn(async move {
                for n in 0..10 {
                    // Every id is sent through both logs by two writers.
                    let done = log
                        .append(note(&format!("s{}", n % 3), &format!("{}.{n}", writer / 2)))
                        .await
                        .unwrap();
                    assert_eq!(done.last.get() - done.first.get(), 1);
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(logs[0].head().await.unwrap().position.get(), 8 * 10 * 2);
    crate::conformance::assert_recomputed(&*logs[1]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_comes_first_creates_the_log() {
    for _ in 0..10 {
        let folder = TempDir::new().unwrap();
        let openers: Vec<_> = (0..6)
            .map(|_| {
                let path = folder.path().join("log.db");
                tokio::spawn(async move { SqliteLog::open(path, Options::default()).await })
            })
            .collect();
        let mut epochs = Vec::new();
        for opener in openers {
            let log = opener.await.unwrap().unwrap();
            epochs.push(log.head().await.unwrap().epoch);
        }
        epochs.dedup();
        assert_eq!(epochs.len(), 1, "two processes made two logs");
    }
}
