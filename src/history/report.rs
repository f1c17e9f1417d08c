//! What a check of a history found.

use std::collections::BTreeMap;

use serde::Serialize;

use super::difference::Difference;

/// What a check of a history found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct HistoryReport {
    /// The last event that was looked at.
    pub position: u64,
    /// Streams of ours.
    pub streams: u64,
    /// Events of ours.
    pub events: u64,
    /// Commands of ours: appends that name the command behind them.
    pub commands: u64,
    /// Commands that were decided again, and gave the same events and verdicts.
    pub same: u64,
    /// Commands that could not be decided again, by reason.
    pub not_compared: BTreeMap<&'static str, NotCompared>,
    /// Events of ours that name no command behind them.
    pub without_command: u64,
    /// Events of a host's own streams, which this check knows nothing of.
    pub foreign: u64,
    /// How many differences there are.
    pub differing: u64,
    /// The first of them.
    pub differences: Vec<Difference>,
}

/// Commands that could not be decided again, for one reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NotCompared {
    /// How many.
    pub commands: u64,
    /// The position of the first event of the first of them.
    pub first: u64,
}

impl HistoryReport {
    /// Whether this build would do anything otherwise, as far as could be seen.
    pub fn changes_anything(&self) -> bool {
        self.differing > 0
    }

    /// How many commands could not be decided again, for whatever reason.
    pub fn commands_not_compared(&self) -> u64 {
        self.not_compared.values().map(|it| it.commands).sum()
    }

    pub(super) fn leave_out(&mut self, why: &'static str, position: u64) {
        let left = self.not_compared.entry(why).or_insert(NotCompared { commands: 0, first: position });
        left.commands += 1;
    }

    pub(super) fn differ(&mut self, difference: Difference, shown: usize) {
        self.differing += 1;
        if self.differences.len() < shown {
            self.differences.push(difference);
        }
    }
}
