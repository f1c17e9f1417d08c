//! Personal parts of a command, before they become a person's in an event.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::request::NotRestored;

/// A value a command carries that can identify a person.
///
/// `Debug` prints `‹redacted›`; the record of a command replaces it by a mark, since the event holds it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Private<T> {
    private: T,
}

impl<T> Private<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self { private: value }
    }

    /// The value.
    pub const fn get(&self) -> &T {
        &self.private
    }

    /// The value, taken out.
    pub fn into_inner(self) -> T {
        self.private
    }
}

impl<T> fmt::Debug for Private<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("‹redacted›")
    }
}

impl<T> From<T> for Private<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl From<&str> for Private<String> {
    fn from(text: &str) -> Self {
        Self::new(text.to_owned())
    }
}

impl<T: Default> Default for Private<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

/// What stands for a private value in a record.
pub(crate) const IN_EVENT: &str = "in_event";

/// Whether this is the mark of a private value that was left out.
pub(crate) fn is_in_event(value: &serde_json::Value) -> bool {
    value.as_object().is_some_and(|map| map.len() == 1 && map.get("private").is_some_and(|it| it == IN_EVENT))
}

/// Puts a private part of the recorded command `name` back in its place, from the event that holds it.
///
/// # Errors
/// If the event's part can't be read here.
pub(crate) fn give_back<T: Serialize>(
    record: &mut serde_json::Value,
    name: &str,
    part: &str,
    held: Option<&T>,
) -> Result<(), NotRestored> {
    let place = record.get_mut(name).and_then(|content| content.get_mut(part));
    if let Some(place) = place.filter(|place| is_in_event(place)) {
        let held = held.ok_or(NotRestored::Unreadable)?;
        *place = serde_json::json!({ "private": held });
    }
    Ok(())
}

/// The JSON of a command with every private value replaced by `{"private":"in_event"}`.
pub(crate) fn without_private(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Object(map) if map.len() == 1 && map.contains_key("private") => {
            serde_json::json!({ "private": IN_EVENT })
        }
        Value::Object(map) => map.into_iter().map(|(key, value)| (key, without_private(value))).collect(),
        Value::Array(values) => values.into_iter().map(without_private).collect(),
        scalar => scalar,
    }
}
