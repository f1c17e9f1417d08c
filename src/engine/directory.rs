//! The directory of services and the calendars: their streams, folded once and kept up by reading on.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use talab_core::almanac::{self, Almanac, AlmanacCommand, AlmanacEnvelope, AlmanacEvent};
use talab_core::service::{self, Service, ServiceCommand, ServiceEnvelope, ServiceEvent};
use talab_core::{CommandId, Jurisdiction, Refusal, ServiceCode, Timestamp};
use talab_projections::{Forms, Ours};
use talab_store::{Append, AppendError, CommandRecord, EventLog, Expected, NewEvent, StreamId, Version};

use super::acting::Acting;
use super::record::{self, CALENDAR, SERVICE, canonical, stream};
use crate::error::{Error, ErrorKind, NotDone};

/// An event about to be written: its name, the version of its form, and its payload.
type Drafted = (&'static str, &'static str, Result<String, serde_json::Error>);

/// How often a directory command is decided anew when others come first.
const MAX_TRIES: usize = 8;

/// Folded streams. Versions of a definition never change, so a kept one is right for good; what is new is read on.
#[derive(Debug, Default)]
pub(super) struct Directory {
    services: Mutex<BTreeMap<ServiceCode, (Arc<Service>, Version)>>,
    almanacs: Mutex<BTreeMap<Jurisdiction, (Arc<Almanac>, Version)>>,
}

type Kept<T> = (Arc<T>, StreamId, Version);

impl Directory {
    /// A service as its stream now tells it; empty if there is none.
    pub(super) async fn service(
        &self,
        log: &Arc<dyn EventLog>,
        code: &ServiceCode,
    ) -> Result<Kept<Service>, Error> {
        read_on(log, SERVICE, code.as_str(), code, &self.services, Service::evolve).await
    }

    /// A calendar as its stream now tells it; empty if there is none.
    pub(super) async fn almanac(
        &self,
        log: &Arc<dyn EventLog>,
        jurisdiction: &Jurisdiction,
    ) -> Result<Kept<Almanac>, Error> {
        read_on(log, CALENDAR, jurisdiction.as_str(), jurisdiction, &self.almanacs, Almanac::evolve).await
    }
}

/// Reads what a stream has beyond what is kept, folds it in and keeps it.
async fn read_on<K, T, E>(
    log: &Arc<dyn EventLog>,
    kind: &str,
    id: &str,
    key: &K,
    kept: &Mutex<BTreeMap<K, (Arc<T>, Version)>>,
    evolve: impl Fn(&mut T, &E),
) -> Result<Kept<T>, Error>
where
    K: Ord + Clone,
    T: Clone + Default,
    E: Ours,
{
    let stream = stream(kind, id)?;
    let held = kept.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned();
    let (mut state, mut version) = held.unwrap_or_else(|| (Arc::default(), Version::NONE));
    for recorded in log.read_stream(&stream, version.next()).await? {
        let event: E = Forms::ours().decode(&recorded).map_err(record::undecodable)?;
        evolve(Arc::make_mut(&mut state), &event);
        version = recorded.version;
    }
    if version != Version::NONE {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        let newer = kept.get(key).is_some_and(|(_, held)| *held >= version);
        if !newer {
            kept.insert(key.clone(), (Arc::clone(&state), version));
        }
    }
    Ok((state, stream, version))
}

/// A decided command on a stream of the directory, ready to be appended.
struct Entry {
    at: Timestamp,
    name: &'static str,
    arguments: serde_json::Value,
    events: Vec<NewEvent>,
}

