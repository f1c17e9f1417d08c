//! Counting, and slowing down, what is forced to the disk: a library in C that is loaded before all others.
//!
//! This program runs itself again with it, so that its own SQLite has it, and so has the server that it starts.

use std::error::Error;
use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, ExitCode};

use tempfile::TempDir;

const SOURCE: &str = include_str!("slow_fsync.c");
/// The file with the counter; set in the program that runs with the library.
const SYNCS: &str = "TALAB_BENCH_SYNCS";
/// How long each call sleeps.
const PAUSE: &str = "TALAB_BENCH_FSYNC_US";

/// Whether this process is the one that runs with the library, or the one that couldn't have it.
pub(crate) fn is_loaded() -> bool {
    std::env::var_os(SYNCS).is_some()
}

/// How often something was forced to the disk so far, by this process and by the server; unknown without the library.
pub(crate) fn syncs() -> Option<u64> {
    let bytes = std::fs::read(std::env::var_os(SYNCS)?).ok()?;
    bytes.try_into().ok().map(u64::from_ne_bytes)
}

/// Runs this program again, with the library loaded, and gives how that ended. Fails where there is no C compiler.
pub(crate) fn run_again(arguments: &[OsString], fsync_ms: f64) -> Result<ExitCode, Box<dyn Error>> {
    let folder = tempfile::Builder::new().prefix("talab-bench-").tempdir()?;
    let library = compile(&folder)?;
    let counter = folder.path().join("syncs");
    std::fs::write(&counter, 0_u64.to_ne_bytes())?;
    // The server runs as somebody else.
    open_to_all(folder.path(), 0o755)?;
    open_to_all(&counter, 0o666)?;
    let status = Command::new(std::env::current_exe()?)
        .args(arguments)
        .env("LD_PRELOAD", library)
        .env(SYNCS, counter)
        .env(PAUSE, format!("{:.0}", fsync_ms * 1000.0))
        .status()?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn compile(folder: &TempDir) -> Result<std::path::PathBuf, Box<dyn Error>> {
    let (source, library) = (folder.path().join("slow_fsync.c"), folder.path().join("slow_fsync.so"));
    std::fs::write(&source, SOURCE)?;
    let compiled =
        Command::new("cc").args(["-O2", "-shared", "-fPIC", "-o"]).args([&library, &source]).output()?;
    if !compiled.status.success() {
        return Err(format!("cc: {}", String::from_utf8_lossy(&compiled.stderr)).into());
    }
    Ok(library)
}

fn open_to_all(path: &Path, mode: u32) -> std::io::Result<()> {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}
