//! An act on a stream of its own beside requests: looked up, decided, appended with its record.

use talab_core::{Actor, CommandId, Refusal};
use talab_projections::Ours;
use talab_store::{Append, AppendError, Appended, CommandRecord, Expected, NewEvent, StreamId, Version};

use super::Talab;
use super::record::{self, canonical};
use crate::error::{Error, ErrorKind, NotDone};

/// How often such an act is decided anew when others come first.
pub(super) const MAX_TRIES: usize = 8;

/// What is asked, the same at every try.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub(super) actor: &'a Actor,
    pub(super) id: &'a CommandId,
    pub(super) name: &'static str,
    /// The whole content, for the digest.
    pub(super) content: serde_json::Value,
    /// What the act is on: the same command on something else is another act.
    pub(super) place: String,
    /// The id by which a refusal is kept.
    pub(super) about: String,
}

/// What came of deciding it: ready to be appended.
#[derive(Debug)]
pub(super) struct Ready<E> {
    pub(super) stream: StreamId,
    pub(super) version: Version,
    /// The streams it rests on.
    pub(super) rests_on: Vec<(StreamId, Version)>,
    pub(super) events: Vec<E>,
    /// The content and the facts, for the record; personal parts are left out.
    pub(super) arguments: serde_json::Value,
    pub(super) facts: serde_json::Value,
    pub(super) at: talab_core::Timestamp,
    /// For whom it is done.
    pub(super) for_person: Option<String>,
    pub(super) mandate: Option<String>,
}

impl Talab {
    /// What an act was done before as, if it was.
    ///
    /// # Errors
    /// [`Refusal::CommandIdReused`] if the id was used for another one.
    pub(super) async fn done_apart(&self, asked: &Asked<'_>) -> Result<Option<Appended>, NotDone> {
        let Some(stored) = self.log.command(&record::key(asked.actor, asked.id)).await? else {
            return Ok(None);
        };
        if stored.digest == self.digest_apart(asked)? {
            return Ok(Some(stored.appended));
        }
        Err(self.refused_apart(asked, Refusal::CommandIdReused).await?)
    }

    fn digest_apart(&self, asked: &Asked<'_>) -> Result<[u8; 32], Error> {
        let act = serde_json::json!({
            "person": asked.actor.person, "role": asked.actor.role, "stream": asked.place,
            "command": asked.content,
        });
        Ok(self.log.digest_key().hmac(canonical(act)?.as_bytes()))
    }

    /// Appends what was decided; `None` if others came first and it must be decided anew.
    pub(super) async fn append_apart<E: Ours + serde::Serialize>(
        &self,
        asked: &Asked<'_>,
        ready: Ready<E>,
    ) -> Result<Option<Appended>, NotDone> {
        let mut trace = record::trace(asked.actor, asked.name, asked.id);
        (trace.for_person, trace.mandate) = (ready.for_person, ready.mandate);
        let metadata = trace.to_metadata();
        let mut events = Vec::with_capacity(ready.events.len());
        for event in &ready.events {
            let name = event.name();
            let new = NewEvent::new(name, record::json(event)?, ready.at.get());
            events.push(new.event_version(E::version_of(name).unwrap_or("1")).metadata(metadata.clone()));
        }
        let record = canonical(serde_json::json!({
            "record": 1, "id": asked.id, "name": asked.name, "by": asked.actor, "at": ready.at,
            "arguments": ready.arguments, "facts": ready.facts, "verdicts": [],
        }))?;
        let key = record::key(asked.actor, asked.id);
        let mut batch = Append::new()
            .write(ready.stream, Expected::Exact(ready.version), events)
            .command(CommandRecord::new(key, self.digest_apart(asked)?, record));
        for (stream, version) in ready.rests_on {
            batch = batch.check(stream, version);
        }
        match self.send(batch).await {
            Ok(appended) => Ok(Some(appended)),
            Err(AppendError::Conflict { .. }) => Ok(None),
            Err(AppendError::CommandIdReused { .. }) => {
                Err(self.refused_apart(asked, Refusal::CommandIdReused).await?)
            }
            Err(error) => Err(Error::from(error).into()),
        }
    }

    /// The refusal, after its trace is left.
    pub(super) async fn refused_apart(&self, asked: &Asked<'_>, refusal: Refusal) -> Result<NotDone, Error> {
        self.note_refusal(asked.actor, Some(&asked.about), asked.name, &refusal).await?;
        Ok(refusal.into())
    }
}

pub(super) fn crowded() -> NotDone {
    let what = "the entry kept changing under the command: send it again with the same id";
    Error::new(ErrorKind::Conflict, what).into()
}

/// A command of ours always has a JSON form; its type allows for none.
pub(super) fn content(
    value: Result<serde_json::Value, serde_json::Error>,
) -> Result<serde_json::Value, Error> {
    value.map_err(|error| Error::new(ErrorKind::Undecodable, "a command has no JSON form").because(error))
}
