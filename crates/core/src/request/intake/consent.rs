//! What somebody who files for an applicant was told: their consent, and the text that was declared (N4-2, LY-14.2).

use serde::{Deserialize, Serialize};

use crate::actor::Role;
use crate::command_kind::CommandKind;
use crate::definition::ServiceDefinition;
use crate::input;
use crate::instant::Timestamp;
use crate::named::named_enum;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::rule;
use crate::text::{Text, Words};

fn means_words(name: &str) -> Option<Words> {
    Some(match name {
        "InPerson" => Words { ar: "حضورياً", en: "in person" },
        "Telephone" => Words { ar: "هاتفياً", en: "by telephone" },
        "InWriting" => Words { ar: "كتابةً", en: "in writing" },
        _ => return None,
    })
}

named_enum! {
    /// How a consent was given.
    pub enum ConsentMeans, words = means_words, {
        /// At a desk, by the applicant themselves.
        InPerson = "in_person",
        /// On the telephone, as to a call centre.
        Telephone = "telephone",
        /// In a letter or a form.
        InWriting = "in_writing",
    }
}

/// The applicant's consent that a clerk files for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct Consent {
    /// How it was given.
    pub how: ConsentMeans,
    /// When; not after it is filed.
    pub given_at: Timestamp,
    /// Where it is kept, such as the number of a recorded call or of a signed form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

impl Consent {
    /// A consent given so at an instant, with nothing said of where it is kept.
    pub fn new(how: ConsentMeans, given_at: Timestamp) -> Self {
        Self { how, given_at, reference: None }
    }

    /// The same with where it is kept.
    #[must_use]
    pub fn kept_as(mut self, reference: impl Into<String>) -> Self {
        self.reference = Some(reference.into());
        self
    }
}

/// A clerk's record of a consent, as far as it is in order. Where the service asks for one, no clerk files without, but what
/// was recorded with an earlier attempt of the same request goes on counting.
pub(super) fn given(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    consent: Option<Consent>,
    command: CommandKind,
) -> Result<Option<Consent>, Refusal> {
    let role = bench.by.role;
    let Some(mut consent) = consent else {
        let asked = definition.intake.as_ref().is_some_and(|terms| terms.consent);
        if asked && role == Role::Clerk {
            let recorded = bench.state.intake.consented;
            bench.require(rule::CONSENT, recorded, || Refusal::ConsentRequired)?;
        }
        return Ok(None);
    };
    bench.require(rule::CONSENT, role == Role::Clerk, || Refusal::NotPermitted { role, command })?;
    if consent.given_at > bench.at {
        let problem = Text::new(
            "لا تُعطى الموافقة بعد تسجيلها، يُرجى تصحيح وقتها",
            "a consent isn't given after it is filed: correct the instant",
        );
        return Err(Refusal::FieldInvalid { path: "consent.given_at".to_owned(), problem });
    }
    consent.reference = named(consent.reference, "consent.reference")?;
    Ok(Some(consent))
}

/// The text that was declared, by its version or its hash; only who declares names one.
pub(super) fn declared_text(text: Option<String>, declared: bool) -> Result<Option<String>, Refusal> {
    if text.is_some() && !declared {
        let problem = Text::new(
            "ذُكر نص إقرار دون إقرار، يُرجى الإقرار بصحة البيانات أو حذف النص",
            "a text is named that nobody declared: declare, or leave it out",
        );
        return Err(Refusal::FieldInvalid { path: "declaration".to_owned(), problem });
    }
    named(text, "declaration")
}

fn named(text: Option<String>, path: &str) -> Result<Option<String>, Refusal> {
    let named = text.map(|text| input::name(&text)).transpose();
    named.map_err(|problem| Refusal::FieldInvalid { path: path.to_owned(), problem })
}
