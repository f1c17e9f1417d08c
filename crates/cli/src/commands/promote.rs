//! `talab promote`: a copy becomes the log.

use serde::Serialize;
use talab::Lang;
use talab::store::{PgLog, SqliteLog};

use crate::answer::Answer;
use crate::args::Global;
use crate::console::Console;
use crate::database::Database;
use crate::failure::Failure;

/// What the log is from now on.
#[derive(Serialize)]
struct Promoted {
    epoch: String,
}

pub(crate) async fn run(global: &Global, console: &Console) -> Result<Answer, Failure> {
    let epoch = match global.kept()? {
        Database::Postgres(url) => PgLog::promote(url).await?,
        Database::Sqlite(path) => SqliteLog::promote(path).await?,
        Database::Memory => return Err(global.nothing_kept()),
    };
    let epoch = epoch.to_string();
    let text = match console.lang {
        Lang::Ar => format!("أصبحت هذه النسخة هي السجل، وعهدها {epoch}؛ وتُرفض الكتابة في النسخة السابقة"),
        Lang::En => {
            format!("this copy is the log now, its epoch is {epoch}; whoever knows that refuses the old one")
        }
    };
    Answer::new(text, &Promoted { epoch })
}
