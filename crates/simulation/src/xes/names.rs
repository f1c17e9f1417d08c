//! The attributes that mean something to every log: names and instants.

use time::OffsetDateTime;

use super::case::{Attributes, LogEvent};
use super::error::XesProblem;
use super::limits;
use super::value::Value;

/// An event from its attributes, which must name the activity and the instant.
pub(super) fn log_event(line: u64, attributes: Attributes) -> Result<LogEvent, XesProblem> {
    let activity =
        name_of(&attributes, "concept:name")?.ok_or_else(|| missing("event", "concept:name", "string"))?;
    let at: OffsetDateTime = attributes
        .get("time:timestamp")
        .and_then(Value::as_date)
        .ok_or_else(|| missing("event", "time:timestamp", "date"))?;
    Ok(LogEvent {
        line,
        activity,
        at,
        resource: name_of(&attributes, "org:resource")?,
        group: name_of(&attributes, "org:group")?,
        transition: name_of(&attributes, "lifecycle:transition")?,
        instance: name_of(&attributes, "concept:instance")?,
        attributes,
    })
}

/// The text under `key`, if it is there and can serve as a name.
pub(super) fn name_of(attributes: &Attributes, key: &str) -> Result<Option<String>, XesProblem> {
    let Some(name) = attributes.get(key).and_then(Value::as_str) else { return Ok(None) };
    let bad = |rule| Err(XesProblem::BadName { key: key.to_owned(), rule });
    if name.trim().is_empty() {
        return bad("is empty");
    }
    if name.len() > limits::NAME_BYTES {
        return bad("is longer than 1024 bytes");
    }
    if name.chars().any(|c| c.is_control() || is_bidi_override(c)) {
        return bad("has control or text-direction characters");
    }
    Ok(Some(name.to_owned()))
}

fn is_bidi_override(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub(super) fn missing(element: &'static str, key: &str, kind: &'static str) -> XesProblem {
    XesProblem::Missing { element, key: key.to_owned(), kind }
}
