//! `talab dump`: the log, or whole streams of it, as a file of lines.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use serde::Serialize;
use talab::Lang;
use talab::core::isolate;
use talab::store::dump::{Dump, Dumped};
use talab::store::{EventLog, InvalidAppend, PgLog, Position, SqliteLog, StreamId, hex};

use super::counts::plural;
use crate::answer::Answer;
use crate::args::Global;
use crate::console::Console;
use crate::database::Database;
use crate::failure::Failure;
use crate::progress::Bar;
use crate::sources;

/// Writes every event with its hashes and commands, for `talab restore` and for whoever checks them.
#[derive(Debug, Args)]
pub(crate) struct DumpArgs {
    /// The file to write, which must not exist
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The file for the log's digest key, which must not exist: a secret, to be kept apart from the dump
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Only this stream, such as Request/7QX3M0ZK29RT4; may be repeated
    #[arg(long, value_name = "KIND/ID", value_parser = stream)]
    stream: Vec<StreamId>,
}

/// A text that names no stream.
#[derive(Debug, thiserror::Error)]
enum StreamInvalid {
    #[error("not the name of a stream: write KIND/ID, such as Request/7QX3M0ZK29RT4")]
    Form,
    #[error(transparent)]
    Part(#[from] InvalidAppend),
}

fn stream(text: &str) -> Result<StreamId, StreamInvalid> {
    let (kind, id) = text.split_once('/').ok_or(StreamInvalid::Form)?;
    Ok(StreamId::new(kind, id)?)
}

/// What was written.
#[derive(Serialize)]
struct Written {
    database: String,
    dump: String,
    key: String,
    events: u64,
    commands: u64,
    root: String,
    epoch: String,
}

pub(crate) async fn run(args: &DumpArgs, global: &Global, console: &Console) -> Result<Answer, Failure> {
    let (log, adopted, database) = opened(global).await?;
    let dump = match &args.stream[..] {
        [] => Dump::begin(Arc::clone(&log)).await?,
        streams => Dump::begin_of(Arc::clone(&log), streams.iter().cloned()).await?,
    };
    let mut files = Files::default();
    files.make(&args.key, &format!("{}\n", log.digest_key().reveal()))?;
    let dumped = write(dump.adopted(adopted), files.make(&args.out, "")?, &args.out).await?;
    files.keep();
    log.close().await?;
    let written = Written {
        database,
        dump: args.out.display().to_string(),
        key: args.key.display().to_string(),
        events: dumped.events,
        commands: dumped.commands,
        root: hex(&dumped.root),
        epoch: dumped.head.epoch.to_string(),
    };
    Answer::new(text(&written, console.lang), &written)
}

/// The log, up to where it was adopted from another program, and where it is.
async fn opened(global: &Global) -> Result<(Arc<dyn EventLog>, Position, String), Failure> {
    global.existing()?;
    match global.kept()? {
        Database::Sqlite(path) => {
            let log = SqliteLog::open_read_only(path).await?;
            let (adopted, place) = (log.adopted().await?, log.path().display().to_string());
            Ok((Arc::new(log), adopted, place))
        }
        Database::Postgres(url) => {
            let log = PgLog::open_read_only(url).await?;
            // The URL may hold a password; this doesn't.
            let (adopted, place) = (log.adopted().await?, log.place());
            Ok((Arc::new(log), adopted, place))
        }
        Database::Memory => Err(global.nothing_kept()),
    }
}

async fn write(mut dump: Dump, mut file: File, path: &Path) -> Result<Dumped, Failure> {
    let bar = Bar::new();
    let unwritten = |error| Failure::unwritable(&path.display().to_string(), &error);
    while let Some(lines) = dump.next().await? {
        file.write_all(lines.as_bytes()).map_err(unwritten)?;
        let so_far = dump.so_far();
        bar.show(so_far.events, so_far.head.position.get());
    }
    file.sync_all().map_err(unwritten)?;
    Ok(dump.so_far())
}

/// The files that were made, which go away again unless all went well.
#[derive(Default)]
struct Files(Vec<PathBuf>);

impl Files {
    fn make(&mut self, path: &Path, text: &str) -> Result<File, Failure> {
        let unwritten = |error| Failure::unwritable(&path.display().to_string(), &error);
        let mut file = sources::private(path).map_err(unwritten)?;
        self.0.push(path.to_owned());
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(unwritten)?;
        Ok(file)
    }

    fn keep(&mut self) {
        self.0.clear();
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        for path in &self.0 {
            // Where a file can't be removed, the error that led here is the one to tell.
            let _ = std::fs::remove_file(path);
        }
    }
}

fn text(written: &Written, lang: Lang) -> String {
    let Written { dump, key, events, commands, root, .. } = written;
    match lang {
        Lang::Ar => format!(
            "كُتب السجل في {}: عدد الأحداث {events}، والأوامر {commands}، وجذر السجل {root}\nوكُتب مفتاح البصمات في {}، وهو سرّ يُحفظ بمعزل عن الملف",
            isolate(dump),
            isolate(key)
        ),
        Lang::En => format!(
            "wrote the log to {dump}: {}, {}, root {root}\nits digest key is in {key}: a secret, keep it apart from the dump",
            plural(*events, "event"),
            plural(*commands, "command")
        ),
    }
}
