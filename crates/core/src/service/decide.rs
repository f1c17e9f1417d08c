//! Deciding about services: the provider proposes, the regulator verifies and publishes, never the same person.

use super::command::{
    ProposeServiceVersion, PublishServiceVersion, ReportLegalChange, ServiceCommand, ServiceEnvelope,
};
use super::event::{
    LegalChangeReported, ServiceEvent, ServiceResumed, ServiceRetired, ServiceSuspended,
    ServiceVersionProposed, ServiceVersionPublished, ServiceVersionReturned, ServiceVersionVerified,
};
use super::offer::Availability;
use super::{Entry, Service, attested, common};
use crate::actor::Role;
use crate::definition::{
    Carried, Problem, SINCE_CARRIED, ServiceDefinition, carried, composition, verify_by,
};
use crate::input;
use crate::instant::Timestamp;
use crate::refusal::Refusal;
use crate::rulebook::RulebookFacts;
use crate::stage::Standing;
use crate::text::{Text, isolate};

/// Decides a command on a service.
///
/// # Errors
/// The [`Refusal`] of the first rule that does not hold; a definition is refused with its first problem.
pub fn decide(service: &Service, envelope: &ServiceEnvelope) -> Result<Vec<ServiceEvent>, Refusal> {
    let (by, at) = (&envelope.by, envelope.at);
    if let Availability::Retired(_) = service.availability() {
        return Err(Refusal::ServiceRetired { service: envelope.service.to_string() });
    }
    Ok(vec![match &envelope.command {
        ServiceCommand::ProposeServiceVersion(it) => {
            permitted(envelope, Role::ProviderManager)?;
            if it.definition.code != envelope.service {
                let entry = envelope.service.as_str();
                let problem = Text::new(
                    format!("هذا القيد للخدمة {}، يُرجى اقتراح تعريف لهذه الخدمة", isolate(entry)),
                    format!("the entry is of `{entry}`: propose a definition of that service"),
                );
                return Err(Refusal::DefinitionInvalid { path: "code".to_owned(), problem });
            }
            propose(service, envelope, it)?;
            if let Some(rulebook) = &envelope.rulebook {
                rulebook.admits(&it.definition)?;
            }
            ServiceEvent::ServiceVersionProposed(ServiceVersionProposed {
                at,
                proposed_by: by.person.clone(),
                attestation: it.attestation.trim().to_owned(),
                attested: attested::accept(&it.attested)?,
                checks: envelope.checks,
                definition: it.definition.clone(),
            })
        }
        ServiceCommand::ReturnServiceVersion(it) => {
            permitted(envelope, Role::Regulator)?;
            // What was verified and never published is taken back too: others may rest on it (N4-4).
            standing(service, it.version, Standing::Verified)
                .or_else(|_| standing(service, it.version, Standing::Proposed))?;
            let reason = input::text(&it.reason, input::MAX_FREE_TEXT)
                .map_err(|_| Refusal::ReasonRequired { what: "returning a version".to_owned() })?;
            let returned_by = by.person.clone();
            ServiceEvent::ServiceVersionReturned(ServiceVersionReturned {
                at,
                version: it.version,
                returned_by,
                reason,
            })
        }
        ServiceCommand::VerifyServiceVersion(it) => {
            permitted(envelope, Role::Regulator)?;
            let entry = standing(service, it.version, Standing::Proposed)?;
            // Who vouches for a part of the entry is no second person for it either.
            let vouches = entry.attested.iter().any(|part| part.by == by.person);
            if entry.proposed_by == by.person || vouches {
                return Err(Refusal::ServiceSamePerson { version: it.version });
            }
            still_rests(&entry.definition, envelope)?;
            let note = it.note.as_deref().map(|note| input::text(note, input::MAX_FREE_TEXT)).transpose();
            let note = note.map_err(|problem| invalid("note", problem))?;
            let verified_by = by.person.clone();
            ServiceEvent::ServiceVersionVerified(ServiceVersionVerified {
                at,
                version: it.version,
                verified_by,
                note,
            })
        }
        ServiceCommand::PublishServiceVersion(it) => {
            permitted(envelope, Role::Regulator)?;
            standing(service, it.version, Standing::Verified)?;
            if let Some(current) = service.current().filter(|current| *current > it.version) {
                return Err(Refusal::VersionNotCurrent { given: it.version, current });
            }
            if let Some(provider) = &envelope.provider {
                provider.certified(&envelope.service)?;
            }
            let published = publish(service, at, it)?;
            if let Some(definition) = service.definition(it.version) {
                still_rests(definition, envelope)?;
            }
            // What was set since the proposal holds too, and what will be by the time the version begins.
            if let (Some(rulebook), Some(definition)) = (&envelope.rulebook, service.definition(it.version)) {
                rulebook.as_of(it.effective_from.unwrap_or(at)).admits(definition)?;
            }
            published
        }
        ServiceCommand::SuspendService(it) => {
            let reason = keeper(service, envelope, &it.reason)?;
            stands(envelope, service, Availability::Offered)?;
            let suspended_by = by.person.clone();
            ServiceEvent::ServiceSuspended(ServiceSuspended { at, suspended_by, reason })
        }
        ServiceCommand::ResumeService(it) => {
            let reason = keeper(service, envelope, &it.reason)?;
            stands(envelope, service, Availability::Suspended)?;
            ServiceEvent::ServiceResumed(ServiceResumed { at, resumed_by: by.person.clone(), reason })
        }
        ServiceCommand::RetireService(it) => {
            let reason = keeper(service, envelope, &it.reason)?;
            let run_off = it.run_off.ok_or(Refusal::RunOffMissing)?;
            let retired_by = by.person.clone();
            ServiceEvent::ServiceRetired(ServiceRetired { at, retired_by, reason, run_off })
        }
        ServiceCommand::ReportLegalChange(it) => report(service, envelope, it)?,
    }])
}

