//! What the rounds of one fault come to.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ledger::Verdict;

/// What the rounds of one fault come to, as one line for people or as one line of JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Tally {
    /// Which fault.
    pub fault: String,
    /// Which log.
    pub backend: String,
    /// How often it befell the log.
    pub rounds: u64,
    /// Commands that were acknowledged before the fault and looked for after it.
    pub acknowledged: u64,
    /// Those that were not there, or not as they were acknowledged.
    pub lost: u64,
    /// Commands of which an event was there twice.
    pub duplicated: u64,
    /// Commands of which a part was there.
    pub half_applied: u64,
    /// Commands whose client couldn't know.
    pub in_doubt: u64,
    /// Whether something was broken on purpose, and must show.
    pub control: bool,
    /// Every other promise that was broken, in words.
    #[serde(skip)]
    pub broken: Vec<String>,
}

impl Tally {
    /// No rounds yet.
    #[must_use]
    pub fn new(fault: impl Into<String>, backend: impl Into<String>) -> Self {
        Self {
            fault: fault.into(),
            backend: backend.into(),
            rounds: 0,
            acknowledged: 0,
            lost: 0,
            duplicated: 0,
            half_applied: 0,
            in_doubt: 0,
            control: false,
            broken: Vec::new(),
        }
    }

    /// The same, of something that was broken on purpose.
    #[must_use]
    pub fn control(mut self) -> Self {
        self.control = true;
        self
    }

    /// Adds what one examination found; a round may have several.
    pub fn add(&mut self, verdict: Verdict) {
        self.acknowledged += verdict.acknowledged;
        self.lost += verdict.lost;
        self.duplicated += verdict.duplicated;
        self.half_applied += verdict.half_applied;
        self.in_doubt += verdict.in_doubt;
        self.broken.extend(verdict.broken);
    }

    /// Adds other rounds of the same fault.
    pub fn merge(&mut self, other: Self) {
        self.rounds += other.rounds;
        self.acknowledged += other.acknowledged;
        self.lost += other.lost;
        self.duplicated += other.duplicated;
        self.half_applied += other.half_applied;
        self.in_doubt += other.in_doubt;
        self.broken.extend(other.broken);
    }

    /// Whether no promise was broken, and whether there was any to break.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let wrong = self.lost + self.duplicated + self.half_applied;
        self.acknowledged > 0 && wrong == 0 && self.broken.is_empty()
    }

    /// The tally as one line of JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Nothing in it can fail to be written: texts, numbers and a bool.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { fault, backend, rounds, acknowledged, lost, duplicated, half_applied, in_doubt, .. } =
            self;
        write!(
            f,
            "{fault} ({backend}{}): {rounds} rounds, {acknowledged} acknowledged, {lost} lost, {duplicated} duplicated, \
             {half_applied} half-applied, {in_doubt} in doubt",
            if self.control { ", control" } else { "" }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_was_found() {
        let mut tally = Tally::new("power cut", "SQLite").control();
        tally.rounds = 2;
        tally.add(Verdict { acknowledged: 7, lost: 1, in_doubt: 3, ..Verdict::default() });
        assert!(!tally.is_clean());
        assert_eq!(
            tally.to_string(),
            "power cut (SQLite, control): 2 rounds, 7 acknowledged, 1 lost, 0 duplicated, 0 half-applied, 3 in doubt"
        );
        assert_eq!(
            tally.to_json(),
            r#"{"fault":"power cut","backend":"SQLite","rounds":2,"acknowledged":7,"lost":1,"duplicated":0,"half_applied":0,"in_doubt":3,"control":true}"#
        );
    }
}
