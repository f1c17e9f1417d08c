//! Folding a request as far as its events can be read.

use talab_core::Reference;
use talab_core::request::{Event, Request, evolve};
use talab_store::{Position, Recorded, Version};

use super::parked::Parked;
use crate::forms::decode;

/// Folds as far as the events can be read: the place of the last one that could, and what stopped it.
pub(super) fn fold(request: &mut Request, events: &[Recorded]) -> (Option<Position>, Option<Parked>) {
    let mut last = None;
    for (at, recorded) in events.iter().enumerate() {
        match readable(recorded) {
            Ok(event) => evolve(request, &event),
            Err(problem) => return (last, Some(Parked::new(recorded, problem, events.len() - at - 1))),
        }
        last = Some(recorded.position);
    }
    (last, None)
}

/// The event, if a row can come of it.
fn readable(recorded: &Recorded) -> Result<Event, String> {
    let entry = decode(recorded).map_err(|error| match std::error::Error::source(&error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    })?;
    if recorded.version == Version::FIRST {
        let id = recorded.stream.id();
        // Reading a reference forgives how it is typed; a stream is named by the one exact form.
        if !id.parse::<Reference>().is_ok_and(|reference| reference.as_str() == id) {
            return Err(format!("`{id}` is not a reference in its exact form"));
        }
        if !matches!(entry.event, Event::Submitted(_)) {
            return Err(format!("a request begins with Submitted, and this one with {}", entry.event.name()));
        }
    }
    Ok(entry.event)
}
