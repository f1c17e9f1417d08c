//! An entry of the rulebook: what holds, by which legal instrument, and from when.

use serde::{Deserialize, Serialize};

use crate::ids::FieldId;
use crate::instant::Timestamp;

/// On what an entry rests, and from when it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct Instrument {
    /// The legal instrument, such as a decision and its number.
    pub name: String,
    /// Why, where more is to be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub justification: Option<String>,
    /// Its instant of effect; at once if none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<Timestamp>,
}

impl Instrument {
    /// An instrument that takes effect at once.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), justification: None, effective_from: None }
    }

    /// The same, with effect from a later instant.
    #[must_use]
    pub fn with_effect_from(mut self, instant: Timestamp) -> Self {
        self.effective_from = Some(instant);
        self
    }
}

/// A public body that the law lets keep data (LY-1d).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "read from a register, built by its events")]
pub struct TrustedSource {
    /// The law that gives it the right.
    pub authority: String,
    /// The data it holds, by the ids of the fields that ask for them.
    pub items: Vec<FieldId>,
}

/// What was entered, and from when; nothing held is an entry withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "read from a register, built by its events")]
pub struct Entry<T> {
    /// What holds; nothing if it was withdrawn.
    pub held: Option<T>,
    /// By which instrument.
    pub instrument: String,
    /// From when.
    pub from: Timestamp,
}

impl<T> Entry<T> {
    /// An entry recorded at that instant.
    pub(super) fn new(held: Option<T>, instrument: &Instrument, at: Timestamp) -> Self {
        Self { held, instrument: instrument.name.clone(), from: instrument.effective_from.unwrap_or(at) }
    }
}

/// Withdraws with effect from an instant: nothing that was to begin then or later begins any more.
pub(super) fn withdraw<T>(entries: &mut Vec<Entry<T>>, instrument: &Instrument, at: Timestamp) {
    let withdrawn = Entry::new(None, instrument, at);
    entries.retain(|entry| entry.from < withdrawn.from);
    entries.push(withdrawn);
}

/// The entry in force: the one that began last; of two that began together, the one recorded last.
pub(super) fn in_force<T>(entries: &[Entry<T>], at: Timestamp) -> Option<&Entry<T>> {
    entries.iter().filter(|entry| entry.from <= at).max_by_key(|entry| entry.from)
}

/// Whether anything of a register was ever in force by then.
pub(super) fn kept<'a, T: 'a>(mut register: impl Iterator<Item = &'a Vec<Entry<T>>>, at: Timestamp) -> bool {
    register.any(|entries| entries.iter().any(|entry| entry.from <= at))
}
