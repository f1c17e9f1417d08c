//! Mandates of the small world.

use super::time::at;
use crate::ids::{MandateId, PersonId};
use crate::mandate::{GrantMandate, Mandate, MandateEvent, MandateFacts, MandateGranted, MandateKind, Scope};
use crate::personal::Personal;

/// A power of attorney for everything, from October 2025 to the end of that year.
pub fn mandate_of(represented: &PersonId, representative: &PersonId) -> GrantMandate {
    GrantMandate {
        kind: MandateKind::PowerOfAttorney,
        represented: represented.clone(),
        representative: representative.clone(),
        scope: Scope::everything(),
        from: at("2025-10-01 00:00"),
        until: Some(at("2026-01-01 00:00")),
        proof: "توكيل رقم 117 لسنة 2025".into(),
        proof_sha256: None,
    }
}

/// That mandate, granted on 1 October, as its stream has it.
///
/// # Panics
/// If the text can't be a mandate's id.
pub fn mandate_facts(id: &str, grant: GrantMandate) -> MandateFacts {
    let mut mandate = Mandate::default();
    mandate.evolve(&MandateEvent::MandateGranted(MandateGranted {
        at: at("2025-10-01 00:00"),
        kind: grant.kind,
        granted_by: grant.represented.clone(),
        proof: Personal::clear(grant.represented.clone(), grant.proof.into_inner()),
        represented: grant.represented,
        representative: grant.representative,
        scope: grant.scope,
        from: grant.from,
        until: grant.until,
        proof_sha256: grant.proof_sha256,
    }));
    MandateFacts { id: MandateId::new(id).unwrap_or_else(|error| panic!("{error}")), version: 1, mandate }
}
