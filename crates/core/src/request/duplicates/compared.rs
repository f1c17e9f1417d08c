//! The other request of a suspected duplicate: what a decision may know of it, and what it must be.

use serde::{Deserialize, Serialize};

use super::super::bench::Bench;
use super::super::state::Request;
use crate::ids::{BodyId, ServiceCode};
use crate::reason::ReasonCode;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::rule;
use crate::stage::Outcome;
use crate::text::Text;

/// The other request, as it was found for a command that compares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct OtherRequest {
    /// Which was looked for.
    pub of: Reference,
    /// What was found.
    pub found: Comparison,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "facts are gathered by a literal, so that none is forgotten")]
pub enum Comparison {
    /// It is the request itself.
    Itself,
    /// There is no such request, or none that the actor may see.
    Unknown,
    /// It is another one.
    Another(Compared),
}

/// Another request beside this one, without a word on what stands in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct Compared {
    /// The version of its stream.
    pub version: u64,
    /// Its service.
    pub service: ServiceCode,
    /// Its provider.
    pub provider: BodyId,
    /// Whether both are of the same applicant.
    pub same_applicant: bool,
    /// Whether its receipt was acknowledged.
    pub acknowledged: bool,
    /// How it ended, once it has.
    pub outcome: Option<Outcome>,
}

impl Comparison {
    /// Compares two requests that both were submitted; anything else is unknown.
    pub fn between(one: &Request, other: &Request) -> Self {
        let parts = (other.service(), other.provider(), one.applicant(), other.applicant());
        let (Some((service, _)), Some(provider), Some(here), Some(there)) = parts else {
            return Self::Unknown;
        };
        Self::Another(Compared {
            version: other.version(),
            service: service.clone(),
            provider: provider.clone(),
            same_applicant: here.person == there.person,
            acknowledged: other.acknowledged().is_some(),
            outcome: other.outcome(),
        })
    }
}

/// The request that this one is held to repeat must be there, be another, and not have ended without a grant: who ends one of
/// two must leave the other. Where nobody looked, nothing is asked.
pub(super) fn must_stand(bench: &mut Bench<'_>, of: &Reference, reason: ReasonCode) -> Result<(), Refusal> {
    let looked_at = bench.facts.other.clone().filter(|other| other.of == *of);
    let Some(OtherRequest { found, .. }) = looked_at else { return Ok(()) };
    let problem = match found {
        Comparison::Itself => Some(Text::new("لا يكون الطلب مكرراً لنفسه", "a request does not repeat itself")),
        Comparison::Unknown => Some(Text::new(
            "لا يوجد طلب بهذا المرجع يمكنكم الاطلاع عليه",
            "there is no request with this reference that you may see",
        )),
        Comparison::Another(other) => unlike(&bench.state, &other, reason),
    };
    bench.require(rule::DUPLICATE, problem.is_none(), || Refusal::FieldInvalid {
        path: "of".to_owned(),
        problem: problem.unwrap_or_default(),
    })
}

/// Why another request can't be what this one repeats, for this reason.
fn unlike(own: &Request, other: &Compared, reason: ReasonCode) -> Option<Text> {
    if let Some(outcome) = other.outcome.filter(|outcome| !outcome.is_grant()) {
        let words = outcome.words();
        return Some(Text::new(
            format!("انتهى ذلك الطلب دون منح ({})، فلا يبقى ما يُكتفى به", words.ar),
            format!(
                "that request ended without a grant ({}): nothing would be left to stand for this one",
                words.en
            ),
        ));
    }
    if !other.acknowledged {
        return Some(Text::new(
            "لم يُؤكَّد استلام ذلك الطلب بعد، فلا يبقى ما يُكتفى به",
            "receipt of that request is not acknowledged: nothing would be left to stand for this one",
        ));
    }
    let same_service = own.service().is_some_and(|(service, _)| *service == other.service);
    match reason {
        ReasonCode::DupSameApplicantSameService if !(other.same_applicant && same_service) => {
            Some(Text::new(
                "ذلك الطلب لمقدّم آخر أو لخدمة أخرى",
                "that request is another applicant's or for another service",
            ))
        }
        ReasonCode::DupAlreadyHoldsOutput if other.outcome.is_none() => {
            Some(Text::new("لم يُمنح في ذلك الطلب شيء بعد", "nothing was granted in that request yet"))
        }
        _ => None,
    }
}
