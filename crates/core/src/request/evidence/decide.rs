//! Deciding about evidence: only what the definition says a source owns, asked before it is answered.

use std::collections::BTreeMap;

use super::command::{EvidenceResult, RecordEvidence, RequestEvidence};
use super::event::{
    EvidenceCancelled, EvidenceMismatchFound, EvidenceReceived, EvidenceRequested, EvidenceUnavailable,
};
use super::{Question, QuestionStanding};
use crate::channel::ChannelMessage;
use crate::definition::ServiceDefinition;
use crate::ids::{BodyId, FieldId};
use crate::input;
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::reason::Family;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::clock;
use crate::request::event::Event;
use crate::request::execution::LateAnswer;
use crate::request::intake::accept_answers;
use crate::request::rights::RedactedItem;
use crate::request::{quarantine, values};
use crate::rule;
use crate::stage::Stage;
use crate::value::Value;

/// Asks a source for values it owns, on the ground the definition cites and for a stated purpose.
pub(in crate::request) fn request(bench: &mut Bench<'_>, command: RequestEvidence) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let RequestEvidence { source, fields, purpose, working_days } = command;
    let owned = |id: &FieldId| {
        definition.field(id).and_then(|field| field.trusted_source()).is_some_and(|it| it == source.as_str())
    };
    let known = definition.fields().any(|field| field.trusted_source() == Some(source.as_str()));
    bench.require(rule::TRUSTED_SOURCES, known, || Refusal::EvidenceSourceNotRegistered {
        source: source.to_string(),
    })?;
    registered(bench, &source)?;
    quarantine::reaches(bench, &source)?;
    let rulebook = bench.facts.rulebook.as_ref();
    let holds = |id: &FieldId| rulebook.is_none_or(|rulebook| rulebook.holds(source.as_str(), id));
    let foreign = fields.iter().find(|id| !owned(id) || !holds(id)).map(ToString::to_string);
    let asks = !fields.is_empty() && foreign.is_none();
    bench
        .require(rule::LEGAL_GROUND, asks, || Refusal::NoLegalBasis { item: foreign.unwrap_or_default() })?;
    let purpose = input::text(&purpose, input::MAX_FREE_TEXT)
        .map_err(|_| Refusal::ReasonRequired { what: "asking a source".to_owned() })?;
    let questions = &bench.state.evidence.questions;
    let waits = questions.iter().any(|it| it.standing == QuestionStanding::Open && it.asked.source == source);
    bench
        .require(rule::TRUSTED_SOURCES, !waits, || Refusal::EvidencePending { source: source.to_string() })?;
    let number = u32::try_from(bench.state.evidence.questions.len()).unwrap_or(u32::MAX).saturating_add(1);
    let due = clock::term(bench, working_days)?;
    let message = bench.new_message()?;
    bench.emit(Event::EvidenceRequested(EvidenceRequested {
        at: bench.at,
        number,
        source,
        fields,
        legal_basis: definition.legal_basis.clone(),
        purpose,
        due,
        message,
    }));
    Ok(())
}

/// The source is on the register, once there is one (LY-1d).
fn registered(bench: &mut Bench<'_>, source: &BodyId) -> Result<(), Refusal> {
    let Some(rulebook) = &bench.facts.rulebook else { return Ok(()) };
    let trusted = rulebook.trusts(source);
    let source = source.to_string();
    bench.require(rule::TRUSTED_REGISTER, trusted, || Refusal::EvidenceSourceNotRegistered { source })
}

