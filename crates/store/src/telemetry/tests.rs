//! What a recorder and a subscriber really get.

#![cfg(all(feature = "metrics", feature = "tracing"))]

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use metrics_util::debugging::{DebugValue, DebuggingRecorder, Snapshotter};
use time::macros::datetime;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use super::*;
use crate::{
    CommandRecord, EventLog, Expected, MemoryLog, NewEvent, Options, Position, SqliteLog, StreamId, Version,
};

/// What a subscriber wrote.
#[derive(Debug, Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()).unwrap()
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Written {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// A secret in every place where people write, to be found again if it gets out.
const SECRET: &str = "119850012345";

fn append(id: &str, digest: u8) -> Append {
    let event = NewEvent::new(SECRET, format!("\"{SECRET}\""), datetime!(2026-01-01 00:00 UTC));
    Append::new()
        .write(StreamId::new("Account", SECRET).unwrap(), Expected::Any, vec![event.clone(), event])
        .command(CommandRecord::new(format!("{SECRET}{id}"), [digest; 32], format!("\"{SECRET}\"")))
}

/// Every kind of work and most of its outcomes.
async fn work(log: &dyn EventLog) {
    let stream = StreamId::new("Account", SECRET).unwrap();
    log.append(append("a", 1)).await.unwrap();
    log.append(append("a", 1)).await.unwrap();
    log.append(append("a", 2)).await.unwrap_err();
    log.append(append("b", 1).check(StreamId::new("Account", "none").unwrap(), Version::FIRST))
        .await
        .unwrap_err();
    log.append(Append::new()).await.unwrap_err();
    assert_eq!(log.read_stream(&stream, Version::FIRST).await.unwrap().len(), 2);
    assert_eq!(log.read_all(Position::START, 1).await.unwrap().len(), 1);
    assert!(log.command(&format!("{SECRET}a")).await.unwrap().is_some());
    log.close().await.unwrap();
    log.read_all(Position::START, 1).await.unwrap_err();
    log.append(append("c", 1)).await.unwrap_err();
}

/// Every metric as a line: its name, its labels, and how often or how much.
fn recorded(snapshotter: &Snapshotter) -> BTreeSet<String> {
    let line = |(key, _, _, value): (metrics_util::CompositeKey, _, _, DebugValue)| {
        let labels: Vec<String> =
            key.key().labels().map(|label| format!("{}={}", label.key(), label.value())).collect();
        let value = match value {
            DebugValue::Counter(count) => count.to_string(),
            DebugValue::Gauge(value) => value.to_string(),
            DebugValue::Histogram(values) => format!("{} values", values.len()),
        };
        format!("{} {} {value}", key.key().name(), labels.join(" "))
    };
    snapshotter.snapshot().into_vec().into_iter().map(line).collect()
}

#[test]
fn a_recorder_gets_every_outcome_and_nothing_personal() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    metrics::with_local_recorder(&recorder, || {
        describe();
        runtime.block_on(async { work(&MemoryLog::new().unwrap()).await });
    });
    let recorded = recorded(&snapshotter);
    let expected = [
        "talab.append.duration backend=memory outcome=appended 1 values",
        "talab.append.duration backend=memory outcome=replayed 1 values",
        "talab.append.duration backend=memory outcome=command_id_reused 1 values",
        "talab.append.duration backend=memory outcome=conflict 1 values",
        "talab.append.duration backend=memory outcome=invalid 1 values",
        "talab.append.duration backend=memory outcome=failed 1 values",
        "talab.append.events backend=memory 2",
        "talab.read.duration backend=memory read=all outcome=read 1 values",
        "talab.read.duration backend=memory read=all outcome=failed 1 values",
        "talab.read.duration backend=memory read=command outcome=read 1 values",
        "talab.read.duration backend=memory read=stream outcome=read 1 values",
        "talab.read.events backend=memory read=all 1",
        "talab.read.events backend=memory read=command 0",
        "talab.read.events backend=memory read=stream 2",
    ];
    assert_eq!(recorded, expected.map(str::to_owned).into());
}

/// The writer has a thread of its own, so this recorder is the process's; other tests may record into it too.
#[tokio::test]
async fn groups_are_recorded_where_they_are_written() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    recorder.install().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(folder.path().join("log.db"), Options::default()).await.unwrap();
    work(&log).await;
    let recorded = recorded(&snapshotter);
    for name in
        ["talab.group.duration backend=sqlite outcome=committed", "talab.group.appends backend=sqlite"]
    {
        assert!(recorded.iter().any(|line| line.starts_with(name)), "{name}: {recorded:?}");
    }
    // Every metric of the table is recorded, with its labels in their order, and no other one is.
    let names: BTreeSet<String> = recorded.iter().map(|line| shape(line)).collect();
    let table: BTreeSet<String> =
        METRICS.iter().map(|m| format!("{} {}", m.name, m.labels.join(" "))).collect();
    assert_eq!(names, table);
    assert!(!recorded.iter().any(|line| line.contains(SECRET)));
}

/// A line without the values of its labels.
fn shape(line: &str) -> String {
    let mut words = line.split(' ');
    let name = words.next().unwrap_or_default();
    let labels: Vec<&str> = words.filter_map(|word| Some(word.split_once('=')?.0)).collect();
    format!("{name} {}", labels.join(" "))
}

#[test]
fn a_subscriber_gets_spans_without_anything_personal() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let working = || runtime.block_on(async { work(&MemoryLog::new().unwrap()).await });
    // A span that another test's thread meets at that moment may be taken for one that nobody wants, until the next
    // subscriber is made.
    let text =
        (0..20).map(|_| spans_of(working)).find(|text| text.contains("talab.read")).unwrap_or_default();
    for span in [
        "talab.append{backend=\"memory\" events=2 streams=1 outcome=\"appended\"}",
        "talab.append{backend=\"memory\" events=2 streams=2 outcome=\"conflict\"}",
        "talab.read{backend=\"memory\" read=\"stream\" outcome=\"read\" events=2}",
    ] {
        assert!(text.contains(span), "{span}: {text}");
    }
    assert!(!text.contains(SECRET), "{text}");
}

fn spans_of(working: impl Fn()) -> String {
    let written = Written::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(written.clone())
        .with_ansi(false)
        .finish();
    tracing::subscriber::with_default(subscriber, working);
    written.text()
}