/// Only the regulator says what is offered and what not, of a service that was published, and why (LY-22.3).
fn keeper(service: &Service, envelope: &ServiceEnvelope, reason: &str) -> Result<String, Refusal> {
    let command = envelope.command.name();
    permitted(envelope, Role::Regulator)?;
    if service.current().is_none() {
        return Err(unpublished(service, envelope));
    }
    input::text(reason, input::MAX_FREE_TEXT).map_err(|_| Refusal::DirectoryReasonRequired { command })
}

fn unpublished(service: &Service, envelope: &ServiceEnvelope) -> Refusal {
    let code = envelope.service.to_string();
    match service.latest() {
        0 => Refusal::UnknownService { service: code },
        _ => Refusal::ServiceNotPublished { service: code },
    }
}

fn stands(envelope: &ServiceEnvelope, service: &Service, wanted: Availability) -> Result<(), Refusal> {
    let availability = service.availability();
    let service = envelope.service.to_string();
    if availability == wanted { Ok(()) } else { Err(Refusal::ServiceAvailability { service, availability }) }
}

/// What begins later and what is still taken in afterwards both lie ahead, in that order (LY-25.4).
fn publish(
    service: &Service,
    at: Timestamp,
    command: &PublishServiceVersion,
) -> Result<ServiceEvent, Refusal> {
    let PublishServiceVersion { version, effective_from, grace_until } = *command;
    if effective_from.is_some_and(|from| from < at) {
        let problem = Text::new(
            "هذا الوقت انقضى، يُرجى تحديد وقت لاحق أو عدم تحديده لتسري النسخة فوراً",
            "that is over already: give a later instant, or none for at once",
        );
        return Err(invalid("effective_from", problem));
    }
    let begins = effective_from.unwrap_or(at);
    if grace_until.is_some_and(|end| end <= begins || service.current().is_none()) {
        let problem = Text::new(
            "تبدأ مهلة النسخة السابقة من سريان النسخة الجديدة، يُرجى تحديد نهاية لاحقة له، أو حذفها إن لم توجد نسخة سابقة",
            "a grace is for the version before and begins with the new one: give a later end, or none",
        );
        return Err(invalid("grace_until", problem));
    }
    let event = ServiceVersionPublished { at, version, effective_from, grace_until };
    Ok(ServiceEvent::ServiceVersionPublished(event))
}

/// The provider's manager reports what changes in the law of the service (LY-25.3).
fn report(
    service: &Service,
    envelope: &ServiceEnvelope,
    command: &ReportLegalChange,
) -> Result<ServiceEvent, Refusal> {
    let (by, name) = (&envelope.by, envelope.command.name());
    permitted(envelope, Role::ProviderManager)?;
    let definition = service.definition(service.latest()).ok_or_else(|| unpublished(service, envelope))?;
    if by.body.as_ref() != Some(&definition.provider) {
        return Err(Refusal::DirectoryNotPermitted { role: by.role, command: name });
    }
    let law = input::name(&command.law).map_err(|_| Refusal::LawMissing)?;
    let note =
        input::text(&command.note, input::MAX_FREE_TEXT).map_err(|problem| invalid("note", problem))?;
    Ok(ServiceEvent::LegalChangeReported(LegalChangeReported {
        at: envelope.at,
        reported_by: by.person.clone(),
        law,
        effective_on: command.effective_on,
        note,
        changes_entry: command.changes_entry,
    }))
}

