//! The sizes and shapes an append may have. Checked before anything is queued, so that a bad one never meets a good one.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};

use crate::{Append, CommandRecord, InvalidAppend, NewEvent, StreamId};

/// The most bytes a stream kind, stream id, event type, event version or command id may have.
pub const MAX_ID_BYTES: usize = 200;
/// The most bytes payload and metadata of one event may have together: 1 MiB.
pub const MAX_EVENT_BYTES: usize = 1024 * 1024;
/// The most bytes a command's record may have: 1 MiB.
pub const MAX_RECORD_BYTES: usize = 1024 * 1024;
/// The most events one append may hold.
pub const MAX_EVENTS: usize = 1000;
/// The most streams one append may name.
pub const MAX_STREAMS: usize = 1000;
/// The deepest nesting of arrays and objects a payload or record may have; readers of JSON give up not far beyond.
pub const MAX_JSON_DEPTH: usize = 100;
/// The most bytes all payloads and metadata of one append may have together: 16 MiB.
pub const MAX_APPEND_BYTES: usize = 16 * 1024 * 1024;

/// Checks everything about an append that can be known without the log.
pub(crate) fn check(append: &Append) -> Result<(), InvalidAppend> {
    let events = append.event_count();
    if events == 0 {
        return Err(InvalidAppend::NoEvent);
    }
    at_most("the number of events", "the append", events, MAX_EVENTS)?;
    at_most("the number of streams", "the append", append.writes.len(), MAX_STREAMS)?;
    let mut seen = BTreeSet::new();
    let mut bytes = 0;
    for write in &append.writes {
        if !seen.insert(&write.stream) {
            return Err(InvalidAppend::StreamTwice(write.stream.clone()));
        }
        for event in &write.events {
            check_event(&write.stream, event)?;
            bytes += event.payload.len() + event.metadata.len();
        }
    }
    at_most("the size in bytes", "the append", bytes, MAX_APPEND_BYTES)?;
    append.command.as_ref().map_or(Ok(()), check_command)
}

/// Checks a name or id: not empty, not too long, no control character.
pub(crate) fn check_text(what: &'static str, text: &str) -> Result<(), InvalidAppend> {
    let rule = if text.is_empty() {
        "is empty; give at least one character".to_owned()
    } else if text.len() > MAX_ID_BYTES {
        format!("has {} bytes; give at most {MAX_ID_BYTES}", text.len())
    } else if let Some(control) = text.chars().find(|c| c.is_control()) {
        format!("holds the control character {}; leave it out", control.escape_unicode())
    } else {
        return Ok(());
    };
    Err(InvalidAppend::Text { what, rule })
}

fn check_event(stream: &StreamId, event: &NewEvent) -> Result<(), InvalidAppend> {
    check_text("event type", &event.event_type)?;
    check_text("event version", &event.event_version)?;
    let bytes = event.payload.len() + event.metadata.len();
    if bytes > MAX_EVENT_BYTES {
        let of = format!("event {} for {stream}", event.event_type);
        at_most("the size in bytes", &of, bytes, MAX_EVENT_BYTES)?;
    }
    if !(1..=9999).contains(&event.occurred_at.year()) {
        return Err(InvalidAppend::Instant(stream.clone()));
    }
    let not = |what, needed, error: serde_json::Error| InvalidAppend::Json {
        what,
        of: format!("event {} for {stream}", event.event_type),
        needed,
        problem: error.to_string(),
    };
    check_json(&event.payload).map_err(|error| not("payload", "valid JSON", error))?;
    check_flat(&event.metadata).map_err(|error| not("metadata", "a flat JSON object of strings", error))
}

fn check_command(command: &CommandRecord) -> Result<(), InvalidAppend> {
    check_text("command id", &command.id)?;
    at_most("the record's size in bytes", &command.id, command.record.len(), MAX_RECORD_BYTES)?;
    check_json(&command.record).map_err(|error| InvalidAppend::Json {
        what: "record",
        of: format!("command {}", command.id),
        needed: "valid JSON",
        problem: error.to_string(),
    })
}

fn at_most(what: &'static str, of: &str, actual: usize, limit: usize) -> Result<(), InvalidAppend> {
    if actual <= limit {
        return Ok(());
    }
    Err(InvalidAppend::TooBig { what, of: of.to_owned(), actual, limit })
}

fn check_json(text: &str) -> Result<(), serde_json::Error> {
    serde_json::from_str::<IgnoredAny>(text)?;
    let depth = depth(text.as_bytes());
    if depth > MAX_JSON_DEPTH {
        let problem = format_args!("it nests {depth} levels deep, and at most {MAX_JSON_DEPTH} are taken");
        return Err(serde::de::Error::custom(problem));
    }
    Ok(())
}

/// How deep valid JSON nests. The checker above doesn't recurse and so accepts any depth, a typed reader wouldn't.
fn depth(json: &[u8]) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn check_flat(text: &str) -> Result<(), serde_json::Error> {
    // Almost every event of most hosts has no metadata at all.
    if text == "{}" {
        return Ok(());
    }
    let mut json = serde_json::Deserializer::from_str(text);
    json.deserialize_map(Flat)?;
    json.end()
}

/// Visits an object whose values are all strings and whose keys are all different.
struct Flat;

impl<'de> Visitor<'de> for Flat {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of strings")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        let mut keys = BTreeSet::new();
        while let Some((key, _)) = map.next_entry::<String, String>()? {
            // Readers of JSON disagree about which of two equal keys counts, and evidence must mean one thing.
            if let Some(twice) = keys.replace(key) {
                return Err(serde::de::Error::custom(format_args!("key {twice:?} occurs twice")));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
