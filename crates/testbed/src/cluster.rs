//! A server of our own.

use std::fs::Permissions;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::database::Database;
use crate::{disk, programs};

const KEEPER: &str = include_str!("keeper.sh");
/// What the keeper says when the server answers.
const READY: &str = "ready";
/// What a server says that was killed a moment ago, and of which a part has not ended yet.
const STILL_IN_USE: &str = "pre-existing shared memory block";
/// How long that is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// A private server in a temporary folder: local socket only, everybody trusted, durable as a real one, and in a
/// language whose order is not that of bytes.
#[derive(Debug)]
pub struct Cluster {
    folder: TempDir,
    bin: PathBuf,
    server: Mutex<Option<Server>>,
    /// Megabytes of the file system that its data has to itself.
    own_disk: Option<u32>,
}

/// A running server and who keeps it.
#[derive(Debug)]
struct Server {
    keeper: Child,
    /// Writing to it or closing it ends the server.
    hold: ChildStdin,
    pid: u32,
}

impl Cluster {
    /// The server that the tests of this process share, started on first use.
    ///
    /// # Panics
    /// As for [`Cluster::start`].
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(&["max_connections = 200"]))
    }

    /// Starts a server of one's own with further lines for its `postgresql.conf`.
    ///
    /// # Panics
    /// When PostgreSQL isn't installed or doesn't start; the message says why.
    pub fn start(settings: &[&str]) -> Self {
        let lines = ["listen_addresses = ''", "shared_buffers = 64MB", "wal_level = replica"];
        let lines: Vec<&str> = lines.iter().chain(settings).copied().collect();
        Self::prepare(&lines, None, None)
    }

    /// Starts a server whose data, without its write-ahead log, is on a file system of so many megabytes.
    ///
    /// # Errors
    /// When this process may not mount one.
    ///
    /// # Panics
    /// As for [`Cluster::start`].
    pub fn on_own_disk(megabytes: u32) -> Result<Self, String> {
        disk::may_mount()?;
        Ok(Self::prepare(&["listen_addresses = ''", "shared_buffers = 16MB"], None, Some(megabytes)))
    }

    /// A copy of another server that follows it under this name.
    pub(crate) fn standby(primary: &Self, name: &str) -> Self {
        Self::prepare(&[&primary.leading(name)], Some(primary), None)
    }

    fn prepare(lines: &[&str], primary: Option<&Self>, own_disk: Option<u32>) -> Self {
        let bin =
            programs::installed().unwrap_or_else(|remedy| panic!("no PostgreSQL to test with: {remedy}"));
        // The path of a socket may have some hundred bytes only.
        let folder =
            tempfile::Builder::new().prefix("talab-pg-").tempdir().unwrap_or_else(|error| panic!("{error}"));
        let prepare = || -> std::io::Result<()> {
            std::fs::write(folder.path().join("settings"), lines.join("\n") + "\n")?;
            if let Some(primary) = primary {
                std::fs::write(folder.path().join("primary"), primary.socket().display().to_string())?;
            }
            std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755))?;
            if let Some(user) = programs::server_user() {
                chown(folder.path(), Some(user), Some(user))?;
            }
            Ok(())
        };
        prepare().unwrap_or_else(|error| panic!("{}: {error}", folder.path().display()));
        let cluster = Self { folder, bin, server: Mutex::new(None), own_disk };
        cluster.run();
        cluster
    }

    /// The setting by which a standby of this name follows this server.
    fn leading(&self, name: &str) -> String {
        let socket = self.socket().display();
        format!("primary_conninfo = 'host={socket} user=talab application_name={name}'")
    }

    /// Makes this standby follow another server under this name from now on.
    pub(crate) fn follow(&self, primary: &Self, name: &str) {
        let sql = format!("ALTER SYSTEM SET {}", primary.leading(name));
        self.must(&sql);
        self.must("SELECT pg_reload_conf()");
    }

    /// Replaces what is left of this server by a copy of another one, which it follows under this name.
    pub(crate) fn copy_again(&self, primary: &Self, name: &str) {
        self.kill();
        let here = self.socket();
        let rewrite = || -> std::io::Result<()> {
            std::fs::remove_dir_all(here.join("data"))?;
            std::fs::write(here.join("settings"), primary.leading(name) + "\n")?;
            std::fs::write(here.join("primary"), primary.socket().display().to_string())
        };
        rewrite().unwrap_or_else(|error| panic!("{}: {error}", here.display()));
        self.run();
    }

    /// What `psql` prints for this statement, run in the database that every server has.
    ///
    /// # Errors
    /// What it says when the statement fails.
    pub fn sql(&self, sql: &str) -> Result<String, String> {
        self.database_named("postgres").sql(sql)
    }

    /// The same where it can't fail.
    pub(crate) fn must(&self, sql: &str) -> String {
        self.sql(sql).unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// A new, empty database on this server.
    ///
    /// # Panics
    /// When the server doesn't make one.
    pub fn database(&self) -> Database<'_> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("t{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        Database::create(self, name)
    }

    /// A database that this server has already, perhaps as a copy of another server.
    pub fn database_named(&self, name: &str) -> Database<'_> {
        Database::existing(self, name)
    }

    /// The folder of its socket.
    pub fn socket(&self) -> &Path {
        self.folder.path()
    }

    /// Runs one of PostgreSQL's own programs, such as `pg_dump`, with the socket and user of this server.
    pub fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.bin.join(name));
        command
            .env("PGHOST", self.socket())
            .env("PGUSER", "talab")
            .env("PGOPTIONS", "-c client_min_messages=warning");
        command
    }

    /// Kills the server and all its processes at once, as a power cut does, and starts it again on what it left.
    ///
    /// # Panics
    /// When it doesn't come back.
    pub fn crash_and_restart(&self) {
        self.kill();
        self.run();
    }

    /// Kills the server and all its processes at once.
    pub fn kill(&self) {
        let Some(server) = self.server.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
        let pids = children(server.pid).into_iter().chain([server.pid]).map(|pid| pid.to_string());
        // The server's end may have been quicker for some of its processes.
        let _ = Command::new("kill").arg("-9").args(pids).stderr(Stdio::null()).status();
        server.end();
    }

    /// Fills the file system of a server that has one to itself, or makes room there again.
    ///
    /// # Panics
    /// When the server doesn't run, or shares its disk with others.
    pub fn fill_disk(&self, full: bool) {
        assert!(self.own_disk.is_some(), "this server shares its disk with others");
        let server = self.server.lock().unwrap_or_else(PoisonError::into_inner);
        let pid = server.as_ref().map(|server| server.pid);
        disk::fill(
            pid.unwrap_or_else(|| panic!("the server doesn't run")),
            &self.socket().join("data"),
            full,
        );
    }

    /// Starts the server on the data that is there.
    ///
    /// # Panics
    /// When it doesn't start; the message is the server's own.
    pub fn run(&self) {
        let started = Instant::now();
        let server = loop {
            match self.try_run() {
                Ok(server) => break server,
                // What is left of a server that was killed holds its memory until it has ended too.
                Err(said) if said.contains(STILL_IN_USE) && started.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(200));
                }
                Err(said) => {
                    let log = std::fs::read_to_string(self.socket().join("initdb.log")).unwrap_or_default();
                    panic!("a server to test with could not be started: {said}{log}");
                }
            }
        };
        *self.server.lock().unwrap_or_else(PoisonError::into_inner) = Some(server);
    }

    /// A server that has started, or what it said instead.
    fn try_run(&self) -> Result<Server, String> {
        let mut keeper = programs::unprivileged(Path::new("sh"));
        keeper.args(["-c", KEEPER, "sh"]).args([&self.bin, self.socket()].map(Path::new)).arg(READY);
        if let Some(megabytes) = self.own_disk {
            keeper = disk::mounting(&self.socket().join("data"), megabytes, &keeper);
        }
        let mut keeper = keeper
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("a server to test with could not be started: {error}"));
        let mut line = String::new();
        let said = keeper.stdout.as_mut().map(|out| BufReader::new(out).read_line(&mut line));
        let pid = line.strip_prefix(READY).and_then(|pid| pid.trim().parse().ok());
        match (said, pid, keeper.stdin.take()) {
            (Some(Ok(_)), Some(pid), Some(hold)) => Ok(Server { keeper, hold, pid }),
            _ => {
                // Nothing is left behind of what did not start.
                drop((keeper.kill(), keeper.wait()));
                Err(line)
            }
        }
    }
}

impl Server {
    /// Stops the server, if it still runs, and keeps its data.
    fn end(mut self) {
        let _ = self.hold.write_all(b"end\n");
        let _ = self.keeper.wait();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(server) = self.server.lock().unwrap_or_else(PoisonError::into_inner).take() {
            server.end();
        }
    }
}

/// The processes that a server started.
fn children(pid: u32) -> Vec<u32> {
    let is_child = |status: &str| {
        status.lines().any(|line| line.strip_prefix("PPid:").is_some_and(|of| of.trim().parse() == Ok(pid)))
    };
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = processes.filter_map(|process| process.file_name().to_str()?.parse::<u32>().ok());
    pids.filter(|pid| {
        std::fs::read_to_string(format!("/proc/{pid}/status")).is_ok_and(|text| is_child(&text))
    })
    .collect()
}
