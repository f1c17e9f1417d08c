//! How identity is verified: the regulator's rule, and what a service may ask beyond it (LY-8.1, LY-8.2).

use serde::{Deserialize, Serialize};

use crate::definition::IdentityTerms;
use crate::named::named_enum;
use crate::refusal::Refusal;
use crate::text::Words;

fn level_words(name: &str) -> Option<Words> {
    Some(match name {
        "Low" => Words { ar: "منخفض", en: "low" },
        "Substantial" => Words { ar: "متوسط", en: "substantial" },
        "High" => Words { ar: "عالٍ", en: "high" },
        _ => return None,
    })
}

named_enum! {
    /// How sure it is that somebody is who they say, from less to more. A scheme's own words are brought to these by the
    /// host's identity port; words that are none of them count as less than the least.
    pub enum AssuranceLevel, words = level_words, {
        /// A limited degree of confidence.
        Low = "low",
        /// A substantial degree of confidence.
        Substantial = "substantial",
        /// More than that: by what can't be had twice.
        High = "high",
    }
}

/// The rule of the body that supervises identity, as it is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "read from a register, built by its events")]
pub struct IdentityRule {
    /// What the rule is known by.
    pub id: String,
    /// How often it was set by then, counted from 1.
    pub version: u32,
    /// The least level of assurance.
    pub level: AssuranceLevel,
    /// The schemes that are accepted; none named means any.
    pub schemes: Vec<String>,
}

/// The rule of identity that an event was decided under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct IdentityRuleNamed {
    /// What the rule is known by.
    pub id: String,
    /// Its version.
    pub version: u32,
}

/// What a service and the rulebook ask together.
#[derive(Clone, Debug)]
pub(crate) struct Required<'a> {
    /// The higher of the two levels.
    pub(crate) level: Option<AssuranceLevel>,
    /// The schemes that both accept; nothing if either accepts any.
    schemes: Option<Vec<&'a str>>,
}

/// What is asked for: never less than the rule, whatever an older definition says.
pub(crate) fn required<'a>(rule: Option<&'a IdentityRule>, terms: Option<&'a IdentityTerms>) -> Required<'a> {
    let level = rule.map(|rule| rule.level).max(terms.and_then(|terms| terms.level));
    let ruled = rule.map_or(&[][..], |rule| &rule.schemes);
    let named = terms.map_or(&[][..], |terms| &terms.schemes);
    let schemes = match (ruled.is_empty(), named.is_empty()) {
        (true, true) => None,
        (true, false) => Some(named.iter().map(String::as_str).collect()),
        (false, true) => Some(ruled.iter().map(String::as_str).collect()),
        (false, false) => Some(ruled.iter().filter(|it| named.contains(it)).map(String::as_str).collect()),
    };
    Required { level, schemes }
}

impl Required<'_> {
    /// Whether an assertion of this scheme at this level is enough.
    ///
    /// # Errors
    /// [`Refusal::IdentitySchemeNotAccepted`] or [`Refusal::IdentityAssuranceTooLow`].
    pub(crate) fn met_by(&self, scheme: &str, level: &str) -> Result<(), Refusal> {
        if let Some(schemes) = &self.schemes
            && !schemes.contains(&scheme)
        {
            let accepted = schemes.iter().map(|it| (*it).to_owned()).collect();
            return Err(Refusal::IdentitySchemeNotAccepted { scheme: scheme.to_owned(), accepted });
        }
        match self.level {
            Some(required) if AssuranceLevel::parse(level) < Some(required) => {
                Err(Refusal::IdentityAssuranceTooLow { level: level.to_owned(), required })
            }
            _ => Ok(()),
        }
    }
}
