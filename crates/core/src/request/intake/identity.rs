//! Whether the applicant's data are confirmed.

use serde::{Deserialize, Serialize};

use super::event::{ApplicantIdentityConfirmed, ApplicantIdentityNotConfirmed, Unconfirmed};
use crate::ids::FieldId;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::rule;

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
        Self::Confirmed { source: scheme.clone(), scheme, level: level.into(), assertion: None, fields }
    }

    /// No confirmation.
    pub fn not_confirmed(source: impl Into<String>, because: Unconfirmed) -> Self {
        Self::NotConfirmed { source: source.into(), because }
    }
}

/// Records what the port found out.
pub(in crate::request) fn record(bench: &mut Bench<'_>, found: Identification) {
    let (at, attempt) = (bench.at, bench.state.intake.attempt);
    match found {
        Identification::Confirmed { source, scheme, level, assertion, fields } => {
            bench.found(rule::IDENTIFICATION, true, &source);
            bench.emit(Event::ApplicantIdentityConfirmed(ApplicantIdentityConfirmed {
                at,
                attempt,
                source,
                scheme,
                level,
                assertion,
                fields,
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
