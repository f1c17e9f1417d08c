//! A process of its own for the stories: one that is killed, one that holds a file, one on a disk of its own.
//!
//! `append URL` sends commands for ever to a log at `sqlite:PATH` or `postgres://…`, and names each one on standard output
//! once it was acknowledged; `hasty URL` names it before, and is the control. `hold PATH` keeps the file locked for writing, `hog PATH` for everything.
//! `kind PATH` says how opening the log fails, and how much of it can be read.
//! `full PATH SHELL-COMMAND` fills the disk, has the command make room, goes on, and prints the tally as JSON.

use std::io::Write;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::Connection;
use talab_faults::{Ledger, Manner, Order, Tally};
use talab_store::{EventLog, Options, Position, SqliteLog, conformance};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(Into::into);
    let outcome =
        outcome.and_then(|runtime| match words.as_slice() {
            ["append", url] => runtime.block_on(append(url, false)),
            ["hasty", url] => runtime.block_on(append(url, true)),
            ["hold", path] => hold(path, "BEGIN IMMEDIATE"),
            ["hog", path] => hold(path, "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; SELECT 1"),
            ["kind", path] => runtime.block_on(kind(path)),
            ["full", path, room] => runtime.block_on(full(path, room)),
            _ => Err("append or hasty with a URL, hold, hog or kind with a PATH, or full PATH SHELL-COMMAND"
                .into()),
        });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Standard error may be gone with the parent.
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

/// One write, so that a kill can't leave half a line that looks whole.
fn say(line: &str) -> Outcome {
    let mut out = std::io::stdout();
    out.write_all(format!("{line}.\n").as_bytes())?;
    Ok(out.flush()?)
}

async fn append(url: &str, hasty: bool) -> Outcome {
    let log = talab_faults::open(url, Options::default()).await?;
    let run = std::process::id();
    let mut writers = Vec::new();
    for writer in 0..8 {
        let log = Arc::clone(&log);
        writers.push(tokio::spawn(async move {
            for n in 0_u64.. {
                let order = Order::new(format!("{run}.{writer}.{n}"));
                let said = format!("acknowledged {}", order.id);
                if hasty && say(&said).is_err() {
                    return;
                }
                for append in order.appends(&*log, Manner::Whole) {
                    if log.append(append).await.is_err() {
                        return;
                    }
                }
                if !hasty && say(&said).is_err() {
                    return;
                }
            }
        }));
    }
    for writer in writers {
        writer.await?;
    }
    Ok(())
}

fn hold(path: &str, how: &str) -> Outcome {
    let connection = Connection::open(path)?;
    connection.execute_batch(how)?;
    say("held")?;
    loop {
        std::thread::sleep(Duration::from_secs(60));
    }
}

async fn kind(path: &str) -> Outcome {
    let outcome = SqliteLog::open(path, Options::default()).await;
    let opened = outcome.map_or_else(|error| format!("{:?}", error.kind()), |_| "done".to_owned());
    let log = SqliteLog::open_read_only(path).await?;
    let events = log.read_all(Position::START, usize::MAX).await?.len();
    say(&format!("open: {opened}; read: {events} events"))
}

async fn full(path: &str, room: &str) -> Outcome {
    let log: Arc<dyn EventLog> = Arc::new(SqliteLog::open(path, Options::default()).await?);
    let mut tally = Tally::new("disk full (tmpfs), then room", "SQLite");
    let mut ledger = Ledger::new(Manner::Whole);
    tally.rounds = 1;
    let orders: Vec<Order> = (0..5000).map(|n| Order::new(format!("t{n}")).ballast(400)).collect();
    let mut left = orders.chunks(5);
    // Several that came at once may not fit where fewer of them do: the disk is full where trying again changes nothing.
    let refused = loop {
        let group = left.next().ok_or("the disk was never full")?;
        if ledger.send(&log, group).await {
            continue;
        }
        let head = log.head().await?;
        if !ledger.send(&log, group).await && log.head().await? == head {
            break group;
        }
    };
    if !Command::new("sh").args(["-c", room]).status()?.success() {
        return Err("no room could be made".into());
    }
    for group in std::iter::once(refused).chain(left.take(20)) {
        if !ledger.send(&log, group).await {
            return Err(format!("room was made, and not used: {:?}", group[0]).into());
        }
    }
    log.close().await?;
    let log = SqliteLog::open(path, Options::default()).await?;
    tally.add(ledger.examine(&log).await?);
    conformance::assert_recomputed(&log).await;
    tally.broken.iter().try_for_each(|broken| say(broken))?;
    let mut out = std::io::stdout();
    Ok(writeln!(out, "{}", tally.to_json())?)
}
