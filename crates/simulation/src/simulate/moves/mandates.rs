//! Somebody acts for the applicant, until that is over.

use talab::core::mandate::{GrantMandate, MandateKind, RevokeMandate, Scope};
use talab::core::{Private, Role};
use talab::{Actor, PersonId};
use time::Duration;

use super::Deeds;
use crate::simulate::life::{Act, Deed, Scene};

pub(super) fn grant(scene: &mut Scene) -> Deeds {
    if scene.stage().is_some() || scene.mandate.is_some() {
        return Ok(None);
    }
    let lawyer = PersonId::new(format!("lawyer-{}", scene.name))?;
    let grant = GrantMandate {
        kind: MandateKind::PowerOfAttorney,
        represented: scene.applicant.person.clone(),
        representative: lawyer.clone(),
        scope: Scope::everything(),
        from: scene.now,
        until: Some(scene.now.plus(Duration::days(1_000))),
        proof: Private::from("توكيل رقم 117"),
        proof_sha256: None,
    };
    scene.filer = Actor::new(lawyer, Role::Representative);
    Ok(Some(Deed::of(scene.applicant.clone(), Act::Grant(grant))))
}

pub(super) fn revoke(scene: &mut Scene) -> Deeds {
    if scene.stage().is_none() || scene.mandate.is_none() || scene.revoked {
        return Ok(None);
    }
    let revoke = RevokeMandate { reason: Private::from("انتهت العلاقة") };
    Ok(Some(Deed::of(scene.applicant.clone(), Act::Revoke(revoke))))
}
