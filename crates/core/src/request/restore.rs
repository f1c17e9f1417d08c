//! A command put together again from its record and the events it caused: the inverse of [`Command::record`].

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};
use thiserror::Error;

use super::amendment::Amended;
use super::command::Command;
use super::decision::Proposed;
use super::event::Event;
use super::execution::{LateAnswer, LateAnswerKept};
use super::intake::PersonalPart;
use super::review::Corrected;
use crate::ids::FieldId;
use crate::personal::Personal;
use crate::private::is_in_event;
use crate::value::Value as Answer;

/// Why a command can't be put together again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NotRestored {
    /// This release has no such command, or another one of that name.
    #[error("the record is not of a command that this release knows")]
    Unknown,
    /// No event that the command caused holds a private part of it.
    #[error("a private part of the command is in none of its events")]
    Missing,
    /// A personal part is sealed, or was erased.
    #[error("a personal part of the command can't be read")]
    Unreadable,
}

impl Command {
    /// The command that was recorded so, its private parts taken back from the events it caused.
    ///
    /// What an event holds was taken in already (digits of any alphabet are stored in one, texts are trimmed), and taking it
    /// in again changes nothing.
    ///
    /// # Errors
    /// [`NotRestored`] says what is in the way.
    pub fn restore(mut record: Value, events: &[Event]) -> Result<Self, NotRestored> {
        let tags = record.as_object_mut().ok_or(NotRestored::Unknown)?;
        let (name, content) = tags.iter_mut().next().ok_or(NotRestored::Unknown)?;
        for event in events {
            give_back(name, content, event)?;
        }
        if holds_a_mark(content) {
            return Err(NotRestored::Missing);
        }
        // What serde would say may repeat a private part.
        serde_json::from_value(record).map_err(|_| NotRestored::Unknown)
    }
}

/// Gives back what an event holds of the command; each private part of [`Command`] has its place here.
fn give_back(name: &str, content: &mut Value, event: &Event) -> Result<(), NotRestored> {
    match (name, event) {
        ("Submit", Event::Submitted(it)) => attempt(content, &it.answers, &it.personal)?,
        ("Supplement", Event::Supplemented(it)) => attempt(content, &it.answers, &it.personal)?,
        ("RequestCorrections", Event::CorrectionsRequested(it)) => {
            let instructions = read(&it.instructions)?;
            for (item, text) in list(content, "items").zip(instructions) {
                put(item.get_mut("instruction"), text);
            }
        }
        ("Correct", Event::Corrected(it)) => corrections(content, it)?,
        ("RecordValue", Event::ValueRecorded(it)) => {
            let personal = it.personal.as_ref().map(read).transpose()?;
            let change = it.value.as_ref().or(personal);
            put(content.get_mut("value"), change.and_then(|change| change.new.as_ref()));
        }
        ("CompleteStep", Event::StepCompleted(it)) => {
            optional(content.get_mut("finding"), it.finding.as_ref())?
        }
        // Nothing of what a message in quarantine brought was looked at.
        ("CompleteTask", Event::MessageQuarantined(_)) => put(content.get_mut("remark"), None::<String>),
        ("RecordEvidence", Event::MessageQuarantined(_)) => {
            let found = content.get_mut("result").and_then(|result| result.get_mut("found"));
            put(found.and_then(|found| found.get_mut("values")), BTreeMap::<FieldId, Answer>::new());
        }
        ("CompleteTask", Event::TaskCompleted(it)) => {
            optional(content.get_mut("remark"), it.remark.as_ref())?
        }
        (
            "CompleteTask",
            Event::LateAnswerKept(LateAnswerKept { answer: LateAnswer::Task { remark, .. }, .. }),
        ) => optional(content.get_mut("remark"), remark.as_ref())?,
        ("ProposeDecision", Event::DecisionProposed(it)) => {
            if let Some(proposal) = content.get_mut("proposal") {
                proposed(proposal, &it.proposal)?;
            }
        }
        ("ReferCase", Event::CaseReferred(it)) => put(content.get_mut("reason"), read(&it.reason)?),
        ("RecordReferralOrder", Event::ReferralOrderRecorded(it)) => {
            put(content.get_mut("says"), read(&it.says)?);
        }
        ("ReturnDecision", Event::DecisionReturned(it)) => put(content.get_mut("reason"), read(&it.reason)?),
        ("ProposeAmendment", Event::AmendmentProposed(it)) => {
            optional(content.get_mut("explanation"), it.explanation.as_ref())?;
            let to = content.get_mut("amendment").and_then(|it| it.get_mut("correct_outcome"));
            if let (Some(to), Amended::CorrectOutcome { to: said, .. }) =
                (to.and_then(|it| it.get_mut("to")), &it.amendment)
            {
                proposed(to, said)?;
            }
        }
        ("RequestPaperCopy", Event::PaperCopyRequested(it)) => {
            optional(content.get_mut("post"), it.address.as_ref())?;
        }
        ("RecordCollected", Event::OutputCollected(it)) => {
            put(content.get_mut("collector"), read(&it.collector)?);
        }
        ("RecordEvidence", Event::EvidenceReceived(it)) => evidence(content, &it.values)?,
        (
            "RecordEvidence",
            Event::LateAnswerKept(LateAnswerKept {
                answer: LateAnswer::Evidence { values: Some(values), .. },
                ..
            }),
        ) => evidence(content, values)?,
        ("DismissDuplicate", Event::DuplicateDismissed(it)) => {
            put(content.get_mut("reason"), read(&it.reason)?);
        }
        ("Escalate", Event::Escalated(it)) => put(content.get_mut("reason"), read(&it.reason)?),
        ("ReturnAmendment", Event::AmendmentReturned(it)) => {
            put(content.get_mut("reason"), read(&it.reason)?);
        }
        ("AddNote", Event::NoteAdded(it)) => put(content.get_mut("text"), read(&it.text)?),
        ("RecordContact", Event::ContactRecorded(it)) => put(content.get_mut("summary"), read(&it.summary)?),
        ("AnswerFeedback", Event::FeedbackAnswered(it)) => put(content.get_mut("text"), read(&it.text)?),
        ("NameInterestedParty", Event::InterestedPartyNamed(it)) => {
            put(content.get_mut("interest"), read(&it.interest)?);
        }
        ("RemoveInterestedParty", Event::InterestedPartyRemoved(it)) => {
            put(content.get_mut("reason"), read(&it.reason)?);
        }
        ("RedactPersonalData", Event::PersonalDataRedacted(it)) => {
            put(content.get_mut("reason"), read(&it.reason)?);
        }
        ("PlaceLegalHold", Event::LegalHoldPlaced(it)) => put(content.get_mut("reason"), read(&it.reason)?),
        ("LiftLegalHold", Event::LegalHoldLifted(it)) => put(content.get_mut("reason"), read(&it.reason)?),
        ("RecordFeedback", Event::FeedbackRecorded(it)) => {
            optional(content.get_mut("text"), it.text.as_ref())?
        }
        _ => {}
    }
    Ok(())
}

