//! A wire between a client and a server that can be cut at any message, be slow, or fall silent.

use std::io::{Read, Result, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::Database;

/// The name PostgreSQL gives its socket.
const SOCKET: &str = ".s.PGSQL.5432";

/// After how long a server notices that a client it can't hear is gone.
const KEEPALIVE: Duration = Duration::from_secs(1);

/// Passes PostgreSQL's messages on, both ways, and cuts the wire where it is told to.
#[derive(Debug)]
pub struct Proxy {
    folder: TempDir,
    plan: Arc<Mutex<Plan>>,
}

/// Whether the message at which the wire is cut still arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cut {
    /// It is lost.
    Before,
    /// It arrives, and nothing after it.
    After,
    /// It is lost like everything after it, in both directions, and neither side is told: a firewall has forgotten the
    /// connection. Only a second after the client has given up does the server notice, as TCP's keepalive lets it.
    Silence,
}

/// How many messages are to pass before each of the next cuts.
#[derive(Debug, Default)]
struct Plan {
    cuts: Vec<(usize, Cut)>,
    passed: usize,
    made: usize,
    /// How long each message is held back.
    held: Duration,
}

/// One direction of one connection.
struct Way {
    from: UnixStream,
    to: UnixStream,
    has_kind: bool,
    /// Of both directions: nothing arrives any more.
    silent: Arc<AtomicBool>,
}

impl Proxy {
    /// A wire to this database's server.
    ///
    /// # Panics
    /// When the operating system gives no socket.
    pub fn to(database: &Database<'_>) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("talab-wire-")
            .tempdir()
            .unwrap_or_else(|error| panic!("{error}"));
        let plan = Arc::new(Mutex::new(Plan::default()));
        let listener =
            UnixListener::bind(folder.path().join(SOCKET)).unwrap_or_else(|error| panic!("{error}"));
        let (server, shared) = (database.cluster().socket().join(SOCKET), Arc::clone(&plan));
        thread::spawn(move || accept(&listener, &server, &shared));
        Self { folder, plan }
    }

    /// The database's URL through the wire.
    pub fn url(&self, database: &Database<'_>) -> String {
        format!(
            "postgres://talab@localhost/{}?host={}&sslmode=disable",
            database.name(),
            self.folder.path().display()
        )
    }

    /// Cuts the wire at the next message but so many, from now on; and after that again at the next but so many.
    pub fn cut(&self, cuts: impl IntoIterator<Item = (usize, Cut)>) {
        let mut cuts: Vec<_> = cuts.into_iter().collect();
        cuts.reverse();
        let mut plan = locked(&self.plan);
        (plan.cuts, plan.passed, plan.made) = (cuts, 0, 0);
    }

    /// Holds back every message for so long, from now on.
    pub fn hold_back(&self, time: Duration) {
        locked(&self.plan).held = time;
    }

    /// How many cuts were made since they were planned.
    pub fn cuts_made(&self) -> usize {
        locked(&self.plan).made
    }
}

impl Plan {
    /// Counts a message, and says whether the wire is cut at it.
    fn pass(&mut self) -> Option<Cut> {
        let (at, cut) = *self.cuts.last()?;
        if self.passed < at {
            self.passed += 1;
            return None;
        }
        self.cuts.pop();
        (self.passed, self.made) = (0, self.made + 1);
        Some(cut)
    }
}

fn locked(plan: &Mutex<Plan>) -> MutexGuard<'_, Plan> {
    plan.lock().unwrap_or_else(PoisonError::into_inner)
}

fn accept(listener: &UnixListener, server: &Path, plan: &Arc<Mutex<Plan>>) {
    for client in listener.incoming().flatten() {
        // A server that is down is a wire that leads nowhere: the client is hung up on.
        let Ok(server) = UnixStream::connect(PathBuf::from(server)) else { continue };
        let (Ok(to_client), Ok(to_server)) = (client.try_clone(), server.try_clone()) else { continue };
        let silent = Arc::new(AtomicBool::new(false));
        // The first message of a client has no kind, only a length.
        let ahead = Way { from: client, to: to_server, has_kind: false, silent: Arc::clone(&silent) };
        let back = Way { from: server, to: to_client, has_kind: true, silent };
        for way in [ahead, back] {
            let plan = Arc::clone(plan);
            thread::spawn(move || pass_on(way, &plan));
        }
    }
}

fn pass_on(mut way: Way, plan: &Mutex<Plan>) {
    while let Ok(message) = next(&mut way.from, way.has_kind) {
        way.has_kind = true;
        if way.silent.load(Ordering::Relaxed) {
            continue;
        }
        let (cut, held) = {
            let mut plan = locked(plan);
            (plan.pass(), plan.held)
        };
        thread::sleep(held);
        match cut {
            Some(Cut::Silence) => way.silent.store(true, Ordering::Relaxed),
            Some(Cut::Before) => break,
            cut => {
                if way.to.write_all(&message).is_err() || cut.is_some() {
                    break;
                }
            }
        }
    }
    if way.silent.load(Ordering::Relaxed) {
        thread::sleep(KEEPALIVE);
    }
    let _ = way.from.shutdown(Shutdown::Both);
    let _ = way.to.shutdown(Shutdown::Both);
}

fn next(from: &mut UnixStream, has_kind: bool) -> Result<Vec<u8>> {
    let mut message = vec![0; 4 + usize::from(has_kind)];
    from.read_exact(&mut message)?;
    let length = message[message.len() - 4..].iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
    let start = message.len();
    message.resize(start + length.saturating_sub(4), 0);
    from.read_exact(&mut message[start..])?;
    Ok(message)
}
