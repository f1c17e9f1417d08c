//! Commands a second: every system at every number of callers, in turns, so that what disturbs the machine disturbs all.

use std::time::Duration;

use serde::Serialize;

use crate::closed::{Done, drive};
use crate::cpu::Used;
use crate::figures::{Latencies, histogram, median, ratio};
use crate::server::Server;
use crate::systems::{Contender, Role};
use crate::{Args, Outcome, shim, workload};

/// How many requests are put into a store at a time.
const PAGE: u64 = 1000;

/// How many callers bring a system to its running temperature.
const WARM_CALLERS: usize = 32;

/// One system at one number of callers.
#[derive(Debug, Serialize)]
pub(crate) struct Cell {
    pub(crate) callers: usize,
    pub(crate) per_second: f64,
    /// Each repetition's, in order.
    pub(crate) all_per_second: Vec<f64>,
    pub(crate) to_peer: Option<f64>,
    pub(crate) to_ceiling: Option<f64>,
    /// Closed loop: a stall holds the callers back, so that few see it.
    pub(crate) closed_loop_ms: Latencies,
    pub(crate) commands: u64,
    pub(crate) conflicts: u64,
    pub(crate) errors: u64,
    pub(crate) first_error: Option<String>,
    /// PostgreSQL: written ahead. SQLite: growth of the files.
    pub(crate) bytes_per_command: Option<f64>,
    pub(crate) syncs_per_command: Option<f64>,
    /// Processor time: of callers, drivers and whatever of the store is in this process.
    pub(crate) client_cpu_us: Option<f64>,
    /// Of all the server's processes.
    pub(crate) server_cpu_us: Option<f64>,
}

/// One system.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) system: &'static str,
    pub(crate) promises: &'static str,
    pub(crate) cells: Vec<Cell>,
}

/// The repetitions of one cell.
struct Series {
    per_second: Vec<f64>,
    sum: Sum,
}

#[derive(Default)]
struct Sum {
    commands: u64,
    conflicts: u64,
    errors: u64,
    first_error: Option<String>,
    bytes: Option<u64>,
    syncs: Option<u64>,
    cpu: Used,
    latencies: Option<hdrhistogram::Histogram<u64>>,
}

/// Fills every store with as many events.
pub(crate) async fn preload(contenders: &[Contender], events: u64) -> Outcome {
    let requests: Vec<(String, u64)> =
        (0..events / workload::EVENTS_PER_REQUEST).map(|number| (workload::id(0, number), number)).collect();
    for contender in contenders {
        for page in requests.chunks(PAGE as usize) {
            contender.system.fill(page).await?;
        }
    }
    Ok(())
}

/// Brings the disk up to date, so that no system pays for what another one wrote.
pub(crate) async fn settle(server: Option<&Server>) -> Outcome {
    if let Some(server) = server {
        server.catch_up().await?;
    }
    // What was written long ago is on the disk only after this, and a virtual disk goes on for a while.
    tokio::process::Command::new("sync").status().await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    Ok(())
}

/// Measures these systems in turns.
pub(crate) async fn run(args: &Args, contenders: &[Contender], server: Option<&Server>) -> Outcome<Vec<Row>> {
    let series = || Series { per_second: Vec::new(), sum: Sum::default() };
    let mut table: Vec<Vec<Series>> =
        contenders.iter().map(|_| args.conc.iter().map(|_| series()).collect()).collect();
    settle(server).await?;
    // After a checkpoint the server writes every page whole that it touches first: not what is to be measured, and done
    // with after a while.
    for contender in contenders {
        drive(&contender.system, WARM_CALLERS, args.span() * 2).await?;
    }
    for _ in 0..args.reps {
        for (column, callers) in args.conc.iter().enumerate() {
            for (contender, row) in contenders.iter().zip(&mut table) {
                let Some(series) = row.get_mut(column) else { continue };
                series.measure(args, contender, *callers, server).await?;
            }
        }
    }
    Ok(rows(args, contenders, table))
}

impl Series {
    async fn measure(
        &mut self,
        args: &Args,
        contender: &Contender,
        callers: usize,
        server: Option<&Server>,
    ) -> Outcome {
        // Opens connections and prepares statements.
        drive(&contender.system, callers, args.span() / 5).await?;
        let written = || async {
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(match server {
                Some(server) => Some(server.wal().await?),
                None => contender.system.bytes(),
            })
        };
        let pid = server.and_then(Server::pid);
        let (bytes, syncs, cpu) = (written().await?, shim::syncs(), Used::now(pid));
        let done = drive(&contender.system, callers, args.span()).await?;
        let cpu = Used::now(pid).since(cpu);
        let grown = |before: Option<u64>, after: Option<u64>| Some(after?.saturating_sub(before?));
        let (bytes, syncs) = (grown(bytes, written().await?), grown(syncs, shim::syncs()));
        eprintln_progress(contender, callers, &done);
        self.per_second.push(done.per_second());
        self.sum.add(done, bytes, syncs, cpu)
    }
}

#[expect(clippy::print_stderr, reason = "a long run says where it is")]
fn eprintln_progress(contender: &Contender, callers: usize, done: &Done) {
    eprintln!("  {callers:>4} × {}: {:.0}/s", contender.name, done.per_second());
}

impl Sum {
    fn add(&mut self, done: Done, bytes: Option<u64>, syncs: Option<u64>, cpu: Used) -> Outcome {
        self.commands += done.commands;
        self.conflicts += done.conflicts;
        self.errors += done.errors;
        self.first_error = self.first_error.take().or(done.first_error);
        self.bytes = bytes.map(|bytes| bytes + self.bytes.unwrap_or_default());
        self.syncs = syncs.map(|syncs| syncs + self.syncs.unwrap_or_default());
        self.cpu = self.cpu.plus(cpu);
        self.latencies.get_or_insert_with(histogram).add(&done.latencies)?;
        Ok(())
    }
}

fn rows(args: &Args, contenders: &[Contender], table: Vec<Vec<Series>>) -> Vec<Row> {
    let speed = |role, column: usize| {
        let row = contenders.iter().position(|contender| contender.role == role)?;
        Some(median(&table.get(row)?.get(column)?.per_second))
    };
    let row = |contender: &Contender, series: &Vec<Series>| {
        let cells = args.conc.iter().zip(series).enumerate();
        let cells = cells.map(|(column, (callers, series))| {
            cell(*callers, series, speed(Role::Peer, column), speed(Role::Ceiling, column))
        });
        Row { system: contender.name, promises: contender.promises, cells: cells.collect() }
    };
    contenders.iter().zip(&table).map(|(contender, series)| row(contender, series)).collect()
}

fn cell(callers: usize, series: &Series, peer: Option<f64>, ceiling: Option<f64>) -> Cell {
    let (per_second, sum) = (median(&series.per_second), &series.sum);
    let each = |total: f64| ratio(total, Some(sum.commands as f64));
    Cell {
        callers,
        per_second,
        all_per_second: series.per_second.clone(),
        to_peer: ratio(per_second, peer),
        to_ceiling: ratio(per_second, ceiling),
        closed_loop_ms: sum.latencies.as_ref().map(Latencies::of).unwrap_or_default(),
        commands: sum.commands,
        conflicts: sum.conflicts,
        errors: sum.errors,
        first_error: sum.first_error.clone(),
        bytes_per_command: sum.bytes.and_then(|bytes| each(bytes as f64)),
        syncs_per_command: sum.syncs.and_then(|syncs| each(syncs as f64)),
        client_cpu_us: each(sum.cpu.own),
        server_cpu_us: each(sum.cpu.server),
    }
}
