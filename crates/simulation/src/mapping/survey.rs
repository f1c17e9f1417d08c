//! The first pass: a whole log held against its mapping before anything is appended.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use time::OffsetDateTime;

use crate::xes::{Case, LogEvent, XesError, XesReader};

use super::Mapping;
use super::finding::{Finding, FindingKind, Findings, SurveyError};

/// The most findings that are kept to be shown; all are counted.
const SHOWN: usize = 20;

/// The most different unknown activities that are told apart; after them, each event counts.
const UNKNOWN: usize = 1000;

/// What a log holds, if it is sound and its mapping covers it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Survey {
    /// How many cases.
    pub cases: u64,
    /// How many events.
    pub events: u64,
    /// The earliest instant of an event; none if there is no event.
    pub first: Option<OffsetDateTime>,
    /// The latest.
    pub last: Option<OffsetDateTime>,
    /// How many events of each activity that occurs.
    pub activities: BTreeMap<String, u64>,
    /// How many cases of each outcome of the mapping, those without any included, in the mapping's order.
    pub outcomes: Vec<(String, u64)>,
}

/// Reads the log at `path` from its first byte to its last and holds every case against `mapping`.
///
/// One case is in memory at a time, and the names of all.
///
/// # Errors
/// [`SurveyError::Unreadable`] at the first place that cannot be read soundly, wherever it is;
/// [`SurveyError::Findings`] with all that was found, if it reads well to its end.
pub fn survey(path: impl AsRef<Path>, mapping: &Mapping) -> Result<Survey, SurveyError> {
    let reader = XesReader::open(path.as_ref())?;
    survey_cases(reader.named_by(&mapping.case_key), path.as_ref(), mapping)
}

/// The same over cases that are read already.
pub(super) fn survey_cases(
    cases: impl Iterator<Item = Result<Case, XesError>>,
    file: &Path,
    mapping: &Mapping,
) -> Result<Survey, SurveyError> {
    let mut pass = Pass::new(mapping);
    for case in cases {
        pass.take(&case?);
    }
    pass.finish(file)
}

/// What a pass has gathered so far.
struct Pass<'m> {
    mapping: &'m Mapping,
    survey: Survey,
    shown: Vec<Finding>,
    total: u64,
    names: HashMap<String, u64>,
    unknown: HashSet<String>,
}

impl<'m> Pass<'m> {
    fn new(mapping: &'m Mapping) -> Self {
        let outcomes = mapping.outcomes.iter().map(|rule| (rule.name.clone(), 0)).collect();
        Self {
            mapping,
            survey: Survey { outcomes, ..Survey::default() },
            shown: Vec::new(),
            total: 0,
            names: HashMap::new(),
            unknown: HashSet::new(),
        }
    }

    fn take(&mut self, case: &Case) {
        self.survey.cases += 1;
        match self.names.get(&case.name) {
            Some(first) => self.find(case, case.line, FindingKind::DuplicateCase { first: *first }),
            None => {
                self.names.insert(case.name.clone(), case.line);
            }
        }
        self.check_channel(case);
        let mut before = None;
        for event in &case.events {
            self.take_event(case, event, before);
            before = Some(event.at);
        }
        let occurred: BTreeSet<&str> = case.events.iter().map(|event| event.activity.as_str()).collect();
        let outcome = self.mapping.outcome(occurred);
        if let Some((_, count)) = self.survey.outcomes.iter_mut().find(|(name, _)| name == outcome) {
            *count += 1;
        }
    }

    fn check_channel(&mut self, case: &Case) {
        let rule = &self.mapping.channel;
        let value = rule.attribute.as_ref().and_then(|key| case.attributes.get(key));
        // A value of another kind than text is not absent: it is a word we cannot read.
        let word = value.map(|value| value.as_str().unwrap_or("(not a text)"));
        if self.mapping.channel(word).is_none() {
            let channel = word.unwrap_or_default().to_owned();
            self.find(case, case.line, FindingKind::UnknownChannel { channel });
        }
    }

    fn take_event(&mut self, case: &Case, event: &LogEvent, before: Option<OffsetDateTime>) {
        self.survey.events += 1;
        self.survey.first = self.survey.first.into_iter().chain([event.at]).min();
        self.survey.last = self.survey.last.max(Some(event.at));
        if self.mapping.activities.contains_key(&event.activity) {
            *self.survey.activities.entry(event.activity.clone()).or_default() += 1;
        } else if !self.unknown.contains(&event.activity) {
            if self.unknown.len() < UNKNOWN {
                self.unknown.insert(event.activity.clone());
            }
            self.find(case, event.line, FindingKind::UnknownActivity { activity: event.activity.clone() });
        }
        if let Some(before) = before.filter(|before| event.at < *before) {
            self.find(case, event.line, FindingKind::OutOfOrder { before });
        }
        // An event without a transition is done: only logs that record other transitions need to say so.
        if let Some(transition) = event.transition.as_ref().filter(|t| !self.mapping.transitions.contains(*t))
        {
            self.find(case, event.line, FindingKind::UnknownTransition { transition: transition.clone() });
        }
        if event.resource.is_none() && self.mapping.resource.is_none() {
            self.find(case, event.line, FindingKind::NoResource);
        }
    }

    fn find(&mut self, case: &Case, line: u64, kind: FindingKind) {
        self.total += 1;
        if self.shown.len() < SHOWN {
            self.shown.push(Finding { line, case: case.name.clone(), kind });
        }
    }

    fn finish(self, file: &Path) -> Result<Survey, SurveyError> {
        if self.total == 0 {
            return Ok(self.survey);
        }
        Err(SurveyError::Findings(Findings { file: file.to_owned(), shown: self.shown, total: self.total }))
    }
}
