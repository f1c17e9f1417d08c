//! How a request comes in.

use talab::Actor;
use talab::Submission;
use talab::core::definition::{AcknowledgementMode, FeePoint};
use talab::core::request::exits::Lapse;
use talab::core::request::intake::{
    Acknowledge, CheckCompleteness, ConfirmApplicant, Missing, MissingKind, Unconfirmed,
};
use talab::core::{Channel, Party, Role, Stage};

use super::Deeds;
use crate::simulate::life::{Act, Deed, Scene};

pub(super) fn submit(scene: &mut Scene) -> Deeds {
    if scene.stage().is_some() {
        return Ok(None);
    }
    let lacking = scene.rng.chance(20).then(|| *scene.rng.pick(scene.sheet.needed).unwrap_or(&""));
    let trouble = trouble(scene, 7, 8);
    let code = scene.offered.definition.code.to_string();
    let submission = filled(scene, lacking, Submission::to(code));
    let deed = Deed::of(scene.filer.clone(), Act::Submit(submission)).under(scene.mandate.clone());
    Ok(Some(Deed { brings: Some("Submitted"), ..deed.while_registry(trouble) }))
}

/// Of a hundred, so many are other people in the registry, and for so many it does not answer.
fn trouble(scene: &mut Scene, mismatch: u64, silence: u64) -> Option<Unconfirmed> {
    let rest = 100 - mismatch - silence;
    match scene.rng.weighted(&[rest, mismatch, silence]) {
        0 => None,
        1 => Some(Unconfirmed::Mismatch { fields: Vec::new() }),
        _ => Some(Unconfirmed::SourceUnavailable),
    }
}

fn filled(scene: &mut Scene, lacking: Option<&str>, submission: Submission) -> Submission {
    let mut submission = scene.sheet.without(lacking, submission);
    if let Some(email) = &scene.email {
        submission = submission.email(email.as_str());
    }
    if scene.filer.role == Role::Applicant {
        return submission;
    }
    let party = Party::new(scene.applicant.person.clone(), scene.sheet.class);
    let submission = submission.on_behalf_of(party);
    if scene.filer.role == Role::Clerk { submission.through(Channel::Desk) } else { submission }
}

/// The same person asked for the same before, where that is acknowledged at once: only then is it one to repeat.
pub(super) fn submit_earlier(scene: &mut Scene) -> Deeds {
    let terms = &scene.offered.definition;
    let at_once = terms.rules.acknowledgement == AcknowledgementMode::AtOnce
        && terms.fees.fees.iter().all(|fee| fee.before != FeePoint::Receipt);
    if scene.stage().is_some() || scene.earlier.is_some() || !at_once {
        return Ok(None);
    }
    let submission = Submission::to(scene.offered.definition.code.to_string());
    let submission = scene.sheet.without(None, submission);
    Ok(Some(Deed::of(scene.applicant.clone(), Act::SubmitEarlier(submission))))
}

pub(super) fn supplement(scene: &mut Scene) -> Deeds {
    if !scene.is_in(&[Stage::Rejected]) {
        return Ok(None);
    }
    let submission = filled(scene, None, Submission::supplement());
    let trouble = trouble(scene, 4, 4);
    let deed = Deed::of(scene.speaker(), Act::Supplement(submission)).while_registry(trouble);
    Ok(Some(Deed { brings: Some("Supplemented"), ..deed }))
}

/// Somebody in a hurry sends it again as it was.
pub(super) fn supplement_in_vain(scene: &mut Scene) -> Deeds {
    let at_once = scene.offered.definition.rules.acknowledgement == AcknowledgementMode::AtOnce;
    // A fee that is all that is missing is asked for again by any supplement.
    let lacks = scene.state.missing().iter().any(|missing| missing.kind != MissingKind::Fee);
    if !scene.is_in(&[Stage::Rejected]) || !lacks || !at_once {
        return Ok(None);
    }
    let (field, value) =
        match scene.sheet.answers.iter().find(|(field, _)| !scene.sheet.needed.contains(field)) {
            Some((field, value)) => (*field, value.clone()),
            None => return Ok(None),
        };
    let submission = Submission::supplement().answer(field, value);
    let deed = Deed::of(scene.speaker(), Act::Supplement(submission));
    Ok(Some(Deed { brings: Some("Rejected"), ..deed }))
}

pub(super) fn lapse(scene: &mut Scene) -> Deeds {
    let until = scene.state.rejected().and_then(|rejected| rejected.supplement_until);
    let Some(until) = until.filter(|_| scene.is_in(&[Stage::Rejected])) else { return Ok(None) };
    scene.until(until.due_at);
    Ok(Some(Deed::done(Actor::system(), Lapse::default(), "Lapsed")))
}

/// The source that was silent is asked again.
pub(super) fn confirm(scene: &mut Scene) -> Deeds {
    let waits = scene.is_in(&[Stage::Submitted])
        && scene.state.received_at().is_some()
        && !scene.state.is_confirmed()
        && scene.state.rejected().is_none();
    if !waits {
        return Ok(None);
    }
    let trouble = trouble(scene, 10, 15);
    let brings = match &trouble {
        None => "ApplicantIdentityConfirmed",
        Some(Unconfirmed::Mismatch { .. }) => "ApplicantIdentityNotConfirmed",
        Some(_) => return Ok(None),
    };
    let deed = Deed::done(Actor::system(), ConfirmApplicant::default(), brings);
    Ok(Some(deed.while_registry(trouble)))
}

/// Whether an officer acknowledges here, and may look at it now.
fn by_officer(scene: &Scene) -> bool {
    let officer = scene.offered.definition.rules.acknowledgement == AcknowledgementMode::ByOfficer;
    officer && scene.is_in(&[Stage::Submitted]) && scene.state.is_confirmed()
}

/// An officer finds that a document which was sent is not there to be read.
pub(super) fn find_missing(scene: &mut Scene) -> Deeds {
    let Some(document) = scene.sheet.documents.first().filter(|_| by_officer(scene)) else { return Ok(None) };
    let mut check = CheckCompleteness::default();
    check.found_missing = vec![Missing { kind: MissingKind::Document, item: document.kind.to_string() }];
    let clerk = scene.officer(Role::Clerk)?;
    Ok(Some(Deed::done(clerk, check, "Rejected")))
}

pub(super) fn check(scene: &mut Scene) -> Deeds {
    if !by_officer(scene) {
        return Ok(None);
    }
    let verifier = scene.officer(Role::Verifier)?;
    Ok(Some(Deed::done(verifier, CheckCompleteness::default(), "CompletenessChecked")))
}

pub(super) fn acknowledge(scene: &mut Scene) -> Deeds {
    if !by_officer(scene) || !scene.state.missing().is_empty() {
        return Ok(None);
    }
    let clerk = scene.officer(Role::Clerk)?;
    Ok(Some(Deed::done(clerk, Acknowledge::default(), "Acknowledged")))
}
