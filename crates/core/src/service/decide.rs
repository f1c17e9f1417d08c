//! Deciding about services: the provider proposes, the regulator verifies and publishes, never the same person.

use super::command::{ProposeServiceVersion, ServiceCommand, ServiceEnvelope};
use super::event::{
    ServiceEvent, ServiceVersionProposed, ServiceVersionPublished, ServiceVersionReturned,
    ServiceVersionVerified,
};
use super::{Entry, Service};
use crate::actor::{Actor, Role};
use crate::definition::verify;
use crate::input;
use crate::refusal::Refusal;
use crate::stage::Standing;
use crate::text::{Text, isolate};

/// Decides a command on a service.
///
/// # Errors
/// The [`Refusal`] of the first rule that does not hold; a definition is refused with its first problem.
pub fn decide(service: &Service, envelope: &ServiceEnvelope) -> Result<Vec<ServiceEvent>, Refusal> {
    let (by, at) = (&envelope.by, envelope.at);
    let name = envelope.command.name();
    Ok(vec![match &envelope.command {
        ServiceCommand::ProposeServiceVersion(it) => {
            permitted(by, Role::ProviderManager, name)?;
            if it.definition.code != envelope.service {
                let entry = envelope.service.as_str();
                let problem = Text::new(
                    format!("هذا القيد للخدمة {}، يُرجى اقتراح تعريف لهذه الخدمة", isolate(entry)),
                    format!("the entry is of `{entry}`: propose a definition of that service"),
                );
                return Err(Refusal::DefinitionInvalid { path: "code".to_owned(), problem });
            }
            propose(service, by, it)?;
            ServiceEvent::ServiceVersionProposed(ServiceVersionProposed {
                at,
                proposed_by: by.person.clone(),
                attestation: it.attestation.trim().to_owned(),
                definition: it.definition.clone(),
            })
        }
        ServiceCommand::ReturnServiceVersion(it) => {
            permitted(by, Role::Regulator, name)?;
            standing(service, it.version, Standing::Proposed)?;
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
            permitted(by, Role::Regulator, name)?;
            let entry = standing(service, it.version, Standing::Proposed)?;
            if entry.proposed_by == by.person {
                return Err(Refusal::ServiceSamePerson { version: it.version });
            }
            let verified_by = by.person.clone();
            ServiceEvent::ServiceVersionVerified(ServiceVersionVerified {
                at,
                version: it.version,
                verified_by,
            })
        }
        ServiceCommand::PublishServiceVersion(it) => {
            permitted(by, Role::Regulator, name)?;
            standing(service, it.version, Standing::Verified)?;
            if let Some(current) = service.current().filter(|current| *current > it.version) {
                return Err(Refusal::VersionNotCurrent { given: it.version, current });
            }
            ServiceEvent::ServiceVersionPublished(ServiceVersionPublished { at, version: it.version })
        }
    }])
}

fn permitted(by: &Actor, role: Role, command: &'static str) -> Result<(), Refusal> {
    if by.role == role { Ok(()) } else { Err(Refusal::DirectoryNotPermitted { role: by.role, command }) }
}

/// A proposal is of the next version, by an officer of the provider, attested, and free of problems.
fn propose(service: &Service, by: &Actor, command: &ProposeServiceVersion) -> Result<(), Refusal> {
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
    match verify(definition).into_iter().next() {
        Some(first) => Err(Refusal::DefinitionInvalid { path: first.path, problem: first.problem }),
        None => Ok(()),
    }
}

fn standing(service: &Service, version: u32, wanted: Standing) -> Result<&Entry, Refusal> {
    let entry = service.versions.get(&version).filter(|entry| entry.standing == wanted);
    entry.ok_or(Refusal::ServiceVersionStanding { version, standing: service.standing(version) })
}