/// The answers and the address of an attempt.
fn attempt(
    content: &mut Value,
    plain: &BTreeMap<FieldId, Answer>,
    personal: &Personal<PersonalPart>,
) -> Result<(), NotRestored> {
    let personal = read(personal)?;
    let mut answers = plain.clone();
    answers.extend(personal.answers.clone());
    put(content.get_mut("answers"), &answers);
    put(content.get_mut("email"), &personal.email);
    put(content.get_mut("addresses"), &personal.addresses);
    Ok(())
}

/// The answers as they were corrected, and what the applicant said.
fn corrections(content: &mut Value, event: &Corrected) -> Result<(), NotRestored> {
    let personal = read(&event.personal)?;
    for change in list(content, "changes") {
        let Some(answer) = change.get_mut("answer") else { continue };
        let field = answer.get("field").and_then(Value::as_str).and_then(|id| FieldId::new(id).ok());
        let changed = field.and_then(|id| event.values.get(&id).or_else(|| personal.values.get(&id)));
        if let Some(new) = changed.and_then(|change| change.new.as_ref()) {
            put(answer.get_mut("value"), new);
        }
    }
    put(content.get_mut("statement"), &personal.statement);
    Ok(())
}

/// The values a source gave.
fn evidence(content: &mut Value, values: &Personal<BTreeMap<FieldId, Answer>>) -> Result<(), NotRestored> {
    let found = content.get_mut("result").and_then(|result| result.get_mut("found"));
    put(found.and_then(|found| found.get_mut("values")), read(values)?);
    Ok(())
}

/// The words of a proposal that may name a person.
fn proposed(content: &mut Value, proposal: &Proposed) -> Result<(), NotRestored> {
    match proposal {
        Proposed::Grant { .. } => {}
        Proposed::GrantPartly { explanation, .. } => {
            let part = content.get_mut("grant_partly").and_then(|part| part.get_mut("explanation"));
            optional(part, explanation.as_ref())?;
        }
        Proposed::Deny { explanation, .. } => {
            let deny = content.get_mut("deny").and_then(|deny| deny.get_mut("explanation"));
            optional(deny, explanation.as_ref())?;
        }
        Proposed::TakeMeasures { measures } => {
            let Some(content) = content.get_mut("take_measures") else { return Ok(()) };
            for (measure, taken) in list(content, "measures").zip(measures) {
                put(measure.get_mut("text"), read(&taken.text)?);
            }
        }
    }
    Ok(())
}

fn read<T>(personal: &Personal<T>) -> Result<&T, NotRestored> {
    personal.get().ok_or(NotRestored::Unreadable)
}

fn optional<T: Serialize>(place: Option<&mut Value>, held: Option<&Personal<T>>) -> Result<(), NotRestored> {
    put(place, held.map(read).transpose()?);
    Ok(())
}

/// Replaces the mark, where one stands.
fn put(place: Option<&mut Value>, private: impl Serialize) {
    if let Some(place) = place.filter(|place| is_in_event(place)) {
        *place = json!({ "private": private });
    }
}

fn list<'a>(content: &'a mut Value, key: &str) -> impl Iterator<Item = &'a mut Value> {
    content.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten()
}

fn holds_a_mark(value: &Value) -> bool {
    is_in_event(value)
        || match value {
            Value::Object(map) => map.values().any(holds_a_mark),
            Value::Array(values) => values.iter().any(holds_a_mark),
            _ => false,
        }
}
