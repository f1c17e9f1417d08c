//! Several opened logs on one database.

use super::*;

#[tokio::test]
async fn two_lanes_take_turns() {
    let database = Cluster::shared().database();
    let (one, two) = (open(&database).await, open(&database).await);
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

#[tokio::test]
async fn a_stream_that_is_only_checked_is_not_believed_from_memory() {
    let database = Cluster::shared().database();
    let (one, two) = (open(&database).await, open(&database).await);
    let law = StreamId::new("Account", "law").unwrap();
    one.append(note("law", "l1")).await.unwrap();
    two.append(note("law", "l2")).await.unwrap();
    let outdated = note("request", "r1").check(law.clone(), Version::new(2));
    assert!(one.append(outdated).await.unwrap_err().is_conflict());
    one.append(note("request", "r1").check(law, Version::new(4))).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_writers_through_two_lanes_lose_nothing() {
    let database = Cluster::shared().database();
    let logs = [Arc::new(open(&database).await), Arc::new(open(&database).await)];
    let write = |writer: usize| {
        let log = Arc::clone(&logs[writer % 2]);
        tokio::spawn(async move {
            for n in 0..10 {
                // Every id is sent through both lanes by two writers.
                let append = note(&format!("s{}", n % 3), &format!("{}.{n}", writer / 2));
                let done = log.append(append).await.unwrap();
                assert_eq!(done.last.get() - done.first.get(), 1);
            }
        })
    };
    for writer in (0..16).map(write).collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    assert_eq!(logs[0].head().await.unwrap().position.get(), 8 * 10 * 2);
    crate::conformance::assert_recomputed(&*logs[1]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_comes_first_makes_the_log() {
    for _ in 0..3 {
        let database = Cluster::shared().database();
        let url = database.url();
        let open = || {
            let url = url.clone();
            tokio::spawn(async move { PgLog::open(&url, Options::default()).await })
        };
        let mut epochs = Vec::new();
        for opener in [open(), open(), open(), open()] {
            epochs.push(opener.await.unwrap().unwrap().head().await.unwrap().epoch);
        }
        epochs.dedup();
        assert_eq!(epochs.len(), 1, "two processes made two logs");
    }
}
