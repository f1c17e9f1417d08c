//! What the promises are written with.

use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::{
    Append, AppendError, Appended, CommandRecord, EventLog, Expected, LogClock, NewEvent, Position, Recorded,
    StreamId, Version,
};

/// A clock that stands still until it is set. Clones share the hands.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<Mutex<OffsetDateTime>>);

impl TestClock {
    /// A clock that shows 2026-03-01 08:00 UTC and some nanoseconds.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(datetime!(2026-03-01 08:00:00.000_001_999 UTC))))
    }

    /// Moves the hands, backwards too.
    pub fn advance(&self, by: Duration) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now += by;
    }
}

impl Default for TestClock {
    fn default() -> Self {
        Self::new()
    }
}

impl LogClock for TestClock {
    fn now(&self) -> OffsetDateTime {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The value, or the promise is broken.
#[track_caller]
pub(super) fn must<T, E: Debug>(result: Result<T, E>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("the log failed: {error:?}"),
    }
}

/// The error, or the promise is broken.
#[track_caller]
pub(super) fn refused(result: Result<Appended, AppendError>) -> AppendError {
    match result {
        Err(error) => error,
        Ok(appended) => panic!("appended what must be refused: {appended:?}"),
    }
}

/// The stream of an account.
pub(super) fn account(id: &str) -> StreamId {
    must(StreamId::new("Account", id))
}

/// An event with something in its payload.
pub(super) fn event(note: &str) -> NewEvent {
    let payload = format!(r#"{{"Noted":{{"note":"{note}"}}}}"#);
    NewEvent::new("Noted", payload, datetime!(2026-02-28 22:15:00.123_456 UTC))
}

/// A command whose digest follows from what it says.
pub(super) fn command(log: &dyn EventLog, id: &str, says: &str) -> CommandRecord {
    CommandRecord::new(id, log.digest_key().hmac(says.as_bytes()), format!(r#"{{"says":"{says}"}}"#))
}

/// One event for one stream.
pub(super) fn one(stream: &StreamId, expected: Expected, note: &str) -> Append {
    Append::new().write(stream.clone(), expected, vec![event(note)])
}

/// A demand for exactly this version.
pub(super) fn exactly(version: u64) -> Expected {
    Expected::Exact(Version::new(version))
}

/// Every event, read in small pages.
pub(super) async fn everything(log: &dyn EventLog) -> Vec<Recorded> {
    let mut all: Vec<Recorded> = Vec::new();
    loop {
        let after = all.last().map_or(Position::START, |event| event.position);
        let page = must(log.read_all(after, 97).await);
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

/// How many events the log has, by its head.
pub(super) async fn count(log: &dyn EventLog) -> u64 {
    must(log.head().await).position.get()
}
