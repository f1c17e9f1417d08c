//! What is held about a request, given to whom it is about: to fetch and to keep (LY-6.2, LY-12.3).

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use talab_core::calendar::Calendar;
use talab_core::definition::ServiceDefinition;
use talab_core::request::evidence::{Origin, QuestionStanding};
use talab_core::request::intake::Document;
use talab_core::request::notices::{Fate, NoticeChannel, Purpose};
use talab_core::request::outputs::{OutputSignature, OutputStanding};
use talab_core::request::rights::{DisclosedPart, RecordDisclosed, RedactedItem};
use talab_core::request::{Event, Request, message};
use talab_core::rulebook::Rulebook;
use talab_core::{
    Actor, BodyId, ExceptionId, FieldId, Outcome, OutputId, Party, ReadKind, ReadPurpose, Reference, Role,
    ServiceCode, Stage, Text, Timestamp, Value,
};
use time::Date;

use crate::dates;
use crate::entry::{Entry, Read, shown};
use crate::labels;
use crate::mandates::MandateStatus;
use crate::objections::ObjectionStatus;
use crate::status::RetentionStatus;
use crate::trail::{TrailLine, trail};

/// Everything that is held about a request, for whom it is about. Internal notes and findings are never in it, nor what is
/// held about others.
///
/// Its JSON is a format: `format` is 1, fields may be added, never renamed. A part that was not asked for is `null`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Disclosure {
    /// The format of this record: 1.
    pub format: u32,
    /// What the request is called.
    pub reference: Reference,
    /// The number of the last event it tells of.
    pub version: u64,
    /// When that happened.
    pub as_of: Option<Timestamp>,
    /// The service.
    pub service: ServiceCode,
    /// The version of the service that it is pinned to.
    pub service_version: u32,
    /// What the service is called.
    pub service_name: Text,
    /// The body that provides it.
    pub provider: BodyId,
    /// Whom it is about.
    pub applicant: Party,
    /// Where the request stands.
    pub stage: Stage,
    /// How it ended, once it has.
    pub outcome: Option<Outcome>,
    /// Until when it is kept now that it has ended, where a rule is in force (LY-21.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention: Option<RetentionStatus>,
    /// Which parts follow.
    pub parts: BTreeSet<DisclosedPart>,
    /// The answers now in force, in form order, those redacted without their value.
    pub answers: Option<Vec<AnswerHeld>>,
    /// The address for notifications, with the answers.
    pub email: Option<String>,
    /// The addresses for further ways to be notified, with the answers (N1-7).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub addresses: BTreeMap<NoticeChannel, String>,
    /// The documents now in force, by reference: the provider keeps the bytes (LY-20).
    pub documents: Option<Vec<Document>>,
    /// What trusted sources were asked, in order.
    pub evidence: Option<Vec<EvidenceHeld>>,
    /// What was issued, also before a reopening.
    pub outputs: Option<Vec<OutputHeld>>,
    /// What the applicant was told, in order, in the words of today.
    pub messages: Option<Vec<MessageHeld>>,
    /// What happened, as the applicant may see it: decisions with their reasons, contacts, feedback, public notes.
    pub history: Option<Vec<TrailLine>>,
    /// The objections to its decisions.
    pub objections: Option<Vec<ObjectionStatus>>,
    /// The mandates under which somebody acted for the applicant. Those that they gave besides are read by themselves.
    pub mandates: Option<Vec<MandateStatus>>,
    /// To whom it was disclosed before.
    pub access: Option<Vec<RecordDisclosed>>,
    /// Who read it besides, with `access`; none where the host keeps no log of it (LY-21.1).
    pub readers: Option<Vec<ReadHeld>>,
}

/// An answer that is held.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AnswerHeld {
    /// The field.
    pub field: FieldId,
    /// What it is called.
    pub label: Text,
    /// The value; nothing if it was redacted.
    pub value: Option<Value>,
    /// Whether it was redacted.
    pub redacted: bool,
    /// Where the value comes from (LY-6.1).
    pub origin: Option<Origin>,
}

