//! `talab restore`: a log made again of what `talab dump` wrote.

use std::fs::File;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use talab::core::isolate;
use talab::store::dump::RestoreError;
use talab::store::{DigestKey, PgLog, SqliteLog, hex};
use talab::{Lang, Text};

use super::counts::plural;
use crate::answer::Answer;
use crate::args::Global;
use crate::console::Console;
use crate::database::Database;
use crate::failure::{Failure, Finding};

/// Makes a new log, checking every line; a file in which something is wrong gives none.
#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// What `talab dump` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The log's digest key, which was written with it
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
}

/// What was made.
#[derive(Serialize)]
struct Restored {
    events: u64,
    root: String,
    epoch: String,
}

pub(crate) async fn run(args: &RestoreArgs, global: &Global, console: &Console) -> Result<Answer, Failure> {
    let key = key(&args.key)?;
    let name = args.file.display().to_string();
    let file = File::open(&args.file).map_err(|error| Failure::unreadable(&name, &error))?;
    let restored = match global.kept()? {
        Database::Sqlite(path) => SqliteLog::restore(path, file, key).await,
        Database::Postgres(url) => PgLog::restore(url, file, key).await,
        Database::Memory => return Err(global.nothing_kept()),
    };
    let head = restored.map_err(|error| told(&name, error))?;
    let restored =
        Restored { events: head.position.get(), root: hex(&head.root), epoch: head.epoch.to_string() };
    let Restored { events, root, epoch } = &restored;
    let text = match console.lang {
        Lang::Ar => format!("استُعيد السجل: عدد الأحداث {events}، وجذر السجل {root}، وعهده {epoch}"),
        Lang::En => format!("restored the log: {}, root {root}, epoch {epoch}", plural(*events, "event")),
    };
    Answer::new(text, &restored)
}

fn key(path: &Path) -> Result<DigestKey, Failure> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| Failure::unreadable(&name, &error))?;
    text.trim().parse().map_err(|error| Failure::damaged(&name, &error))
}

fn told(file: &str, error: RestoreError) -> Failure {
    match error {
        RestoreError::Line { line, problem } => {
            let words = Text::new(
                "لم يُستعد شيء: ليس الملف كما كُتب، يُرجى استخدام نسخة سليمة منه",
                "nothing was restored: the file is not what was written",
            );
            let finding = Finding { file: file.to_owned(), line: Some(line), text: problem.to_string() };
            Failure::findings("dump_invalid", words, vec![finding])
        }
        RestoreError::WrongKey => {
            let detail = error.to_string();
            let arabic = "ليس هذا مفتاح البصمات لهذا السجل، يُرجى تحديد المفتاح الذي كُتب معه";
            Failure::misuse("--key", Text::new(format!("{arabic} ({})", isolate(&detail)), detail))
        }
        RestoreError::Log(error) => error.into(),
        error => Failure::damaged(file, &error),
    }
}
