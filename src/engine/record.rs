//! What is written: events with who and why, the command's record, refused commands.

use talab_core::request::{Envelope, Event, Request, Verdict};
use talab_core::{ACCESS, AccessEvent, Actor, CommandId, CommandRefused, Reference, Refusal};
use talab_projections::{Trace, Undecodable};
use talab_store::{Append, DigestKey, Expected, NewEvent, StreamId};

use super::Talab;
use super::execute::Order;
use crate::error::{Error, ErrorKind};

/// The type of the streams of requests.
pub(super) const REQUEST: &str = "Request";
/// The access stream of commands on nothing that exists.
const NOWHERE: &str = "-";

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

/// The digest of a command's content and actor under the log's key: what makes a repeated id the same act.
pub(super) fn digest(key: &DigestKey, order: &Order<'_>) -> Result<[u8; 32], Error> {
    let content = order
        .command
        .canonical()
        .map_err(|error| Error::new(ErrorKind::Undecodable, "a command has no JSON form").because(error))?;
    let act = serde_json::json!({
        "person": order.actor.person,
        "role": order.actor.role,
        "reference": order.reference,
        "command": content,
    });
    Ok(key.hmac(json(&act)?.as_bytes()))
}

/// The record of a command: what was asked and found, so that it can be decided again; personal parts stay in the
/// events.
pub(super) fn command(envelope: &Envelope, verdicts: &[Verdict]) -> Result<String, Error> {
    let arguments = envelope
        .command
        .record()
        .map_err(|error| Error::new(ErrorKind::Undecodable, "a command has no JSON form").because(error))?;
    json(&serde_json::json!({
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
    trace.channel = channel.map(|channel| channel.code().to_owned());
    let metadata = trace.to_metadata();
    events
        .iter()
        .map(|event| {
            Ok(NewEvent::new(event.name(), json(event)?, event.at().get())
                .event_version(Event::VERSION)
                .metadata(metadata.clone()))
        })
        .collect()
}

impl Talab {
    /// Leaves the trace of a refused command, without personal values. On a log that is only read it leaves none.
    pub(super) async fn note_refusal(
        &self,
        actor: &Actor,
        reference: &Option<Reference>,
        command: &str,
        refusal: &Refusal,
    ) -> Result<(), Error> {
        // A reference that names nothing must not make a stream of its own: anybody could fill the log with them.
        let place = match (reference, refusal) {
            (Some(reference), _) if !self.entries(reference).await?.is_empty() => reference.as_str(),
            _ => NOWHERE,
        };
        let at = self.now();
        let event = AccessEvent::CommandRefused(CommandRefused::new(at, actor.clone(), command, refusal));
        let event = NewEvent::new("CommandRefused", json(&event)?, at.get());
        match self.log.append(Append::new().write(stream(ACCESS, place)?, Expected::Any, vec![event])).await {
            Err(talab_store::AppendError::ReadOnly) | Ok(_) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
