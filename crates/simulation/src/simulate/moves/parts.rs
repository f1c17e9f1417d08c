//! The parts of a whole: opened in their order.

use talab::core::request::subrequests::OpenSubrequest;
use talab::core::{PartId, Role, Stage};

use super::Deeds;
use crate::simulate::life::{Deed, Scene};

pub(super) fn open(scene: &mut Scene) -> Deeds {
    let openable = if scene.is_in(&[Stage::InExecution]) { scene.openable_parts() } else { Vec::new() };
    let Some(part) = scene.rng.pick(&openable).cloned() else { return Ok(None) };
    let handler = scene.officer(Role::Handler)?;
    Ok(Some(Deed::done(handler, OpenSubrequest { part }, "SubrequestOpened")))
}

/// A part whose request is there already.
pub(super) fn open_again(scene: &mut Scene) -> Deeds {
    let here = scene.is_in(&[Stage::InExecution]);
    let held: Vec<PartId> = scene.state.subrequests().map(|(part, _)| part.clone()).collect();
    let openable = scene.openable_parts();
    let held: Vec<PartId> = held.into_iter().filter(|part| here && !openable.contains(part)).collect();
    let Some(part) = scene.rng.pick(&held).cloned() else { return Ok(None) };
    let handler = scene.officer(Role::Handler)?;
    Ok(Some(Deed::refused(handler, OpenSubrequest { part }, "part_already_opened")))
}
