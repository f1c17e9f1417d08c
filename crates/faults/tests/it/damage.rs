//! Bytes of a closed log that changed by themselves: what notices, and that nothing is served as if it were whole.
//!
//! Three things can notice. Reading does, when SQLite or the log's own checks stumble: a typed error. Recomputing leaves,
//! chains and root does, for every byte of an event. What is left are bytes that mean nothing, and copies that SQLite
//! keeps in indexes, for which `PRAGMA integrity_check` is the tool.

use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;
use talab_faults::{Ledger, Manner, Tally, Workload};
use talab_store::{
    EventLog, Head, LogError, LogErrorKind, Options, Position, Recorded, SqliteLog, StoredCommand, Version,
    conformance,
};
use tempfile::TempDir;

use crate::scene::{publish, runtime, soak};

/// Everything a log serves.
#[derive(PartialEq)]
struct Served {
    events: Vec<Recorded>,
    head: Head,
    /// What is found by way of an index.
    streams: Vec<Vec<Recorded>>,
    commands: Vec<StoredCommand>,
    by_id: Vec<Option<StoredCommand>>,
}

/// What a change of bytes came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Finding {
    /// Opening or reading gave a typed error.
    Reported,
    /// Everything could be read, and the hashes were wrong.
    Recomputed,
    /// Events and hashes are what they were, and a command isn't found by its id; `PRAGMA integrity_check` says so.
    CommandLookup,
    /// The same of a stream, which lacks an event.
    StreamLookup,
    /// A command's own row says something else, which no hash covers; its events are what they were.
    CommandRow,
    /// Everything is what it was.
    Unchanged,
    /// Events are served that were never appended, and nothing says so.
    Silent,
}

async fn serve(log: &SqliteLog, original: Option<&Served>) -> Result<Served, LogError> {
    let events = log.read_all(Position::START, usize::MAX).await?;
    let known = original.map_or(&events, |served| &served.events);
    let mut names: Vec<_> = known.iter().map(|event| event.stream.clone()).collect();
    names.sort();
    names.dedup();
    let mut streams = Vec::new();
    for name in &names {
        streams.push(log.read_stream(name, Version::FIRST).await?);
    }
    let commands = log.read_commands(Position::START, usize::MAX).await?;
    let known = original.map_or(&commands, |served| &served.commands);
    let mut by_id = Vec::new();
    for command in known {
        by_id.push(log.command(&command.id).await?);
    }
    Ok(Served { head: log.head().await?, events, streams, commands, by_id })
}

async fn look(path: &Path, original: &Served) -> Result<Finding, LogError> {
    let log = Arc::new(SqliteLog::open_read_only(path).await?);
    let served = serve(&log, Some(original)).await?;
    let recomputing = Arc::clone(&log);
    if tokio::spawn(async move { conformance::assert_recomputed(&*recomputing).await }).await.is_err() {
        return Ok(Finding::Recomputed);
    }
    if served == *original {
        return Ok(Finding::Unchanged);
    }
    let stranger = Connection::open(path).unwrap();
    let sound = stranger.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0));
    Ok(if sound.is_ok_and(|said| said == "ok") {
        let events = served.events == original.events && served.streams == original.streams;
        if events { Finding::CommandRow } else { Finding::Silent }
    } else if served.streams == original.streams {
        Finding::CommandLookup
    } else {
        Finding::StreamLookup
    })
}

/// Changes bytes of a log again and again, each time of the whole one, and counts what came of it.
async fn tell(rounds: u64, length: usize, tally: &mut Tally) -> Vec<(Finding, u64)> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    let log = SqliteLog::open(&path, Options::default()).await.unwrap();
    let mut ledger = Ledger::new(Manner::Whole);
    let log: Arc<dyn EventLog> = Arc::new(log);
    for group in &Workload::seeded(5, 60).groups {
        assert!(ledger.send(&log, group).await);
    }
    log.close().await.unwrap();
    let original = serve(&SqliteLog::open_read_only(&path).await.unwrap(), None).await.unwrap();
    let whole = std::fs::read(&path).unwrap();
    let mut found = std::collections::BTreeMap::new();
    let mut state = 0x5eed_u64;
    let mut draw = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % end
    };
    for _ in 0..rounds {
        let mut bytes = whole.clone();
        let at = draw(bytes.len() - length + 1);
        for byte in &mut bytes[at..at + length] {
            *byte ^= 1 << draw(8);
        }
        std::fs::write(&path, &bytes).unwrap();
        tally.rounds += 1;
        tally.acknowledged += original.commands.len() as u64;
        let finding = match look(&path, &original).await {
            Ok(finding) => finding,
            Err(error) => {
                let damage = [
                    LogErrorKind::Corrupt,
                    LogErrorKind::NotATalabLog,
                    LogErrorKind::NewerFormat,
                    LogErrorKind::NeedsMigration,
                ];
                if !damage.contains(&error.kind()) {
                    tally.broken.push(format!("byte {at}: {:?}: {error}", error.kind()));
                }
                Finding::Reported
            }
        };
        if finding == Finding::Silent {
            tally.broken.push(format!("byte {at}: events are served that were never appended"));
        }
        *found.entry(finding).or_default() += 1;
    }
    found.into_iter().collect()
}

#[expect(clippy::print_stdout, reason = "what found what is for people")]
fn say(length: usize, found: &[(Finding, u64)]) {
    println!("{length} damaged bytes at a time, found by: {found:?}");
}

#[test]
fn a_damaged_page_is_never_served_as_if_it_were_whole() {
    let runtime = runtime();
    for (length, rounds) in [(1, 400), (512, 60)] {
        let mut tally = Tally::new(format!("{length} damaged bytes of a closed file"), "SQLite");
        let found = runtime.block_on(tell(if soak() { rounds * 10 } else { rounds }, length, &mut tally));
        say(length, &found);
        publish(&tally);
        assert!(tally.is_clean(), "{:#?}", tally.broken);
        // The control: whoever only reads would have taken these for whole.
        let missed = found.iter().any(|(finding, _)| *finding == Finding::Recomputed);
        assert!(missed || length > 1, "{found:?}");
    }
}
