//! What the engine tells of its work, beside what the [log](crate::store::telemetry) tells: metrics and spans, each behind a
//! feature of that name. Never an id, a name or an answer: which command, how it ended, how many.

use talab_store::telemetry::{Kind, Metric};

use crate::error::{Error, NotDone};

const COMMAND: &str = "talab.command.duration";
const REFUSALS: &str = "talab.command.refusals";
const CATCH_UP: &str = "talab.views.duration";
const TAKEN_IN: &str = "talab.views.events";
const POSITION: &str = "talab.views.position";

/// Every metric of the engine and of the log under it.
#[must_use]
pub fn metrics() -> Vec<Metric> {
    ENGINE.iter().chain(talab_store::telemetry::METRICS).copied().collect()
}

const ENGINE: &[Metric] = &[
    Metric::new(
        COMMAND,
        Kind::Histogram,
        "seconds",
        &["command", "outcome"],
        "a command on a request, from the call to its receipt, deciding anew included",
    ),
    Metric::new(
        REFUSALS,
        Kind::Counter,
        "refusals",
        &["command", "code"],
        "commands that the rules refused, by the code of the refusal",
    ),
    Metric::new(
        CATCH_UP,
        Kind::Histogram,
        "seconds",
        &["view", "outcome"],
        "bringing a view up to the head of the log, from when nobody else does",
    ),
    Metric::new(TAKEN_IN, Kind::Counter, "events", &["view"], "events that a view took in"),
    Metric::new(POSITION, Kind::Gauge, "position", &["view"], "the last event that a view has taken in"),
];

/// Tells the installed recorder what the metrics are, for those that show it. Call it once, after installing one.
#[cfg(feature = "metrics")]
pub fn describe() {
    metrics().iter().for_each(Metric::describe);
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
    fn end(&self, name: &'static str, of: (&'static str, &'static str), outcome: &'static str) {
        #[cfg(feature = "tracing")]
        self.span.record("outcome", outcome);
        #[cfg(feature = "metrics")]
        metrics::histogram!(name, &[of, ("outcome", outcome)]).record(self.started.elapsed());
        let _ = (name, of, outcome);
    }
}

/// Watches over a command, from the call to its receipt. What was done tells whether it was done before.
pub(crate) async fn command<T>(
    command: &'static str,
    replayed: fn(&T) -> bool,
    work: impl Future<Output = Result<T, NotDone>>,
) -> Result<T, NotDone> {
    let watch = watch!(tracing::info_span!("talab.command", command, outcome = tracing::field::Empty));
    let done = watch.over(work).await;
    let outcome = match &done {
        Ok(done) if replayed(done) => "replayed",
        Ok(_) => "done",
        Err(NotDone::Refused(refusal)) => {
            #[cfg(feature = "metrics")]
            metrics::counter!(REFUSALS, &[("command", command), ("code", refusal.code())]).increment(1);
            let _ = refusal;
            "refused"
        }
        Err(NotDone::Failed(_)) => "failed",
    };
    watch.end(COMMAND, ("command", command), outcome);
    done
}

/// Watches over bringing a view up to the head: how many events it took in, and where it stands then.
pub(crate) async fn catch_up(
    view: &'static str,
    work: impl Future<Output = Result<(u64, u64), Error>>,
) -> Result<(), Error> {
    let watch = watch!(tracing::info_span!(
        "talab.views",
        view,
        events = tracing::field::Empty,
        position = tracing::field::Empty,
        outcome = tracing::field::Empty
    ));
    let done = watch.over(work).await;
    watch.end(CATCH_UP, ("view", view), if done.is_ok() { "done" } else { "failed" });
    let (events, position) = done?;
    #[cfg(feature = "tracing")]
    watch.span.record("events", events).record("position", position);
    #[cfg(feature = "metrics")]
    {
        metrics::counter!(TAKEN_IN, &[("view", view)]).increment(events);
        #[expect(clippy::cast_precision_loss, reason = "a gauge is a float, exact up to 2^53")]
        metrics::gauge!(POSITION, &[("view", view)]).set(position as f64);
    }
    let _ = (events, position);
    Ok(())
}
