//! What a dropped future leaves.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use super::TestClock;
use super::evidence::assert_recomputed;
use super::support::{account, command, event, everything, must};
use crate::{Append, EventLog, Expected};

/// How many times at most a future is polled before it is dropped.
const MOST_POLLS: usize = 8;
/// How often each number of polls is tried.
const ROUNDS: usize = 6;

/// An append whose future is dropped at any await happens once or not at all, never by half; the command id tells
/// which, and sending it again makes it once.
pub async fn dropped_appends_happen_as_a_whole_or_not_at_all(log: Arc<dyn EventLog>, _clock: TestClock) {
    let mut finished = 0;
    for n in 0..MOST_POLLS * ROUNDS {
        let id = format!("c{n}");
        let send = || {
            Append::new()
                .write(account("shared"), Expected::Any, vec![event(&id), event(&id)])
                .write(account(&id), Expected::Any, vec![event(&id)])
                .command(command(&*log, &id, &id))
        };
        // Half of the rounds give a writer on another thread time to get on between two polls.
        let pause = Duration::from_micros(if n % 2 == 0 { 0 } else { 300 });
        finished += usize::from(poll_and_drop(log.append(send()), n / ROUNDS, pause).await);

        if n % 3 == 0 {
            // Look first: what is remembered then is what a repeat gives.
            let stored = must(log.command(&id).await);
            let again = must(log.append(send()).await);
            assert!(stored.is_none_or(|stored| stored.appended == again));
        } else {
            must(log.append(send()).await);
        }
        let noted: Vec<_> = everything(&*log)
            .await
            .into_iter()
            .filter(|event| event.payload.contains(&format!("\"{id}\"")))
            .collect();
        let streams: Vec<&str> = noted.iter().map(|event| event.stream.id()).collect();
        assert_eq!(streams, ["shared", "shared", &id], "command {id} after {} polls", n / ROUNDS);
    }
    assert!(finished < MOST_POLLS * ROUNDS, "no future was ever dropped before its end");
    assert_recomputed(&*log).await;
}

/// Polls so many times and drops the future; whether it had come to its end.
async fn poll_and_drop<T>(future: impl Future<Output = T>, polls: usize, pause: Duration) -> bool {
    let mut future = Box::pin(future);
    for _ in 0..polls {
        if poll_fn(|context| Poll::Ready(future.as_mut().poll(context).is_ready())).await {
            return true;
        }
        if pause.is_zero() { tokio::task::yield_now().await } else { tokio::time::sleep(pause).await }
    }
    false
}
