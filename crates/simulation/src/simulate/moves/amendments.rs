//! What was decided is amended: revoked, replaced, given back, set right, opened again; by two people.

use talab::Actor;
use talab::core::definition::FeePoint;
use talab::core::request::amendment::{Amendment, ApproveAmendment, ProposeAmendment, ReturnAmendment};
use talab::core::request::decision::Proposal;
use talab::core::request::outputs::{Output, OutputStanding};
use talab::core::{Outcome, Private, Reason, ReasonCode, Role, Stage, Text};

use super::{Deeds, decision, outputs};
use crate::simulate::error::SimulationError;
use crate::simulate::life::{Deed, Scene};
use crate::simulate::paper::digest;

const ENDED: &[Stage] = &[Stage::Decided, Stage::Concluded, Stage::Closed];

fn propose(scene: &mut Scene, amendment: Amendment) -> Deeds {
    let text = Text::new("بعد مراجعة الملف", "After a review of the file");
    let explanation = scene.rng.chance(50).then(|| Private::new(text));
    let decider = scene.officer(Role::Decider)?;
    let propose = ProposeAmendment { amendment, explanation };
    Ok(Some(Deed::done(decider, propose, "AmendmentProposed")))
}

/// Whether nothing waits to be approved, and the request has come to an end.
fn is_free(scene: &Scene) -> bool {
    scene.state.open_amendment().is_none() && scene.is_in(ENDED)
}

fn in_effect(output: &Output) -> bool {
    matches!(output.standing(), OutputStanding::Issued | OutputStanding::Available)
}

pub(super) fn revoke(scene: &mut Scene) -> Deeds {
    let Some(output) = outputs::held(scene, in_effect).filter(|_| is_free(scene)) else { return Ok(None) };
    let why = [ReasonCode::RevCourtOrder, ReasonCode::RevObtainedByFraud, ReasonCode::RevByAuthorityError];
    let reason = *scene.rng.pick(&why).unwrap_or(&ReasonCode::RevCourtOrder);
    propose(scene, Amendment::RevokeOutput { output, reason })
}

pub(super) fn supersede(scene: &mut Scene) -> Deeds {
    let delivered = |output: &Output| output.standing() == OutputStanding::Available;
    let Some(output) = outputs::held(scene, delivered).filter(|_| is_free(scene)) else { return Ok(None) };
    let number = outputs::number(scene, &output);
    let (sha256, locator) = (digest(&mut scene.rng), format!("outputs/{number}"));
    let reason = ReasonCode::SupClericalError;
    propose(scene, Amendment::SupersedeOutput { output, reason, number, sha256, locator, signature: None })
}

pub(super) fn reinstate(scene: &mut Scene) -> Deeds {
    let revoked = outputs::held(scene, |output| output.revoked.is_some());
    let Some(output) = revoked.filter(|id| is_free(scene) && scene.state.grants(id)) else { return Ok(None) };
    propose(scene, Amendment::ReinstateOutput { output, reason: ReasonCode::RpnObjectionUpheld })
}

/// Whether nothing that was issued has effect.
fn is_bare(scene: &Scene) -> bool {
    !scene.state.outputs().any(|(_, output)| in_effect(output))
}

/// What was decided should have been something else.
pub(super) fn correct(scene: &mut Scene) -> Deeds {
    let decided = scene.is_in(&[Stage::Decided, Stage::Concluded]);
    if !is_free(scene) || !is_bare(scene) || !decided || scene.is_whole() {
        return Ok(None);
    }
    let to = match scene.state.outcome() {
        Some(Outcome::Denied | Outcome::DeemedDenied)
            if scene.is_grantable() && !scene.is_due(FeePoint::Output) && scene.is_carried_out() =>
        {
            Proposal::Grant { conditions: decision::found(scene) }
        }
        Some(Outcome::Denied) => decision::taken(),
        Some(_) => decision::denial(Reason::new(ReasonCode::RefFalseInformation)),
        None => return Ok(None),
    };
    let legal_basis = "law-59-2012, art. 7".to_owned();
    propose(scene, Amendment::CorrectOutcome { reason: ReasonCode::RpnErrorFound, legal_basis, to })
}

pub(super) fn reopen(scene: &mut Scene) -> Deeds {
    let ended = scene.stage().is_some_and(Stage::is_terminal) && scene.state.acknowledged().is_some();
    let theirs = scene.state.outcome() == Some(Outcome::Withdrawn);
    if !is_free(scene) || !is_bare(scene) || !ended || theirs {
        return Ok(None);
    }
    let reason = ReasonCode::RpnNewFacts;
    propose(scene, Amendment::Reopen { reason, stage: Stage::UnderVerification, working_days: 10 })
}

/// A supervisor, who proposes nothing in these lives.
fn another(scene: &mut Scene) -> Result<Actor, SimulationError> {
    scene.officer(Role::Supervisor)
}

pub(super) fn hand_back(scene: &mut Scene) -> Deeds {
    if scene.state.open_amendment().is_none() || !scene.is_in(ENDED) {
        return Ok(None);
    }
    let hand_back = ReturnAmendment { reason: Private::from("لا يكفي سنداً") };
    Ok(Some(Deed::done(another(scene)?, hand_back, "AmendmentReturned")))
}

/// It is judged anew when it is approved: what no longer stands is left to be returned.
pub(super) fn approve(scene: &mut Scene) -> Deeds {
    use talab::core::request::amendment::Amended as A;
    let Some(open) = scene.state.open_amendment().cloned().filter(|_| scene.is_in(ENDED)) else {
        return Ok(None);
    };
    let of = |id| scene.state.outputs().find(|(it, _)| *it == id).map(|(_, output)| output.standing());
    let (stands, brings) = match &open.amendment {
        A::RevokeOutput { output, .. } => {
            (matches!(of(output), Some(OutputStanding::Issued | OutputStanding::Available)), "OutputRevoked")
        }
        A::SupersedeOutput { output, .. } => {
            (of(output) == Some(OutputStanding::Available), "OutputSuperseded")
        }
        A::ReinstateOutput { output, .. } => {
            (of(output) == Some(OutputStanding::Revoked) && scene.state.grants(output), "OutputReinstated")
        }
        A::CorrectOutcome { to, .. } => {
            let decided = scene.is_in(&[Stage::Decided, Stage::Concluded]);
            (decided && is_bare(scene) && scene.state.outcome() != Some(to.outcome()), "OutcomeCorrected")
        }
        A::Reopen { .. } => (is_bare(scene) && scene.stage().is_some_and(Stage::is_terminal), "Reopened"),
    };
    let by = another(scene)?;
    Ok(stands.then(|| Deed::done(by, ApproveAmendment::default(), brings)))
}
