//! What the stories need: logs on faulty disks, and a place for their tallies.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use talab_faults::{Disk, JumpingClock, Ledger, Tally, Verdict, Workload, vfs};
use talab_store::{EventLog, LogError, Options, SqliteLog, conformance};
use tokio::runtime::Runtime;

/// Whether to run the long rounds: `TALAB_SOAK` is set.
pub(crate) fn soak() -> bool {
    std::env::var_os("TALAB_SOAK").is_some()
}

pub(crate) fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().build().unwrap()
}

/// A runtime for logs on a server, which have connections and time-outs.
pub(crate) fn reactor() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Prints a tally, and adds it as JSON to the file that `TALAB_TALLIES` names.
#[expect(clippy::print_stdout, reason = "the tally is what a run is for")]
pub(crate) fn publish(tally: &Tally) {
    println!("{tally}");
    if let Some(path) = std::env::var_os("TALAB_TALLIES") {
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path).unwrap();
        // One write, because tests run at the same time.
        file.write_all(format!("{}\n", tally.to_json()).as_bytes()).unwrap();
    }
}

/// Says why a story could not be told here.
#[expect(clippy::print_stdout, reason = "a story that wasn't told must show in the output")]
pub(crate) fn skipped(story: &str, why: &str) {
    println!("skipped: {story}: {why}");
}

/// Publishes the tally of something that must hold.
#[track_caller]
pub(crate) fn holds(tally: &Tally) {
    publish(tally);
    assert!(tally.is_clean(), "{tally}: {:#?}", tally.broken);
}

/// The options of a log on a faulty disk, with a clock that jumps.
pub(crate) fn options(seed: u64) -> Options {
    let clock = Arc::new(JumpingClock::seeded(seed));
    Options::default().vfs(vfs::NAME).clock(clock).busy_timeout(Duration::from_millis(20))
}

pub(crate) async fn open(disk: &Disk) -> Result<Arc<dyn EventLog>, LogError> {
    Ok(Arc::new(SqliteLog::open(disk.path(), options(disk.operations())).await?))
}

/// Opens the log, holds it against the ledger, and recomputes its hashes if `trusted`.
pub(crate) async fn examine(disk: &Disk, ledger: &mut Ledger, trusted: bool) -> Result<Verdict, LogError> {
    let log = open(disk).await?;
    let verdict = ledger.examine(&*log).await;
    if trusted && verdict.is_ok() && !disk.struck() {
        conformance::assert_recomputed(&*log).await;
    }
    // A fault that befalls the end of a session is none of the verdict's.
    let _ = log.close().await;
    verdict
}

/// Sends the whole workload in several sessions, each of which opens and closes the log. Whether all went well.
pub(crate) async fn run(disk: &Disk, ledger: &mut Ledger, workload: &Workload, sessions: usize) -> bool {
    for groups in workload.groups.chunks(workload.groups.len().div_ceil(sessions)) {
        let Ok(log) = open(disk).await else { return false };
        let mut all = true;
        for group in groups {
            all = ledger.send(&log, group).await;
            if !all {
                break;
            }
        }
        if log.close().await.is_err() || !all {
            return false;
        }
    }
    true
}

/// The program that is killed, holds files and fills disks.
pub(crate) const WRITER: &str = env!("CARGO_BIN_EXE_talab-faults-writer");

/// A process that holds a file until this is dropped.
pub(crate) struct Holder(Child);

impl Holder {
    pub(crate) fn start(how: &str, path: &Path) -> Self {
        let mut child = Command::new(WRITER).arg(how).arg(path).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "held.\n");
        Self(child)
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
