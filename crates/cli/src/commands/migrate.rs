//! `talab migrate`: the database created, or brought up to this release's format.

use std::path::Path;

use serde::Serialize;
use talab::Lang;
use talab::store::{EventLog as _, PgLog, SqliteLog};

use crate::answer::Answer;
use crate::args::Global;
use crate::console::Console;
use crate::database::Database;
use crate::failure::Failure;

/// What was done.
#[derive(Serialize)]
struct Migrated {
    database: String,
    created: bool,
    /// How many events of another program were taken in.
    adopted: u64,
}

pub(crate) async fn run(global: &Global, console: &Console) -> Result<Answer, Failure> {
    let done = match global.kept()? {
        Database::Postgres(url) => on_server(url).await?,
        Database::Sqlite(path) => in_file(path).await?,
        Database::Memory => return Err(global.nothing_kept()),
    };
    let at = &done.database;
    let text = match (console.lang, done.created, done.adopted) {
        (Lang::Ar, true, 0) => format!("أُنشئت قاعدة البيانات {at}"),
        (Lang::En, true, 0) => format!("created the database {at}"),
        (Lang::Ar, true, events) => {
            format!("أُنشئ السجل في {at}، وضُمّت إليه الأحداث السابقة، وعددها {events}")
        }
        (Lang::En, true, events) => format!("created the log in {at} and adopted the {events} events there"),
        (Lang::Ar, false, _) => format!("صيغة قاعدة البيانات {at} مطابقة لصيغة هذا الإصدار"),
        (Lang::En, false, _) => format!("the database {at} has this release's format"),
    };
    Answer::new(text, &done)
}

async fn in_file(path: &Path) -> Result<Migrated, Failure> {
    let created = std::fs::metadata(path).map_or(true, |file| file.len() == 0);
    SqliteLog::migrate(path).await?;
    Ok(Migrated { database: path.display().to_string(), created, adopted: 0 })
}

async fn on_server(url: &str) -> Result<Migrated, Failure> {
    let created = PgLog::open_read_only(url).await.is_err();
    PgLog::migrate(url).await?;
    let log = PgLog::open_read_only(url).await?;
    let adopted = log.adopted().await?.get();
    log.close().await?;
    // The URL may hold a password; this doesn't.
    Ok(Migrated { database: log.place(), created, adopted })
}
