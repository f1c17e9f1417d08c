//! Deciding a command again, on what was before it, with what was known then.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Serialize;
use serde_json::Value;
use talab_core::almanac::{self, Almanac, AlmanacCommand, AlmanacEnvelope, AlmanacEvent};
use talab_core::definition::ServiceDefinition;
use talab_core::enquiries::{self, EnquiriesCommand, EnquiriesEnvelope, EnquiriesEvent};
use talab_core::mandate::{self, Mandate, MandateCommand, MandateEnvelope, MandateEvent, MandateFacts};
use talab_core::objection::{self, Objection, ObjectionCommand, ObjectionEnvelope, ObjectionEvent};
use talab_core::provider::{self, Provider, ProviderCommand, ProviderEnvelope, ProviderEvent};
use talab_core::request::subrequests::{RelatedFacts, submission};
use talab_core::request::{self, Command, Envelope, Event, Facts, NotRestored, Request};
use talab_core::rulebook::{self, Rulebook, RulebookCommand, RulebookEnvelope, RulebookEvent};
use talab_core::service::{self, ServiceCommand, ServiceEnvelope, ServiceEvent};
use talab_core::{BodyId, Jurisdiction, MandateId, ObjectionId, Refusal, ServiceCode};
use talab_projections::Ours;

use super::difference::{Change, Place};
use super::directory::Directory;
use super::record::{Beside, Record};

