//! How a case is classed by the activities that occurred in it.

use std::collections::BTreeSet;

use super::Wording;

/// One class of cases.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutcomeRule {
    /// The class's name in reports, such as `denied`.
    pub name: String,
    /// The class in both languages.
    pub wording: Wording,
    /// Activities that must all have occurred.
    pub all: BTreeSet<String>,
    /// Activities none of which may have occurred.
    pub none: BTreeSet<String>,
    /// If set, no activity outside it may have occurred.
    pub only: Option<BTreeSet<String>>,
}

impl OutcomeRule {
    /// Whether a case in which `occurred` belongs to this class.
    pub(super) fn takes(&self, occurred: &BTreeSet<&str>) -> bool {
        self.all.iter().all(|name| occurred.contains(name.as_str()))
            && !self.none.iter().any(|name| occurred.contains(name.as_str()))
            && self.only.as_ref().is_none_or(|only| occurred.iter().all(|name| only.contains(*name)))
    }

    /// Whether every case belongs to this class.
    pub(super) fn takes_all(&self) -> bool {
        self.all.is_empty() && self.none.is_empty() && self.only.is_none()
    }
}

/// The first class that takes the case. The check of the mapping made sure that the last one does.
pub(super) fn first_match<'r>(rules: &'r [OutcomeRule], occurred: &BTreeSet<&str>) -> &'r str {
    rules.iter().find(|rule| rule.takes(occurred)).map_or("", |rule| rule.name.as_str())
}
