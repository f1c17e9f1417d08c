//! How a request is decided: proposed by one, approved or returned by another, or decided by silence.

use talab::Actor;
use talab::core::definition::Silence;
use talab::core::request::decision::{
    ApproveDecision, Measure, Proposal, ProposeDecision, Proposed, RecordDeemedDecision, ReturnDecision,
};
use talab::core::{ConditionId, OutputId, Private, Reason, ReasonCode, Role, Stage, Text};

use super::{Deeds, clock};
use crate::simulate::life::{Deed, Scene};

/// Whether something may be proposed here; a denial also where another body said no.
fn is_ready(scene: &Scene, denial: bool) -> bool {
    let free = scene.state.suspected_duplicate().is_none() && !scene.is_referred();
    let here = scene.is_in(&[Stage::InExecution]) && free;
    let free = scene.is_carried_out() || (denial && scene.is_lost());
    here && free && !scene.has_an_open_part()
}

fn propose(scene: &mut Scene, proposal: Proposal) -> Deeds {
    let handler = scene.officer(Role::Handler)?;
    Ok(Some(Deed::done(handler, ProposeDecision { proposal }, "DecisionProposed")))
}

/// The conditions that an officer finds met.
pub(super) fn found(scene: &Scene) -> Vec<ConditionId> {
    let definition = scene.definition();
    let open = definition.conditions.iter().filter(|condition| condition.when.is_none());
    open.map(|condition| condition.id.clone()).collect()
}

pub(super) fn grant(scene: &mut Scene) -> Deeds {
    if !is_ready(scene, false) || !scene.is_grantable() || !scene.parts_allow(true) {
        return Ok(None);
    }
    // Where a body advised against a part, that part is left out.
    let optional = scene.is_advised_against() && scene.offered.definition.outputs.len() > 3;
    if optional {
        return Ok(None);
    }
    let conditions = found(scene);
    propose(scene, Proposal::Grant { conditions })
}

/// The outputs that must come, where there are others.
fn main_outputs(scene: &Scene) -> Option<Vec<OutputId>> {
    let outputs = &scene.offered.definition.outputs;
    let main: Vec<_> = outputs.iter().filter(|it| it.mandatory).map(|it| it.id.clone()).collect();
    (!main.is_empty() && main.len() < outputs.len()).then_some(main)
}

pub(super) fn grant_partly(scene: &mut Scene) -> Deeds {
    if !is_ready(scene, false) || !scene.is_grantable() {
        return Ok(None);
    }
    let outputs =
        if scene.is_whole() { scene.parts_allow(false).then(Vec::new) } else { main_outputs(scene) };
    let Some(outputs) = outputs else { return Ok(None) };
    let reason = if scene.is_whole() || scene.is_advised_against() {
        ReasonCode::RefOtherBodyRefused
    } else {
        ReasonCode::RefPublicInterest
    };
    let conditions = found(scene);
    let reasons = vec![Reason::new(reason)];
    propose(
        scene,
        Proposal::GrantPartly { conditions, outputs, reasons, remedies: remedies(), explanation: None },
    )
}

fn remedies() -> Text {
    Text::new(
        "يجوز التظلّم لدى الجهة خلال ستين يوماً من العلم بالقرار",
        "An objection may be filed with the body within sixty days of knowing of the decision",
    )
}

/// A denial for this reason.
pub(super) fn denial(reason: Reason) -> Proposal {
    let text = Text::new("كما ثبت من الأوراق", "As the papers show");
    let explanation = Some(Private::new(text));
    Proposal::Deny { reasons: vec![reason], remedies: remedies(), explanation }
}

pub(super) fn denial_of_falsehood() -> ProposeDecision {
    ProposeDecision { proposal: denial(Reason::new(ReasonCode::RefFalseInformation)) }
}

pub(super) fn deny(scene: &mut Scene) -> Deeds {
    if !is_ready(scene, true) {
        return Ok(None);
    }
    propose(scene, denial(Reason::new(ReasonCode::RefFalseInformation)))
}

/// Another body said no, or a condition is not met.
pub(super) fn deny_duly(scene: &mut Scene) -> Deeds {
    if !is_ready(scene, true) {
        return Ok(None);
    }
    let reason = match scene.unmet() {
        _ if scene.is_lost() || scene.has_lost_a_part() => Reason::new(ReasonCode::RefOtherBodyRefused),
        Some(condition) => Reason::new(ReasonCode::RefConditionNotMet).about(condition.as_str()),
        None => return Ok(None),
    };
    propose(scene, denial(reason))
}

pub(super) fn measures(scene: &mut Scene) -> Deeds {
    if !is_ready(scene, false) || scene.is_lost() || scene.is_whole() {
        return Ok(None);
    }
    propose(scene, taken())
}

/// The register was set right, and that was what was asked for.
pub(super) fn taken() -> Proposal {
    let text = Text::new("صُحِّح القيد في السجل", "The entry in the register was corrected");
    Proposal::TakeMeasures {
        measures: vec![Measure { code: "register-corrected".to_owned(), text: Private::new(text) }],
    }
}

pub(super) fn hand_back(scene: &mut Scene) -> Deeds {
    if !scene.is_in(&[Stage::UnderDecision]) {
        return Ok(None);
    }
    let hand_back = ReturnDecision { reason: Private::from("يُستكمل بيان الأسباب") };
    let decider = scene.officer(Role::Decider)?;
    Ok(Some(Deed::done(decider, hand_back, "DecisionReturned")))
}

pub(super) fn approve(scene: &mut Scene) -> Deeds {
    let grants = matches!(scene.proposed, Some(Proposed::Grant { .. } | Proposed::GrantPartly { .. }));
    let against = grants && !scene.untrusted().is_empty();
    if !scene.is_in(&[Stage::UnderDecision]) || against || scene.is_referred() {
        return Ok(None);
    }
    let decider = scene.officer(Role::Decider)?;
    Ok(Some(Deed::done(decider, ApproveDecision::default(), "Executed")))
}

pub(super) fn deemed(scene: &mut Scene) -> Deeds {
    let speaks = scene.offered.definition.rules.silence != Silence::None && !scene.state.is_under_referral();
    let Some(due) = clock::due(scene).filter(|_| speaks) else { return Ok(None) };
    scene.until(due);
    Ok(Some(Deed::done(Actor::system(), RecordDeemedDecision::default(), "DeemedDecisionRecorded")))
}
