//! How a request ends without a decision.

use talab::core::request::exits::{Discontinue, Withdraw};
use talab::core::{ReasonCode, Role, Stage};

use super::Deeds;
use crate::simulate::life::{Deed, Scene};

/// Whether it has not yet come to a decision.
fn is_open(scene: &Scene) -> bool {
    scene.stage().is_some_and(|stage| !stage.is_terminal() && stage != Stage::Decided)
}

pub(super) fn withdraw(scene: &mut Scene) -> Deeds {
    if !is_open(scene) {
        return Ok(None);
    }
    let reason = scene.rng.chance(60).then_some(ReasonCode::WdrNoLongerNeeded);
    Ok(Some(Deed::done(scene.applicant.clone(), Withdraw { reason }, "Withdrawn")))
}

pub(super) fn discontinue(scene: &mut Scene) -> Deeds {
    if !is_open(scene) {
        return Ok(None);
    }
    let supervisor = scene.officer(Role::Supervisor)?;
    let reason = ReasonCode::ClsObjectGone;
    Ok(Some(Deed::done(supervisor, Discontinue { reason }, "Discontinued")))
}
