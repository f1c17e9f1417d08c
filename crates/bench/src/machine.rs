//! On what the figures were measured: without it they say nothing.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use serde::Serialize;

use crate::figures::{Latencies, histogram};

/// The machine, as far as figures depend on it.
#[derive(Debug, Serialize)]
pub(crate) struct Machine {
    cores: usize,
    cpu: String,
    kernel: String,
    memory_mb: u64,
    load: String,
    /// Forcing 8 KiB to the disk that the databases are on, with the pause of `--fsync-ms`.
    fdatasync_ms: Latencies,
}

impl Machine {
    /// Looks at this machine; its disk is tried in this folder.
    pub(crate) fn look(folder: &Path) -> std::io::Result<Self> {
        let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
        let read = |path| std::fs::read_to_string(path).unwrap_or_default().trim().to_owned();
        Ok(Self {
            cores: std::thread::available_parallelism()?.get(),
            cpu: after(&cpu, "model name").to_owned(),
            kernel: read("/proc/sys/kernel/osrelease"),
            memory_mb: kilobytes(&memory, "MemTotal") / 1024,
            load: read("/proc/loadavg"),
            fdatasync_ms: fdatasync(folder)?,
        })
    }

    /// One line for people.
    pub(crate) fn line(&self) -> String {
        let Self { cores, cpu, kernel, memory_mb, load, fdatasync_ms: sync } = self;
        format!(
            "{cores} cores ({cpu}), {memory_mb} MB, kernel {kernel}, load {load}; fdatasync of 8 KiB: p50 {:.2} ms, p99 \
             {:.2} ms",
            sync.p50, sync.p99
        )
    }
}

/// The most memory that this process ever had, and what it has now, in megabytes.
pub(crate) fn memory() -> (u64, u64) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    (kilobytes(&status, "VmHWM") / 1024, kilobytes(&status, "VmRSS") / 1024)
}

/// Forgets how much memory this process once had, so that the next peak is that of what comes now.
pub(crate) fn forget_peak() {
    // Where the kernel doesn't know this, the peak is that of the whole run.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn kilobytes(text: &str, key: &str) -> u64 {
    after(text, key).split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn after<'a>(text: &'a str, key: &str) -> &'a str {
    let line = text.lines().find(|line| line.starts_with(key)).and_then(|line| line.split_once(':'));
    line.map_or("", |(_, value)| value.trim())
}

fn fdatasync(folder: &Path) -> std::io::Result<Latencies> {
    let mut file = tempfile::tempfile_in(folder)?;
    let mut times = histogram();
    for _ in 0..200 {
        file.write_all(&[7; 8192])?;
        let started = Instant::now();
        file.sync_data()?;
        times.saturating_record(u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX));
    }
    Ok(Latencies::of(&times))
}
