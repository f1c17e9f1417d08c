//! How a request is verified: corrections in rounds, values from the record.

use talab::Actor;
use talab::core::definition::NoAnswer;
use talab::core::request::exits::Lapse;
use talab::core::request::intake::Unconfirmed;
use talab::core::request::review::{
    Change, Correct, CorrectionItem, ExtendCorrectionPeriod, PassVerification, RequestCorrections,
    StartVerification, Target,
};
use talab::core::request::values::RecordValue;
use talab::core::{FieldId, Private, ReasonCode, Role, Stage, Text};

use super::Deeds;
use crate::simulate::error::SimulationError;
use crate::simulate::life::{Deed, Scene};
use crate::simulate::paper::digest;

const VERIFIED_IN: &[Stage] = &[Stage::Acknowledged, Stage::UnderVerification];

pub(super) fn start(scene: &mut Scene) -> Deeds {
    if !scene.is_in(&[Stage::Acknowledged]) {
        return Ok(None);
    }
    let verifier = scene.officer(Role::Verifier)?;
    Ok(Some(Deed::done(verifier, StartVerification::default(), "VerificationStarted")))
}

/// One or two things that an officer holds to be wrong.
pub(super) fn ask(scene: &mut Scene) -> Deeds {
    let left = scene.state.correction_rounds() < scene.offered.definition.corrections.rounds;
    if !scene.is_in(VERIFIED_IN) || !left {
        return Ok(None);
    }
    let command = RequestCorrections { items: items(scene)? };
    let verifier = scene.officer(Role::Verifier)?;
    Ok((!command.items.is_empty()).then(|| Deed::done(verifier, command, "CorrectionsRequested")))
}

/// What may be found wrong in this request.
pub(super) fn items(scene: &mut Scene) -> Result<Vec<CorrectionItem>, SimulationError> {
    let instruction = || {
        Private::new(Text::new("يُرجى التصحيح كما في الوثيقة الرسمية", "Correct it as in the official paper"))
    };
    let mut items = Vec::new();
    let held: Vec<_> =
        scene.sheet.open.iter().filter(|(field, _)| scene.sheet.answers.contains_key(field)).collect();
    if let Some((field, _)) = scene.rng.pick(&held) {
        let target = Target::Field(FieldId::new(*field)?);
        items.push(CorrectionItem { target, fault: ReasonCode::CorValueWrong, instruction: instruction() });
    }
    let document = scene.rng.pick(&scene.sheet.documents).cloned();
    if let Some(document) = document.filter(|_| scene.rng.chance(40)) {
        let target = Target::Document(document.kind);
        let fault = ReasonCode::CorDocumentUnreadable;
        items.push(CorrectionItem { target, fault, instruction: instruction() });
    }
    Ok(items)
}

pub(super) fn extend(scene: &mut Scene) -> Deeds {
    if !scene.is_in(&[Stage::AwaitingCorrection]) || is_over(scene) {
        return Ok(None);
    }
    let extend = ExtendCorrectionPeriod { working_days: 30, reason: ReasonCode::ExtComplexity };
    let verifier = scene.officer(Role::Verifier)?;
    Ok(Some(Deed::done(verifier, extend, "CorrectionPeriodExtended")))
}

/// Whether the term for the open corrections has passed.
pub(super) fn is_over(scene: &Scene) -> bool {
    scene.correct_by.is_some_and(|due| due <= scene.now)
}

pub(super) fn correct(scene: &mut Scene) -> Deeds {
    let closed = is_over(scene) && no_answer(scene) == NoAnswer::LapseAutomatic;
    if !scene.is_in(&[Stage::AwaitingCorrection]) || closed {
        return Ok(None);
    }
    answer(scene)
}