/// A question to a trusted source.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EvidenceHeld {
    /// Its number in the request.
    pub number: u32,
    /// Which source.
    pub source: BodyId,
    /// For which fields.
    pub fields: Vec<FieldId>,
    /// What for (LY-6.4).
    pub purpose: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// Where it stands.
    pub standing: QuestionStanding,
}

/// An output that was issued.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OutputHeld {
    /// Which output of the service.
    pub id: OutputId,
    /// Its number, as the provider counts them.
    pub number: String,
    /// The local day of issue.
    #[serde(serialize_with = "dates::one")]
    pub issued_on: Date,
    /// The last day of its validity, if it has one.
    #[serde(serialize_with = "dates::option")]
    pub valid_until: Option<Date>,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// The code by which anybody can check it.
    pub verification_code: String,
    /// The signature of its trust service, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<OutputSignature>,
    /// The exception under which it goes without one that the service asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception: Option<ExceptionId>,
    /// When it was delivered.
    pub delivered_at: Option<Timestamp>,
    /// Where it stands.
    pub standing: OutputStanding,
}

/// That somebody read the request. Who they are is told by role and body; by name it is the auditors' to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReadHeld {
    /// When.
    pub at: Timestamp,
    /// In which role.
    pub role: Role,
    /// For which body.
    pub body: Option<BodyId>,
    /// What.
    pub what: ReadKind,
    /// For what, if that was said.
    pub purpose: Option<ReadPurpose>,
}

/// Something the applicant was told.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MessageHeld {
    /// Its number in the request.
    pub number: u32,
    /// What it tells.
    pub purpose: Purpose,
    /// Where it went.
    pub channel: NoticeChannel,
    /// When it was queued.
    pub queued_at: Timestamp,
    /// What became of it.
    pub fate: Fate,
    /// One line.
    pub title: Text,
    /// Whole sentences.
    pub body: Text,
}

/// What other streams hold about a request.
#[derive(Clone, Debug, Default)]
#[expect(clippy::exhaustive_structs, reason = "gathered by a literal, so that nothing is forgotten")]
pub struct HeldBeside {
    /// What its access stream holds of who read it.
    pub reads: Vec<Read>,
    /// The objections on it that may be given.
    pub objections: Vec<ObjectionStatus>,
    /// The mandates under which it was filed that may be given.
    pub mandates: Vec<MandateStatus>,
}

/// What is held about `request`, for whom it is about; nothing if there is no request.
///
/// `request` is the fold of `entries`, and `beside` what other streams hold; `definition` and `calendar` are
/// those it is pinned to. Whoever calls this has made sure of whom it is given to, and records the disclosure.
pub fn disclosure(
    reference: &Reference,
    request: &Request,
    (definition, calendar): (&ServiceDefinition, &Calendar),
    entries: &[Entry],
    beside: HeldBeside,
    parts: &BTreeSet<DisclosedPart>,
) -> Option<Disclosure> {
    let applicant = request.applicant()?.clone();
    let (service, service_version) = request.service()?;
    let asked = |part| parts.contains(&part);
    let entries = shown(entries);
    let viewer = Actor::applicant(applicant.person.clone());
    Some(Disclosure {
        format: 1,
        reference: reference.clone(),
        version: request.version(),
        as_of: request.last_at(),
        service: service.clone(),
        service_version,
        service_name: definition.name.clone(),
        provider: request.provider()?.clone(),
        stage: request.stage()?,
        outcome: request.outcome(),
        retention: None,
        parts: parts.clone(),
        answers: asked(DisclosedPart::Answers).then(|| answers(request, definition)),
        email: entries.iter().rev().filter(|_| asked(DisclosedPart::Answers)).find_map(email),
        addresses: if asked(DisclosedPart::Answers) { addresses(request) } else { BTreeMap::new() },
        documents: asked(DisclosedPart::Documents).then(|| request.documents().cloned().collect()),
        evidence: asked(DisclosedPart::Evidence).then(|| evidence(request)),
        outputs: asked(DisclosedPart::Outputs).then(|| outputs(request)),
        messages: asked(DisclosedPart::Messages).then(|| messages(reference, request, definition, calendar)),
        history: asked(DisclosedPart::History)
            .then(|| trail(reference, &entries, &[], definition, &viewer).lines),
        objections: asked(DisclosedPart::Objections).then_some(beside.objections),
        mandates: asked(DisclosedPart::Mandates).then_some(beside.mandates),
        access: asked(DisclosedPart::Access).then(|| request.disclosures().to_vec()),
        readers: asked(DisclosedPart::Access).then(|| readers(&beside.reads)),
        applicant,
    })
}

