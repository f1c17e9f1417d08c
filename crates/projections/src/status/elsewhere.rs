//! What is with others: trusted sources, another body, the post, the parts of a service.

use serde::Serialize;
use talab_core::definition::ServiceDefinition;
use talab_core::request::Request;
use talab_core::request::evidence::QuestionStanding;
use talab_core::request::outputs::paper::PaperStanding;
use talab_core::request::subrequests::PartStanding;
use talab_core::request::transfer::ClockRule;
use talab_core::{
    BodyId, FieldId, MessageId, Outcome, OutputId, PartId, ReasonCode, Reference, ServiceCode, Text,
    Timestamp,
};
use time::Date;

use crate::dates;
use crate::sight::Sight;

/// The paper copy of an output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PaperStatus {
    /// Where it stands.
    pub standing: PaperStanding,
    /// Where it stands, in words.
    pub standing_text: Text,
    /// Whether the duty is still open.
    pub open: bool,
    /// When it is to be collected, if an appointment was made.
    pub appointment: Option<Timestamp>,
    /// The post's number for it.
    pub tracking: Option<String>,
}

/// A question to a trusted source (LY-6.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct QuestionStatus {
    /// Its number in the request.
    pub number: u32,
    /// Which source was asked.
    pub source: BodyId,
    /// For which fields.
    pub fields: Vec<FieldId>,
    /// What for.
    pub purpose: String,
    /// Whether the source has yet to answer.
    pub open: bool,
    /// The last day for the answer.
    #[serde(serialize_with = "dates::one")]
    pub answer_by: Date,
    /// The message that asked, which its answer names; not for the applicant.
    pub message: Option<MessageId>,
}

/// An offer to another body to take the request over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TransferStatus {
    /// To which body.
    pub to: BodyId,
    /// Why.
    pub reason: ReasonCode,
    /// What becomes of the time.
    pub clock: ClockRule,
    /// The message that offered, which its answer names; not for the applicant.
    pub message: Option<MessageId>,
}

/// A part of a service made of several: what its request is called and how it ended, and nothing of what is in it (LY-6.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PartStatus {
    /// Its id.
    pub id: PartId,
    /// What it is called.
    pub name: Text,
    /// Which service it is.
    pub service: ServiceCode,
    /// Whether nothing can be granted without it.
    pub mandatory: bool,
    /// Where it stands, as it was told last.
    pub standing: PartStanding,
    /// Where it stands, in words.
    pub standing_text: Text,
    /// Its request, once it is opened.
    pub request: Option<Reference>,
    /// How that ended, once it has.
    pub outcome: Option<Outcome>,
    /// How that ended, in words.
    pub outcome_text: Option<Text>,
}

pub(super) fn parts(request: &Request, definition: &ServiceDefinition) -> Vec<PartStatus> {
    let parts = request.parts(definition).into_iter().map(|(part, standing)| {
        let opened = request.subrequests().find(|(id, _)| **id == part.id).map(|(_, opened)| opened);
        let outcome = opened.and_then(|opened| opened.outcome);
        PartStatus {
            id: part.id.clone(),
            name: part.name.clone(),
            service: part.service.clone(),
            mandatory: part.mandatory,
            standing,
            standing_text: standing.words().to_text(),
            request: opened.map(|opened| opened.child.clone()),
            outcome,
            outcome_text: outcome.map(|outcome| outcome.words().to_text()),
        }
    });
    parts.collect()
}

pub(super) fn paper(request: &Request, output: &OutputId) -> Option<PaperStatus> {
    let (_, copy) = request.paper_copies().find(|(id, _)| *id == output)?;
    Some(PaperStatus {
        standing: copy.standing,
        standing_text: copy.standing.words().to_text(),
        open: copy.is_open(),
        appointment: copy.appointment.as_ref().map(|appointment| appointment.at),
        tracking: copy.tracking.clone(),
    })
}

/// A source sees its own questions, another body none.
pub(super) fn questions(request: &Request, sight: &Sight<'_>) -> Vec<QuestionStatus> {
    let seen = request.questions().iter().filter(|question| sight.question(question.asked.number));
    let told = seen.map(|question| QuestionStatus {
        number: question.asked.number,
        source: question.asked.source.clone(),
        fields: question.asked.fields.clone(),
        purpose: question.asked.purpose.clone(),
        open: question.standing == QuestionStanding::Open,
        answer_by: question.asked.due.due_date,
        message: sight.messages().then(|| question.asked.message.clone()),
    });
    told.collect()
}

pub(super) fn offered(request: &Request, sight: &Sight<'_>) -> Option<TransferStatus> {
    let offer = request.offered_to().filter(|offer| sight.offer(&offer.to))?;
    Some(TransferStatus {
        to: offer.to.clone(),
        reason: offer.reason,
        clock: offer.clock,
        message: sight.messages().then(|| offer.message.clone()),
    })
}
