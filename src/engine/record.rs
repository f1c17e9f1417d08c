//! What is written: events with who and why, the command's record, refused commands.

use talab_core::request::{Envelope, Event, Request, Verdict};
use talab_core::{ACCESS, AccessEvent, Actor, CommandId, CommandRefused, Refusal};
use talab_projections::{Trace, Undecodable};
use talab_store::{Append, DigestKey, Expected, NewEvent, StreamId, Version};

use super::Talab;
use super::execute::Order;
use crate::error::{Error, ErrorKind, NotDone};

pub(super) use talab_projections::{
    CALENDAR, ENQUIRIES, MANDATE, OBJECTION, PROVIDER, REQUEST, RULEBOOK, SERVICE,
};

/// The access stream of commands on nothing that exists.
pub(super) const NOWHERE: &str = "-";

pub(super) fn stream(kind: &str, id: &str) -> Result<StreamId, Error> {
    StreamId::new(kind, id).map_err(|error| {
        Error::new(ErrorKind::Configuration, format!("`{id}` can't name a stream")).because(error)
    })
}

pub(super) fn json(value: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string(value)
        .map_err(|error| Error::new(ErrorKind::Undecodable, "a value has no JSON form").because(error))
}

pub(super) fn undecodable(error: Undecodable) -> Error {
    Error::new(ErrorKind::Undecodable, "a stored event can't be read").because(error)
}

/// The longest key of a command that the log takes.
const MAX_KEY: usize = 200;

/// What the log knows a command by: its id within its actor's own, so that nobody can use up another's.
pub(super) fn key(actor: &Actor, id: &CommandId) -> String {
    let person = actor.person.as_str();
    let key = format!("{}:{person}:{id}", person.len());
    if key.len() <= MAX_KEY {
        key
    } else {
        uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, key.as_bytes()).to_string()
    }
}

/// The same JSON with the keys of every object in byte order, whatever order the host's build keeps them in.
fn sorted(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Object(map) => {
            let map: std::collections::BTreeMap<_, _> = map.into_iter().collect();
            map.into_iter().map(|(key, value)| (key, sorted(value))).collect()
        }
        Value::Array(values) => values.into_iter().map(sorted).collect(),
        scalar => scalar,
    }
}

/// The text of a JSON value, keys in byte order: what digests and records are made of.
pub(super) fn canonical(value: serde_json::Value) -> Result<String, Error> {
    json(&sorted(value))
}

/// The digest of a command's content and actor under the log's key: what makes a repeated id the same act.
pub(super) fn digest(key: &DigestKey, order: &Order<'_>) -> Result<[u8; 32], Error> {
    let content = order
        .command
        .canonical()
        .map_err(|error| Error::new(ErrorKind::Undecodable, "a command has no JSON form").because(error))?;
    let mut act = serde_json::json!({
        "person": order.actor.person,
        "role": order.actor.role,
        "reference": order.reference,
        "command": content,
    });
    // Named with the act, it is part of it; who names none has the digest that they always had.
    if let Some(mandate) = &order.mandate {
        act["mandate"] = mandate.as_str().into();
    }
    Ok(key.hmac(canonical(act)?.as_bytes()))
}

/// The record of a command: what was asked and found, so that it can be decided again; personal parts stay in the
/// events.
///
/// `opened` is what was decided beside it, in the same append: the submission of a part.
pub(super) fn command(
    envelope: &Envelope,
    verdicts: &[Verdict],
    opened: Option<(&Envelope, &[Verdict])>,
) -> Result<String, Error> {
    let mut record = recorded(envelope, verdicts)?;
    if let Some((envelope, verdicts)) = opened {
        record["opened"] = recorded(envelope, verdicts)?;
    }
    canonical(record)
}

fn recorded(envelope: &Envelope, verdicts: &[Verdict]) -> Result<serde_json::Value, Error> {
    let arguments = envelope
        .command
        .record()
        .map_err(|error| Error::new(ErrorKind::Undecodable, "a command has no JSON form").because(error))?;
    Ok(serde_json::json!({
        "record": 1,
        "id": envelope.id,
        "name": envelope.command.kind().name(),
        "by": envelope.by,
        "at": envelope.at,
        "arguments": arguments,
        "facts": envelope.facts.record(),
        "verdicts": verdicts,
    }))
}

/// Who gave a command, and what it is known by.
pub(super) fn trace(by: &Actor, command: &str, id: &CommandId) -> Trace {
    let mut trace = Trace::of(by);
    trace.command = Some(command.to_owned());
    trace.command_id = Some(id.to_string());
    trace
}

/// The events as the log stores them.
pub(super) fn events(
    envelope: &Envelope,
    before: &Request,
    events: &[Event],
) -> Result<Vec<NewEvent>, Error> {
    let applicant = before.applicant().or_else(|| {
        events.iter().find_map(|event| match event {
            Event::Submitted(submitted) => Some(&submitted.applicant),
            _ => None,
        })
    });
    let channel = events.iter().find_map(|event| match event {
        Event::Submitted(submitted) => Some(submitted.channel),
        Event::ContactRecorded(contact) => Some(contact.channel),
        _ => None,
    });
    let mut trace = trace(&envelope.by, envelope.command.kind().name(), &envelope.id);
    trace.for_person = applicant.map(|applicant| applicant.person.to_string());
    trace.mandate = envelope.facts.mandate.as_ref().map(|mandate| mandate.id.to_string());
    trace.channel = channel.map(|channel| channel.code().to_owned());
    let metadata = trace.to_metadata();
    events
        .iter()
        .map(|event| {
            Ok(NewEvent::new(event.name(), json(event)?, event.at().get())
                .event_version(event.version())
                .metadata(metadata.clone()))
        })
        .collect()
}

impl Talab {
    /// The refusal of what could not even become a command, after its trace is left.
    pub(super) async fn refused_at_the_door(
        &self,
        actor: &Actor,
        place: Option<&str>,
        command: &str,
        refusal: Refusal,
    ) -> Result<NotDone, Error> {
        self.note_refusal(actor, place, command, &refusal).await?;
        Ok(refusal.into())
    }

    /// Leaves the trace of a refused command, without personal values. On a log that is only read it leaves none.
    ///
    /// `place` is the id of the stream the command was given on, where there is one.
    pub(super) async fn note_refusal(
        &self,
        actor: &Actor,
        place: Option<&str>,
        command: &str,
        refusal: &Refusal,
    ) -> Result<(), Error> {
        // A reference that names nothing must not make a stream of its own: anybody could fill the log with them.
        let mut held = NOWHERE;
        for kind in [REQUEST, SERVICE, CALENDAR, PROVIDER, RULEBOOK, MANDATE, OBJECTION] {
            let Some(place) = place else { break };
            if !self.log.read_stream(&stream(kind, place)?, Version::new(1)).await?.is_empty() {
                held = place;
            }
        }
        let at = self.now();
        let event = AccessEvent::CommandRefused(CommandRefused::new(at, actor.clone(), command, refusal));
        let event = NewEvent::new("CommandRefused", json(&event)?, at.get());
        match self.log.append(Append::new().write(stream(ACCESS, held)?, Expected::Any, vec![event])).await {
            Err(talab_store::AppendError::ReadOnly) | Ok(_) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
