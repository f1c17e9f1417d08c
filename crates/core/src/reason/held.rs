//! The reason a negative event holds.

use serde::{Deserialize, Serialize};

use super::table::ReasonCode;
use crate::text::{Lang, Text, isolate};

/// Why a negative event happened: a code, what it is about, and what an officer added.
///
/// An event holds at least one of these whenever it takes something away from the applicant: the law asks for
/// reasons when receipt is not confirmed (`LY-15.3`) and for instructions with a correction (`LY-16.2`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Reason {
    /// The code, from the fixed list.
    pub code: ReasonCode,
    /// The id of the field, document or condition the reason is about, as the service definition spells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// What the officer or the rule adds, in both languages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Text>,
}

impl Reason {
    /// A reason that its code says whole.
    pub const fn new(code: ReasonCode) -> Self {
        Self { code, item: None, detail: None }
    }

    /// The same reason about the field, document or condition `item`.
    #[must_use]
    pub fn about(mut self, item: impl Into<String>) -> Self {
        self.item = Some(item.into());
        self
    }

    /// The same reason with `detail` added.
    #[must_use]
    pub fn with_detail(mut self, detail: Text) -> Self {
        self.detail = Some(detail);
        self
    }

    /// The reason as one line in `lang`, without a full stop: the words, the item in brackets, the detail.
    ///
    /// A detail written in one language only is shown in that language rather than left out. Whatever runs
    /// against the direction of the line (an item id in Arabic, an Arabic detail in English) stands between
    /// `U+2068` and `U+2069`, so that it keeps its own order and leaves its neighbours theirs.
    pub fn text(&self, lang: Lang) -> String {
        let mut line = self.code.words().get(lang).to_owned();
        if let Some(item) = self.item.as_deref().map(str::trim).filter(|item| !item.is_empty()) {
            line.push_str(" (");
            line.push_str(&match lang {
                Lang::Ar => isolate(item),
                Lang::En => item.to_owned(),
            });
            line.push(')');
        }
        if let Some(detail) = self.detail.as_ref().and_then(|detail| shown(detail, lang)) {
            line.push_str(": ");
            line.push_str(&detail);
        }
        line
    }
}

impl From<ReasonCode> for Reason {
    fn from(code: ReasonCode) -> Self {
        Self::new(code)
    }
}

/// The detail in `lang`, else in the other language and isolated, else nothing.
fn shown(detail: &Text, lang: Lang) -> Option<String> {
    let other = match lang {
        Lang::Ar => Lang::En,
        Lang::En => Lang::Ar,
    };
    let (own, foreign) = (detail.get(lang).trim(), detail.get(other).trim());
    match (own.is_empty(), foreign.is_empty()) {
        (false, _) => Some(own.to_owned()),
        (true, false) => Some(isolate(foreign)),
        (true, true) => None,
    }
}
