//! Golden transcripts: what is typed, what is printed, and the exit code.
//!
//! Every transcript runs in one new folder that holds `examples/` and `fixtures/`, so that it reads like a session at the
//! root of the repository. `TRYCMD=overwrite cargo test -p talab-cli` writes them anew; what no two runs share (seconds, epochs, when something was
//! recorded) is then to be written as `[..]` by hand.

use std::fs::File;
use std::io;
use std::path::Path;

use serde_json::Value;
use talab::store::{Append, CommandRecord, EventLog as _, Expected, NewEvent, Options, SqliteLog, StreamId};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn transcripts() -> io::Result<()> {
    let root = Path::new(HERE).join("../..").canonicalize()?;
    let folder = tempfile::tempdir()?;
    copy(&root.join("examples"), &folder.path().join("examples"))?;
    copy(&Path::new(HERE).join("tests/fixtures"), &folder.path().join("fixtures"))?;
    damage(&folder.path().join("fixtures"))?;
    let archived = std::fs::read_to_string(root.join("tests/archive/v1/events.jsonl"))?;
    database(&folder.path().join("fixtures/archived.db"), &archived)?;
    database(&folder.path().join("fixtures/altered.db"), &altered(&archived))?;
    // The commands run where this process stands; it is the only test of its binary.
    std::env::set_current_dir(folder.path())?;
    let cases = trycmd::TestCases::new();
    cases.case(format!("{HERE}/tests/transcripts/*.md"));
    cases.case(root.join("docs/guide/cli.md"));
    cases.run();
    Ok(())
}

/// Copies a folder with everything in it.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Makes the files that are broken: a log cut short in the middle, a database that is none, dumps that were changed.
fn damage(fixtures: &Path) -> io::Result<()> {
    let log = std::fs::read(fixtures.join("small.xes"))?;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    io::Write::write_all(&mut packed, &log)?;
    let packed = packed.finish()?;
    std::fs::write(fixtures.join("truncated.xes.gz"), &packed[..packed.len() / 2])?;
    let dump = std::fs::read_to_string(fixtures.join("example.jsonl"))?;
    std::fs::write(fixtures.join("changed.jsonl"), dump.replace("HolidayDecided", "HolidayRevoked"))?;
    std::fs::write(fixtures.join("cut.jsonl"), &dump[..dump.len() - 40])?;
    let missing: Vec<&str> =
        dump.split_inclusive('\n').enumerate().filter(|(at, _)| *at != 3).map(|(_, line)| line).collect();
    std::fs::write(fixtures.join("missing.jsonl"), missing.concat())?;
    std::fs::write(fixtures.join("noise.db"), [0x17_u8; 8192])?;
    File::create(fixtures.join("empty.db"))?;
    Ok(())
}

/// A history that no build of ours wrote: an extension of other length, and a form from the future.
fn altered(archived: &str) -> String {
    archived.replace(r#"\"working_days\":2,"#, r#"\"working_days\":1,"#).replace(
        r#""event_type":"Withdrawn","event_version":"1""#,
        r#""event_type":"Withdrawn","event_version":"2""#,
    )
}

/// A database of the archived events, appended as they were.
fn database(path: &Path, archived: &str) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(appended(path, archived)).map_err(io::Error::other)
}

async fn appended(path: &Path, archived: &str) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let log = SqliteLog::open(path, Options::default()).await?;
    let rows: Vec<Value> = archived.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let mut rows = rows.iter().peekable();
    while let Some(first) = rows.next() {
        let event = |row: &Value| {
            let at = talab::Timestamp::from_unix_micros(row["occurred_at"].as_i64().unwrap_or_default());
            NewEvent::new(text(row, "event_type"), text(row, "payload"), at.get())
                .event_version(text(row, "event_version"))
                .metadata(text(row, "metadata"))
        };
        let mut events = vec![event(first)];
        // The events of one command stand together, and name it.
        let same = |row: &&Value| {
            row["record"].is_null()
                && ["kind", "id", "metadata"].iter().all(|key| row[*key] == first[*key])
                && first["record"].is_string()
        };
        while let Some(row) = rows.next_if(same) {
            events.push(event(row));
        }
        let stream = StreamId::new(text(first, "kind"), text(first, "id"))?;
        let mut append = Append::new().write(stream, Expected::Any, events);
        if let Some(record) = first["record"].as_str() {
            append = append.command(CommandRecord::new(first["position"].to_string(), [0; 32], record));
        }
        log.append(append).await?;
    }
    Ok(log.close().await?)
}
