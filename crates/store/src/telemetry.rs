//! What the log tells of its work: metrics for the `metrics` facade and spans for `tracing`, each behind a feature of that
//! name, and nothing at all without it.
//!
//! No name, field or label is taken from what people write: kinds of work, outcomes and counts, never an id, a payload or
//! a stream. A host installs the recorder and the subscriber that it likes; without one, both cost next to nothing.

#[cfg(test)]
mod tests;

use crate::{Append, AppendError, Appended, LogError};

/// What a metric is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// It only goes up.
    Counter,
    /// It is what it is now.
    Gauge,
    /// Many values, of which the spread is of interest.
    Histogram,
}

impl Kind {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

/// A metric, as documents and recorders describe it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metric {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// What it is counted in.
    pub unit: &'static str,
    /// The labels it carries.
    pub labels: &'static [&'static str],
    /// What it says.
    pub says: &'static str,
}

impl Metric {
    /// A metric.
    #[must_use]
    pub const fn new(
        name: &'static str,
        kind: Kind,
        unit: &'static str,
        labels: &'static [&'static str],
        says: &'static str,
    ) -> Self {
        Self { name, kind, unit, labels, says }
    }

    /// Tells the installed recorder what this is.
    #[cfg(feature = "metrics")]
    pub fn describe(&self) {
        let unit = match self.unit {
            "seconds" => metrics::Unit::Seconds,
            _ => metrics::Unit::Count,
        };
        match self.kind {
            Kind::Counter => metrics::describe_counter!(self.name, unit, self.says),
            Kind::Gauge => metrics::describe_gauge!(self.name, unit, self.says),
            Kind::Histogram => metrics::describe_histogram!(self.name, unit, self.says),
        }
    }
}

const APPEND: &str = "talab.append.duration";
const APPENDED: &str = "talab.append.events";
const GROUP: &str = "talab.group.duration";
const GROUPED: &str = "talab.group.appends";
const READ: &str = "talab.read.duration";
const EVENTS: &str = "talab.read.events";

/// Every metric of the log.
pub const METRICS: &[Metric] = &[
    Metric::new(
        APPEND,
        Kind::Histogram,
        "seconds",
        &["backend", "outcome"],
        "an append, from the call to its answer: waiting for a place in a group, and the commit",
    ),
    Metric::new(APPENDED, Kind::Counter, "events", &["backend"], "events that were appended"),
    Metric::new(
        GROUP,
        Kind::Histogram,
        "seconds",
        &["backend", "outcome"],
        "the transaction of a group of appends; what an append takes longer, it waited",
    ),
    Metric::new(
        GROUPED,
        Kind::Histogram,
        "appends",
        &["backend"],
        "how many appends went into one transaction",
    ),
    Metric::new(
        READ,
        Kind::Histogram,
        "seconds",
        &["backend", "read", "outcome"],
        "a read, from the call to its answer",
    ),
    Metric::new(EVENTS, Kind::Counter, "events", &["backend", "read"], "events that were read"),
];

/// Tells the installed recorder what the log's metrics are, for those that show it. Call it once, after installing one.
#[cfg(feature = "metrics")]
pub fn describe() {
    METRICS.iter().for_each(Metric::describe);
}

/// The span of a piece of work and its beginning, as far as somebody wants to know.
struct Watch {
    #[cfg(feature = "metrics")]
    started: std::time::Instant,
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

/// Begins to watch; the span's expression is evaluated only where spans are wanted.
macro_rules! watch {
    ($span:expr) => {
        Watch {
            #[cfg(feature = "metrics")]
            started: std::time::Instant::now(),
            #[cfg(feature = "tracing")]
            span: $span,
        }
    };
}

impl Watch {
    /// Does the work within the span.
    async fn over<T>(&self, work: impl Future<Output = T>) -> T {
        #[cfg(feature = "tracing")]
        return tracing::Instrument::instrument(work, self.span.clone()).await;
        #[cfg(not(feature = "tracing"))]
        work.await
    }

