//! What is true of every act that is allowed, asked wherever a story is told.

use serde_json::Value;

use crate::actor::Role;
use crate::command_kind::CommandKind;
use crate::definition::ServiceDefinition;
use crate::request::{Command, Envelope, Event, Request, available_actions, decide};

/// Asks all of it of one act on the request as it stood before.
///
/// # Panics
/// If something is not true; the message says of which command or event.
pub(super) fn ask(before: &Request, definition: &ServiceDefinition, envelope: &Envelope, events: &[Event]) {
    events.iter().for_each(says_what_it_is_about);
    comes_back(before, envelope, events);
    was_offered(before, definition, envelope, events);
}

/// What an event says it is about is what stands in its own words, and it reads back from them.
pub(crate) fn says_what_it_is_about(event: &Event) {
    let name = event.name();
    let wire = match serde_json::to_value(event) {
        Ok(wire) => wire,
        Err(error) => panic!("{name} can't be written: {error}"),
    };
    let content = &wire[name];
    let of = |family: &str, key: &str| Some(&content[key]).filter(|_| name.starts_with(family));
    let late = |path: &str| content.pointer(path);
    let number = |it: Option<&Value>| it.and_then(Value::as_u64);
    let text = |it: Option<&Value>| it.and_then(Value::as_str).map(ToOwned::to_owned);

    let message = event.message().and_then(|it| serde_json::to_value(it).ok());
    assert_eq!(message.as_ref(), content.get("message").filter(|it| it.is_object()), "the message of {name}");
    let order = number(late("/answer/payment/order")).or(number(content.get("order")));
    assert_eq!(event.order().map(u64::from), order, "the order of {name}");
    let task = text(of("Task", "step").or(late("/answer/task/step")));
    assert_eq!(event.task().map(ToString::to_string), task, "the task of {name}");
    let question = number(of("Evidence", "number").or(late("/answer/evidence/number")));
    assert_eq!(event.question().map(u64::from), question, "the question of {name}");
    let declined = of("TransferDeclined", "by");
    let to = text(declined.or(of("Transfer", "to")));
    assert_eq!(event.offered_to().map(ToString::to_string), to, "to whom {name} offers");
    assert_eq!(serde_json::from_value::<Event>(wire).ok().as_ref(), Some(event), "{name} reads back");
}

/// I-21: put together from its record and its events, the command is decided as it was, with the same verdicts.
pub(crate) fn comes_back(before: &Request, envelope: &Envelope, events: &[Event]) {
    // An act that changes nothing is not recorded.
    if events.is_empty() {
        return;
    }
    let kind = envelope.command.kind();
    let record = match envelope.command.record() {
        Ok(record) => record,
        Err(error) => panic!("`{kind}` has no record: {error}"),
    };
    let again = match Command::restore(record, events) {
        Ok(command) => Envelope { command, ..envelope.clone() },
        Err(error) => panic!("`{kind}` does not come back from its record: {error}"),
    };
    assert_eq!(decide(before, &again), decide(before, envelope), "`{kind}` from its record");
}

/// What somebody was allowed to do was on offer to them: a portal that shows only buttons leaves nobody out.
pub(crate) fn was_offered(
    before: &Request,
    definition: &ServiceDefinition,
    envelope: &Envelope,
    events: &[Event],
) {
    let (kind, by) = (envelope.command.kind(), &envelope.by);
    // Nobody needs a button for what changes nothing; nothing is on offer before there is a request; a late answer is kept wherever the request stands; and what a
    // retired service leaves behind is the engine's to find.
    let kept = |it: &Event| matches!(it, Event::LateAnswerKept(_) | Event::MessageQuarantined(_));
    let found = kind == CommandKind::Discontinue && by.role == Role::System;
    if events.is_empty() || before.stage().is_none() || found || events.iter().any(kept) {
        return;
    }
    let shown = envelope.facts.mandate.as_ref().and_then(|mandate| mandate.shown_by(by, envelope.at));
    let offered = available_actions(before, definition, shown.as_ref().unwrap_or(by));
    assert!(
        offered.iter().any(|action| action.command == kind),
        "`{kind}` was not on offer to {} in {:?}",
        by.role,
        before.stage()
    );
}
