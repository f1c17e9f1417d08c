//! How to open a log that lives outside of this process.

use std::sync::Arc;
use std::time::Duration;

use crate::{LogClock, SystemClock};

/// How to open a log in a file or on a server.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// Where `recorded_at` comes from.
    pub clock: Arc<dyn LogClock>,
    /// Whether to make a new log where there is none: when the file doesn't exist or is empty, or the database has no
    /// events yet and the role may make tables.
    pub create: bool,
    /// The most appends that go into one transaction; at least 1.
    pub group_limit: usize,
    /// The most appends that may wait for the writer; further ones wait for a place. At least 1.
    pub queue_limit: usize,
    /// How many reads may run at the same time; at least 1.
    pub readers: usize,
    /// How long to wait for another process that holds the file, or for a server to take a connection or a lock to be
    /// free, before the call fails as unavailable.
    ///
    /// A server that has taken an append and says nothing, because the network swallows its words or a standby doesn't
    /// confirm, is given twice as long, and a second more for each megabyte: the server itself waits for a lock at most
    /// once as long, and its refusal is to come first. Then the connection is given up, and a new one finds out, for
    /// `retry_for`, what became of the append. So a commit that only waits for a slow standby is acknowledged as soon as
    /// the standby confirms within both times together, 20 seconds unless you say otherwise. One read has twelve times
    /// as long; read long logs in pages.
    pub busy_timeout: Duration,
    /// How long an append or a read is tried again after its server was lost, before it fails as unavailable or in doubt.
    /// A file doesn't need it.
    pub retry_for: Duration,
    /// The storage layer under SQLite (its *VFS*) by the name under which it was registered with the SQLite that this
    /// crate links; none is the system's own. For tests that pull the plug, and for hosts that keep files elsewhere:
    /// what an acknowledgement is worth then rests on that layer's sync. Where its files are not the system's, leave
    /// `create` on, and neither `open_read_only` nor `migrate` or `promote` finds them.
    pub vfs: Option<String>,
}

impl Default for Options {
    /// The machine's clock, creating, groups of 512, 4096 in the queue, 4 readers, 5 seconds to wait and 10 to try
    /// again, the system's files.
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock::new()),
            create: true,
            group_limit: 512,
            queue_limit: 4096,
            readers: 4,
            busy_timeout: Duration::from_secs(5),
            retry_for: Duration::from_secs(10),
            vfs: None,
        }
    }
}

impl Options {
    /// Another clock.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn LogClock>) -> Self {
        self.clock = clock;
        self
    }

    /// Whether to make a new log when there is none.
    #[must_use]
    pub fn create(mut self, create: bool) -> Self {
        self.create = create;
        self
    }

    /// The most appends in one transaction.
    #[must_use]
    pub fn group_limit(mut self, appends: usize) -> Self {
        self.group_limit = appends;
        self
    }

    /// The most appends that may wait.
    #[must_use]
    pub fn queue_limit(mut self, appends: usize) -> Self {
        self.queue_limit = appends;
        self
    }

    /// How many reads may run at the same time.
    #[must_use]
    pub fn readers(mut self, readers: usize) -> Self {
        self.readers = readers;
        self
    }

    /// How long to wait for another process.
    #[must_use]
    pub fn busy_timeout(mut self, timeout: Duration) -> Self {
        self.busy_timeout = timeout;
        self
    }

    /// How long an append or a read is tried again when its server was lost.
    #[must_use]
    pub fn retry_for(mut self, time: Duration) -> Self {
        self.retry_for = time;
        self
    }

    /// Another storage layer under SQLite.
    #[must_use]
    pub fn vfs(mut self, name: impl Into<String>) -> Self {
        self.vfs = Some(name.into());
        self
    }

    /// How long a server may take over an append before it counts as lost.
    #[cfg(feature = "postgres")]
    pub(crate) fn patience(&self) -> Duration {
        self.busy_timeout * 2
    }
}