/// Takes a source's answer in: the source that was asked, over the channel, once, to a question that is open.
pub(in crate::request) fn record(bench: &mut Bench<'_>, command: RecordEvidence) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let RecordEvidence { number, result, message } = command;
    let message = bench.message(message)?;
    let question = asked(bench, number)?;
    registered(bench, &question.asked.source)?;
    let ended = matches!(bench.state.stage, Some(Stage::Decided | Stage::Concluded | Stage::Closed));
    if !ended {
        let current = message.in_reply_to.as_ref() == Some(&question.asked.message);
        let open = current && question.standing == QuestionStanding::Open;
        bench.require(rule::TRUSTED_SOURCES, open, || Refusal::EvidenceUnknown { number })?;
    }
    let source = question.asked.source.clone();
    match result {
        EvidenceResult::NotGiven { reason } => {
            bench.reason_of(Family::Evd, reason)?;
            if ended {
                bench.keep(LateAnswer::Evidence { number, values: None, reason: Some(reason) }, message);
            } else {
                let at = bench.at;
                let event = EvidenceUnavailable { at, number, source, reason, message };
                bench.emit(Event::EvidenceUnavailable(event));
            }
            Ok(())
        }
        EvidenceResult::Found { values, as_of } => {
            let values = values_of(&definition, &question, values.into_inner())?;
            if ended {
                // What was redacted doesn't come in again.
                let redacted = &bench.state.rights.redacted;
                let gone = |field: &FieldId| redacted.contains(&RedactedItem::Answer(field.clone()));
                let values: BTreeMap<_, _> = values.into_iter().filter(|(field, _)| !gone(field)).collect();
                let values = Some(Personal::clear(bench.applicant()?.person, values));
                bench.keep(LateAnswer::Evidence { number, values, reason: None }, message);
                return Ok(());
            }
            found(bench, number, source, values, as_of, message)?;
            // What is computed from them follows at once.
            values::compute(bench, &definition)
        }
    }
}

/// The question, if it was put to the body that answers (LY-6.3).
fn asked(bench: &mut Bench<'_>, number: u32) -> Result<Question, Refusal> {
    let by = bench.by.body.clone();
    let question = bench.state.evidence.question(number).cloned();
    let question = question.filter(|question| by.as_ref() == Some(&question.asked.source));
    bench.require(rule::TRUSTED_SOURCES, question.is_some(), || Refusal::EvidenceUnknown { number })?;
    question.ok_or(Refusal::EvidenceUnknown { number })
}

/// The values, each of a field that was asked for and of its type.
fn values_of(
    definition: &ServiceDefinition,
    question: &Question,
    values: BTreeMap<FieldId, Value>,
) -> Result<BTreeMap<FieldId, Value>, Refusal> {
    if let Some(other) = values.keys().find(|field| !question.asked.fields.contains(field)) {
        return Err(Refusal::NoLegalBasis { item: other.to_string() });
    }
    accept_answers(definition, values)
}

/// Sorts what was found: confirmed, taken over, or differing from what was claimed.
fn found(
    bench: &mut Bench<'_>,
    number: u32,
    source: BodyId,
    values: BTreeMap<FieldId, Value>,
    as_of: Timestamp,
    message: ChannelMessage,
) -> Result<(), Refusal> {
    let answers = bench.state.intake.answers.read()?;
    let (mut confirmed, mut taken, mut differing) = (Vec::new(), Vec::new(), Vec::new());
    for (field, value) in &values {
        match answers.get(field) {
            None => &mut taken,
            Some(claimed) if claimed == value => &mut confirmed,
            Some(_) => &mut differing,
        }
        .push(field.clone());
    }
    let at = bench.at;
    let values = Personal::clear(bench.applicant()?.person, values);
    bench.found(rule::TRUSTED_DATA, differing.is_empty(), source.as_str());
    bench.emit(Event::EvidenceReceived(EvidenceReceived {
        at,
        number,
        source: source.clone(),
        as_of,
        confirmed,
        taken,
        values,
        message,
    }));
    if !differing.is_empty() {
        let fields = differing;
        bench.emit(Event::EvidenceMismatchFound(EvidenceMismatchFound { at, number, source, fields }));
    }
    Ok(())
}

/// Takes back whatever a source was still asked, in the append that ends or decides the request.
pub(in crate::request) fn cancel_all(bench: &mut Bench<'_>) {
    let questions = bench.state.evidence.questions.iter();
    let open: Vec<_> = questions
        .filter(|question| question.standing == QuestionStanding::Open)
        .map(|question| (question.asked.number, question.asked.source.clone()))
        .collect();
    for (number, source) in open {
        bench.emit(Event::EvidenceCancelled(EvidenceCancelled { at: bench.at, number, source }));
    }
}