/// What came of deciding a command again.
#[derive(Debug)]
pub(super) enum Again {
    Same,
    Differs(Change),
    /// It can't be decided again, and why.
    NotCompared(&'static str),
}

/// A command on a request.
pub(super) fn request(
    before: &Request,
    mut record: Record,
    stored: &[Event],
    directory: &Directory,
    beside: Beside,
) -> Again {
    let facts = match record.facts(directory, beside) {
        Ok(facts) => facts,
        Err(why) => return Again::NotCompared(why),
    };
    let command = match Command::restore(std::mem::take(&mut record.arguments), stored) {
        Ok(command) if command.kind().name() == record.name => command,
        Ok(_) => return Again::NotCompared("unknown_command"),
        Err(error) => return Again::NotCompared(why(error)),
    };
    decided_again(before, record, facts, command, stored)
}

/// The submission of a part, put together again from the request that it belongs to.
pub(super) fn part(
    record: Record,
    stored: &[Event],
    directory: &Directory,
    parent: RelatedFacts,
    definition: &ServiceDefinition,
) -> Again {
    let Some(part) = stored.iter().find_map(|event| match event {
        Event::Submitted(it) => it.parent.as_ref().map(|parent| parent.part.clone()),
        _ => None,
    }) else {
        return Again::NotCompared(why(NotRestored::Unknown));
    };
    let facts = match record.facts(directory, Beside { mandate: None, related: Some(parent.clone()) }) {
        Ok(facts) => facts,
        Err(why) => return Again::NotCompared(why),
    };
    let Some(service) = &facts.service else { return Again::NotCompared("definition_not_in_log") };
    match submission(&parent, definition, &part, &service.definition) {
        Ok(command) => decided_again(&Request::default(), record, facts, command.into(), stored),
        Err(Refusal::PersonalUnreadable { .. }) => Again::NotCompared(why(NotRestored::Unreadable)),
        Err(refusal) => compare::<Event>(stored, Ok(Err(refusal)), &record.verdicts),
    }
}

fn decided_again(
    before: &Request,
    record: Record,
    facts: Facts,
    command: Command,
    stored: &[Event],
) -> Again {
    let envelope = Envelope { by: record.by, id: record.id, at: record.at, facts, command };
    let decided = guarded(|| request::decide(before, &envelope));
    // A part that the record doesn't hold and nobody can read any more: the rules can't be asked.
    if let Ok(Err(Refusal::PersonalUnreadable { .. })) = decided {
        return Again::NotCompared(why(NotRestored::Unreadable));
    }
    let decided = decided.map(|decided| {
        let decided = decided?;
        Ok((decided.events, json(&decided.verdicts)))
    });
    compare(stored, decided, &record.verdicts)
}

/// A command on a service of the directory.
pub(super) fn service(id: &str, directory: &mut Directory, record: Record, stored: &[ServiceEvent]) -> Again {
    let (Ok(code), Ok(command)) =
        (ServiceCode::new(id), serde_json::from_value::<ServiceCommand>(record.arguments.clone()))
    else {
        return Again::NotCompared(why(NotRestored::Unknown));
    };
    let provider = match record.provider(directory, &code) {
        Ok(provider) => provider,
        Err(why) => return Again::NotCompared(why),
    };
    let rulebook = match record.rulebook(directory) {
        Ok(rulebook) => rulebook,
        Err(why) => return Again::NotCompared(why),
    };
    let parts = match record.parts(directory) {
        Ok(parts) => parts,
        Err(why) => return Again::NotCompared(why),
    };
    let common = match record.common(directory) {
        Ok(common) => common,
        Err(why) => return Again::NotCompared(why),
    };
    let checks = record.checks();
    let before = &*directory.service(id);
    let (by, id, at) = (record.by, record.id, record.at);
    let envelope =
        ServiceEnvelope { service: code, by, id, at, provider, rulebook, parts, common, checks, command };
    let decided = guarded(|| service::decide(before, &envelope));
    compare(stored, decided.map(|events| Ok((events?, Value::Array(Vec::new())))), &record.verdicts)
}

/// A command on a calendar.
pub(super) fn calendar(id: &str, before: &Almanac, record: Record, stored: &[AlmanacEvent]) -> Again {
    let (Ok(jurisdiction), Ok(command)) =
        (Jurisdiction::new(id), serde_json::from_value::<AlmanacCommand>(record.arguments))
    else {
        return Again::NotCompared(why(NotRestored::Unknown));
    };
    let envelope = AlmanacEnvelope { jurisdiction, by: record.by, id: record.id, at: record.at, command };
    let decided = guarded(|| almanac::decide(before, &envelope));
    compare(stored, decided.map(|events| Ok((events?, Value::Array(Vec::new())))), &record.verdicts)
}

/// A command on a mandate.
pub(super) fn mandate(id: &str, before: &Mandate, record: Record, stored: &[MandateEvent]) -> Again {
    let (Ok(mandate), command) = (MandateId::new(id), MandateCommand::restore(record.arguments, stored))
    else {
        return Again::NotCompared(why(NotRestored::Unknown));
    };
    let command = match command {
        Ok(command) => command,
        Err(error) => return Again::NotCompared(why(error)),
    };
    let envelope = MandateEnvelope { mandate, by: record.by, id: record.id, at: record.at, command };
    let decided = guarded(|| mandate::decide(before, &envelope));
    compare(stored, decided.map(|events| Ok((events?, Value::Array(Vec::new())))), &record.verdicts)
}

/// A command on an objection.
pub(super) fn objection(
    id: &str,
    before: &Objection,
    record: Record,
    stored: &[ObjectionEvent],
    directory: &Directory,
    mandate: Option<MandateFacts>,
) -> Again {
    let facts = match record.objection_facts(directory, mandate) {
        Ok(facts) => facts,
        Err(why) => return Again::NotCompared(why),
    };
    let (Ok(objection), command) =
        (ObjectionId::new(id), ObjectionCommand::restore(record.arguments, stored))
    else {
        return Again::NotCompared(why(NotRestored::Unknown));
    };
    let command = match command {
        Ok(command) => command,
        Err(error) => return Again::NotCompared(why(error)),
    };
    let (by, id, at) = (record.by, record.id, record.at);
    let envelope = ObjectionEnvelope { objection, by, id, at, facts, command };
    let decided = guarded(|| objection::decide(before, &envelope));
    compare(stored, decided.map(|events| Ok((events?, Value::Array(Vec::new())))), &record.verdicts)
}

/// A command around a service beside its requests.
pub(super) fn enquiries(
    id: &str,
    directory: &mut Directory,
    record: Record,
    stored: &[EnquiriesEvent],
) -> Again {
    let known = match record.known(directory) {
        Ok(known) => known,
        Err(why) => return Again::NotCompared(why),
    };
    let (Ok(service), command) = (ServiceCode::new(id), EnquiriesCommand::restore(record.arguments, stored))
    else {
        return Again::NotCompared(why(NotRestored::Unknown));
    };
    let command = match command {
        Ok(command) => command,
        Err(error) => return Again::NotCompared(why(error)),
    };
    let (by, id, at) = (record.by, record.id, record.at);
    let before = &*directory.enquiries(service.as_str());
    let envelope = EnquiriesEnvelope { service, by, id, at, known, command };
    let decided = guarded(|| enquiries::decide(before, &envelope));
    compare(stored, decided.map(|events| Ok((events?, Value::Array(Vec::new())))), &record.verdicts)
}

/// A command on a provider.
pub(super) fn provider(id: &str, before: &Provider, record: Record, stored: &[ProviderEvent]) -> Again {
    let (Ok(body), Ok(command)) =
        (BodyId::new(id), serde_json::from_value::<ProviderCommand>(record.arguments))
    else {
        return Again::NotCompared(why(NotRestored::Unknown));
    };
    let envelope = ProviderEnvelope { provider: body, by: record.by, id: record.id, at: record.at, command };
    let decided = guarded(|| provider::decide(before, &envelope));
    compare(stored, decided.map(|events| Ok((events?, Value::Array(Vec::new())))), &record.verdicts)
}

/// A command on the rulebook.
pub(super) fn rulebook(before: &Rulebook, record: Record, stored: &[RulebookEvent]) -> Again {
    let Ok(command) = serde_json::from_value::<RulebookCommand>(record.arguments) else {
        return Again::NotCompared(why(NotRestored::Unknown));
    };
    let envelope = RulebookEnvelope { by: record.by, id: record.id, at: record.at, command };
    let decided = guarded(|| rulebook::decide(before, &envelope));
    compare(stored, decided.map(|events| Ok((events?, Value::Array(Vec::new())))), &record.verdicts)
}

/// A panic of the code under check; it must not end the check of everything else.
#[derive(Debug)]
pub(super) struct Panicked;

/// Runs pure code that may be wrong. It changes nothing but what it returns, so nothing is left by halves.
pub(super) fn guarded<T>(code: impl FnOnce() -> T) -> Result<T, Panicked> {
    catch_unwind(AssertUnwindSafe(code)).map_err(|_| Panicked)
}

fn why(error: NotRestored) -> &'static str {
    match error {
        NotRestored::Missing => "private_part_missing",
        NotRestored::Unreadable => "personal_unreadable",
        _ => "unknown_command",
    }
}

