//! Wake-ups, and the end.

use std::sync::Arc;
use std::time::Duration;

use super::TestClock;
use super::support::{account, count, exactly, must, one, refused};
use crate::{AppendError, EventLog, Expected, LogErrorKind, Position, Version};

/// Those who follow learn that the log grew, and that it was closed.
pub async fn followers_are_woken(log: Arc<dyn EventLog>, _clock: TestClock) {
    let a = account("a");
    must(log.append(one(&a, exactly(0), "1")).await);
    let mut follow = log.follow();
    let early = tokio::time::timeout(Duration::from_millis(30), follow.changed()).await;
    assert!(early.is_err(), "what was there before doesn't wake");
    must(log.append(one(&a, exactly(1), "2")).await);
    must(log.append(one(&a, exactly(2), "3")).await);
    let mut told = Position::START;
    // Two appends may give one wake-up or two, but the last position is always told.
    while told < Position::new(3) {
        let woken = must(tokio::time::timeout(Duration::from_secs(10), follow.changed()).await);
        told = woken.unwrap_or_else(|| panic!("the log isn't closed"));
    }
    assert!(refused(log.append(one(&a, exactly(0), "x")).await).is_conflict());
    let idle = tokio::time::timeout(Duration::from_millis(30), follow.changed()).await;
    assert!(idle.is_err(), "a refused append doesn't wake");
    must(log.close().await);
    assert_eq!(must(tokio::time::timeout(Duration::from_secs(10), follow.changed()).await), None);
}

/// After `close`, nothing works but closing again.
pub async fn closed_logs_refuse(log: Arc<dyn EventLog>, _clock: TestClock) {
    let a = account("a");
    must(log.append(one(&a, exactly(0), "1")).await);
    assert_eq!(count(&*log).await, 1);
    must(log.close().await);
    must(log.close().await);
    let told = refused(log.append(one(&a, Expected::Any, "2")).await);
    assert!(matches!(told, AppendError::Closed), "{told:?}");
    let closed = [
        log.read_stream(&a, Version::FIRST).await.err(),
        log.read_all(Position::START, 1).await.err(),
        log.streams("Account", None, 1).await.err(),
        log.command("c").await.err(),
        log.head().await.err(),
    ];
    assert!(
        closed.iter().all(|error| error.as_ref().is_some_and(|error| error.kind() == LogErrorKind::Closed))
    );
    assert_eq!(log.follow().changed().await, None);
}
