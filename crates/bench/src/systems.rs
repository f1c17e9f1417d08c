//! The systems that are compared, each behind the same three calls.

mod esrs;
mod framework;
mod lane;
mod ours;
mod pg_grouped;
mod pg_raw;
mod sqlite_raw;
mod table;

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use talab_store::EventLog;

use crate::server::Server;
use crate::workload::Command;
use crate::{Args, Outcome};

pub(crate) use framework::{PG_TABLE, fill_sqlite, sqlite_pool};
pub(crate) use ours::{open_pg, open_sqlite};
pub(crate) use pg_raw::decode;
pub(crate) use table::{fill_log, insert_page};
use table::{kinds, texts};

/// How many connections a pool gets that was fitted to the load, and how many the raw statements have.
pub(crate) const CONNECTIONS: u32 = 34;

/// Why a command came to nothing.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// Somebody else was first: try again.
    Conflict,
    Failed(String),
}

/// A store with the bench's aggregate in it.
#[async_trait]
pub(crate) trait System: Send + Sync {
    /// Load, decide, append where it was loaded.
    async fn command(&self, id: &str, command: Command) -> Result<(), Trouble>;

    /// Puts whole requests with these ids and seeds into the store, however is fastest.
    async fn fill(&self, requests: &[(String, u64)]) -> Outcome;

    /// How many bytes its files have, where it has files of its own.
    fn bytes(&self) -> Option<u64> {
        None
    }
}

/// What a row of the table is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The peer as its own documentation sets it up.
    Peer,
    /// The least work for the same rows, grouped.
    Ceiling,
    Other,
}

/// A system with what it is called and what it promises.
#[derive(Clone)]
pub(crate) struct Contender {
    pub(crate) name: &'static str,
    pub(crate) promises: &'static str,
    pub(crate) role: Role,
    pub(crate) system: Arc<dyn System>,
}

impl Contender {
    fn new(name: &'static str, role: Role, promises: &'static str, system: impl System + 'static) -> Self {
        Self { name, promises, role, system: Arc::new(system) }
    }
}

/// Every system on PostgreSQL, each in a database of its own.
pub(crate) async fn on_postgres(server: &Server, args: &Args) -> Outcome<Vec<Contender>> {
    let fsync = "fsync; order in a stream";
    let ceiling = "fsync; gapless positions; up to 32 commands to a transaction";
    let mut found = vec![
        Contender::new(
            PEER_PG,
            Role::Peer,
            fsync,
            framework::postgres_es(&server.database("es")?, false).await?,
        ),
        Contender::new(
            TUNED,
            Role::Other,
            fsync,
            framework::postgres_es(&server.database("tuned")?, true).await?,
        ),
        Contender::new(
            "esrs 0.18's statements",
            Role::Other,
            fsync,
            esrs::Esrs::open(&server.database("esrs")?).await?,
        ),
    ];
    for (name, promises, how) in USES {
        let system = ours::on_postgres(&server.database("talab")?, how).await?;
        found.push(Contender::new(name, Role::Other, promises, system));
    }
    let raw = pg_raw::TwoTrips::open(&server.database("raw")?).await?;
    let grouped = pg_grouped::open(&server.database("grouped")?).await?;
    found.push(Contender::new("RAW sqlx, two round trips", Role::Other, fsync, raw));
    found.push(Contender::new("RAW sqlx, grouped", Role::Ceiling, ceiling, grouped));
    Ok(only(found, args))
}

/// Every system on SQLite, each in a file of its own.
pub(crate) async fn on_sqlite(folder: &Path, args: &Args) -> Outcome<Vec<Contender>> {
    let full = "FULL; order in a stream";
    let one = "FULL; positions; one command to a transaction";
    let ceiling = "FULL; positions; up to 32 commands to a transaction";
    let place = |name: &str| folder.join(format!("{name}.db"));
    let mut found =
        vec![Contender::new(PEER_SQLITE, Role::Peer, full, framework::sqlite_es(&place("es")).await?)];
    for ((name, promises, how), number) in USES.into_iter().zip(1..) {
        let system = ours::on_sqlite(&place(&format!("talab{number}")), how).await?;
        found.push(Contender::new(name, Role::Other, promises, system));
    }
    found.push(Contender::new("RAW rusqlite, single", Role::Other, one, sqlite_raw::open(&place("one"), 1)?));
    found.push(Contender::new(
        "RAW rusqlite, grouped",
        Role::Ceiling,
        ceiling,
        sqlite_raw::open(&place("grouped"), 32)?,
    ));
    Ok(only(found, args))
}

const PEER_PG: &str = "cqrs-es + postgres-es";
const TUNED: &str = "cqrs-es + postgres-es, tuned pool";
const PEER_SQLITE: &str = "cqrs-es + sqlite-es, FULL";

/// The ways in which ours is used, with their names and what they promise.
const USES: [(&str, &str, ours::Use); 4] = [
    ("talab", PLAIN, ours::Use { ids: false, cached: false }),
    ("talab, ids", EVERY, ours::Use { ids: true, cached: false }),
    ("talab, hot", PLAIN, ours::Use { ids: false, cached: true }),
    ("talab, ids, hot", EVERY, ours::Use { ids: true, cached: true }),
];
const PLAIN: &str = "durable; gapless positions; leaves, chains and tree";
const EVERY: &str = "durable; gapless positions; leaves, chains and tree; each command done once";

/// Ours as it is without further words, over this log.
pub(crate) fn ours_over(log: Arc<dyn EventLog>) -> (Contender, Arc<dyn EventLog>) {
    let system = ours::over(Arc::clone(&log), ours::Use::default());
    (Contender::new("talab", Role::Other, PLAIN, system), log)
}

/// Those whose names hold what was asked for.
fn only(contenders: Vec<Contender>, args: &Args) -> Vec<Contender> {
    let wanted =
        |contender: &Contender| args.only.as_ref().is_none_or(|part| contender.name.contains(part.as_str()));
    contenders.into_iter().filter(wanted).collect()
}
