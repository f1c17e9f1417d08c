//! Any [`EventLog`] as the event store of any cqrs-es aggregate.
//!
//! What a cqrs-es application gains: real version checks on every backend, events of a stream and of the whole log in
//! the order in which they happened, commands that can be sent twice, evidence, and typed decoding without a detour.
//! The state is always the fold of the events, each applied once.

mod hot;
mod keeping;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use cqrs_es::{Aggregate, AggregateContext, AggregateError, DomainEvent, EventEnvelope, EventStore};

use self::hot::Hot;
use self::keeping::{Folding, Keeping};
use crate::hash::unhex;
use crate::snapshot::Snapshots;
use crate::{
    Append, AppendError, CommandRecord, EventLog, Expected, LogClock, LogError, LogErrorKind, NewEvent,
    Recorded, StreamId, SystemClock, Upcasters, Version,
};

/// The metadata key whose value becomes the command's id.
pub const COMMAND_ID: &str = "talab.command_id";
/// The metadata key whose value, 64 hexadecimal digits, becomes the command's digest.
pub const DIGEST: &str = "talab.digest";
/// The metadata key whose value, JSON text, becomes the command's record; `{}` without it.
pub const RECORD: &str = "talab.record";

/// An [`EventStore`] for the aggregate `A` over a log.
///
/// Metadata under [`COMMAND_ID`] and [`DIGEST`] names the command behind a commit; these keys are kept with the
/// command and not with the events. A commit of a known command appends nothing and gives no events, so that nothing
/// is dispatched twice. (The framework runs the aggregate's `handle` before that, on the present state; an aggregate
/// that may refuse a repeat should be asked through [`EventLog::command`] first.)
pub struct LogStore<A> {
    log: Arc<dyn EventLog>,
    clock: Arc<dyn LogClock>,
    hot: Option<Arc<Hot<A>>>,
    upcasters: Arc<Upcasters>,
    keeping: Option<Arc<Keeping<A>>>,
    aggregate: PhantomData<fn() -> A>,
}

impl<A: Aggregate> LogStore<A> {
    /// A store over this log; events occur when they are committed, by the machine's clock.
    #[must_use]
    pub fn new(log: Arc<dyn EventLog>) -> Self {
        Self::with_clock(log, Arc::new(SystemClock::new()))
    }

    /// A store over this log; events occur when they are committed, by this clock.
    #[must_use]
    pub fn with_clock(log: Arc<dyn EventLog>, clock: Arc<dyn LogClock>) -> Self {
        Self { log, clock, hot: None, upcasters: Arc::default(), keeping: None, aggregate: PhantomData }
    }

    /// The same store with a memory for the state of at least so many aggregates lately used, which are then loaded
    /// without a read.
    ///
    /// The memory needn't be true, only checked: a commit from a state that others have moved on is a conflict, and then
    /// the state is read anew. But `handle` may *refuse* on such a state, and nobody checks a refusal. So use it where
    /// this process is the only one that writes to these aggregates, or where a caller who is refused tries again.
    #[must_use]
    pub fn cached(mut self, aggregates: usize) -> Self
    where
        A: Clone,
    {
        self.hot = Some(Arc::new(Hot::of(aggregates)));
        self
    }

    /// The same store, which brings old forms of events up to date before it decodes them.
    #[must_use]
    pub fn upcasting(mut self, upcasters: Upcasters) -> Self {
        self.upcasters = Arc::new(upcasters);
        self
    }

    /// The same store, which loads long aggregates by way of these snapshots. `fold` says what folds them, such as a hash of
    /// the sources of `apply`: with another text, a snapshot isn't used. The aggregate's type and what its default looks
    /// like tell by themselves; so do the steps given to [`upcasting`](LogStore::upcasting), but for what they do: give
    /// those first.
    ///
    /// # Errors
    /// [`LogErrorKind::Invalid`] when the default aggregate has no JSON form.
    pub fn snapshots(mut self, snapshots: Arc<Snapshots>, fold: &str) -> Result<Self, LogError>
    where
        A: PartialEq,
    {
        self.keeping = Some(Arc::new(Keeping::of(snapshots, fold, &self.upcasters)?));
        Ok(self)
    }

    /// The log under the store.
    #[must_use]
    pub fn log(&self) -> &Arc<dyn EventLog> {
        &self.log
    }

