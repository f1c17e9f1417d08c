//! Changing the directory: look the id up, load, decide, append; the same way for services, calendars and providers.

use talab_core::almanac::{Almanac, AlmanacCommand};
use talab_core::provider::{Provider, ProviderCommand, ProviderFacts};
use talab_core::service::{Service, ServiceCommand};
use talab_core::{BodyId, CommandId, Jurisdiction, Refusal, ServiceCode, Timestamp};
use talab_projections::Ours;
use talab_store::{Append, AppendError, CommandRecord, Expected, NewEvent, StreamId, Version};

use super::acting::Acting;
use super::directory::{Act, Entry};
use super::record::{self, canonical};
use crate::error::{Error, ErrorKind, NotDone};

/// How often a directory command is decided anew when others come first.
const MAX_TRIES: usize = 8;

/// A decided command on a stream of the directory, ready to be appended.
struct Decided {
    at: Timestamp,
    name: &'static str,
    arguments: serde_json::Value,
    facts: serde_json::Value,
    events: Vec<NewEvent>,
    /// Streams that must not have moved meanwhile.
    rests_on: Option<(StreamId, Version)>,
}

impl Acting<'_> {
    /// Gives a command on a service in the directory: propose, return, verify or publish a version (LY-24, LY-25);
    /// suspend, resume or retire the service; report a change of its law.
    ///
    /// Dropped before the append, nothing happened; during it, send the same command again under the same id.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if a rule says no, such as `same_person` for a verifier who proposed.
    pub async fn change_service(
        self,
        code: &ServiceCode,
        command: ServiceCommand,
        id: CommandId,
    ) -> Result<u64, NotDone> {
        self.change::<Service>(code, command, id).await
    }

    /// Gives a command on the calendar of a jurisdiction: publish it, declare or withdraw holidays, cover more days.
    ///
    /// Open deadlines follow with the next [`tick`](crate::Talab::tick).
    ///
    /// Dropped before the append, nothing happened; during it, send the same command again under the same id.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if a rule says no.
    pub async fn change_calendar(
        self,
        jurisdiction: &Jurisdiction,
        command: AlmanacCommand,
        id: CommandId,
    ) -> Result<u64, NotDone> {
        self.change::<Almanac>(jurisdiction, command, id).await
    }

    /// Gives a command on a provider: issue, renew, suspend, resume or revoke a certificate, ask for an exception, grant,
    /// refuse or end it (LY-5, LY-19.3).
    ///
    /// Dropped before the append, nothing happened; during it, send the same command again under the same id.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if a rule says no, such as `definition_invalid` for a condition that was not checked.
    pub async fn change_provider(
        self,
        body: &BodyId,
        command: ProviderCommand,
        id: CommandId,
    ) -> Result<u64, NotDone> {
        self.change::<Provider>(body, command, id).await
    }

    async fn change<T: Entry>(self, key: &T::Id, command: T::Command, id: CommandId) -> Result<u64, NotDone> {
        for _ in 0..MAX_TRIES {
            if let Some(position) = self.change_once::<T>(key, &command, &id).await? {
                return Ok(position);
            }
        }
        let what = "the entry kept changing under the command: send it again with the same id";
        Err(Error::new(ErrorKind::Conflict, what).into())
    }

    /// Looks the id up, decides, appends; `None` if others came first and it must be decided anew.
    async fn change_once<T: Entry>(
        self,
        key: &T::Id,
        command: &T::Command,
        id: &CommandId,
    ) -> Result<Option<u64>, NotDone> {
        let talab = self.talab;
        let (entry, stream, version) = talab.directory.read_on::<T>(&talab.log, key).await?;
        let name = T::name(command);
        let arguments = serde_json::to_value(command).map_err(no_json)?;
        let act = serde_json::json!({
            "person": self.actor.person, "role": self.actor.role, "stream": stream.to_string(), "command": arguments,
        });
        let digest = talab.log.digest_key().hmac(canonical(act)?.as_bytes());
        if let Some(stored) = talab.log.command(&record::key(self.actor, id)).await? {
            if stored.digest == digest {
                return Ok(Some(stored.last().get()));
            }
            return Err(self.refused(&stream, name, Refusal::CommandIdReused).await?);
        }
        let at = talab.now();
        let (provider, rests_on) = self.certified(&*entry, key, command, at).await?;
        let facts = match &provider {
            Some(facts) => serde_json::json!({ "provider": facts.record() }),
            None => serde_json::json!({}),
        };
        let (by, command) = (self.actor.clone(), command.clone());
        let events = match entry.decide(key, Act { by, id: id.clone(), at, provider, command }) {
            Ok(events) => self.drafted(&events, name, id, at)?,
            Err(refusal) => return Err(self.refused(&stream, name, refusal).await?),
        };
        if events.is_empty() {
            return Ok(Some(talab.head().await?.position.get()));
        }
        self.append(Decided { at, name, arguments, facts, events, rests_on }, id, digest, stream, version)
            .await
    }

    /// How the provider stands whose certificate the command rests on, and the stream that says so.
    async fn certified<T: Entry>(
        self,
        entry: &T,
        key: &T::Id,
        command: &T::Command,
        at: Timestamp,
    ) -> Result<(Option<ProviderFacts>, Option<(StreamId, Version)>), Error> {
        let Some((body, service)) = entry.certified(key, command) else { return Ok((None, None)) };
        let (provider, stream, version) = self.talab.directory.provider(&self.talab.log, body).await?;
        Ok((Some(provider.facts(body, service, at)), Some((stream, version))))
    }

    fn drafted<E: Ours + serde::Serialize>(
        self,
        decided: &[E],
        name: &str,
        id: &CommandId,
        at: Timestamp,
    ) -> Result<Vec<NewEvent>, Error> {
        let metadata = record::trace(self.actor, name, id).to_metadata();
        let draft = |event: &E| {
            let payload = serde_json::to_string(event).map_err(no_json)?;
            let form = E::version_of(event.name()).unwrap_or("1");
            let new = NewEvent::new(event.name(), payload, at.get());
            Ok(new.event_version(form).metadata(metadata.clone()))
        };
        decided.iter().map(draft).collect()
    }

    async fn append(
        self,
        decided: Decided,
        id: &CommandId,
        digest: [u8; 32],
        stream: StreamId,
        version: Version,
    ) -> Result<Option<u64>, NotDone> {
        let record = canonical(serde_json::json!({
            "record": 1, "id": id, "name": decided.name, "by": self.actor, "at": decided.at,
            "arguments": decided.arguments, "facts": decided.facts, "verdicts": [],
        }))?;
        let mut batch = Append::new()
            .write(stream, Expected::Exact(version), decided.events)
            .command(CommandRecord::new(record::key(self.actor, id), digest, record));
        if let Some((stream, version)) = decided.rests_on {
            batch = batch.check(stream, version);
        }
        match self.talab.send(batch).await {
            Ok(appended) => Ok(Some(appended.last.get())),
            Err(AppendError::Conflict { .. }) => Ok(None),
            Err(AppendError::CommandIdReused { .. }) => Err(Refusal::CommandIdReused.into()),
            Err(error) => Err(Error::from(error).into()),
        }
    }

    async fn refused(self, stream: &StreamId, name: &str, refusal: Refusal) -> Result<NotDone, Error> {
        self.talab.note_refusal(self.actor, Some(stream.id()), name, &refusal).await?;
        Ok(refusal.into())
    }
}

fn no_json(error: serde_json::Error) -> Error {
    Error::new(ErrorKind::Undecodable, "a command has no JSON form").because(error)
}
