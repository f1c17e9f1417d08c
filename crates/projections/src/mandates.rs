//! A mandate as it is read.

use serde::Serialize;
use talab_core::mandate::{Mandate, MandateKind, Scope, shown_to};
use talab_core::{Actor, MandateId, PersonId, Role, Timestamp};

/// A mandate as those may read it whom it concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MandateStatus {
    /// What it is known by.
    pub id: MandateId,
    /// On what it rests.
    pub kind: MandateKind,
    /// Who is represented.
    pub represented: PersonId,
    /// Who represents them.
    pub representative: PersonId,
    /// How far it reaches.
    pub scope: Scope,
    /// When it was granted or recorded.
    pub granted_at: Timestamp,
    /// From when it holds.
    pub from: Timestamp,
    /// The first instant at which it no longer holds, if it has one.
    pub until: Option<Timestamp>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<Timestamp>,
    /// Whether it is in force now.
    pub in_force: bool,
    /// What proves it, for those who may read words that name people.
    pub proof: Option<String>,
}

/// What `viewer` reads of a mandate; nothing if there is none, or they may not know of it.
pub fn mandate_status(
    id: &MandateId,
    mandate: &Mandate,
    viewer: &Actor,
    now: Timestamp,
) -> Option<MandateStatus> {
    let granted = mandate.granted().filter(|_| shown_to(mandate, viewer))?;
    let personal = !matches!(viewer.role, Role::Auditor | Role::Regulator);
    Some(MandateStatus {
        id: id.clone(),
        kind: granted.kind,
        represented: granted.represented.clone(),
        representative: granted.representative.clone(),
        scope: granted.scope.clone(),
        granted_at: granted.at,
        from: granted.from,
        until: granted.until,
        revoked_at: mandate.revoked().map(|revoked| revoked.at),
        in_force: mandate.holds(now).is_ok(),
        proof: granted.proof.get().cloned().filter(|_| personal),
    })
}