    fn wrap(
        &self,
        events: Vec<A::Event>,
        to: &Loaded<A>,
        metadata: &HashMap<String, String>,
    ) -> Result<Vec<EventEnvelope<A>>, LogError> {
        let first = to.sequence()?.saturating_add(1);
        let wrap = |(payload, sequence)| EventEnvelope {
            aggregate_id: to.stream.id().to_owned(),
            sequence,
            payload,
            metadata: metadata.clone(),
        };
        Ok(events.into_iter().zip(first..).map(wrap).collect())
    }

    fn serialize(&self, envelopes: &[EventEnvelope<A>]) -> Result<Vec<NewEvent>, LogError> {
        let now = self.clock.now();
        let new = |envelope: &EventEnvelope<A>| {
            let kind = envelope.payload.event_type();
            // A sorted map, so that the same metadata always has the same bytes.
            let metadata: BTreeMap<_, _> = envelope.metadata.iter().collect();
            let payload = serde_json::to_string(&envelope.payload);
            let metadata = serde_json::to_string(&metadata);
            let unwritable = |error: serde_json::Error| {
                let problem = format!("event {kind} can't be written as JSON; mend its Serialize");
                LogError::new(LogErrorKind::Invalid, problem).because(error)
            };
            let (payload, metadata) = (payload.map_err(unwritable)?, metadata.map_err(unwritable)?);
            Ok(NewEvent::new(kind.as_str(), payload, now)
                .event_version(envelope.payload.event_version())
                .metadata(metadata))
        };
        envelopes.iter().map(new).collect()
    }

    fn envelope(&self, event: &Recorded) -> Result<EventEnvelope<A>, LogError> {
        let metadata =
            serde_json::from_str(&event.metadata).map_err(|error| wrong_form(event, "metadata", error))?;
        let (aggregate_id, sequence) = (event.stream.id().to_owned(), sequence(event.version)?);
        Ok(EventEnvelope { aggregate_id, sequence, payload: self.decode(event)?, metadata })
    }

    /// Straight into the typed event, but for old forms.
    fn decode(&self, event: &Recorded) -> Result<A::Event, LogError> {
        let latest = self.upcasters.apply(event)?;
        serde_json::from_str(&latest.payload).map_err(|error| wrong_form(event, "payload", error))
    }

    async fn in_full(&self, id: &str) -> Result<Loaded<A>, AggregateError<A::Error>> {
        let (stream, events) = self.load(id).await?;
        let mut loaded = Loaded { stream, version: Version::NONE, aggregate: A::default() };
        for event in &events {
            loaded.aggregate.apply(self.decode(event).map_err(undecodable)?);
            loaded.version = event.version;
        }
        Ok(loaded)
    }

    async fn by_snapshot(
        &self,
        keeping: &Keeping<A>,
        id: &str,
    ) -> Result<Loaded<A>, AggregateError<A::Error>> {
        let stream = StreamId::new(A::TYPE, id).map_err(|error| unexpected(AppendError::from(error)))?;
        let folding = Folding { store: self, keeping };
        let folded = keeping.snapshots.load(&*self.log, &stream, &folding).await;
        let folded = folded.map_err(|error| match error.kind() {
            LogErrorKind::Corrupt => undecodable(error),
            _ => unavailable(error),
        })?;
        Ok(Loaded { stream, version: folded.version, aggregate: folded.state })
    }

    async fn load(&self, id: &str) -> Result<(StreamId, Vec<Recorded>), AggregateError<A::Error>> {
        let stream = StreamId::new(A::TYPE, id).map_err(|error| unexpected(AppendError::from(error)))?;
        let events = self.log.read_stream(&stream, Version::FIRST).await.map_err(unavailable)?;
        Ok((stream, events))
    }
}

impl<A> fmt::Debug for LogStore<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogStore").field("log", &self.log).finish_non_exhaustive()
    }
}

impl<A> Clone for LogStore<A> {
    fn clone(&self) -> Self {
        Self {
            log: Arc::clone(&self.log),
            clock: Arc::clone(&self.clock),
            hot: self.hot.clone(),
            upcasters: Arc::clone(&self.upcasters),
            keeping: self.keeping.clone(),
            aggregate: PhantomData,
        }
    }
}

/// An aggregate as it was loaded, and where its stream stood.
#[derive(Debug)]
pub struct Loaded<A> {
    stream: StreamId,
    version: Version,
    aggregate: A,
}

impl<A> Loaded<A> {
    /// The version the aggregate was folded up to.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    fn sequence(&self) -> Result<usize, LogError> {
        sequence(self.version)
    }
}

