//! What many writers at once leave.

use std::collections::HashMap;
use std::sync::Arc;

use super::TestClock;
use super::evidence::assert_recomputed;
use super::support::{account, command, event, everything, must, one};
use crate::{Append, AppendError, Appended, EventLog, Expected, Position, Recorded, StreamId, Version};

const WRITERS: usize = 32;
const APPENDS: usize = 8;
const STREAMS: usize = 5;

/// 32 writers on shared streams: positions are gapless, streams are in order, every acknowledged append is there
/// exactly once, and a reader never sees a gap.
pub async fn concurrent_writers_lose_and_repeat_nothing(log: Arc<dyn EventLog>, _clock: TestClock) {
    let reader = tokio::spawn(read_until(Arc::clone(&log), WRITERS * APPENDS * 2));
    let writers: Vec<_> = (0..WRITERS).map(|writer| tokio::spawn(write(Arc::clone(&log), writer))).collect();
    let mut acknowledged = HashMap::new();
    for writer in writers {
        acknowledged.extend(must(writer.await));
    }
    let all = everything(&*log).await;
    assert_eq!(all.len(), WRITERS * APPENDS * 2);
    assert_eq!(must(reader.await), all, "a reader that followed along saw the same");

    let mut ends: HashMap<StreamId, Version> = HashMap::new();
    for (at, event) in all.iter().enumerate() {
        assert_eq!(event.position.get(), at as u64 + 1);
        let end = ends.entry(event.stream.clone()).or_default();
        assert_eq!(event.version, end.next(), "{}", event.stream);
        *end = event.version;
    }
    for (id, appended) in acknowledged {
        let noted: Vec<&Recorded> =
            all.iter().filter(|event| event.payload.contains(&format!("\"{id}\""))).collect();
        let places: Vec<Position> = noted.iter().map(|event| event.position).collect();
        assert_eq!(places, [appended.first, appended.last], "command {id}");
        let versions = noted.iter().map(|event| (event.stream.clone(), event.version)).collect::<Vec<_>>();
        assert_eq!(versions, appended.streams, "command {id}");
    }
    assert_recomputed(&*log).await;
}

/// The same command from many callers at once is appended by one of them.
pub async fn the_same_command_at_once_appends_once(log: Arc<dyn EventLog>, _clock: TestClock) {
    for round in 0..10 {
        let id = format!("c{round}");
        let send = |log: Arc<dyn EventLog>, id: String| async move {
            log.append(one(&account("a"), Expected::Any, &id).command(command(&*log, &id, &id))).await
        };
        let callers: Vec<_> = (0..16).map(|_| tokio::spawn(send(Arc::clone(&log), id.clone()))).collect();
        let mut outcomes: Vec<Appended> = Vec::new();
        for caller in callers {
            outcomes.push(must(must(caller.await)));
        }
        assert_eq!(outcomes.iter().filter(|outcome| !outcome.replayed).count(), 1);
        let first = outcomes[0].clone().again();
        assert!(outcomes.into_iter().all(|outcome| outcome.again() == first));
    }
    assert_eq!(everything(&*log).await.len(), 10);
    assert_recomputed(&*log).await;
}

/// Appends to two of the shared streams at once, at exact versions, deciding again after each conflict.
async fn write(log: Arc<dyn EventLog>, writer: usize) -> Vec<(String, Appended)> {
    let mut done = Vec::new();
    for n in 0..APPENDS {
        let id = format!("c{}", writer * APPENDS + n);
        let first = account(&format!("s{}", (writer + n) % STREAMS));
        let second = account(&format!("s{}", (writer + 2 * n + 1) % STREAMS));
        let second = if second == first { account(&format!("own{writer}")) } else { second };
        loop {
            let end = |stream: StreamId| {
                let log = Arc::clone(&log);
                async move { must(log.read_stream(&stream, Version::FIRST).await).len() as u64 }
            };
            let (a, b) = (end(first.clone()).await, end(second.clone()).await);
            let append = Append::new()
                .write(first.clone(), Expected::Exact(Version::new(a)), vec![event(&id)])
                .write(second.clone(), Expected::Exact(Version::new(b)), vec![event(&id)])
                .command(command(&*log, &id, &id));
            match log.append(append).await {
                Ok(appended) => break done.push((id, appended)),
                Err(AppendError::Conflict { .. }) => tokio::task::yield_now().await,
                Err(other) => panic!("neither done nor a conflict: {other:?}"),
            }
        }
    }
    done
}

async fn read_until(log: Arc<dyn EventLog>, count: usize) -> Vec<Recorded> {
    let mut seen: Vec<Recorded> = Vec::new();
    while seen.len() < count {
        let page = must(log.read_all(Position::new(seen.len() as u64), 10).await);
        for event in page {
            assert_eq!(event.position.get(), seen.len() as u64 + 1, "a reader saw a gap");
            seen.push(event);
        }
        tokio::task::yield_now().await;
    }
    seen
}