impl Acting<'_> {
    /// Gives a command on a service in the directory: propose, return, verify or publish a version (LY-24, LY-25).
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
        for _ in 0..MAX_TRIES {
            let (service, stream, version) = self.talab.directory.service(&self.talab.log, code).await?;
            let envelope = ServiceEnvelope {
                service: code.clone(),
                by: self.actor.clone(),
                id: id.clone(),
                at: self.talab.now(),
                command: command.clone(),
            };
            let decide = || {
                let events = service::decide(&service, &envelope)?;
                Ok(events
                    .iter()
                    .map(|event: &ServiceEvent| (event.name(), event.version(), serde_json::to_string(event)))
                    .collect())
            };
            let arguments = serde_json::to_value(&command);
            match self.change(command.name(), arguments, &id, stream, version, decide).await? {
                Some(position) => return Ok(position),
                None => continue,
            }
        }
        Err(crowded())
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
        for _ in 0..MAX_TRIES {
            let (almanac, stream, version) =
                self.talab.directory.almanac(&self.talab.log, jurisdiction).await?;
            let envelope = AlmanacEnvelope {
                jurisdiction: jurisdiction.clone(),
                by: self.actor.clone(),
                id: id.clone(),
                at: self.talab.now(),
                command: command.clone(),
            };
            let decide = || {
                let events = almanac::decide(&almanac, &envelope)?;
                Ok(events
                    .iter()
                    .map(|event: &AlmanacEvent| {
                        (event.name(), AlmanacEvent::VERSION, serde_json::to_string(event))
                    })
                    .collect())
            };
            let arguments = serde_json::to_value(&command);
            match self.change(command.name(), arguments, &id, stream, version, decide).await? {
                Some(position) => return Ok(position),
                None => continue,
            }
        }
        Err(crowded())
    }

    /// Looks the id up, decides, appends; `None` if others came first and it must be decided anew.
    async fn change(
        self,
        name: &'static str,
        arguments: Result<serde_json::Value, serde_json::Error>,
        id: &CommandId,
        stream: StreamId,
        version: Version,
        decide: impl FnOnce() -> Result<Vec<Drafted>, Refusal>,
    ) -> Result<Option<u64>, NotDone> {
        let no_json = |error| Error::new(ErrorKind::Undecodable, "a command has no JSON form").because(error);
        let arguments = arguments.map_err(no_json)?;
        let act = serde_json::json!({
            "person": self.actor.person, "role": self.actor.role, "stream": stream.to_string(), "command": arguments,
        });
        let digest = self.talab.log.digest_key().hmac(canonical(act)?.as_bytes());
        if let Some(stored) = self.talab.log.command(&record::key(self.actor, id)).await? {
            if stored.digest == digest {
                return Ok(Some(stored.last().get()));
            }
            return Err(self.refused(&stream, name, Refusal::CommandIdReused).await?);
        }
        let at = self.talab.now();
        let decided = match decide() {
            Ok(decided) => decided,
            Err(refusal) => return Err(self.refused(&stream, name, refusal).await?),
        };
        let metadata = record::trace(self.actor, name, id).to_metadata();
        let mut events = Vec::with_capacity(decided.len());
        for (name, form, payload) in decided {
            let event = NewEvent::new(name, payload.map_err(no_json)?, at.get());
            events.push(event.event_version(form).metadata(metadata.clone()));
        }
        self.append(Entry { at, name, arguments, events }, id, digest, stream, version).await
    }

    async fn append(
        self,
        entry: Entry,
        id: &CommandId,
        digest: [u8; 32],
        stream: StreamId,
        version: Version,
    ) -> Result<Option<u64>, NotDone> {
        let record = canonical(serde_json::json!({
            "record": 1, "id": id, "name": entry.name, "by": self.actor, "at": entry.at,
            "arguments": entry.arguments, "facts": {}, "verdicts": [],
        }))?;
        let batch = Append::new()
            .write(stream, Expected::Exact(version), entry.events)
            .command(CommandRecord::new(record::key(self.actor, id), digest, record));
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

fn crowded() -> NotDone {
    Error::new(
        ErrorKind::Conflict,
        "the entry kept changing under the command: send it again with the same id",
    )
    .into()
}