impl<A: Aggregate> AggregateContext<A> for Loaded<A> {
    fn aggregate(&mut self) -> &mut A {
        &mut self.aggregate
    }
}

impl<A: Aggregate> EventStore<A> for LogStore<A> {
    type AC = Loaded<A>;

    async fn load_events(
        &self,
        aggregate_id: &str,
    ) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        let (_, events) = self.load(aggregate_id).await?;
        events.iter().map(|event| self.envelope(event)).collect::<Result<_, _>>().map_err(undecodable)
    }

    async fn load_aggregate(&self, aggregate_id: &str) -> Result<Loaded<A>, AggregateError<A::Error>> {
        if let Some(loaded) = self.hot.as_ref().and_then(|hot| hot.load(aggregate_id)) {
            return Ok(loaded);
        }
        let loaded = match &self.keeping {
            Some(keeping) => self.by_snapshot(keeping, aggregate_id).await?,
            None => self.in_full(aggregate_id).await?,
        };
        if let Some(hot) = &self.hot {
            hot.learn(&loaded);
        }
        Ok(loaded)
    }

    async fn commit(
        &self,
        events: Vec<A::Event>,
        context: Loaded<A>,
        mut metadata: HashMap<String, String>,
    ) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        // `context.aggregate` has these events applied already, by the framework's sink; only its version counts here.
        let command = take_command(&mut metadata).map_err(unexpected)?;
        let envelopes = self.wrap(events, &context, &metadata).map_err(unexpected)?;
        let new = self.serialize(&envelopes).map_err(unexpected)?;
        let mut append = Append::new().write(context.stream.clone(), Expected::Exact(context.version), new);
        append.command = command;
        let outcome = self.log.append(append).await;
        if let Some(hot) = &self.hot {
            let committed = outcome.as_ref().is_ok_and(|appended| !appended.replayed);
            hot.commit(&context, if committed { &envelopes } else { &[] });
        }
        match outcome {
            Ok(appended) if appended.replayed => Ok(Vec::new()),
            Ok(_) => Ok(envelopes),
            Err(AppendError::Conflict { .. }) => Err(AggregateError::AggregateConflict),
            Err(error @ (AppendError::CommandIdReused { .. } | AppendError::Invalid(_))) => {
                Err(unexpected(error))
            }
            Err(error) => Err(unavailable(error)),
        }
    }
}

/// Takes the reserved keys out of the metadata and makes a command of them.
fn take_command(metadata: &mut HashMap<String, String>) -> Result<Option<CommandRecord>, LogError> {
    let wrong = |problem: String| Err(LogError::new(LogErrorKind::Invalid, problem));
    match (metadata.remove(COMMAND_ID), metadata.remove(DIGEST), metadata.remove(RECORD)) {
        (None, None, None) => Ok(None),
        (Some(id), Some(digest), record) => match unhex(&digest) {
            Some(digest) => Ok(Some(CommandRecord::new(id, digest, record.as_deref().unwrap_or("{}")))),
            None => wrong(format!("metadata {DIGEST} is not 64 hexadecimal digits; write the digest so")),
        },
        _ => wrong(format!("metadata {COMMAND_ID} and {DIGEST} must come together; give both or neither")),
    }
}

fn wrong_form(event: &Recorded, part: &str, error: serde_json::Error) -> LogError {
    let Recorded { position, stream, version, event_type, .. } = event;
    let problem = format!(
        "the {part} of {event_type} at position {position} ({stream}, version {version}) doesn't decode; use a release \
         that knows this form"
    );
    LogError::new(LogErrorKind::Corrupt, problem).because(error)
}

fn sequence(version: Version) -> Result<usize, LogError> {
    usize::try_from(version.get()).map_err(|error| {
        LogError::new(LogErrorKind::Corrupt, format!("version {version} is greater than this machine counts"))
            .because(error)
    })
}

fn undecodable<E: std::error::Error>(error: LogError) -> AggregateError<E> {
    AggregateError::DeserializationError(Box::new(error))
}

fn unavailable<E: std::error::Error>(
    error: impl std::error::Error + Send + Sync + 'static,
) -> AggregateError<E> {
    AggregateError::DatabaseConnectionError(Box::new(error))
}

fn unexpected<E: std::error::Error>(
    error: impl std::error::Error + Send + Sync + 'static,
) -> AggregateError<E> {
    AggregateError::UnexpectedError(Box::new(error))
}

#[cfg(test)]
mod tests;
