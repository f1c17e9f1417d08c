//! What the tests share.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use talab::Talab;
use talab::projections::{Entry, decode};
use talab::store::{Position, Recorded};

pub(crate) type Test = Result<(), Box<dyn Error>>;

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The events of every request: what happened, to whom, when, and as what payload; by stream, in order.
pub(crate) async fn requests(talab: &Talab) -> Result<Vec<String>, Box<dyn Error>> {
    let mut lines: Vec<_> = all(talab)
        .await?
        .iter()
        .filter(|event| event.stream.kind() == "Request")
        .map(|event| {
            let (stream, version, at) = (&event.stream, event.version.get(), event.occurred_at);
            format!("{stream} {version:05} {at} {} {} {}", event.event_type, event.payload, event.metadata)
        })
        .collect();
    lines.sort();
    Ok(lines)
}

/// The decoded events of every request, stream by stream.
pub(crate) async fn streams(talab: &Talab) -> Result<Vec<Vec<Entry>>, Box<dyn Error>> {
    let mut streams = BTreeMap::<String, Vec<Entry>>::new();
    for event in all(talab).await?.iter().filter(|event| event.stream.kind() == "Request") {
        streams.entry(event.stream.id().to_owned()).or_default().push(decode(event)?);
    }
    Ok(streams.into_values().collect())
}

/// The whole log.
pub(crate) async fn all(talab: &Talab) -> Result<Vec<Recorded>, Box<dyn Error>> {
    let mut events = Vec::new();
    loop {
        let after = events.last().map_or(Position::START, |event: &Recorded| event.position);
        let page = talab.log().read_all(after, 1000).await?;
        if page.is_empty() {
            return Ok(events);
        }
        events.extend(page);
    }
}