fn answer(scene: &mut Scene) -> Deeds {
    let Some(open) = scene.state.open_corrections().cloned() else { return Ok(None) };
    let mut correct = Correct::default();
    for item in &open.items {
        let change = match &item.target {
            Target::Field(field) => {
                let fresh = scene.sheet.open.iter().find(|(name, _)| field.as_str() == *name);
                let Some((name, fresh)) = fresh else { continue };
                let value = fresh(&mut scene.rng);
                scene.sheet.answers.insert(name, value.clone());
                Change::Answer { field: field.clone(), value: Private::new(value) }
            }
            Target::Document(kind) => {
                let sha256 = digest(&mut scene.rng);
                let held = scene.sheet.documents.iter_mut().find(|document| document.kind == *kind);
                let Some(document) = held else { continue };
                document.sha256 = sha256;
                Change::Document(document.clone())
            }
        };
        correct.changes.push(change);
    }
    // The registry is asked about what it owns, and now and then does not answer.
    let silent = scene.rng.chance(25).then_some(Unconfirmed::SourceUnavailable);
    let deed = Deed::done(scene.speaker(), correct, "Corrected").while_registry(silent);
    Ok(Some(deed))
}

/// The applicant says why nothing is to be corrected.
pub(super) fn explain(scene: &mut Scene) -> Deeds {
    let closed = is_over(scene) && no_answer(scene) == NoAnswer::LapseAutomatic;
    if !scene.is_in(&[Stage::AwaitingCorrection]) || closed {
        return Ok(None);
    }
    let mut correct = Correct::default();
    correct.statement = Private::new(Some("البيانات صحيحة كما هي في الوثائق المرفقة".to_owned()));
    Ok(Some(Deed::done(scene.speaker(), correct, "Corrected")))
}

fn no_answer(scene: &Scene) -> NoAnswer {
    scene.offered.definition.corrections.on_no_answer
}

/// After its term an answer is still taken, until somebody decides that there was none.
pub(super) fn correct_late(scene: &mut Scene) -> Deeds {
    let Some(due) = scene.correct_by.filter(|_| scene.is_in(&[Stage::AwaitingCorrection])) else {
        return Ok(None);
    };
    if no_answer(scene) == NoAnswer::LapseAutomatic {
        return Ok(None);
    }
    scene.until(due);
    answer(scene)
}

pub(super) fn lapse(scene: &mut Scene) -> Deeds {
    let Some(due) = scene.correct_by.filter(|_| scene.is_in(&[Stage::AwaitingCorrection])) else {
        return Ok(None);
    };
    let by = match no_answer(scene) {
        NoAnswer::LapseAutomatic => Actor::system(),
        NoAnswer::LapseByDecision => scene.officer(Role::Verifier)?,
        _ => return Ok(None),
    };
    scene.until(due);
    Ok(Some(Deed::done(by, Lapse::default(), "Lapsed")))
}

/// Where the service says so, a request that was not corrected is decided as it is.
pub(super) fn go_on(scene: &mut Scene) -> Deeds {
    let Some(due) = scene.correct_by.filter(|_| scene.is_in(&[Stage::AwaitingCorrection])) else {
        return Ok(None);
    };
    if no_answer(scene) != NoAnswer::DecideAsIs || !scene.untrusted().is_empty() {
        return Ok(None);
    }
    scene.until(due);
    let verifier = scene.officer(Role::Verifier)?;
    Ok(Some(Deed::done(verifier, PassVerification::default(), "VerificationPassed")))
}

pub(super) fn pass(scene: &mut Scene) -> Deeds {
    if !scene.is_in(VERIFIED_IN) || !scene.untrusted().is_empty() {
        return Ok(None);
    }
    let verifier = scene.officer(Role::Verifier)?;
    Ok(Some(Deed::done(verifier, PassVerification::default(), "VerificationPassed")))
}

/// What an officer takes from a record of their own, after the decision only where silence made it.
pub(super) fn record(scene: &mut Scene) -> Deeds {
    if !scene.is_in(&[Stage::UnderVerification, Stage::InExecution]) {
        return Ok(None);
    }
    let Some((field, value)) = scene.unrecorded().into_iter().next() else { return Ok(None) };
    let record = RecordValue { field: FieldId::new(field)?, value: Private::new(value) };
    let handler = scene.officer(Role::Handler)?;
    Ok(Some(Deed::done(handler, record, "ValueRecorded")))
}
