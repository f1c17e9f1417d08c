//! Whether the applicant's data are confirmed.

use serde::{Deserialize, Serialize};

use super::event::{ApplicantIdentityConfirmed, ApplicantIdentityNotConfirmed, Unconfirmed};
use crate::definition::ServiceDefinition;
use crate::ids::FieldId;
use crate::instant::Timestamp;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::rule;
use crate::rulebook::{IdentityRule, IdentityRuleNamed, required};
use crate::text::Text;

/// What the identity port found out, as plain facts without personal values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Identification {
    /// The person is who they say, and these values are what their source has.
    Confirmed {
        /// The source that confirmed.
        source: String,
        /// The identity scheme.
        scheme: String,
        /// The level of assurance, in the scheme's words.
        level: String,
        /// The scheme's id of the assertion.
        assertion: Option<String>,
        /// The fields whose values their source confirmed.
        fields: Vec<FieldId>,
        /// When the person was authenticated, where the scheme says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        authenticated_at: Option<Timestamp>,
    },
    /// They are not confirmed, and why.
    NotConfirmed {
        /// The source that was asked.
        source: String,
        /// Why not.
        because: Unconfirmed,
    },
}

impl Identification {
    /// A confirmation at a level of a scheme, of these fields' values.
    pub fn confirmed(scheme: impl Into<String>, level: impl Into<String>, fields: Vec<FieldId>) -> Self {
        let scheme = scheme.into();
        let (source, level) = (scheme.clone(), level.into());
        Self::Confirmed { source, scheme, level, assertion: None, fields, authenticated_at: None }
    }

    /// The same confirmation with the instant at which the person was authenticated.
    #[must_use]
    pub fn authenticated_at(mut self, at: Timestamp) -> Self {
        if let Self::Confirmed { authenticated_at, .. } = &mut self {
            *authenticated_at = Some(at);
        }
        self
    }

    /// No confirmation.
    pub fn not_confirmed(source: impl Into<String>, because: Unconfirmed) -> Self {
        Self::NotConfirmed { source: source.into(), because }
    }
}

/// The regulator's rule, where one is in force.
fn rule_in_force<'a>(bench: &Bench<'a>) -> Option<&'a IdentityRule> {
    bench.facts.rulebook.as_ref().and_then(|rulebook| rulebook.identity_rule())
}

/// Whoever files is identified as the regulator's rule and the service ask, by the higher of the two (LY-8.1, LY-8.2).
///
/// # Errors
/// [`Refusal::IdentityAssuranceTooLow`] or [`Refusal::IdentitySchemeNotAccepted`]; [`Refusal::FieldInvalid`] of an instant in the
/// future.
pub(super) fn sufficient(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    found: &Identification,
) -> Result<(), Refusal> {
    let ruled = rule_in_force(bench);
    let Identification::Confirmed { scheme, level, authenticated_at, .. } = found else { return Ok(()) };
    if authenticated_at.is_some_and(|at| at > bench.at) {
        bench.found(rule::IDENTIFICATION, false, "authenticated_at");
        let problem = Text::new(
            "وقت إثبات الهوية في المستقبل، يُرجى إثبات الهوية من جديد",
            "the person was authenticated in the future: identify again",
        );
        return Err(Refusal::FieldInvalid { path: "identification.authenticated_at".to_owned(), problem });
    }
    if ruled.is_none() && definition.identity.is_none() {
        return Ok(());
    }
    let met = required(ruled, definition.identity.as_ref()).met_by(scheme, level);
    bench.found(rule::IDENTITY_RULE, met.is_ok(), level);
    met
}

/// What was found where nobody is there to be refused, as when the engine asks again: an identity that is not enough is
/// one that is not confirmed.
pub(super) fn judged(
    bench: &Bench<'_>,
    definition: &ServiceDefinition,
    found: Identification,
) -> Identification {
    let Identification::Confirmed { source, scheme, level, .. } = &found else { return found };
    let (level, required) =
        match required(rule_in_force(bench), definition.identity.as_ref()).met_by(scheme, level) {
            Err(Refusal::IdentityAssuranceTooLow { level, required }) => (level, required.to_string()),
            Err(Refusal::IdentitySchemeNotAccepted { scheme, accepted }) => (scheme, accepted.join(", ")),
            _ => return found,
        };
    Identification::not_confirmed(source.clone(), Unconfirmed::TooWeak { level, required })
}

/// Records what the port found out. A value counts as confirmed only if its source is registered for it, once there is a
/// register (LY-1d).
pub(in crate::request) fn record(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    found: Identification,
) {
    let (at, attempt) = (bench.at, bench.state.intake.attempt);
    match judged(bench, definition, found) {
        Identification::Confirmed { source, scheme, level, assertion, mut fields, authenticated_at } => {
            bench.found(rule::IDENTIFICATION, true, &source);
            let rule = rule_in_force(bench);
            let rule = rule.map(|it| IdentityRuleNamed { id: it.id.clone(), version: it.version });
            if let Some(rulebook) = &bench.facts.rulebook {
                let owner = |id: &FieldId| definition.field(id).and_then(|field| field.trusted_source());
                fields.retain(|id| owner(id).is_none_or(|source| rulebook.holds(source, id)));
            }
            bench.emit(Event::ApplicantIdentityConfirmed(ApplicantIdentityConfirmed {
                at,
                attempt,
                source,
                scheme,
                level,
                assertion,
                fields,
                rule,
                // Where nobody is there to be refused, an instant in the future is nothing to record.
                authenticated_at: authenticated_at.filter(|authenticated| *authenticated <= at),
            }));
        }
        Identification::NotConfirmed { source, because } => {
            bench.found(rule::IDENTIFICATION, false, &source);
            bench.emit(Event::ApplicantIdentityNotConfirmed(ApplicantIdentityNotConfirmed {
                at,
                attempt,
                source,
                because,
            }));
        }
    }
}
