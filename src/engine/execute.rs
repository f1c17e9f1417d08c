//! The way of a command: look its id up, load, gather, decide, append.

use talab_core::request::{Command, Decided, Envelope, Request, decide, evolve, may_know};
use talab_core::{Actor, ChannelMessage, CommandId, MandateId, Reference, Refusal};
use talab_projections::{Entry, decode, fold};
use talab_store::{Append, AppendError, Appended, CommandRecord, Expected, StoredCommand, StreamId, Version};

use super::Talab;
use super::acting::Acting;
use super::gather::Gathered;
use super::parts::Opened;
use super::record::{self, REQUEST};
use crate::error::{Error, ErrorKind, NotDone};
use crate::receipt::Receipt;
use crate::telemetry;

/// How often a command is decided anew when others come first.
const MAX_TRIES: usize = 16;
/// How often an append whose outcome is unknown is sent again; its command id makes that safe.
const MAX_SENDS: usize = 4;

/// A command on a request, as an actor gives it.
#[derive(Debug)]
pub(super) struct Order<'a> {
    pub(super) actor: &'a Actor,
    /// The request; nothing for a new one.
    pub(super) reference: Option<Reference>,
    /// The mandate under which it is given, where one is named.
    pub(super) mandate: Option<MandateId>,
    pub(super) command: Command,
    pub(super) id: CommandId,
    pub(super) expecting: Option<u64>,
    /// Whether somebody tried it, so that a refusal leaves its trace; what the engine does by rule, nobody tried.
    pub(super) tried: bool,
}

/// A command that was done, and the request after it.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) receipt: Receipt,
    pub(super) request: Request,
}

impl Talab {
    /// Carries a command out; a refusal leaves its trace in the access stream.
    pub(super) async fn carry_out(&self, order: Order<'_>) -> Result<Done, NotDone> {
        let command = order.command.kind().name();
        // A decision holds whole requests and facts; on the heap, no caller's stack has to.
        let carried_out = Box::pin(self.carried_out(order));
        let done = telemetry::command(command, |done| done.receipt.replayed, carried_out).await?;
        // The act is done, whatever becomes of what follows from it: the next tick does that again.
        drop(Box::pin(self.follow(&done)).await);
        Ok(done)
    }

    async fn carried_out(&self, order: Order<'_>) -> Result<Done, NotDone> {
        if order.reference.is_some() && matches!(order.command, Command::Submit(_)) {
            return Err(self.refused(&order, Refusal::UnknownRequest).await?);
        }
        let digest = record::digest(self.log.digest_key(), &order)?;
        if let Some(stored) = self.log.command(&record::key(order.actor, &order.id)).await? {
            return self.first_outcome(&order, &stored, &digest).await;
        }
        for _ in 0..MAX_TRIES {
            match Box::pin(self.try_once(&order, digest)).await {
                Err(Stop::Conflict { own: true }) if order.expecting.is_some() => {
                    return self.stale(&order).await;
                }
                Err(Stop::Conflict { .. }) => {}
                Err(Stop::NotDone(NotDone::Refused(refusal))) => {
                    return Err(self.refused(&order, refusal).await?);
                }
                Err(Stop::NotDone(failed)) => return Err(failed),
                Ok(done) => return Ok(done),
            }
        }
        let what = "the request kept changing under the command: send it again with the same id";
        Err(Error::new(ErrorKind::Conflict, what).into())
    }

