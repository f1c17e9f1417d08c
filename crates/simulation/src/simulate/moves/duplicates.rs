//! Two requests that may be one.

use talab::Actor;
use talab::core::request::duplicates::{ConfirmDuplicate, DismissDuplicate, ReportDuplicate};
use talab::core::{Private, ReasonCode, Role, Stage};

use super::Deeds;
use crate::simulate::life::{Deed, Scene};

const WORKING: &[Stage] = &[Stage::Acknowledged, Stage::UnderVerification, Stage::InExecution];

pub(super) fn report(scene: &mut Scene) -> Deeds {
    let none = scene.state.suspected_duplicate().is_none() && scene.is_in(WORKING);
    let Some(of) = scene.earlier.clone().filter(|_| none) else { return Ok(None) };
    let report = ReportDuplicate { of, reason: ReasonCode::DupSameApplicantSameService };
    Ok(Some(Deed::done(Actor::system(), report, "DuplicateSuspected")))
}

pub(super) fn confirm(scene: &mut Scene) -> Deeds {
    // Who took the request over does not see the one that stayed with the first body.
    let sees = scene.provider() == scene.offered.definition.provider;
    if scene.state.suspected_duplicate().is_none() || !scene.is_in(WORKING) || !sees {
        return Ok(None);
    }
    let verifier = scene.officer(Role::Verifier)?;
    Ok(Some(Deed::done(verifier, ConfirmDuplicate::default(), "DuplicateConfirmed")))
}

pub(super) fn dismiss(scene: &mut Scene) -> Deeds {
    if scene.state.suspected_duplicate().is_none() || !scene.is_in(WORKING) {
        return Ok(None);
    }
    let verifier = scene.officer(Role::Verifier)?;
    let dismiss = DismissDuplicate { reason: Private::from("طلبان مختلفان") };
    Ok(Some(Deed::done(verifier, dismiss, "DuplicateDismissed")))
}
