//! The group after the one that is on its way: taken in and laid out while the server works.

use std::future::Future;
use std::pin::pin;
use std::sync::Mutex;

use super::Cache;
use super::group::{Draft, Group};
use super::lane::locked;
use crate::ledger::Tail;
use crate::queue::Jobs;
use crate::{Expected, LogClock, StreamWrite, Version};

/// Where the next group comes from, and what is needed to lay it out.
pub(super) struct Ahead<'a> {
    pub(super) next: &'a mut Group,
    pub(super) jobs: &'a mut Jobs,
    pub(super) cache: &'a Mutex<Cache>,
    pub(super) clock: &'a dyn LogClock,
}

impl Ahead<'_> {
    /// Waits for what is sent, and meanwhile lays out whatever comes on the end that this will leave. Should it leave
    /// another one, the next group finds out by itself.
    pub(super) async fn meanwhile<T>(&mut self, sent: impl Future<Output = T>, leaving: &Draft) -> T {
        let mut sent = pin!(sent);
        let known = |write: &StreamWrite| match leaving.tail(&write.stream) {
            Some(tail) => in_time(write, tail),
            None => probable(&locked(self.cache), write),
        };
        self.next.rest_on(&leaving.end);
        let mut begun = false;
        loop {
            let (appends, bytes) = self.next.size();
            tokio::select! {
                biased;
                sent = &mut sent => return sent,
                // Only after the first look at what is sent, so that it is on its way.
                () = std::future::ready(()), if !begun => {
                    begun = true;
                    self.next.lay(known, self.clock);
                }
                Some(job) = self.jobs.next(), if self.jobs.room(appends, bytes) => {
                    self.next.push(job);
                    self.next.lay_last(known, self.clock);
                }
            }
        }
    }
}

/// The end of a stream as it is remembered; none if it must be looked up. A stream that is expected to be new is taken to
/// be.
pub(super) fn probable(cache: &Cache, write: &StreamWrite) -> Option<Tail> {
    match cache.get(&write.stream) {
        Some(tail) => in_time(write, tail),
        None if write.expected == Expected::Exact(Version::NONE) && !write.events.is_empty() => {
            Some(Tail::default())
        }
        None => None,
    }
}

/// The end, unless the caller knows of a later one.
fn in_time(write: &StreamWrite, tail: Tail) -> Option<Tail> {
    match write.expected {
        Expected::Exact(version) if tail.version < version => None,
        Expected::Exact(_) | Expected::Any => Some(tail),
    }
}
