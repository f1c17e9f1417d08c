//! A primary with two standbys.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::Cluster;

/// The names under which servers follow each other.
const NAMES: [&str; 3] = ["n0", "n1", "n2"];

/// Three servers, one of which is the primary and is followed by the others.
#[derive(Debug)]
pub struct Trio {
    servers: [Cluster; 3],
    primary: AtomicUsize,
}

impl Trio {
    /// Starts them. With `quorum`, a commit waits until one of the standbys has it on its disk; without, for none.
    ///
    /// # Panics
    /// As for [`Cluster::start`].
    pub fn start(quorum: bool) -> Self {
        let mut settings =
            vec!["restart_after_crash = off", "wal_retrieve_retry_interval = 200ms", "wal_keep_size = 256MB"];
        // A server never follows itself, so these are always the two others.
        settings.extend(quorum.then_some("synchronous_standby_names = 'ANY 1 (n0, n1, n2)'"));
        let first = Cluster::start(&settings);
        let [second, third] = [NAMES[1], NAMES[2]].map(|name| Cluster::standby(&first, name));
        Self { servers: [first, second, third], primary: AtomicUsize::new(0) }
    }

    /// The server that is, or last was, the primary.
    pub fn primary(&self) -> &Cluster {
        &self.servers[self.at()]
    }

    /// The two others.
    pub fn standbys(&self) -> [&Cluster; 2] {
        [1, 2].map(|next| &self.servers[(self.at() + next) % 3])
    }

    /// The URL of a database that names all three.
    pub fn url(&self, database: &str) -> String {
        let sockets = self.servers.each_ref().map(|server| server.socket().display().to_string());
        format!("postgres://talab@localhost/{database}?host={}", sockets.join(","))
    }

    /// Promotes the standby that has received most, and lets the other one follow it.
    ///
    /// # Panics
    /// When it isn't promoted within a minute.
    pub fn fail_over(&self) {
        let received = |at: &usize| -> u64 {
            let sql =
                "SELECT (greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) - '0/0')::bigint";
            self.servers[*at].must(sql).parse().unwrap_or_default()
        };
        let mut standbys = [1, 2].map(|next| (self.at() + next) % 3);
        standbys.sort_by_cached_key(received);
        let [other, furthest] = standbys;
        let promoted = self.servers[furthest].must("SELECT pg_promote(true, 60)");
        assert_eq!(promoted, "t", "the standby isn't promoted");
        self.servers[other].follow(&self.servers[furthest], NAMES[other]);
        self.primary.store(furthest, Ordering::Relaxed);
    }

    /// Makes a server that fell out a standby of the primary.
    ///
    /// # Panics
    /// When the server is none of the three, or doesn't come back.
    pub fn take_back(&self, fallen: &Cluster) {
        let at = self.servers.iter().position(|server| std::ptr::eq(server, fallen));
        let at = at.unwrap_or_else(|| panic!("{fallen:?} is none of ours"));
        fallen.copy_again(self.primary(), NAMES[at]);
    }

    fn at(&self) -> usize {
        self.primary.load(Ordering::Relaxed)
    }
}
