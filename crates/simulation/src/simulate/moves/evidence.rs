//! Trusted sources: asked for what they own, they confirm, differ, give nothing, or answer too late.

use std::collections::BTreeMap;

use talab::core::request::evidence::{
    EvidenceResult, Question, QuestionStanding, RecordEvidence, RequestEvidence,
};
use talab::core::{BodyId, FieldId, Private, ReasonCode, Role, Stage, Value};

use super::Deeds;
use crate::simulate::life::{Deed, Scene};

const WORKING: &[Stage] = &[Stage::Acknowledged, Stage::UnderVerification, Stage::InExecution];
const ENDED: &[Stage] = &[Stage::Decided, Stage::Concluded, Stage::Closed];

/// A source has to confirm what was corrected before the request goes on.
pub(super) fn ask_needed(scene: &mut Scene) -> Deeds {
    if !scene.is_in(WORKING) {
        return Ok(None);
    }
    let fields = scene.untrusted();
    ask_for(scene, &fields)
}

/// An officer asks about something that was confirmed already.
pub(super) fn ask(scene: &mut Scene) -> Deeds {
    if !scene.is_in(WORKING) {
        return Ok(None);
    }
    let answers = scene.answers();
    let definition = scene.definition();
    let owned = definition.fields().filter(|field| field.trusted_source().is_some());
    let held: Vec<_> =
        owned.filter(|field| answers.contains_key(&field.id)).map(|field| field.id.clone()).collect();
    let picked = scene.rng.pick(&held).cloned();
    ask_for(scene, picked.as_slice())
}

fn ask_for(scene: &mut Scene, fields: &[FieldId]) -> Deeds {
    let definition = scene.definition();
    let source = fields.iter().find_map(|id| definition.field(id)?.trusted_source().map(str::to_owned));
    let Some(source) = source.filter(|_| scene.is_in(WORKING)) else { return Ok(None) };
    let source = BodyId::new(source)?;
    let waits = |it: &Question| it.standing == QuestionStanding::Open && it.asked.source == source;
    if scene.state.questions().iter().any(waits) {
        return Ok(None);
    }
    let of_it = |id: &&FieldId| {
        definition.field(id).and_then(|field| field.trusted_source()) == Some(source.as_str())
    };
    let fields = fields.iter().filter(of_it).cloned().collect();
    let purpose = "التحقق من بيانات مقدّم الطلب".to_owned();
    let ask = RequestEvidence { source, fields, purpose, working_days: 2 };
    let verifier = scene.officer(Role::Verifier)?;
    Ok(Some(Deed::done(verifier, ask, "EvidenceRequested")))
}

pub(super) fn open(scene: &Scene) -> Option<Question> {
    scene.state.questions().iter().find(|question| question.standing == QuestionStanding::Open).cloned()
}

pub(super) fn confirm(scene: &mut Scene) -> Deeds {
    answer(scene, None, "EvidenceReceived")
}

/// The register holds another value than the applicant gave.
pub(super) fn differ(scene: &mut Scene) -> Deeds {
    let Some(question) = open(scene) else { return Ok(None) };
    let asked = |name: &str| question.asked.fields.iter().any(|field| field.as_str() == name);
    let fresh = scene.sheet.open.iter().find(|(name, _)| asked(name)).copied();
    let Some((field, fresh)) = fresh else { return Ok(None) };
    let value = fresh(&mut scene.rng);
    if scene.answers().get(field) == Some(&value) {
        return Ok(None);
    }
    answer(scene, Some((FieldId::new(field)?, value)), "EvidenceMismatchFound")
}

fn answer(scene: &mut Scene, other: Option<(FieldId, Value)>, brings: &'static str) -> Deeds {
    let Some(question) = open(scene) else { return Ok(None) };
    let answers = scene.answers();
    let held = question.asked.fields.iter().filter_map(|id| Some((id.clone(), answers.get(id)?.clone())));
    let mut values: BTreeMap<FieldId, Value> = held.collect();
    values.extend(other);
    let result = EvidenceResult::Found { values: Private::new(values), as_of: scene.now };
    record(scene, &question, result, brings)
}

pub(super) fn nothing(scene: &mut Scene) -> Deeds {
    let Some(question) = open(scene) else { return Ok(None) };
    let why = [ReasonCode::EvdSourceDown, ReasonCode::EvdNotFound, ReasonCode::EvdRefusedBySource];
    let reason = *scene.rng.pick(&why).unwrap_or(&ReasonCode::EvdSourceDown);
    record(scene, &question, EvidenceResult::NotGiven { reason }, "EvidenceUnavailable")
}

/// An answer to a request that has ended is kept beside it.
pub(super) fn late(scene: &mut Scene) -> Deeds {
    let Some(question) = scene.state.questions().last().cloned().filter(|_| scene.is_in(ENDED)) else {
        return Ok(None);
    };
    let result = EvidenceResult::NotGiven { reason: ReasonCode::EvdNotFound };
    record(scene, &question, result, "LateAnswerKept")
}

fn record(scene: &mut Scene, to: &Question, result: EvidenceResult, brings: &'static str) -> Deeds {
    let by = scene.of(&to.asked.source, Role::TrustedSource)?;
    let message = Some(scene.message(&to.asked.source, &to.asked.message)?);
    let record = RecordEvidence { number: to.asked.number, result, message };
    scene.heard = Some((by.clone(), record.clone().into()));
    Ok(Some(Deed::done(by, record, brings)))
}