    async fn try_once(&self, order: &Order<'_>, digest: [u8; 32]) -> Result<Done, Stop> {
        // One instant for all of it: what was gathered holds when it is decided, and when it is decided again.
        let at = self.now();
        let (request, head) = match &order.reference {
            Some(reference) => {
                let folded = self.request(reference).await?;
                (folded.state, folded.position.get())
            }
            None => (Request::default(), 0),
        };
        let named = match &order.command {
            Command::Submit(submit) => submit.mandate.as_ref(),
            _ => order.mandate.as_ref().or_else(|| request.mandate_of(&order.actor.person)),
        };
        let known = self.gather_mandate(order.actor, named).await?;
        // Who may not know of a request learns nothing of its version either.
        if order.reference.is_some() {
            may_know(&request, order.actor, at, &known.0)?;
        }
        if let Some(expected) = order.expecting
            && expected != request.version()
        {
            return Err(Refusal::StaleVersion { expected, actual: request.version() }.into());
        }
        let arrived = match &order.command {
            Command::Submit(submit) => {
                submit.message.as_ref().map(|message| (self.reference_of(message), &message.id))
            }
            _ => None,
        };
        let gathered = self.gather(order, &request, known, at).await?;
        let envelope = Envelope {
            by: order.actor.clone(),
            id: order.id.clone(),
            at,
            facts: gathered.facts.clone(),
            command: order.command.clone(),
        };
        let decided = decide(&request, &envelope)?;
        // One message makes one request, however often its sender brings it.
        if let Some((reference, message)) = &arrived
            && self.request(reference).await?.state.stage().is_some()
        {
            return Err(Refusal::MessageAlreadyApplied { message: message.to_string() }.into());
        }
        let reference = match (&order.reference, arrived) {
            (Some(reference), _) => reference.clone(),
            (None, Some((reference, _))) => reference,
            (None, None) => self.draw("reference", &order.id)?,
        };
        if decided.events.is_empty() {
            let version = request.version();
            let receipt = Receipt { reference, version, position: head, replayed: false, events: Vec::new() };
            return Ok(Done { receipt, request });
        }
        let opened = Box::pin(self.opened(order, (&reference, &request), &envelope, &decided)).await?;
        self.append(order, digest, reference, request, &gathered, &envelope, decided, opened).await
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one append, each used once")]
    async fn append(
        &self,
        order: &Order<'_>,
        digest: [u8; 32],
        reference: Reference,
        mut request: Request,
        gathered: &Gathered,
        envelope: &Envelope,
        decided: Decided,
        opened: Option<Opened>,
    ) -> Result<Done, Stop> {
        let stream = record::stream(REQUEST, reference.as_str())?;
        let beside = opened.as_ref().map(|it| (&it.envelope, it.decided.verdicts.as_slice()));
        let command = record::command(envelope, &decided.verdicts, beside)?;
        let events = record::events(envelope, &request, &decided.events)?;
        let mut batch = Append::new()
            .write(stream.clone(), Expected::Exact(Version::new(request.version())), events)
            .command(CommandRecord::new(record::key(order.actor, &order.id), digest, command));
        let mut rests_on = gathered.rests_on.clone();
        if let Some(opened) = opened {
            let child = record::stream(REQUEST, opened.reference.as_str())?;
            let events = record::events(&opened.envelope, &Request::default(), &opened.decided.events)?;
            batch = batch.write(child, Expected::Exact(Version::NONE), events);
            rests_on.extend(opened.gathered.rests_on);
            rests_on.sort_by_key(|(stream, version)| (stream.to_string(), *version));
            // One stream is checked once; of two readings the older one, which does not hold any more.
            rests_on.dedup_by(|later, first| later.0 == first.0);
        }
        for (stream, version) in rests_on {
            batch = batch.check(stream, version);
        }
        let appended = self.send(batch).await.map_err(|error| stop(error, &stream))?;
        if appended.replayed {
            // The same command came in twice at once; the other one's outcome is the outcome.
            let reference = reference_of(&appended)?;
            let entries = self.entries(&reference).await?;
            return Ok(done_before(reference, &entries, &appended));
        }
        for event in &decided.events {
            evolve(&mut request, event);
        }
        let receipt = Receipt {
            reference,
            version: request.version(),
            position: appended.last.get(),
            replayed: false,
            events: decided.events.iter().map(|event| event.name().to_owned()).collect(),
        };
        Ok(Done { receipt, request })
    }

    /// Sends an append, and again if its outcome is unknown: its command id makes that one act.
    pub(super) async fn send(&self, batch: Append) -> Result<Appended, AppendError> {
        let repeatable = batch.command.is_some();
        for _ in 1..MAX_SENDS {
            match self.log.append(batch.clone()).await {
                Err(error) if repeatable && (error.is_transient() || error.is_in_doubt()) => {}
                outcome => return outcome,
            }
        }
        self.log.append(batch).await
    }

    /// The first outcome of a command that was done before; with another content, the id is refused.
    async fn first_outcome(
        &self,
        order: &Order<'_>,
        stored: &StoredCommand,
        digest: &[u8; 32],
    ) -> Result<Done, NotDone> {
        if stored.digest != *digest {
            return Err(self.refused(order, Refusal::CommandIdReused).await?);
        }
        let reference = reference_of(&stored.appended).map_err(Stop::into_not_done)?;
        let entries = self.entries(&reference).await?;
        Ok(done_before(reference, &entries, &stored.appended))
    }

    pub(super) async fn outcome_of(
        &self,
        acting: Acting<'_>,
        id: &CommandId,
    ) -> Result<Option<Receipt>, Error> {
        let Some(stored) = self.log.command(&record::key(acting.actor, id)).await? else { return Ok(None) };
        let Ok(reference) = reference_of(&stored.appended) else { return Ok(None) };
        let entries = self.entries(&reference).await?;
        let request = fold(&entries);
        if !request.is_visible_to(&self.viewer(acting, Some(&request)).await?) {
            return Ok(None);
        }
        Ok(Some(done_before(reference, &entries, &stored.appended).receipt))
    }

    async fn stale(&self, order: &Order<'_>) -> Result<Done, NotDone> {
        let actual = match &order.reference {
            Some(reference) => self.request(reference).await?.version.get(),
            None => 0,
        };
        let refusal = Refusal::StaleVersion { expected: order.expecting.unwrap_or(actual), actual };
        Err(self.refused(order, refusal).await?)
    }

    /// The decoded events of a request.
    pub(super) async fn entries(&self, reference: &Reference) -> Result<Vec<Entry>, Error> {
        let stream = record::stream(REQUEST, reference.as_str())?;
        let recorded = self.log.read_stream(&stream, Version::new(1)).await?;
        recorded.iter().map(decode).collect::<Result<_, _>>().map_err(record::undecodable)
    }

    /// The refusal, after its trace is left.
    async fn refused(&self, order: &Order<'_>, refusal: Refusal) -> Result<NotDone, Error> {
        if order.tried {
            let place = order.reference.as_ref().map(Reference::as_str);
            self.note_refusal(order.actor, place, order.command.kind().name(), &refusal).await?;
        }
        Ok(refusal.into())
    }

    /// The reference of the request that a message of the channel makes: it follows from sender and id under the log's key,
    /// so that the message makes one request and nobody can guess which.
    fn reference_of(&self, message: &ChannelMessage) -> Reference {
        let (from, id) = (message.from.as_str(), message.id.as_str());
        let drawn = self.log.digest_key().hmac(format!("request\0{from}\0{id}").as_bytes());
        let bits = drawn.iter().take(8).fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
        Reference::from_bits(bits)
    }
}

/// What an append that did not happen means: another act came first, or a failure.
fn stop(error: AppendError, own: &StreamId) -> Stop {
    match &error {
        AppendError::Conflict { stream, .. } => Stop::Conflict { own: stream == own },
        AppendError::CommandIdReused { .. } => Refusal::CommandIdReused.into(),
        _ => Stop::NotDone(Error::from(error).into()),
    }
}

/// Why a try ended.
pub(super) enum Stop {
    /// Somebody came first, on the request itself or on what the facts rest on; load and decide again.
    Conflict { own: bool },
    /// It is not done.
    NotDone(NotDone),
}

impl Stop {
    fn into_not_done(self) -> NotDone {
        match self {
            Self::NotDone(not_done) => not_done,
            Self::Conflict { .. } => {
                Error::new(ErrorKind::Conflict, "the request changed under the command").into()
            }
        }
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::NotDone(refusal.into())
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::NotDone(error.into())
    }
}

/// The request that an append wrote to.
fn reference_of(appended: &Appended) -> Result<Reference, Stop> {
    let found = appended.streams.iter().find(|(stream, _)| stream.kind() == REQUEST);
    let reference = found.and_then(|(stream, _)| stream.id().parse().ok());
    let other = || Refusal::CommandIdReused.into();
    reference.ok_or_else(other)
}

/// The outcome of an append that happened before, rebuilt from its events.
fn done_before(reference: Reference, entries: &[Entry], appended: &Appended) -> Done {
    let until: Vec<Entry> =
        entries.iter().filter(|entry| entry.position <= appended.last.get()).cloned().collect();
    let events = until
        .iter()
        .filter(|entry| entry.position >= appended.first.get())
        .map(|entry| entry.event.name().to_owned())
        .collect();
    let request = fold(&until);
    let receipt = Receipt {
        reference,
        version: request.version(),
        position: appended.last.get(),
        replayed: true,
        events,
    };
    Done { receipt, request }
}
