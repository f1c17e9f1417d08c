//! Objections to what was decided: filed in time or late, upheld, dismissed, withdrawn, left unanswered.

use talab::core::definition::ObjectionSilence;
use talab::core::objection::{
    Against, DecideObjection, Effect, FileObjection, ObjectionCommand, RecordObjectionSilence, Ruling,
    WithdrawObjection,
};
use talab::core::{ObjectionId, Private, Reason, ReasonCode, Role, Stage, Text};
use talab::{Actor, PersonId, Timestamp};
use time::Duration;

use super::Deeds;
use crate::simulate::life::{Act, Deed, Scene};

/// Whether an objection can be filed here; each decision is objected to once.
fn may_file(scene: &Scene) -> bool {
    let decided = scene.is_in(&[Stage::Decided, Stage::Concluded, Stage::Closed]);
    decided && scene.offered.definition.objection.is_some() && scene.objections.is_empty()
}

fn filed(scene: &Scene) -> Deed {
    let grounds = Private::from("القرار لا يوافق ما قُدِّم من مستندات");
    let file = FileObjection { against: Against::Outcome, grounds };
    Deed::of(scene.applicant.clone(), Act::File(file))
}

pub(super) fn file(scene: &mut Scene) -> Deeds {
    Ok(may_file(scene).then(|| filed(scene)))
}

pub(super) fn file_late(scene: &mut Scene) -> Deeds {
    if !may_file(scene) {
        return Ok(None);
    }
    scene.now = scene.now.plus(Duration::days(75));
    Ok(Some(filed(scene)))
}

/// The objection that waits for an answer, and since when.
pub(super) fn open(scene: &Scene) -> Option<(ObjectionId, Timestamp)> {
    scene.objections.iter().find(|(_, _, open)| *open).map(|(id, at, _)| (id.clone(), *at))
}

/// Somebody who had no part in the decision rules on it.
pub(super) fn decide(scene: &mut Scene) -> Deeds {
    let Some((id, _)) = open(scene) else { return Ok(None) };
    let (ruling, reasons, text) = match scene.rng.weighted(&[35, 20, 45]) {
        0 => (Ruling::Uphold { effect: Effect::DecideAnew }, vec![ReasonCode::ObjGroundsAccepted], ACCEPTED),
        1 => (
            Ruling::UpholdPartly { effect: Effect::CorrectOutcome },
            vec![ReasonCode::ObjGroundsAccepted, ReasonCode::ObjGroundsRejected],
            ACCEPTED,
        ),
        _ => (Ruling::Dismiss, vec![ReasonCode::ObjGroundsRejected], DISMISSED),
    };
    let reasons = reasons.into_iter().map(Reason::new).collect();
    let text = Private::new(Text::new(text.0, text.1));
    let by = reviewer(scene, Role::Decider)?;
    let decide = ObjectionCommand::DecideObjection(DecideObjection { ruling, reasons, text });
    Ok(Some(Deed::of(by, Act::Object(id, decide))))
}

const ACCEPTED: (&str, &str) = ("ثبتت صحة ما ورد في التظلّم", "What the objection says was shown");
const DISMISSED: (&str, &str) = ("لم يثبت ما ورد في التظلّم", "What the objection says was not shown");

/// An officer of the body whose decision it was, who decides on nothing but objections: the request may be elsewhere by now.
pub(super) fn reviewer(scene: &Scene, role: Role) -> Result<Actor, crate::simulate::error::SimulationError> {
    let body = scene.objected.clone().unwrap_or_else(|| scene.provider());
    Ok(Actor::officer(PersonId::new("reviewer-1")?, role, body))
}

pub(super) fn withdraw(scene: &mut Scene) -> Deeds {
    let Some((id, _)) = open(scene) else { return Ok(None) };
    let withdraw = ObjectionCommand::WithdrawObjection(WithdrawObjection::default());
    Ok(Some(Deed::of(scene.applicant.clone(), Act::Object(id, withdraw))))
}

pub(super) fn silence(scene: &mut Scene) -> Deeds {
    let definition = scene.definition();
    let Some(terms) = definition.objection.as_ref().filter(|it| it.silence == ObjectionSilence::Dismissed)
    else {
        return Ok(None);
    };
    let Some((id, at)) = open(scene) else { return Ok(None) };
    scene.until(at.plus(Duration::days(i64::from(terms.decide_within_days) + 2)));
    let silence = ObjectionCommand::RecordObjectionSilence(RecordObjectionSilence::default());
    Ok(Some(Deed::of(Actor::system(), Act::Object(id, silence))))
}
