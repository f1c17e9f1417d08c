//! `talab migrate`: the database created, or brought up to this release's format.

use serde::Serialize;
use talab::Lang;
use talab::store::SqliteLog;

use crate::answer::Answer;
use crate::args::Global;
use crate::console::Console;
use crate::failure::Failure;

/// What was done.
#[derive(Serialize)]
struct Migrated {
    database: String,
    created: bool,
}

pub(crate) async fn run(global: &Global, console: &Console) -> Result<Answer, Failure> {
    let path = global.file()?;
    let created = std::fs::metadata(path).map_or(true, |file| file.len() == 0);
    SqliteLog::migrate(path).await?;
    let at = path.display();
    let text = match (console.lang, created) {
        (Lang::Ar, true) => format!("أُنشئت قاعدة البيانات {at}"),
        (Lang::En, true) => format!("created the database {at}"),
        (Lang::Ar, false) => format!("صيغة قاعدة البيانات {at} مطابقة لصيغة هذا الإصدار"),
        (Lang::En, false) => format!("the database {at} has this release's format"),
    };
    Answer::new(text, &Migrated { database: at.to_string(), created })
}
