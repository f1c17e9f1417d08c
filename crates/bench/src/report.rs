//! What is shown: tables for people, or one document for programs.

use std::fmt::{self, Write};

use serde::Serialize;

use crate::Args;
use crate::commands::Row;
use crate::figures::Latencies;
use crate::growth::Growth;
use crate::latency::Load;
use crate::machine::Machine;
use crate::replay::Replay;
use crate::verify::Verified;

/// Everything that was measured, and where.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) date: String,
    pub(crate) machine: Machine,
    pub(crate) postgres: Option<String>,
    /// Whether forced writes could be counted, and slowed down if that was asked for.
    pub(crate) counts_syncs: bool,
    pub(crate) asked: Args,
    pub(crate) commands: Both<Row>,
    pub(crate) latency: Both<Load>,
    pub(crate) replay: Both<Replay>,
    pub(crate) growth: Vec<Growth>,
    pub(crate) verify: Option<Verified>,
}

/// A chapter that both databases have.
#[derive(Debug, Serialize)]
pub(crate) struct Both<T> {
    pub(crate) postgres: Vec<T>,
    pub(crate) sqlite: Vec<T>,
}

impl<T> Default for Both<T> {
    fn default() -> Self {
        Self { postgres: Vec::new(), sqlite: Vec::new() }
    }
}

impl Report {
    /// The tables.
    pub(crate) fn tables(&self) -> Result<String, fmt::Error> {
        let mut out = String::new();
        writeln!(out, "{}, {}", self.date, self.machine.line())?;
        if let Some(version) = &self.postgres {
            writeln!(out, "PostgreSQL {version}, fsync and synchronous_commit on")?;
        }
        if self.counts_syncs {
            writeln!(out, "each forced write to the disk {} ms longer", self.asked.fsync_ms)?;
        } else {
            writeln!(out, "no C compiler (cc): forced writes are neither counted nor slowed down")?;
        }
        commands(&mut out, "PostgreSQL", &self.commands.postgres)?;
        commands(&mut out, "SQLite", &self.commands.sqlite)?;
        latency(&mut out, "PostgreSQL", &self.latency.postgres)?;
        latency(&mut out, "SQLite", &self.latency.sqlite)?;
        replay(&mut out, "PostgreSQL", &self.replay.postgres)?;
        replay(&mut out, "SQLite", &self.replay.sqlite)?;
        self.growth.iter().try_for_each(|growth| self::growth(&mut out, growth))?;
        self.verify.iter().try_for_each(|verified| verify(&mut out, verified))?;
        Ok(out)
    }
}

/// A table of commands: a line for each system and number of callers.
fn commands(out: &mut String, title: &str, rows: &[Row]) -> fmt::Result {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Commands, {title}\n")?;
    writeln!(
        out,
        "| system | callers | commands/s | to peer | to ceiling | p50 / p99 ms, closed loop | CPU µs each, client + server | bytes each | syncs each | conflicts | errors |"
    )?;
    writeln!(out, "|---|---:|---:|---:|---:|---|---|---:|---:|---:|---|")?;
    for row in rows {
        for cell in &row.cells {
            let Latencies { p50, p99, .. } = &cell.closed_loop_ms;
            let error = cell.first_error.as_deref().unwrap_or_default();
            writeln!(
                out,
                "| {} | {} | {:.0} | {} | {} | {p50:.2} / {p99:.2} | {} + {} | {} | {} | {} | {} {error} |",
                row.system,
                cell.callers,
                cell.per_second,
                times(cell.to_peer),
                times(cell.to_ceiling),
                number(cell.client_cpu_us, 0),
                number(cell.server_cpu_us, 0),
                number(cell.bytes_per_command, 0),
                number(cell.syncs_per_command, 3),
                cell.conflicts,
                cell.errors,
            )?;
        }
    }
    writeln!(out)?;
    rows.iter().try_for_each(|row| writeln!(out, "- {}: {}", row.system, row.promises))
}

fn latency(out: &mut String, title: &str, loads: &[Load]) -> fmt::Result {
    if loads.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Latency of commands that arrive by themselves, {title} (open loop)\n")?;
    writeln!(
        out,
        "| system | of its most | offered/s | achieved/s | p50 ms | p99 ms | p99.9 ms | max ms | dropped | errors |"
    )?;
    writeln!(out, "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")?;
    for load in loads {
        let Latencies { p50, p99, p999, max } = &load.open_loop_ms;
        writeln!(
            out,
            "| {} | {:.0} % | {:.0} | {:.0} | {p50:.2} | {p99:.2} | {p999:.2} | {max:.2} | {} | {} |",
            load.system,
            load.part_of_most * 100.0,
            load.offered_per_second,
            load.achieved_per_second,
            load.dropped,
            load.errors
        )?;
    }
    Ok(())
}

fn replay(out: &mut String, title: &str, replays: &[Replay]) -> fmt::Result {
    let Some(first) = replays.first() else { return Ok(()) };
    writeln!(out, "\n## Replay of {} events into a map of statuses, {title}\n", first.events)?;
    writeln!(out, "| reader | events/s | to peer | to ceiling | grew by, MB | same outcome |")?;
    writeln!(out, "|---|---:|---:|---:|---:|---|")?;
    for replay in replays {
        let same = if replay.outcome == first.outcome { "yes" } else { "NO" };
        let (peer, ceiling) = (times(replay.to_peer), times(replay.to_ceiling));
        let Replay { reader, per_second, peak_growth_mb, .. } = replay;
        writeln!(out, "| {reader} | {per_second:.0} | {peer} | {ceiling} | {peak_growth_mb} | {same} |")?;
    }
    Ok(())
}

fn growth(out: &mut String, growth: &Growth) -> fmt::Result {
    writeln!(out, "\n## Growth, {}: slope of the total {:.3}\n", growth.log, growth.slope)?;
    writeln!(out, "| requests | total s | µs a command, 32 callers | µs a stream read |")?;
    writeln!(out, "|---:|---:|---:|---:|")?;
    growth.sizes.iter().try_for_each(|size| {
        let (total, command, read) = (size.total_seconds, size.command_us, size.stream_read_us);
        writeln!(out, "| {} | {total:.2} | {command:.1} | {read:.1} |", size.requests)
    })
}

fn verify(out: &mut String, verified: &Verified) -> fmt::Result {
    let Verified { events, per_second, per_second_read, bare_per_second, bytes, to_bare } = verified;
    let megabytes = *bytes as f64 / 1e6;
    writeln!(out, "\n## Verification of {events} events, {megabytes:.0} MB hashed, one core\n")?;
    writeln!(out, "| what | events/s |\n|---|---:|")?;
    writeln!(out, "| leaves, chains, root | {per_second:.0} |")?;
    writeln!(out, "| the same with reading a SQLite file ahead | {per_second_read:.0} |")?;
    writeln!(out, "| SHA-256 alone | {bare_per_second:.0} |")?;
    writeln!(out, "| ratio | {to_bare:.2}× |")
}

/// A ratio.
pub(crate) fn times(figure: Option<f64>) -> String {
    figure.map_or_else(|| "–".to_owned(), |figure| format!("{figure:.2}×"))
}

/// A figure that may be unknown.
pub(crate) fn number(figure: Option<f64>, digits: usize) -> String {
    figure.map_or_else(|| "–".to_owned(), |figure| format!("{figure:.digits$}"))
}
