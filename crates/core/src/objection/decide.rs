//! Deciding about objections: another person than those who made the decision says whether it is right (I-11).

use super::command::{DecideObjection, ObjectionCommand, ObjectionEnvelope, Ruling};
use super::event::{
    ObjectionDismissed, ObjectionEvent, ObjectionFiled, ObjectionPartlyUpheld, ObjectionUpheld,
    ObjectionWithdrawn,
};
use super::file::file;
use super::{Objection, may_know};
use crate::actor::Role;
use crate::definition::ObjectionSilence;
use crate::input;
use crate::mandate::MandateAct;
use crate::personal::Personal;
use crate::reason::{Family, Reason, ReasonCode};
use crate::refusal::Refusal;
use crate::rule;
use crate::text::Text;

/// Decides a command on an objection.
///
/// Refusals come in this order: may the actor know of it · role · where it stands · the content, in form order.
///
/// # Errors
/// The [`Refusal`] of the first rule that does not hold; nothing is to be appended then.
pub fn decide(objection: &Objection, envelope: &ObjectionEnvelope) -> Result<Vec<ObjectionEvent>, Refusal> {
    let event = match &envelope.command {
        ObjectionCommand::FileObjection(it) => file(objection, envelope, it)?,
        ObjectionCommand::DecideObjection(it) => rule_on(objection, envelope, it)?,
        ObjectionCommand::WithdrawObjection(_) => withdraw(objection, envelope)?,
        ObjectionCommand::RecordObjectionSilence(_) => silence(objection, envelope)?,
    };
    Ok(vec![event])
}

/// The objection as it was filed, if the actor may know of it, holds one of these roles, and it still waits.
fn open<'a>(
    objection: &'a Objection,
    envelope: &ObjectionEnvelope,
    roles: &[Role],
) -> Result<&'a ObjectionFiled, Refusal> {
    let (by, command) = (&envelope.by, envelope.command.name());
    may_know(objection, by, envelope.at, envelope.facts.mandate.as_ref())?;
    if !roles.contains(&by.role) {
        return Err(Refusal::RoleNotPermitted { role: by.role, command });
    }
    let closed = || Refusal::ObjectionClosed { standing: objection.standing() };
    let filed = objection.filed().filter(|_| objection.is_open()).ok_or_else(closed)?;
    if envelope.at < filed.at {
        let (at, last) = (envelope.at.to_string(), filed.at.to_string());
        return Err(Refusal::TimeGoesBackwards { at, last });
    }
    Ok(filed)
}

/// A decider or a supervisor of the provider decides, who neither made the decision nor has a part in the objection.
fn rule_on(
    objection: &Objection,
    envelope: &ObjectionEnvelope,
    it: &DecideObjection,
) -> Result<ObjectionEvent, Refusal> {
    let filed = open(objection, envelope, &[Role::Decider, Role::Supervisor])?;
    let person = &envelope.by.person;
    if filed.made_by.contains(person) || [&filed.filed_by, &filed.applicant].contains(&person) {
        return Err(Refusal::ObjectionSamePerson);
    }
    let reasons = reasons(it)?;
    let text = both(it.text.get())?;
    let text = Personal::clear(filed.applicant.clone(), text);
    let (at, decided_by) = (envelope.at, person.clone());
    Ok(match it.ruling {
        Ruling::Uphold { effect } => {
            ObjectionEvent::ObjectionUpheld(ObjectionUpheld { at, decided_by, reasons, effect, text })
        }
        Ruling::UpholdPartly { effect } => ObjectionEvent::ObjectionPartlyUpheld(ObjectionPartlyUpheld {
            at,
            decided_by,
            reasons,
            effect,
            text,
        }),
        Ruling::Dismiss => ObjectionEvent::ObjectionDismissed(ObjectionDismissed {
            at,
            decided_by: Some(decided_by),
            reasons,
            text: Some(text),
        }),
    })
}

/// Grounds were accepted where it is upheld, rejected where it is dismissed, and both where it is upheld in part.
fn reasons(it: &DecideObjection) -> Result<Vec<Reason>, Refusal> {
    let what = || Refusal::ReasonRequired { what: "the decision on an objection".to_owned() };
    it.reasons.first().ok_or_else(what)?;
    let (accepted, rejected) = (ReasonCode::ObjGroundsAccepted, ReasonCode::ObjGroundsRejected);
    let (needed, fitting): (_, &[_]) = match it.ruling {
        Ruling::Uphold { .. } => (accepted, &[accepted]),
        Ruling::UpholdPartly { .. } => (accepted, &[accepted, rejected]),
        Ruling::Dismiss => (rejected, &[rejected]),
    };
    if let Some(other) = it.reasons.iter().find(|reason| !fitting.contains(&reason.code)) {
        let given = other.code.code().to_owned();
        return Err(Refusal::ReasonUnknown { given, family: Family::Obj });
    }
    if !it.reasons.iter().any(|reason| reason.code == needed) {
        return Err(what());
    }
    Ok(it.reasons.clone())
}

fn both(text: &Text) -> Result<Text, Refusal> {
    let one = |path: &str, text: &str| {
        input::text(text, input::MAX_FREE_TEXT)
            .map_err(|problem| Refusal::FieldInvalid { path: path.to_owned(), problem })
    };
    Ok(Text::new(one("text.ar", &text.ar)?, one("text.en", &text.en)?))
}

/// Whoever filed it withdraws it, or whom it was filed for; a representative while their mandate covers objections.
fn withdraw(objection: &Objection, envelope: &ObjectionEnvelope) -> Result<ObjectionEvent, Refusal> {
    let filed = open(objection, envelope, &[Role::Applicant, Role::Representative])?;
    if envelope.by.role == Role::Representative {
        let mandate = envelope.facts.mandate.as_ref().ok_or(Refusal::MandateMissing)?;
        mandate.mandate.covers(&filed.service, MandateAct::Objection, envelope.at)?;
    }
    let withdrawn_by = envelope.by.person.clone();
    Ok(ObjectionEvent::ObjectionWithdrawn(ObjectionWithdrawn { at: envelope.at, withdrawn_by }))
}

/// The rule says what silence means; where it means nothing, there is nothing to record.
fn silence(objection: &Objection, envelope: &ObjectionEnvelope) -> Result<ObjectionEvent, Refusal> {
    let filed = open(objection, envelope, &[Role::System])?;
    if filed.silence != ObjectionSilence::Dismissed {
        return Err(Refusal::RoleNotPermitted { role: envelope.by.role, command: envelope.command.name() });
    }
    if envelope.at < filed.due.due_at {
        let until = filed.due.due_date.to_string();
        return Err(Refusal::TermNotOver { until, term: rule::OBJECTION_TERM });
    }
    Ok(ObjectionEvent::ObjectionDismissed(ObjectionDismissed {
        at: envelope.at,
        decided_by: None,
        reasons: vec![Reason::new(ReasonCode::ObjSilence)],
        text: None,
    }))
}