/// What was given, and the name of what was redacted.
fn answers(request: &Request, definition: &ServiceDefinition) -> Vec<AnswerHeld> {
    let mut held = request.answers().unwrap_or_default();
    let redacted = |field: &FieldId| {
        request.redacted().any(|item| matches!(item, RedactedItem::Answer(gone) if gone == field))
    };
    let fields = definition.fields().filter_map(|field| {
        let (value, redacted) = (held.remove(&field.id), redacted(&field.id));
        (value.is_some() || redacted).then(|| AnswerHeld {
            field: field.id.clone(),
            label: labels::field(definition, &field.id),
            origin: value.as_ref().and_then(|_| request.origin(&field.id)),
            value,
            redacted,
        })
    });
    fields.collect()
}

/// Who was given something; who was refused read nothing.
fn readers(reads: &[Read]) -> Vec<ReadHeld> {
    let given = reads.iter().map(|read| &read.read).filter(|read| read.refused.is_none());
    let held = given.map(|read| ReadHeld {
        at: read.at,
        role: read.by.role,
        body: read.by.body.clone(),
        what: read.what,
        purpose: read.purpose.clone(),
    });
    held.collect()
}

fn addresses(request: &Request) -> BTreeMap<NoticeChannel, String> {
    let further = NoticeChannel::ALL.iter().filter(|channel| channel.is_further());
    further.filter_map(|channel| Some((*channel, request.address(*channel)?.to_owned()))).collect()
}

fn email(entry: &Entry) -> Option<String> {
    let personal = match &entry.event {
        Event::Submitted(it) => it.personal.get(),
        Event::Supplemented(it) => it.personal.get(),
        _ => None,
    };
    personal?.email.clone()
}

fn evidence(request: &Request) -> Vec<EvidenceHeld> {
    let questions = request.questions().iter().map(|question| EvidenceHeld {
        number: question.asked.number,
        source: question.asked.source.clone(),
        fields: question.asked.fields.clone(),
        purpose: question.asked.purpose.clone(),
        asked_at: question.asked.at,
        standing: question.standing,
    });
    questions.collect()
}

fn outputs(request: &Request) -> Vec<OutputHeld> {
    let all = request.past_outputs().iter().chain(request.outputs().map(|(_, output)| output));
    let held = all.map(|output| OutputHeld {
        id: output.issued.output.clone(),
        number: output.issued.number.clone(),
        issued_on: output.issued.issued_on,
        valid_until: output.issued.valid_until,
        sha256: output.issued.sha256.clone(),
        verification_code: output.issued.verification_code.clone(),
        signature: output.issued.signature.clone(),
        exception: output.issued.exception.clone(),
        delivered_at: output.delivered_at,
        standing: output.standing(),
    });
    held.collect()
}

fn messages(
    reference: &Reference,
    request: &Request,
    definition: &ServiceDefinition,
    calendar: &Calendar,
) -> Vec<MessageHeld> {
    let told = request.notifications().iter().filter(|it| it.is_for_the_applicant()).map(|notification| {
        let queued = &notification.queued;
        let said = message(reference, request, definition, calendar, queued);
        MessageHeld {
            number: queued.number,
            purpose: queued.purpose,
            channel: queued.channel,
            queued_at: queued.at,
            fate: notification.fate,
            title: said.title,
            body: said.body,
        }
    });
    told.collect()
}

impl Disclosure {
    /// The same, saying until when the request is kept by what is set at that instant.
    #[must_use]
    pub fn with_retention(
        mut self,
        request: &Request,
        calendar: &Calendar,
        rulebook: &Rulebook,
        at: Timestamp,
    ) -> Self {
        self.retention = RetentionStatus::of(request, calendar, rulebook, at);
        self
    }
}

#[cfg(test)]
mod tests;
