//! Deciding about mandates: who is represented grants and revokes; an authority records what rests on the law or a court.

use super::command::{GrantMandate, MandateCommand, MandateEnvelope, RevokeMandate};
use super::event::{MandateEvent, MandateGranted, MandateRevoked};
use super::{Mandate, shown_to};
use crate::actor::{Actor, Role};
use crate::input;
use crate::personal::Personal;
use crate::refusal::Refusal;
use crate::text::Text;

/// Decides a command on a mandate.
///
/// Refusals come in this order: may the actor know of the mandate · role · where it stands · the content, in form order.
///
/// # Errors
/// The [`Refusal`] of the first rule that does not hold; nothing is to be appended then.
pub fn decide(mandate: &Mandate, envelope: &MandateEnvelope) -> Result<Vec<MandateEvent>, Refusal> {
    Ok(vec![match &envelope.command {
        MandateCommand::GrantMandate(it) => MandateEvent::MandateGranted(grant(mandate, envelope, it)?),
        MandateCommand::RevokeMandate(it) => MandateEvent::MandateRevoked(revoke(mandate, envelope, it)?),
    }])
}

fn grant(
    mandate: &Mandate,
    envelope: &MandateEnvelope,
    it: &GrantMandate,
) -> Result<MandateGranted, Refusal> {
    let by = &envelope.by;
    let own = by.role == Role::Applicant && by.person == it.represented && it.kind.is_given();
    if !own && !is_authority(by) {
        return Err(Refusal::RoleNotPermitted { role: by.role, command: envelope.command.name() });
    }
    if !own && [&it.representative, &it.represented].contains(&&by.person) {
        return Err(invalid(
            "representative",
            Text::new(
                "لا يسجل الموظف صفة تمثيل هو طرف فيها، يُرجى إحالتها إلى موظف آخر",
                "an officer records no mandate that they are a party to: leave it to another officer",
            ),
        ));
    }
    if mandate.granted().is_some() {
        return Err(Refusal::MandateAlreadyGranted);
    }
    if it.representative == it.represented {
        return Err(invalid(
            "representative",
            Text::new(
                "لا يمثّل الشخص نفسه، يُرجى تحديد شخص آخر",
                "nobody represents themselves: name another person",
            ),
        ));
    }
    content(envelope, it)?;
    let proof = input::name(it.proof.get()).map_err(|problem| invalid("proof", problem))?;
    Ok(MandateGranted {
        at: envelope.at,
        kind: it.kind,
        represented: it.represented.clone(),
        representative: it.representative.clone(),
        scope: it.scope.clone(),
        from: it.from,
        until: it.until,
        granted_by: by.person.clone(),
        proof: Personal::clear(it.represented.clone(), proof),
        proof_sha256: it.proof_sha256.clone(),
    })
}

/// The scope is not empty, and the term is one: a mandate that somebody gives has an end, so that it can't be forgotten.
fn content(envelope: &MandateEnvelope, it: &GrantMandate) -> Result<(), Refusal> {
    let none = matches!(&it.scope.services, super::MandateServices::Listed(listed) if listed.is_empty());
    if none {
        let problem = Text::new("يُرجى تحديد خدمة واحدة على الأقل", "name at least one service");
        return Err(invalid("scope.services", problem));
    }
    if it.scope.acts.is_empty() {
        let problem = Text::new("يُرجى تحديد إجراء واحد على الأقل", "name at least one act");
        return Err(invalid("scope.acts", problem));
    }
    match it.until {
        None if it.kind.is_given() => {
            let problem = Text::new("يُرجى تحديد نهاية مدة التمثيل", "say until when it holds");
            return Err(invalid("until", problem));
        }
        Some(until) if until <= it.from || until <= envelope.at => {
            let problem = Text::new(
                "يجب أن تكون نهاية المدة لاحقة لبدايتها وللوقت الحالي، يُرجى تصحيحها",
                "it ends before it begins, or has ended already: give a later instant",
            );
            return Err(invalid("until", problem));
        }
        _ => {}
    }
    if let Some(hash) = &it.proof_sha256 {
        input::sha256(hash).map_err(|problem| invalid("proof_sha256", problem))?;
    }
    Ok(())
}

/// Who is represented takes a mandate back that they could give; the regulator revokes any.
fn revoke(
    mandate: &Mandate,
    envelope: &MandateEnvelope,
    it: &RevokeMandate,
) -> Result<MandateRevoked, Refusal> {
    let by = &envelope.by;
    let granted = mandate.granted().filter(|_| shown_to(mandate, by)).ok_or(Refusal::UnknownMandate)?;
    let own = by.role == Role::Applicant && by.person == granted.represented && granted.kind.is_given();
    if !own && by.role != Role::Regulator {
        return Err(Refusal::RoleNotPermitted { role: by.role, command: envelope.command.name() });
    }
    if let Some(ended) = mandate.ended(envelope.at) {
        return Err(Refusal::MandateExpired { ended: ended.to_string() });
    }
    if envelope.at < granted.at {
        let (at, last) = (envelope.at.to_string(), granted.at.to_string());
        return Err(Refusal::TimeGoesBackwards { at, last });
    }
    let reason = input::text(it.reason.get(), input::MAX_FREE_TEXT)
        .map_err(|_| Refusal::ReasonRequired { what: "revoking a mandate".to_owned() })?;
    Ok(MandateRevoked {
        at: envelope.at,
        revoked_by: by.person.clone(),
        reason: Personal::clear(granted.represented.clone(), reason),
    })
}

/// Who records a mandate for others: the regulator, or an officer who verifies what was shown at the desk.
fn is_authority(by: &Actor) -> bool {
    by.role == Role::Regulator || (by.role == Role::Verifier && by.body.is_some())
}

fn invalid(path: &str, problem: Text) -> Refusal {
    Refusal::FieldInvalid { path: path.to_owned(), problem }
}