fn invalid(path: &str, problem: Text) -> Refusal {
    Refusal::FieldInvalid { path: path.to_owned(), problem }
}

/// Each act has its role; what the regulator decided about the directory may narrow that further (LY-22.2).
fn permitted(envelope: &ServiceEnvelope, role: Role) -> Result<(), Refusal> {
    let (by, command) = (&envelope.by, &envelope.command);
    if by.role != role {
        return Err(Refusal::DirectoryNotPermitted { role: by.role, command: command.name() });
    }
    match (&envelope.rulebook, command.catalogue_act()) {
        (Some(rulebook), Some(act)) => rulebook.permits(act, by),
        _ => Ok(()),
    }
}

/// A proposal is of the next version, by an officer of the provider, attested, and free of problems.
fn propose(
    service: &Service,
    envelope: &ServiceEnvelope,
    command: &ProposeServiceVersion,
) -> Result<(), Refusal> {
    let by = &envelope.by;
    let definition = &command.definition;
    let owner = service.definition(service.latest()).map_or(&definition.provider, |held| &held.provider);
    if by.body.as_ref() != Some(&definition.provider) || definition.provider != *owner {
        let command = "ProposeServiceVersion";
        return Err(Refusal::DirectoryNotPermitted { role: by.role, command });
    }
    if command.attestation.trim().is_empty() {
        return Err(Refusal::AttestationMissing);
    }
    if service.definition(service.latest()).is_some_and(|latest| latest.code != definition.code) {
        let problem = Text::new(
            "رمز الخدمة ثابت في جميع نسخها، يُرجى استخدام الرمز المسجل",
            "a service keeps its code through all its versions: use the code on record",
        );
        return Err(Refusal::DefinitionInvalid { path: "code".to_owned(), problem });
    }
    let returned = service.standing(service.latest()) == Some(Standing::Returned);
    let next = if returned { service.latest() } else { service.latest() + 1 };
    if definition.version != next {
        let problem = Text::new(
            format!("رقم النسخة التالية لهذه الخدمة هو {next}، يُرجى ترقيم النسخة به"),
            format!("the next version of this service is {next}: number it so"),
        );
        return Err(Refusal::DefinitionInvalid { path: "version".to_owned(), problem });
    }
    let between = composition(definition, &envelope.parts);
    let beside = common::problems(definition, envelope.common.as_ref());
    sound(
        verify_by(definition, envelope.checks)
            .into_iter()
            .chain(between)
            .chain(beside)
            .chain(carries(envelope, definition)),
    )
}

fn sound(mut problems: impl Iterator<Item = Problem>) -> Result<(), Refusal> {
    match problems.next() {
        Some(first) => Err(Refusal::DefinitionInvalid { path: first.path, problem: first.problem }),
        None => Ok(()),
    }
}

/// What was verified since the proposal is compared again; a common service may have been retired meanwhile (N4-4).
fn still_rests(definition: &ServiceDefinition, envelope: &ServiceEnvelope) -> Result<(), Refusal> {
    sound(common::problems(definition, envelope.common.as_ref()).into_iter())
}

/// What the applicant would certainly carry between bodies without a stated reason (JO-3), where that is asked.
fn carries(envelope: &ServiceEnvelope, definition: &ServiceDefinition) -> Vec<Problem> {
    if envelope.checks.is_none_or(|number| number < SINCE_CARRIED) {
        return Vec::new();
    }
    let held = envelope.rulebook.as_ref().map(RulebookFacts::held).unwrap_or_default();
    let found = carried(definition, &envelope.parts, &held);
    found.iter().filter(|it| it.certain).map(Carried::problem).collect()
}

fn standing(service: &Service, version: u32, wanted: Standing) -> Result<&Entry, Refusal> {
    let entry = service.versions.get(&version).filter(|entry| entry.standing == wanted);
    entry.ok_or(Refusal::ServiceVersionStanding { version, standing: service.standing(version) })
}
