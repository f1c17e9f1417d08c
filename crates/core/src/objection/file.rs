//! Filing: who may object, to what, until when. What can't be looked into is an event with reasons: the law answered.

use time::Duration;

use super::Objection;
use super::command::{Earlier, FileObjection, ObjectionEnvelope, RequestFacts};
use super::event::{ObjectionEvent, ObjectionFiled, ObjectionInadmissible};
use super::kinds::ObjectionStanding;
use crate::actor::{Actor, Role};
use crate::calendar::{Calendar, Due};
use crate::ids::MandateId;
use crate::input;
use crate::instant::Timestamp;
use crate::mandate::MandateAct;
use crate::personal::Personal;
use crate::reason::{Reason, ReasonCode};
use crate::refusal::Refusal;
use crate::stage::Outcome;

pub(super) fn file(
    objection: &Objection,
    envelope: &ObjectionEnvelope,
    it: &FileObjection,
) -> Result<ObjectionEvent, Refusal> {
    let (by, at) = (&envelope.by, envelope.at);
    let request = envelope.facts.request.as_ref().ok_or(Refusal::UnknownRequest)?;
    let mandate = may_object(envelope, request)?;
    let terms = request.terms.as_ref().ok_or(Refusal::ObjectionNotOffered)?;
    if let Some(before) = envelope.facts.earlier.iter().find(|before| bars(before, it, request)) {
        return Err(Refusal::ObjectionAlreadyMade { objection: before.id.to_string() });
    }
    if objection.standing().is_some() {
        return Err(Refusal::ObjectionAlreadyMade { objection: envelope.objection.to_string() });
    }
    let grounds = input::text(it.grounds.get(), input::MAX_FREE_TEXT)
        .map_err(|problem| Refusal::FieldInvalid { path: "grounds".to_owned(), problem })?;
    let grounds = Personal::clear(request.applicant.clone(), grounds);
    let decision = request.decision.as_ref();
    if decision.is_some_and(|decision| at < decision.at) {
        let last = decision.map(|decision| decision.at.to_string()).unwrap_or_default();
        return Err(Refusal::TimeGoesBackwards { at: at.to_string(), last });
    }
    let calendar = envelope.facts.calendar.as_deref().ok_or(Refusal::CalendarUnknown)?;
    let told = decision.map(|decision| decision.notified_at.unwrap_or(decision.at).max(decision.at));
    let window = told.map(|told| days_after(calendar, told, terms.window_days)).transpose()?;
    let (Some(decision), Some(window), None) = (decision, window, inadmissible(request, window, at)) else {
        let because = inadmissible(request, window, at).unwrap_or(ReasonCode::ObjNotADecision);
        return Ok(ObjectionEvent::ObjectionInadmissible(ObjectionInadmissible {
            at,
            reference: request.reference.clone(),
            request_version: request.version,
            service: request.service.clone(),
            provider: request.provider.clone(),
            applicant: request.applicant.clone(),
            filed_by: by.person.clone(),
            mandate,
            against: it.against.clone(),
            decided_at: decision.map(|decision| decision.at),
            window,
            reasons: vec![Reason::new(because)],
            grounds,
        }));
    };
    Ok(ObjectionEvent::ObjectionFiled(ObjectionFiled {
        at,
        reference: request.reference.clone(),
        request_version: request.version,
        service: request.service.clone(),
        service_version: request.service_version,
        provider: request.provider.clone(),
        applicant: request.applicant.clone(),
        filed_by: by.person.clone(),
        mandate,
        against: it.against.clone(),
        decided_at: decision.at,
        made_by: decision.made_by.clone(),
        window,
        due: days_after(calendar, at, terms.decide_within_days)?,
        silence: terms.silence,
        grounds,
    }))
}

/// The applicant objects, or who represents them under a mandate for it; to anybody else the request is unknown.
fn may_object(envelope: &ObjectionEnvelope, request: &RequestFacts) -> Result<Option<MandateId>, Refusal> {
    let Actor { person, role, .. } = &envelope.by;
    match role {
        Role::Applicant if *person == request.applicant => return Ok(None),
        Role::Applicant => return Err(Refusal::UnknownRequest),
        Role::Representative => {}
        role => {
            return Err(Refusal::RoleNotPermitted { role: *role, command: envelope.command.name() });
        }
    }
    let shown = envelope.facts.mandate.as_ref().filter(|it| it.mandate.is_of(person, &request.applicant));
    let shown = shown.ok_or(Refusal::UnknownRequest)?;
    match shown.mandate.covers(&request.service, MandateAct::Objection, envelope.at) {
        Ok(()) => Ok(Some(shown.id.clone())),
        // They filed it, so they know of it; to others who once had a mandate it is unknown.
        Err(expired @ Refusal::MandateExpired { .. }) => {
            Err(if request.filed_under.as_ref() == Some(&shown.id) {
                expired
            } else {
                Refusal::UnknownRequest
            })
        }
        Err(Refusal::MandateScope { act, service }) => {
            let seen = shown.mandate.holds(envelope.at)?.scope.services.include(&request.service);
            Err(if seen { Refusal::MandateScope { act, service } } else { Refusal::UnknownRequest })
        }
        Err(_) => Err(Refusal::UnknownRequest),
    }
}

/// The same decision is objected to once; only an objection that was withdrawn may be made again.
fn bars(before: &Earlier, it: &FileObjection, request: &RequestFacts) -> bool {
    let decided_at = request.decision.as_ref().map(|decision| decision.at);
    before.against == it.against
        && before.decided_at == decided_at
        && before.standing != ObjectionStanding::Withdrawn
}

/// Why the law doesn't look into it, if it doesn't.
fn inadmissible(request: &RequestFacts, window: Option<Due>, at: Timestamp) -> Option<ReasonCode> {
    let Some(decision) = &request.decision else { return Some(ReasonCode::ObjNotADecision) };
    match decision.outcome {
        // Their own act is no decision of the provider's, and a transfer leaves the decision to another body.
        Some(Outcome::Withdrawn | Outcome::TransferredOut) => return Some(ReasonCode::ObjNotADecision),
        // Who got what they asked for is not aggrieved.
        Some(Outcome::Granted | Outcome::DeemedGranted) => return Some(ReasonCode::ObjNoInterest),
        _ => {}
    }
    window.is_some_and(|window| at >= window.due_at).then_some(ReasonCode::ObjLate)
}

/// The end of so many calendar days from the day after `start`, at midnight on the clocks of the place.
fn days_after(calendar: &Calendar, start: Timestamp, days: u32) -> Result<Due, Refusal> {
    let zone = calendar.zone();
    let first = zone.local_date(start);
    let last = first.checked_add(Duration::days(i64::from(days))).unwrap_or(time::Date::MAX);
    // Beyond its coverage the calendar does not know when midnight is.
    calendar.day(last)?;
    let next = last.next_day().unwrap_or(last);
    Ok(Due { due_date: last, due_at: zone.start_of_day(next) })
}