type Decided<E> = Result<Result<(Vec<E>, Value), Refusal>, Panicked>;

fn compare<E: Ours + Serialize + PartialEq>(stored: &[E], decided: Decided<E>, verdicts: &Value) -> Again {
    let names = |events: &[E]| events.iter().map(|event| event.name().to_owned()).collect();
    let (events, now) = match decided {
        Err(Panicked) => return Again::Differs(Change::Panicked),
        Ok(Err(refusal)) => {
            let (code, rule) = (refusal.code(), refusal.rule().id);
            return Again::Differs(Change::Refused { stored: names(stored), code, rule });
        }
        Ok(Ok(decided)) => decided,
    };
    if events != stored {
        let pairs = stored.iter().zip(&events);
        let at = pairs
            .filter(|(stored, now)| stored != now)
            .find_map(|(stored, now)| Place::of(&json(stored), &json(now)));
        return Again::Differs(Change::Events { stored: names(stored), decided: names(&events), at });
    }
    match Place::of(verdicts, &now) {
        Some(at) => Again::Differs(Change::Verdicts { at }),
        None => Again::Same,
    }
}

/// Events and verdicts of ours always have a JSON form.
pub(super) fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_and_told() {
        let quiet = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let panicked = guarded(|| [0_u8; 0].first().copied().unwrap());
        std::panic::set_hook(quiet);
        assert!(panicked.is_err());
        assert!(matches!(
            compare::<Event>(&[], panicked.map(|_| Err(Refusal::UnknownRequest)), &Value::Null),
            Again::Differs(Change::Panicked)
        ));
        assert_eq!(guarded(|| 7).unwrap(), 7);
    }
}
