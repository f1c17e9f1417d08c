//! What a recorder and a subscriber really get of the engine's work.

#![cfg(all(feature = "metrics", feature = "tracing"))]

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use talab::core::testing::{self, applicant, handler, verifier};
use talab::store::{Fault, FaultyLog, MemoryLog};
use talab::{CommandId, Filter, NotDone};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::stories::world::{World, complete};

/// What a subscriber wrote.
#[derive(Debug, Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

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

/// A request that is filed twice, refused once and gone on with; then the list, and a log that fails.
async fn story() -> String {
    let world = World::in_memory().await;
    let me = applicant();
    let id = CommandId::scoped(&me, "form-1").expect("an id");
    let filed = world.talab.as_actor(&me).submit(complete()).id(id.clone()).await.expect("submitted");
    assert!(world.talab.as_actor(&me).submit(complete()).id(id).await.expect("again").replayed);
    let officer = handler();
    let early = world.talab.as_actor(&officer).execute(&filed.reference, testing::step_done()).await;
    assert!(matches!(early, Err(NotDone::Refused(_))));
    world.does(&verifier(), &filed.reference, testing::pass()).await;
    let listing = world.talab.as_actor(&officer).requests(Filter::new()).await.expect("the list");
    assert_eq!(listing.requests.len(), 1);

    let log = MemoryLog::new().expect("random bytes");
    let faulty = FaultyLog::new(Arc::new(log)).script(vec![Fault::Unavailable; 8]);
    let world = World::over(Arc::new(faulty)).await;
    let failed = world.talab.as_actor(&me).execute(&filed.reference, testing::note()).await;
    assert!(failed.is_err());
    filed.reference.to_string()
}

#[test]
fn a_recorder_gets_how_commands_end_and_where_views_are() {
    let (recorder, runtime) = (DebuggingRecorder::new(), runtime());
    let snapshotter = recorder.snapshotter();
    metrics::with_local_recorder(&recorder, || {
        talab::telemetry::describe();
        runtime.block_on(story());
    });
    let lines: BTreeSet<String> = snapshotter
        .snapshot()
        .into_vec()
        .into_iter()
        .map(|(key, _, _, value)| {
            let labels: Vec<String> =
                key.key().labels().map(|label| format!("{}={}", label.key(), label.value())).collect();
            let value = match value {
                DebugValue::Counter(count) => count.to_string(),
                DebugValue::Gauge(value) => value.to_string(),
                DebugValue::Histogram(values) => format!("{} values", values.len()),
            };
            format!("{} {} {value}", key.key().name(), labels.join(" "))
        })
        .collect();
    for expected in [
        "talab.command.duration command=Submit outcome=done 1 values",
        "talab.command.duration command=Submit outcome=replayed 1 values",
        "talab.command.refusals command=CompleteStep code=wrong_stage 1",
        "talab.views.duration view=requests outcome=done 1 values",
        "talab.append.duration backend=memory outcome=appended",
    ] {
        assert!(lines.iter().any(|line| line.starts_with(expected)), "{expected}: {lines:#?}");
    }
    let told: BTreeSet<&str> = lines.iter().filter_map(|line| line.split(' ').next()).collect();
    let known: BTreeSet<&str> = talab::telemetry::metrics().iter().map(|metric| metric.name).collect();
    assert!(told.is_subset(&known), "{told:?}");
    let missing: Vec<_> = known.difference(&told).filter(|name| !name.starts_with("talab.group.")).collect();
    assert!(missing.is_empty(), "memory writes without groups, and everything else is told: {missing:?}");
}

#[test]
fn a_subscriber_gets_the_way_of_a_command_and_nothing_personal() {
    let runtime = runtime();
    // What is done for a command stands within its span.
    let spans = [
        "talab.command{command=\"Submit\"}:talab.append{backend=\"memory\"",
        "outcome=\"refused\"",
        "talab.views{view=\"requests\"",
    ];
    // A span that another test's thread meets at that moment may be taken for one that nobody wants, until the next
    // subscriber is made.
    let whole = |(_, text): &(String, String)| spans.iter().all(|span| text.contains(span));
    let told = (0..20).map(|_| written(&runtime)).find(whole);
    let (reference, text) = told.unwrap_or_else(|| written(&runtime));
    for span in spans {
        assert!(text.contains(span), "{span}: {text}");
    }
    let me = applicant();
    for personal in [reference.as_str(), me.person.as_str(), "119850012345", "address"] {
        assert!(!text.contains(personal), "{personal}: {text}");
    }
}

/// The reference of a story that is told under a subscriber, and what that wrote.
fn written(runtime: &tokio::runtime::Runtime) -> (String, String) {
    let written = Written::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(written.clone())
        .with_ansi(false)
        .finish();
    let reference = tracing::subscriber::with_default(subscriber, || runtime.block_on(story()));
    let text = String::from_utf8(written.0.lock().unwrap_or_else(PoisonError::into_inner).clone());
    (reference, text.expect("text"))
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}
