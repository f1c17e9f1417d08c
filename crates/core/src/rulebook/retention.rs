//! How long requests are kept once they have ended: a rule for every service, and rules for single ones (LY-21.2).

use serde::{Deserialize, Serialize};

use super::Rulebook;
use super::command::RulebookEnvelope;
use super::entry::{Entry, Instrument};
use super::event::RulebookEvent;
use crate::definition::Period;
use crate::ids::{PersonId, ServiceCode};
use crate::instant::Timestamp;

/// Sets how long requests are kept after they have ended, of one service or of every one without a rule of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct SetRetention {
    /// Of which service; of every one without a rule of its own, if none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceCode>,
    /// How long after the day of the end.
    pub keep: Period,
    /// On what it rests, and from when it holds.
    pub instrument: Instrument,
}

/// How long requests are kept after they have ended was set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct RetentionSet {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub set_by: PersonId,
    /// Of which service; of every one without a rule of its own, if none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceCode>,
    /// How often it was set by now, for just that.
    pub version: u32,
    /// How long after the day of the end.
    pub keep: Period,
    /// On what it rests, and from when it holds.
    pub instrument: Instrument,
}

/// A rule of retention, as it was set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "read from a register, built by its events")]
pub struct RetentionRule {
    /// Of which service; of every one without a rule of its own, if none is named.
    pub service: Option<ServiceCode>,
    /// How often it was set by then, counted from 1.
    pub version: u32,
    /// How long after the day of the end.
    pub keep: Period,
}

/// A rule in force, with what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetentionInForce<'a> {
    /// The rule.
    pub rule: &'a RetentionRule,
    /// By which legal instrument.
    pub instrument: &'a str,
}

impl Rulebook {
    /// The rule of retention for that service at that instant: its own, or that of every service.
    pub fn retention(&self, service: &ServiceCode, at: Timestamp) -> Option<RetentionInForce<'_>> {
        let entry = self.retention_of(Some(service), at).or_else(|| self.retention_of(None, at))?;
        let (rule, instrument) = (entry.held.as_ref()?, entry.instrument.as_str());
        Some(RetentionInForce { rule, instrument })
    }

    /// The entry in force of just that service, or of just every one.
    pub(super) fn retention_of(
        &self,
        service: Option<&ServiceCode>,
        at: Timestamp,
    ) -> Option<&Entry<RetentionRule>> {
        self.set_for(service).filter(|entry| entry.from <= at).max_by_key(|entry| entry.from)
    }

    fn set_for(&self, service: Option<&ServiceCode>) -> impl Iterator<Item = &Entry<RetentionRule>> {
        let of = move |rule: &RetentionRule| rule.service.as_ref() == service;
        self.retention.iter().filter(move |entry| entry.held.as_ref().is_some_and(of))
    }
}

/// The next version of the rule for just that.
pub(super) fn set(
    rulebook: &Rulebook,
    envelope: &RulebookEnvelope,
    command: &SetRetention,
    instrument: Instrument,
) -> RulebookEvent {
    let before = rulebook.set_for(command.service.as_ref()).count();
    RulebookEvent::RetentionSet(RetentionSet {
        at: envelope.at,
        set_by: envelope.by.person.clone(),
        service: command.service.clone(),
        version: u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1),
        keep: command.keep,
        instrument,
    })
}
