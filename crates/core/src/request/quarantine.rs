//! What the channel's register does not list: messages kept aside without effect, and bodies that can't be reached
//! (LY-9.2, SA-4).

use serde::{Deserialize, Serialize};

use super::bench::Bench;
use super::command::Command;
use super::event::Event;
use crate::channel::ChannelMessage;
use crate::command_kind::CommandKind;
use crate::ids::BodyId;
use crate::instant::Timestamp;
use crate::refusal::Refusal;
use crate::rule;

/// A message of a kind that the channel's register does not list was kept aside: nothing follows from it, and what it
/// asked is only named. Sent again once its kind is listed, it is applied like any other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct MessageQuarantined {
    /// When.
    pub at: Timestamp,
    /// What it would have done.
    pub act: CommandKind,
    /// The message, as the channel delivered it.
    pub message: ChannelMessage,
}

/// How many messages are kept aside on one request; more are refused, so that no body fills it with what nobody can read.
const MOST: usize = 50;

/// Keeps a command's message aside if its kind is not listed; once, however often it is sent. Whether the command is done
/// with that.
///
/// # Errors
/// What is wrong with the message whatever its kind, such as another sender; [`Refusal::MessageKindNotListed`] once 50 are kept.
pub(super) fn holds(bench: &mut Bench<'_>, command: &Command) -> Result<bool, Refusal> {
    let (Some(rulebook), Some(message)) = (&bench.facts.rulebook, command.message()) else {
        return Ok(false);
    };
    if rulebook.takes(&message.kind) {
        return Ok(false);
    }
    let message = bench.message(Some(message.clone()))?;
    bench.found(rule::MESSAGE_KINDS, false, message.kind.as_str());
    if !bench.before.quarantine.contains(&message.id) {
        let room = bench.before.quarantine.len() < MOST;
        let kind = message.kind.to_string();
        bench.require(rule::MESSAGE_KINDS, room, || Refusal::MessageKindNotListed { kind })?;
        let (at, act) = (bench.at, command.kind());
        bench.emit(Event::MessageQuarantined(MessageQuarantined { at, act, message }));
    }
    Ok(true)
}

/// Something is sent only to a body that the channel can reach.
///
/// # Errors
/// [`Refusal::EndpointNotApproved`] if its endpoint is not approved, once the regulator keeps a register of them.
pub(super) fn reaches(bench: &mut Bench<'_>, body: &BodyId) -> Result<(), Refusal> {
    let Some(rulebook) = &bench.facts.rulebook else { return Ok(()) };
    let reached = rulebook.reaches(body);
    bench.require(rule::ENDPOINT, reached, || Refusal::EndpointNotApproved { body: body.to_string() })
}
