//! A server of our own.

use std::fs::Permissions;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use tempfile::TempDir;

use crate::database::Database;
use crate::programs;

/// Makes the data, runs the server, and stops it by its pid when whoever started it writes a line, which keeps the data,
/// or is gone, which doesn't: by ending, or by being killed.
const KEEPER: &str = r#"
set -e
bin=$1; here=$2; start=$3
exec 2>>"$here/keeper.log"
if [ ! -e "$here/data" ]; then
  "$bin/initdb" -D "$here/data" -U talab -A trust --no-sync -E UTF8 --locale=C.UTF-8 \
    --locale-provider=icu --icu-locale=ar -k >"$here/initdb.log" 2>&1
  cat "$here/settings" >>"$here/data/postgresql.conf"
fi
rm -f "$here/data/postmaster.pid"
"$bin/postgres" -D "$here/data" -k "$here" >>"$here/server.log" 2>&1 &
server=$!
until "$bin/pg_isready" -q -h "$here" -d postgres -U talab; do
  kill -0 "$server" 2>/dev/null || { echo "the server ended: $(tail -3 "$here/server.log")"; exit 1; }
  sleep 0.05
done
echo "$start $server"
if read -r _; then keep=yes; else keep=; fi
kill -INT "$server" 2>/dev/null || true
wait "$server" || true
[ "$keep" ] || rm -rf "$here"
"#;
/// What the keeper says when the server answers.
const READY: &str = "ready";

/// A private server in a temporary folder: local socket only, everybody trusted, durable as a real one, and in a
/// language whose order is not that of bytes.
#[derive(Debug)]
pub struct Cluster {
    folder: TempDir,
    bin: PathBuf,
    server: Mutex<Option<Server>>,
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
        let bin =
            programs::installed().unwrap_or_else(|remedy| panic!("no PostgreSQL to test with: {remedy}"));
        // The path of a socket may have some hundred bytes only.
        let folder =
            tempfile::Builder::new().prefix("talab-pg-").tempdir().unwrap_or_else(|error| panic!("{error}"));
        let lines = ["listen_addresses = ''", "shared_buffers = 64MB", "wal_level = replica"];
        let lines: Vec<&str> = lines.iter().chain(settings).copied().collect();
        let prepare = || -> std::io::Result<()> {
            std::fs::write(folder.path().join("settings"), lines.join("\n") + "\n")?;
            std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755))?;
            if let Some(user) = programs::server_user() {
                chown(folder.path(), Some(user), Some(user))?;
            }
            Ok(())
        };
        prepare().unwrap_or_else(|error| panic!("{}: {error}", folder.path().display()));
        let cluster = Self { folder, bin, server: Mutex::new(None) };
        cluster.run();
        cluster
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

    /// Starts the server on the data that is there.
    ///
    /// # Panics
    /// When it doesn't start; the message is the server's own.
    pub fn run(&self) {
        let mut keeper = programs::unprivileged(Path::new("sh"))
            .args(["-c", KEEPER, "sh"])
            .args([&self.bin, self.socket()].map(Path::new))
            .arg(READY)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("a server to test with could not be started: {error}"));
        let mut line = String::new();
        let said = keeper.stdout.as_mut().map(|out| BufReader::new(out).read_line(&mut line));
        let pid = line.strip_prefix(READY).and_then(|pid| pid.trim().parse().ok());
        let (Some(Ok(_)), Some(pid), Some(hold)) = (said, pid, keeper.stdin.take()) else {
            let log = std::fs::read_to_string(self.socket().join("initdb.log")).unwrap_or_default();
            panic!("a server to test with could not be started: {line}{log}");
        };
        let server = Server { keeper, hold, pid };
        *self.server.lock().unwrap_or_else(PoisonError::into_inner) = Some(server);
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
