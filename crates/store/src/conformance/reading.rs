//! What is read.

use std::sync::Arc;

use super::TestClock;
use super::support::{account, event, everything, exactly, must, one};
use crate::{Append, EventLog, Position, StreamId, Version};

/// Absent streams, places beyond the end and pages of nothing are empty, not errors.
pub async fn nothing_is_read_where_nothing_is(log: Arc<dyn EventLog>, _clock: TestClock) {
    let a = account("a");
    assert!(must(log.read_stream(&a, Version::FIRST).await).is_empty());
    assert!(must(log.read_all(Position::START, 10).await).is_empty());
    assert!(must(log.streams("Account", None, 10).await).is_empty());
    must(log.append(one(&a, exactly(0), "1")).await);
    for beyond in [2, u64::MAX] {
        assert!(must(log.read_stream(&a, Version::new(beyond)).await).is_empty());
        assert!(must(log.read_all(Position::new(beyond), 10).await).is_empty());
    }
    assert!(must(log.read_all(Position::START, 0).await).is_empty());
    assert!(must(log.streams("Account", None, 0).await).is_empty());
    assert!(must(log.streams("account", None, 10).await).is_empty(), "kinds are compared byte by byte");
    assert!(must(log.streams("", None, 10).await).is_empty());
    assert_eq!(must(log.read_stream(&a, Version::NONE).await).len(), 1, "version 0 is before the first");
    assert_eq!(must(log.read_all(Position::START, usize::MAX).await).len(), 1);
}

/// Pages of any size join into the whole log; a stream can be read from any version.
pub async fn the_whole_log_is_read_in_pages(log: Arc<dyn EventLog>, _clock: TestClock) {
    let (a, b) = (account("a"), account("b"));
    for round in 0..10 {
        let notes: Vec<_> = (0..3).map(|n| event(&format!("{round}.{n}"))).collect();
        let append = Append::new().write(a.clone(), exactly(round * 3), notes).write(
            b.clone(),
            exactly(round),
            vec![event("b")],
        );
        must(log.append(append).await);
    }
    let all = everything(&*log).await;
    assert_eq!(
        all.iter().map(|event| event.position.get()).collect::<Vec<_>>(),
        (1..=40).collect::<Vec<_>>()
    );
    for size in [1, 7, 39, 40, 41] {
        let mut paged = Vec::new();
        loop {
            let page = must(log.read_all(Position::new(paged.len() as u64), size).await);
            assert!(page.len() <= size);
            if page.is_empty() {
                break;
            }
            paged.extend(page);
        }
        assert_eq!(paged, all);
    }
    let of_a: Vec<_> = all.iter().filter(|event| event.stream == a).cloned().collect();
    assert_eq!(must(log.read_stream(&a, Version::FIRST).await), of_a);
    assert_eq!(must(log.read_stream(&a, Version::new(29)).await), of_a[28..]);
}

/// Streams of a kind are listed by id in byte order, each once, with their last versions.
pub async fn streams_are_listed_in_byte_order(log: Arc<dyn EventLog>, _clock: TestClock) {
    let ids = ["ي", "a", "B", "aa", "ا", "a-", "😀", "Z"];
    for (n, id) in ids.iter().enumerate() {
        must(log.append(Append::new().write(account(id), exactly(0), vec![event("x"); n + 1])).await);
    }
    for kind in ["Accoun", "Accounts", "account", "Account "] {
        must(log.append(one(&must(StreamId::new(kind, "other")), exactly(0), "x")).await);
    }
    let mut expected: Vec<_> =
        ids.iter().enumerate().map(|(n, id)| (account(id), Version::new(n as u64 + 1))).collect();
    expected.sort();
    assert_eq!(must(log.streams("Account", None, 100).await), expected);
    let mut paged: Vec<(StreamId, Version)> = Vec::new();
    loop {
        let after = paged.last().map(|(stream, _)| stream.id().to_owned());
        let page = must(log.streams("Account", after.as_deref(), 3).await);
        assert!(page.len() <= 3);
        if page.is_empty() {
            break;
        }
        paged.extend(page);
    }
    assert_eq!(paged, expected);
    assert_eq!(
        must(log.streams("Account", Some("C"), 1).await),
        [(account("Z"), Version::new(8))],
        "the id needn't exist"
    );
}
