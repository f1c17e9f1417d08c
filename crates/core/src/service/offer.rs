//! Whether a service takes requests, under which versions, and what was reported of its law (LY-22, LY-25).

use serde::{Deserialize, Serialize};
use time::Date;

use crate::calendar::date_format;
use crate::instant::Timestamp;

/// Whether a service takes new requests, as the regulator says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "whoever takes requests must look at each")]
pub enum Availability {
    /// It does, under its published version.
    #[default]
    Offered,
    /// Not for the time being.
    Suspended,
    /// Not any more, with this rule for what is open.
    Retired(RunOff),
}

/// What becomes of the open requests of a service that is retired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "part of an event's shape")]
pub enum RunOff {
    /// They are finished under the version they were submitted under.
    Finish,
    /// They are discontinued.
    Discontinue,
}

/// A version that was published, and what was said of its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Publication {
    pub(super) version: u32,
    /// At once, if nothing was said.
    pub(super) effective_from: Option<Timestamp>,
    pub(super) grace_until: Option<Timestamp>,
}

impl Publication {
    fn is_effective(&self, at: Timestamp) -> bool {
        self.effective_from.is_none_or(|from| from <= at)
    }
}

/// The version in force at an instant: the last published one that had begun.
pub(super) fn in_force(published: &[Publication], at: Timestamp) -> Option<u32> {
    published.iter().rev().find(|it| it.is_effective(at)).map(|it| it.version)
}

/// The older versions still taken in at an instant, because a newer one left them a grace.
pub(super) fn in_grace(published: &[Publication], at: Timestamp) -> Vec<u32> {
    let current = in_force(published, at);
    let pairs = published.iter().zip(published.iter().skip(1));
    let grace = |newer: &Publication| newer.is_effective(at) && newer.grace_until.is_some_and(|end| at < end);
    pairs
        .filter(|(older, newer)| grace(newer) && Some(older.version) != current)
        .map(|(older, _)| older.version)
        .collect()
}

/// A change of the rules or laws of a service, as its provider reported it (LY-25.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LegalChange {
    /// Which law or rule.
    pub law: String,
    /// The day on which it takes effect.
    #[serde(with = "date_format")]
    pub effective_on: Date,
    /// Whether the entry in the directory must follow it.
    pub changes_entry: bool,
    /// When it was reported.
    pub reported_at: Timestamp,
    /// The version that was published after it.
    pub followed_by: Option<u32>,
}

impl LegalChange {
    /// Whether the entry should have followed by that day, and did not.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.changes_entry && self.followed_by.is_none() && self.effective_on <= today
    }
}
