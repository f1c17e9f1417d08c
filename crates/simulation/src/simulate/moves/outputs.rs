//! What comes of a grant: issued, available, opened, expired.

use talab::Actor;
use talab::core::definition::{FeePoint, OutputType};
use talab::core::request::execution::TaskStanding;
use talab::core::request::outputs::{
    DeliverOutput, IssueOutput, OpenOutput, Output, OutputStanding, RecordOutputExpired,
};
use talab::core::{OutputId, Role, Stage, StepId};
use time::macros::date;

use super::Deeds;
use crate::simulate::life::{Deed, Scene};
use crate::simulate::paper::{digest, national_number};

const GIVEN_IN: &[Stage] = &[Stage::Decided, Stage::Concluded];
/// Where one that didn't wait for the decision is delivered besides.
const EARLY_IN: &[Stage] = &[Stage::InExecution, Stage::UnderDecision];
/// Where it may be opened, and where its validity may end.
const KEPT_IN: &[Stage] = &[
    Stage::UnderVerification,
    Stage::AwaitingCorrection,
    Stage::InExecution,
    Stage::UnderDecision,
    Stage::Closed,
];

/// An output for which this holds.
pub(super) fn held(scene: &mut Scene, which: impl Fn(&Output) -> bool) -> Option<OutputId> {
    held_also_in(scene, &[], which)
}

/// An output for which this holds; one that was issued before the decision in these stages too.
fn held_also_in(scene: &mut Scene, early: &[Stage], which: impl Fn(&Output) -> bool) -> Option<OutputId> {
    let (given, early) = (scene.is_in(GIVEN_IN), scene.is_in(early));
    let here = |output: &Output| given || (early && output.is_early());
    let held = scene.state.outputs().filter(|(_, output)| here(output) && which(output));
    let held = held.map(|(id, _)| id.clone());
    let held: Vec<_> = held.collect();
    scene.rng.pick(&held).cloned()
}

fn issue(scene: &mut Scene, output: Option<OutputId>) -> Deeds {
    let Some(output) = output.filter(|_| scene.is_in(GIVEN_IN) && !scene.is_due(FeePoint::Output)) else {
        return Ok(None);
    };
    issued(scene, output)
}

/// A number for an output; a person's has its own form, and other services ask for it.
pub(super) fn number(scene: &mut Scene, output: &OutputId) -> String {
    match output.as_str() {
        "national-number" => national_number(&mut scene.rng),
        _ => format!("{}/{:06}", scene.today().year(), scene.rng.below(1_000_000)),
    }
}

fn issued(scene: &mut Scene, output: OutputId) -> Deeds {
    let number = number(scene, &output);
    let sha256 = digest(&mut scene.rng);
    let handler = scene.officer(Role::Handler)?;
    Ok(Some(Deed::done(handler, IssueOutput { output, number, sha256, signature: None }, "OutputIssued")))
}

fn is_issued(scene: &Scene, output: &OutputId) -> bool {
    scene.state.outputs().any(|(id, _)| id == output)
}

pub(super) fn issue_owed(scene: &mut Scene) -> Deeds {
    let definition = scene.definition();
    let owed = scene.state.owed(&definition);
    let next = owed.into_iter().find(|id| !is_issued(scene, id)).cloned();
    issue(scene, next)
}

pub(super) fn issue_more(scene: &mut Scene) -> Deeds {
    let definition = scene.definition();
    let mut more = definition.outputs.iter().map(|output| output.id.clone());
    let next = more.rfind(|id| scene.state.grants(id) && !is_issued(scene, id));
    issue(scene, next)
}

/// One that rests on the favourable answers of other bodies alone, while the decision is still to come.
pub(super) fn issue_early(scene: &mut Scene) -> Deeds {
    if !scene.is_in(&[Stage::InExecution]) {
        return Ok(None);
    }
    let favourable = |step: &StepId| {
        let mut tasks = scene.state.tasks();
        tasks.any(|(id, task)| id == step && task.standing == TaskStanding::Favourable)
    };
    let definition = scene.definition();
    let ready = |it: &&OutputType| !it.after.is_empty() && it.after.iter().all(favourable);
    let next = definition.outputs.iter().filter(ready).find(|it| !is_issued(scene, &it.id));
    let Some(output) = next.map(|it| it.id.clone()) else { return Ok(None) };
    issued(scene, output)
}

pub(super) fn deliver(scene: &mut Scene) -> Deeds {
    let waits = |output: &Output| output.delivered_at.is_none() && output.revoked.is_none();
    let Some(output) = held_also_in(scene, EARLY_IN, waits) else { return Ok(None) };
    let locator = format!("outputs/{output}/{}", scene.name);
    let handler = scene.officer(Role::Handler)?;
    Ok(Some(Deed::done(handler, DeliverOutput { output, locator }, "OutputDelivered")))
}

pub(super) fn open(scene: &mut Scene) -> Deeds {
    let fresh = |output: &Output| {
        output.delivered_at.is_some() && output.opened_at.is_none() && output.revoked.is_none()
    };
    let Some(output) = held_also_in(scene, KEPT_IN, fresh) else { return Ok(None) };
    Ok(Some(Deed::done(scene.applicant.clone(), OpenOutput { output }, "OutputOpened")))
}

/// A term of validity that ends while lives are still told.
pub(super) fn expire(scene: &mut Scene) -> Deeds {
    let ends = |output: &Output| {
        let stands = matches!(output.standing(), OutputStanding::Issued | OutputStanding::Available);
        stands && output.issued.valid_until.is_some_and(|last| last < date!(2026 - 12 - 01))
    };
    let Some(output) = held_also_in(scene, KEPT_IN, ends) else { return Ok(None) };
    let issued =
        scene.state.outputs().find(|(id, _)| **id == output).map(|(_, output)| output.issued.clone());
    let Some(after) = issued.and_then(|it| it.valid_until).and_then(time::Date::next_day) else {
        return Ok(None);
    };
    let start = scene.calendar.zone().start_of_day(after);
    scene.until(start);
    Ok(Some(Deed::done(Actor::system(), RecordOutputExpired { output }, "OutputExpired")))
}