    /// Notes how the work ended, and how long it took.
    fn end<const N: usize>(&self, name: &'static str, labels: [Label; N], outcome: &'static str) {
        #[cfg(feature = "tracing")]
        self.span.record("outcome", outcome);
        #[cfg(not(feature = "tracing"))]
        let _ = outcome;
        #[cfg(feature = "metrics")]
        metrics::histogram!(name, &labels).record(self.started.elapsed());
        #[cfg(not(feature = "metrics"))]
        let _ = (name, labels);
    }
}

/// A label and its value.
type Label = (&'static str, &'static str);

/// Adds to a counter.
fn count<const N: usize>(name: &'static str, labels: [Label; N], by: usize) {
    #[cfg(feature = "metrics")]
    metrics::counter!(name, &labels).increment(by as u64);
    #[cfg(not(feature = "metrics"))]
    let _ = (name, labels, by);
}

/// How much an append holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    events: usize,
    #[cfg(feature = "tracing")]
    streams: usize,
}

impl Size {
    pub(crate) fn of(batch: &Append) -> Self {
        Self {
            events: batch.event_count(),
            #[cfg(feature = "tracing")]
            streams: batch.writes.len(),
        }
    }
}

/// Watches over an append, from the call to its answer.
pub(crate) async fn append(
    backend: &'static str,
    size: Size,
    work: impl Future<Output = Result<Appended, AppendError>>,
) -> Result<Appended, AppendError> {
    let watch = watch!(tracing::debug_span!(
        "talab.append",
        backend,
        events = size.events,
        streams = size.streams,
        outcome = tracing::field::Empty
    ));
    let done = watch.over(work).await;
    let outcome = outcome(&done);
    watch.end(APPEND, [("backend", backend), ("outcome", outcome)], outcome);
    if outcome == "appended" {
        count(APPENDED, [("backend", backend)], size.events);
    }
    done
}

/// How an append ended, in a word.
fn outcome(done: &Result<Appended, AppendError>) -> &'static str {
    match done {
        Ok(appended) if appended.replayed => "replayed",
        Ok(_) => "appended",
        Err(AppendError::Conflict { .. }) => "conflict",
        Err(AppendError::CommandIdReused { .. }) => "command_id_reused",
        Err(AppendError::Invalid(_)) => "invalid",
        Err(error) if error.is_in_doubt() => "in_doubt",
        Err(_) => "failed",
    }
}

/// Watches over a read; `events` tells how many it gave.
pub(crate) async fn read<T>(
    backend: &'static str,
    read: &'static str,
    events: fn(&T) -> usize,
    work: impl Future<Output = Result<T, LogError>>,
) -> Result<T, LogError> {
    let watch = watch!(tracing::debug_span!(
        "talab.read",
        backend,
        read,
        events = tracing::field::Empty,
        outcome = tracing::field::Empty
    ));
    let done = watch.over(work).await;
    let outcome = if done.is_ok() { "read" } else { "failed" };
    watch.end(READ, [("backend", backend), ("read", read), ("outcome", outcome)], outcome);
    if let Ok(value) = &done {
        #[cfg(feature = "tracing")]
        watch.span.record("events", events(value));
        count(EVENTS, [("backend", backend), ("read", read)], events(value));
    }
    done
}

/// Watches over the transaction of a group of so many appends; to be told whether it was committed.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub(crate) fn group(backend: &'static str, appends: usize) -> impl FnOnce(bool) {
    let watch =
        watch!(tracing::debug_span!("talab.group", backend, appends, outcome = tracing::field::Empty));
    move |committed| {
        let outcome = if committed { "committed" } else { "failed" };
        watch.end(GROUP, [("backend", backend), ("outcome", outcome)], outcome);
        #[cfg(feature = "metrics")]
        metrics::histogram!(GROUPED, &[("backend", backend)])
            .record(u32::try_from(appends).unwrap_or(u32::MAX));
        #[cfg(not(feature = "metrics"))]
        let _ = appends;
    }
}
