//! Deciding about enquiries: taken in by clerks, the provider's officers or who asks, and answered once.

use super::command::{AnswerEnquiry, EnquiriesCommand, EnquiriesEnvelope, RecordEnquiry};
use super::event::{EnquiriesEvent, EnquiryAnswered, EnquiryRecorded};
use super::{Enquiries, drafts, serves, survey};
use crate::actor::Role;
use crate::ids::{BodyId, PersonId};
use crate::input;
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::refusal::Refusal;
use crate::text::Text;

/// Decides a command around a service beside its requests.
///
/// Refusals come in this order: the service · role · where it stands · the content, in form order.
///
/// # Errors
/// The [`Refusal`] of the first rule that does not hold; nothing is to be appended then.
pub fn decide(enquiries: &Enquiries, envelope: &EnquiriesEnvelope) -> Result<Vec<EnquiriesEvent>, Refusal> {
    let provider = provider(envelope)?;
    Ok(vec![match &envelope.command {
        EnquiriesCommand::RecordEnquiry(it) => {
            EnquiriesEvent::EnquiryRecorded(record(enquiries, envelope, provider, it)?)
        }
        EnquiriesCommand::AnswerEnquiry(it) => {
            EnquiriesEvent::EnquiryAnswered(answer(enquiries, envelope, provider, it)?)
        }
        EnquiriesCommand::OpenSurvey(it) => {
            EnquiriesEvent::SurveyOpened(survey::open(enquiries, envelope, provider, it)?)
        }
        EnquiriesCommand::CloseSurvey(it) => {
            EnquiriesEvent::SurveyClosed(survey::close(enquiries, envelope, provider, it)?)
        }
        EnquiriesCommand::AnswerSurvey(it) => {
            EnquiriesEvent::SurveyAnswered(survey::answer(enquiries, envelope, it)?)
        }
        EnquiriesCommand::NoteDraft(it) => EnquiriesEvent::DraftNoted(drafts::note(enquiries, envelope, it)?),
        EnquiriesCommand::DropDraft(it) => {
            EnquiriesEvent::DraftDropped(drafts::discard(enquiries, envelope, it)?)
        }
        EnquiriesCommand::RecordChangeTold(it) => {
            EnquiriesEvent::DraftChangeTold(drafts::told(enquiries, envelope, it)?)
        }
    }])
}

/// The body that provides the service, which the directory knows and has published: suspended or retired, people still ask.
fn provider(envelope: &EnquiriesEnvelope) -> Result<&BodyId, Refusal> {
    let service = || envelope.service.to_string();
    let known = envelope.known.as_ref().ok_or_else(|| Refusal::UnknownService { service: service() })?;
    known.published.ok_or_else(|| Refusal::ServiceNotPublished { service: service() })?;
    Ok(&known.provider)
}

/// Who asks records it themselves; a clerk of any body does, since a contact centre is no part of the provider.
fn record(
    enquiries: &Enquiries,
    envelope: &EnquiriesEnvelope,
    provider: &BodyId,
    it: &RecordEnquiry,
) -> Result<EnquiryRecorded, Refusal> {
    let by = &envelope.by;
    let clerk = by.role == Role::Clerk && by.body.is_some();
    if by.role != Role::Applicant && !clerk && !serves(by, provider) {
        return Err(not_permitted(envelope));
    }
    let asked_by = match by.role {
        Role::Applicant => Some(own(envelope, "asked_by", it.asked_by.as_ref())?),
        _ => it.asked_by.clone(),
    };
    let number = enquiries.next();
    // Whoever gave no name has their words kept for nobody else's.
    let whose = asked_by.clone().unwrap_or_else(|| PersonId::unnamed(&envelope.service, number));
    Ok(EnquiryRecorded {
        at: envelope.at,
        number,
        channel: it.channel,
        topic: it.topic,
        recorded_by: by.person.clone(),
        text: said(whose, it.text.get().as_deref())?,
        asked_by,
    })
}

/// The provider's officers answer, and who took it in from somebody else; nobody answers twice.
fn answer(
    enquiries: &Enquiries,
    envelope: &EnquiriesEnvelope,
    provider: &BodyId,
    it: &AnswerEnquiry,
) -> Result<EnquiryAnswered, Refusal> {
    let (by, number) = (&envelope.by, it.number);
    if !by.role.is_officer() {
        return Err(not_permitted(envelope));
    }
    let enquiry = enquiries.enquiry(number).ok_or(Refusal::EnquiryUnknown { number })?;
    let took_in = enquiry.recorded_by == by.person && enquiry.asked_by.as_ref() != Some(&by.person);
    if !took_in && !serves(by, provider) {
        return Err(Refusal::EnquiryUnknown { number });
    }
    if let Some(answered) = enquiry.answered_at {
        return Err(Refusal::EnquiryAnswered { number, at: answered.to_string() });
    }
    in_order(envelope, enquiry.at)?;
    let text =
        input::text(it.text.get(), input::MAX_FREE_TEXT).map_err(|problem| invalid("text", problem))?;
    let whose = enquiry.asked_by.clone();
    let whose = whose.unwrap_or_else(|| PersonId::unnamed(&envelope.service, number));
    Ok(EnquiryAnswered {
        at: envelope.at,
        number,
        recorded_at: enquiry.at,
        answered_by: by.person.clone(),
        text: Personal::clear(whose, text),
    })
}

/// The actor, who asks or answers for themselves and names nobody else.
pub(super) fn own(
    envelope: &EnquiriesEnvelope,
    path: &str,
    named: Option<&PersonId>,
) -> Result<PersonId, Refusal> {
    let own = &envelope.by.person;
    if named.is_none_or(|named| named == own) {
        return Ok(own.clone());
    }
    let problem = Text::new(
        "يُقدَّم هذا عن النفس فقط، يُرجى حذف هذا الحقل، أو أن يسجله موظف نيابةً عن صاحبه",
        "you do this for yourself: leave it out, or let a clerk take it in for somebody else",
    );
    Err(invalid(path, problem))
}

/// A text that may be left out, as this person's.
pub(super) fn said(whose: PersonId, text: Option<&str>) -> Result<Option<Personal<String>>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    let text = input::text(text, input::MAX_FREE_TEXT).map_err(|problem| invalid("text", problem))?;
    Ok(Some(Personal::clear(whose, text)))
}

/// What is done comes after what it is done to.
pub(super) fn in_order(envelope: &EnquiriesEnvelope, last: Timestamp) -> Result<(), Refusal> {
    if envelope.at >= last {
        return Ok(());
    }
    Err(Refusal::TimeGoesBackwards { at: envelope.at.to_string(), last: last.to_string() })
}

pub(super) fn not_permitted(envelope: &EnquiriesEnvelope) -> Refusal {
    Refusal::RoleNotPermitted { role: envelope.by.role, command: envelope.command.name() }
}

pub(super) fn invalid(path: &str, problem: Text) -> Refusal {
    Refusal::FieldInvalid { path: path.to_owned(), problem }
}
