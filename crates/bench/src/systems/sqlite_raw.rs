//! The ceilings on SQLite: one thread with one connection at FULL, one command or up to 32 to a transaction.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::{Mutex, mpsc};

use super::lane::{Job, Lane, gather};
use super::{System, Trouble, kinds, texts};
use crate::Outcome;
use crate::workload::{Command, Event, KIND, Request, whole_life};

const TABLE: &str = "CREATE TABLE events (position integer PRIMARY KEY, aggregate_type text NOT NULL, \
    aggregate_id text NOT NULL, sequence integer NOT NULL, event_type text NOT NULL, event_version text NOT NULL, \
    payload text NOT NULL, metadata text NOT NULL, UNIQUE (aggregate_type, aggregate_id, sequence)) STRICT";
const SELECT: &str =
    "SELECT payload FROM events WHERE aggregate_type = ? AND aggregate_id = ? ORDER BY sequence";
const INSERT: &str = "INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, \
                      metadata) VALUES (?, ?, ?, ?, '1.0', ?, '{}')";

struct Raw {
    lane: Lane,
    filler: Mutex<Connection>,
    path: PathBuf,
}

pub(super) fn open(path: &Path, limit: usize) -> Outcome<impl System + use<>> {
    let connection = connect(path)?;
    connection.execute_batch(TABLE)?;
    let filler = Mutex::new(connect(path)?);
    let (lane, jobs) = Lane::new();
    std::thread::spawn(move || work(connection, jobs, limit));
    Ok(Raw { lane, filler, path: path.to_owned() })
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    Ok(connection)
}

/// The size of a database and of its write-ahead log.
pub(super) fn bytes(path: &Path) -> u64 {
    let wal = PathBuf::from(format!("{}-wal", path.display()));
    [path, &wal].iter().filter_map(|path| std::fs::metadata(path).ok()).map(|file| file.len()).sum()
}

fn work(mut connection: Connection, mut jobs: mpsc::Receiver<Job>, limit: usize) {
    while let Some(first) = jobs.blocking_recv() {
        let group = gather(first, &mut jobs, limit);
        // Whoever waits for the answer of a group that failed learns it from the dropped sender.
        if write(&mut connection, &group).is_ok() {
            for job in group {
                let _ = job.answer.send(Ok(()));
            }
        }
    }
}

fn write(connection: &mut Connection, group: &[Job]) -> Outcome {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for job in group {
        let state = load(&transaction, &job.id)?;
        append(&transaction, &job.id, state.events, &state.decide(job.command)?)?;
    }
    Ok(transaction.commit()?)
}

fn load(connection: &Connection, id: &str) -> Outcome<Request> {
    let mut select = connection.prepare_cached(SELECT)?;
    let mut rows = select.query((KIND, id))?;
    let mut state = Request::default();
    while let Some(row) = rows.next()? {
        state.evolve(&serde_json::from_str::<Event>(row.get_ref(0)?.as_str()?)?);
    }
    Ok(state)
}

fn append(connection: &Connection, id: &str, after: u64, events: &[Event]) -> Outcome {
    let mut insert = connection.prepare_cached(INSERT)?;
    for ((kind, payload), sequence) in kinds(events).into_iter().zip(texts(events)?).zip(after + 1..) {
        insert.execute((KIND, id, i64::try_from(sequence)?, kind, payload))?;
    }
    Ok(())
}

#[async_trait]
impl System for Raw {
    async fn command(&self, id: &str, command: Command) -> Result<(), Trouble> {
        self.lane.send(id, command).await
    }

    async fn fill(&self, requests: &[(String, u64)]) -> Outcome {
        let mut connection = self.filler.lock().await;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (id, seed) in requests {
            append(&transaction, id, 0, &whole_life(*seed))?;
        }
        Ok(transaction.commit()?)
    }

    fn bytes(&self) -> Option<u64> {
        Some(bytes(&self.path))
    }
}
