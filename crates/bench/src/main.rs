//! talab beside the stores it competes with, and beside the least work a database could do for the same rows.
//!
//! `docs/guide/benchmarks.md` says how to run it and what the rows mean.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command talks to its user")]

mod args;
mod arrivals;
mod closed;
mod commands;
mod cpu;
mod figures;
mod growth;
mod latency;
mod machine;
mod replay;
mod report;
mod server;
mod shim;
mod systems;
mod verify;
mod workload;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};

use tempfile::TempDir;
use time::OffsetDateTime;

use crate::args::{Args, USAGE, What};
use crate::machine::Machine;
use crate::report::{Both, Report};
use crate::server::Server;

/// The result of anything that may go wrong: what goes wrong here goes to whoever runs this.
pub(crate) type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    let readable: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let args = match Args::parse(&readable) {
        Ok(args) => args,
        Err(problem) => {
            eprintln!("{problem}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    if !shim::is_loaded() {
        match shim::run_again(&words, args.fsync_ms) {
            Ok(code) => return code,
            Err(error) if args.fsync_ms > 0.0 => {
                eprintln!("--fsync-ms needs a C compiler: {error}");
                return ExitCode::FAILURE;
            }
            Err(error) => eprintln!("forced writes are not counted: {error}"),
        }
    }
    match run(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: Args) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let folder = tempfile::Builder::new().prefix("talab-bench-").tempdir()?;
    let report = runtime.block_on(measure(args, &folder))?;
    if report.asked.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        println!("{}", report.tables()?);
    }
    Ok(())
}

async fn measure(args: Args, folder: &TempDir) -> Outcome<Report> {
    let machine = Machine::look(folder.path())?;
    let server = if args.postgres { Some(Server::start().await?) } else { None };
    let mut report = Report {
        date: OffsetDateTime::now_utc().date().to_string(),
        machine,
        postgres: server.as_ref().map(|server| server.version().to_owned()),
        counts_syncs: shim::is_loaded(),
        commands: Both::default(),
        latency: Both::default(),
        replay: Both::default(),
        growth: Vec::new(),
        verify: None,
        asked: args.clone(),
    };
    if let Some(server) = &server {
        on_postgres(&args, server, &mut report).await?;
    }
    if args.sqlite {
        on_sqlite(&args, folder.path(), &mut report).await?;
    }
    if args.wants(What::Verify) {
        report.verify = Some(verify::run(&args, folder.path()).await?);
    }
    Ok(report)
}

async fn on_postgres(args: &Args, server: &Server, report: &mut Report) -> Outcome {
    if args.wants(What::Commands) || args.wants(What::Latency) {
        let contenders = systems::on_postgres(server, args).await?;
        commands::preload(&contenders, args.preload).await?;
        if args.wants(What::Commands) {
            report.commands.postgres = commands::run(args, &contenders, Some(server)).await?;
        }
        if args.wants(What::Latency) {
            report.latency.postgres = latency::run(args, &contenders, Some(server)).await?;
        }
    }
    if args.wants(What::Replay) {
        report.replay.postgres = replay::on_postgres(args, server).await?;
    }
    if args.wants(What::Growth) {
        report.growth.push(growth::on_postgres(args, server).await?);
    }
    Ok(())
}

async fn on_sqlite(args: &Args, folder: &Path, report: &mut Report) -> Outcome {
    if args.wants(What::Commands) || args.wants(What::Latency) {
        let contenders = systems::on_sqlite(folder, args).await?;
        commands::preload(&contenders, args.preload).await?;
        if args.wants(What::Commands) {
            report.commands.sqlite = commands::run(args, &contenders, None).await?;
        }
        if args.wants(What::Latency) {
            report.latency.sqlite = latency::run(args, &contenders, None).await?;
        }
    }
    if args.wants(What::Replay) {
        report.replay.sqlite = replay::on_sqlite(args, folder).await?;
    }
    if args.wants(What::Growth) {
        report.growth.push(growth::on_sqlite(args, folder).await?);
    }
    Ok(())
}

/// A number that nobody was given before.
pub(crate) fn fresh() -> u64 {
    static GIVEN: AtomicU64 = AtomicU64::new(0);
    arrivals::mix(GIVEN.fetch_add(1, Ordering::Relaxed) ^ 0x5eed)
}
