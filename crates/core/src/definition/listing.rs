//! How an entry is found in the directory, until when it is to be reviewed, and what a new version changed (LY-23, LY-25.1).

use serde::{Deserialize, Serialize};
use time::Date;

use super::ServiceDefinition;
use super::problems::Problems;
use super::verify::both;
use super::words;
use crate::calendar::date_format;
use crate::input;
use crate::search::{Wanted, folded};
use crate::text::Text;

/// `[directory]`: by what else than its name and provider a service is found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Listing {
    /// The subjects it belongs to, such as `civil-status`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// The events in a life at which it is needed, such as `birth`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub life_events: Vec<String>,
    /// Words that people look for and that its texts don't hold.
    pub keywords: Keywords,
    /// Until when the entry is to be reviewed (JO-7a).
    #[serde(with = "date_format::option", skip_serializing_if = "Option::is_none")]
    pub review_by: Option<Date>,
}

/// `keywords = { ar = […], en = […] }`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Keywords {
    /// In Arabic.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ar: Vec<String>,
    /// In English.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub en: Vec<String>,
}

/// `[change]`: what a version changed, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Change {
    /// What changed.
    pub note: Text,
    /// The law that made it necessary, of those that the service rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

impl ServiceDefinition {
    /// Whether every word that is looked for begins one of the entry's: of its name, its description, its keywords, and what it
    /// delivers; spelling that people vary (أ/ا, ة/ه, ى/ي, marks of vowels) makes no difference.
    pub fn has_words(&self, wanted: &Wanted) -> bool {
        let mut texts = vec![folded(self.code.as_str())];
        let outputs = self.outputs.iter().map(|output| &output.name);
        for text in [&self.name, &self.description].into_iter().chain(outputs) {
            texts.extend([folded(&text.ar), folded(&text.en)]);
        }
        if let Some(listing) = &self.directory {
            let keywords = listing.keywords.ar.iter().chain(&listing.keywords.en);
            texts.extend(keywords.map(|word| folded(word)));
        }
        wanted.are_in(&texts)
    }
}

/// Names are names, each once, and a change is of a later version and by a law that the service rests on.
pub(super) fn listing(definition: &ServiceDefinition, problems: &mut Problems) {
    if let Some(listing) = &definition.directory {
        let keywords = &listing.keywords;
        for (path, names) in [
            ("directory.categories", &listing.categories),
            ("directory.life_events", &listing.life_events),
            ("directory.keywords.ar", &keywords.ar),
            ("directory.keywords.en", &keywords.en),
        ] {
            let distinct: std::collections::BTreeSet<_> = names.iter().map(|name| folded(name)).collect();
            let proper = names.iter().all(|name| input::name(name).is_ok()) && distinct.len() == names.len();
            problems.unless(proper, path, words::LISTED_NAMES);
        }
    }
    if let Some(change) = &definition.change {
        both(&change.note, "change.note", problems);
        problems.unless(definition.version > 1, "change", words::CHANGE_OF_THE_FIRST);
    }
    for form in &definition.forms {
        if let Some(purpose) = &form.purpose {
            both(purpose, &format!("form.{}.purpose", form.id), problems);
        }
    }
    laws(definition, problems);
}

/// A part that names its law names one that the service rests on (LY-4.3, LY-6.4).
fn laws(definition: &ServiceDefinition, problems: &mut Problems) {
    let change = definition.change.iter().map(|it| ("change.because".to_owned(), &it.because));
    let deadline = std::iter::once(("deadline.law".to_owned(), &definition.deadline.law));
    let conditions = definition.conditions.iter().map(|it| (format!("condition.{}.law", it.id), &it.law));
    let forms = definition.forms.iter().map(|it| (format!("form.{}.ground", it.id), &it.ground));
    let fees = definition.fees.fees.iter().map(|it| (format!("fees.fee.{}.law", it.id), &it.law));
    for (path, law) in change.chain(deadline).chain(conditions).chain(forms).chain(fees) {
        let named = law.as_ref().is_none_or(|law| definition.legal_basis.contains(law));
        problems.unless(named, path, words::LAW_NOT_NAMED);
    }
}
