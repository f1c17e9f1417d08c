//! What becomes of the duties to tell.

use talab::core::request::notices::{Notification, RecordNotificationDelivered, RecordNotificationFailed};
use talab::core::{ReasonCode, Role};
use talab::{Actor, PersonId};

use super::Deeds;
use crate::simulate::error::SimulationError;
use crate::simulate::life::{Deed, Scene};

fn open(scene: &mut Scene) -> Option<u32> {
    let open = scene.state.notifications().iter().filter(|it| it.is_open());
    let open: Vec<_> = open.map(|it: &Notification| it.queued.number).collect();
    scene.rng.pick(&open).copied()
}

fn gateway() -> Result<Actor, SimulationError> {
    Ok(Actor::new(PersonId::new("notification-gateway")?, Role::NotificationGateway))
}

pub(super) fn delivered(scene: &mut Scene) -> Deeds {
    let Some(number) = open(scene) else { return Ok(None) };
    Ok(Some(Deed::done(gateway()?, RecordNotificationDelivered { number }, "NotificationDelivered")))
}

pub(super) fn failed(scene: &mut Scene) -> Deeds {
    let Some(number) = open(scene) else { return Ok(None) };
    let why = [ReasonCode::NtfBounced, ReasonCode::NtfMailboxFull, ReasonCode::NtfGatewayDown];
    let reason = *scene.rng.pick(&why).unwrap_or(&ReasonCode::NtfBounced);
    Ok(Some(Deed::done(gateway()?, RecordNotificationFailed { number, reason }, "NotificationFailed")))
}
