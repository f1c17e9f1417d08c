//! Ours: cqrs-es over a log of talab.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use cqrs_es::CqrsFramework;
use talab_store::cqrs::{COMMAND_ID, DIGEST, LogStore};
use talab_store::{EventLog, Options, PgLog, SqliteLog, hex};

use super::framework::execute;
use super::{System, Trouble, fill_log};
use crate::Outcome;
use crate::workload::{Command, Request};

/// How the log is used.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Use {
    /// Each command is sent with an id, so that it can be sent twice.
    pub(super) ids: bool,
    /// The state of aggregates lately used is kept.
    pub(super) cached: bool,
}

/// How many aggregates the memory holds.
const HOT: usize = 65_536;

struct Ours {
    framework: CqrsFramework<Request, LogStore<Request>>,
    log: Arc<dyn EventLog>,
    how: Use,
    path: Option<PathBuf>,
}

/// A log in this database, opened as a host opens it.
pub(crate) async fn open_pg(url: &str) -> Outcome<Arc<dyn EventLog>> {
    Ok(Arc::new(PgLog::open(url, Options::default()).await?))
}

/// A log in this file, opened as a host opens it.
pub(crate) async fn open_sqlite(path: &Path) -> Outcome<Arc<dyn EventLog>> {
    Ok(Arc::new(SqliteLog::open(path, Options::default()).await?))
}

pub(super) async fn on_postgres(url: &str, how: Use) -> Outcome<impl System + use<>> {
    Ok(Ours::over(open_pg(url).await?, how, None))
}

pub(super) async fn on_sqlite(path: &Path, how: Use) -> Outcome<impl System + use<>> {
    Ok(Ours::over(open_sqlite(path).await?, how, Some(path.to_owned())))
}

/// Ours over a log that is open.
pub(super) fn over(log: Arc<dyn EventLog>, how: Use) -> impl System {
    Ours::over(log, how, None)
}

impl Ours {
    fn over(log: Arc<dyn EventLog>, how: Use, path: Option<PathBuf>) -> Self {
        let store = LogStore::new(Arc::clone(&log));
        let store = if how.cached { store.cached(HOT) } else { store };
        Self { framework: CqrsFramework::new(store, Vec::new(), ()), log, how, path }
    }

    /// What a host does for each command it wants done once: an id, and a digest that nobody can guess from.
    fn metadata(&self, id: &str, command: Command) -> HashMap<String, String> {
        if !self.how.ids {
            return HashMap::new();
        }
        let said = format!("{:?} {id} {}", command.step, command.seed);
        let digest = hex(&self.log.digest_key().hmac(said.as_bytes()));
        HashMap::from([
            (COMMAND_ID.to_owned(), format!("{id}-{:?}", command.step)),
            (DIGEST.to_owned(), digest),
        ])
    }
}

#[async_trait]
impl System for Ours {
    async fn command(&self, id: &str, command: Command) -> Result<(), Trouble> {
        execute(&self.framework, id, command, self.metadata(id, command)).await
    }

    async fn fill(&self, requests: &[(String, u64)]) -> Outcome {
        fill_log(&self.log, requests).await
    }

    fn bytes(&self) -> Option<u64> {
        self.path.as_deref().map(super::sqlite_raw::bytes)
    }
}
