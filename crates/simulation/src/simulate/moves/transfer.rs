//! A request that is another body's: offered, taken over, gone on with elsewhere, declined.

use talab::core::request::transfer::{AcceptTransfer, ClockRule, DeclineTransfer, Transfer, Transferred};
use talab::core::{BodyId, ReasonCode, Role, Stage};

use super::Deeds;
use crate::simulate::life::{Deed, Scene};

const MOVABLE: &[Stage] =
    &[Stage::Acknowledged, Stage::UnderVerification, Stage::AwaitingCorrection, Stage::InExecution];
const ENDED: &[Stage] = &[Stage::Decided, Stage::Concluded, Stage::Closed];

pub(super) fn offer(scene: &mut Scene) -> Deeds {
    if scene.state.offered_to().is_some() || !scene.is_in(MOVABLE) {
        return Ok(None);
    }
    let to = BodyId::new("mun.janzour")?;
    let clock = if scene.rng.chance(50) { ClockRule::StartsAgain } else { ClockRule::GoesOn };
    let offer = Transfer { to, reason: ReasonCode::TrfNotCompetentPlace, clock };
    let supervisor = scene.officer(Role::Supervisor)?;
    Ok(Some(Deed::done(supervisor, offer, "Transferred")))
}

fn accepted(scene: &mut Scene, elsewhere: Option<String>, brings: &'static str) -> Deeds {
    let Some(offer) = open(scene) else { return Ok(None) };
    let by = scene.of(&offer.to, Role::ExecutingBody)?;
    let message = Some(scene.message(&offer.to, &offer.message)?);
    Ok(Some(Deed::done(by, AcceptTransfer { elsewhere, message }, brings)))
}

fn open(scene: &Scene) -> Option<Transferred> {
    scene.state.offered_to().cloned()
}

pub(super) fn accept(scene: &mut Scene) -> Deeds {
    accepted(scene, None, "TransferAccepted")
}

pub(super) fn accept_elsewhere(scene: &mut Scene) -> Deeds {
    let elsewhere = format!("JZ-{}", scene.name);
    accepted(scene, Some(elsewhere), "TransferredOut")
}

pub(super) fn decline(scene: &mut Scene) -> Deeds {
    let Some(offer) = open(scene) else { return Ok(None) };
    let by = scene.of(&offer.to, Role::ExecutingBody)?;
    let message = Some(scene.message(&offer.to, &offer.message)?);
    let decline = DeclineTransfer { reason: ReasonCode::TskNotOurs, message };
    Ok(Some(Deed::done(by, decline, "TransferDeclined")))
}

/// An answer after the decision is kept beside it.
pub(super) fn late(scene: &mut Scene) -> Deeds {
    let Some(offer) = scene.offer.clone().filter(|_| scene.is_in(ENDED)) else { return Ok(None) };
    if scene.provider() == offer.to {
        return Ok(None);
    }
    let by = scene.of(&offer.to, Role::ExecutingBody)?;
    let message = Some(scene.message(&offer.to, &offer.message)?);
    Ok(Some(Deed::done(by, AcceptTransfer { elsewhere: None, message }, "LateAnswerKept")))
}
