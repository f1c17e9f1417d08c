//! What came of an import.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::mapping::Mapping;

/// What came of an import, counted from what the engine now holds; the same however often it was interrupted.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ImportReport {
    /// How many requests the log's cases are now.
    pub requests: u64,
    /// How many commands were done, in this run or an earlier one: those applied and those noted.
    pub commands: u64,
    /// How many events these commands left in the streams of the requests.
    pub events: u64,
    /// How many commands were refused.
    pub refusals: u64,
    /// How many requests of each class of the mapping, by what was applied or noted.
    pub outcomes: BTreeMap<String, u64>,
    /// How long this run took.
    pub seconds: f64,
    /// How many cases the log has.
    pub cases: u64,
    /// How many events the log has: those applied, noted and refused.
    pub log_events: u64,
    /// How many of them were done as a command of the law.
    pub applied: u64,
    /// How many of them were kept as notes.
    pub noted: u64,
    /// How many of them were refused.
    pub refused: u64,
    /// How many were refused by each rule, by its number.
    pub refusals_by_rule: BTreeMap<String, u64>,
}

/// What came of one case.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) applied: u64,
    pub(super) noted: u64,
    pub(super) refused: BTreeMap<String, u64>,
    /// How many events its commands left.
    pub(super) events: u64,
    /// Its class; none if it never became a request.
    pub(super) outcome: Option<String>,
}

impl ImportReport {
    pub(super) fn begin(mapping: &Mapping) -> Self {
        let outcomes = mapping.outcomes.iter().map(|rule| (rule.name.clone(), 0)).collect();
        Self { outcomes, ..Self::default() }
    }

    pub(super) fn add(&mut self, tally: Tally) {
        let refused: u64 = tally.refused.values().sum();
        self.cases += 1;
        self.applied += tally.applied;
        self.noted += tally.noted;
        self.refused += refused;
        self.log_events += tally.applied + tally.noted + refused;
        self.commands += tally.applied + tally.noted;
        self.refusals += refused;
        self.events += tally.events;
        for (rule, count) in tally.refused {
            *self.refusals_by_rule.entry(rule).or_default() += count;
        }
        if let Some(outcome) = tally.outcome {
            self.requests += 1;
            *self.outcomes.entry(outcome).or_default() += 1;
        }
    }
}
