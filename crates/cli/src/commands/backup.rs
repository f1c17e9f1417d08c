//! `talab backup`: a consistent copy of the database, made while others use it.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use talab::Lang;
use talab::store::{EventLog as _, hex};

use crate::answer::Answer;
use crate::args::Global;
use crate::console::Console;
use crate::failure::Failure;

/// Writes a copy of the log; its views are made again from it.
#[derive(Debug, Args)]
pub(crate) struct BackupArgs {
    /// The file to write, which must not exist
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// What was copied.
#[derive(Serialize)]
struct Copied {
    database: String,
    copy: String,
    events: u64,
    root: String,
    epoch: String,
}

pub(crate) async fn run(args: &BackupArgs, global: &Global, console: &Console) -> Result<Answer, Failure> {
    let log = global.log().await?;
    let head = log.backup(&args.out).await?;
    log.close().await?;
    let (out, events) = (args.out.display().to_string(), head.position.get());
    let root = hex(&head.root);
    let text = match console.lang {
        Lang::Ar => format!("نُسخت قاعدة البيانات إلى {out}: عدد الأحداث {events}، وجذر السجل {root}"),
        Lang::En => format!("copied the database to {out}: {events} events, root {root}"),
    };
    let copied = Copied {
        database: log.path().display().to_string(),
        copy: out,
        events,
        root,
        epoch: head.epoch.to_string(),
    };
    Answer::new(text, &copied)
}
