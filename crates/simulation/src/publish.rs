//! Putting a service and its calendar in force, through the same verbs as anybody, by two people.

use talab::core::almanac::{AlmanacCommand, PublishCalendar};
use talab::core::calendar::Calendar;
use talab::core::definition::ServiceDefinition;
use talab::core::provider::{Checklist, Covers, IssueCertificate, ProviderCommand, conditions};
use talab::core::service::{
    ProposeServiceVersion, PublishServiceVersion, Service, ServiceCommand, ServiceEvent, VerifyServiceVersion,
};
use talab::core::{IdInvalid, Jurisdiction};
use talab::projections::Forms;
use talab::{Actor, CommandId, FixedClock, NotDone, PersonId, Role, Talab, Timestamp};
use time::macros::datetime;
use uuid::Uuid;

use crate::held::{self, HeldError};

/// Why a service is not in force.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// The directory refused it, or the log failed.
    #[error("the directory did not take it in")]
    NotDone(#[from] NotDone),
    /// The log can't be read.
    #[error("the directory can't be read")]
    Held(#[from] HeldError),
    /// A name can't be that of a person or a jurisdiction.
    #[error("a name can't be used")]
    Name(#[from] IdInvalid),
}

/// Publishes the calendar, unless its jurisdiction has one, certifies the provider, unless it is known, and publishes the
/// definition, unless it is in force as it is.
///
/// The manager and the regulator are made up from the names of the provider and the jurisdiction.
pub(crate) async fn publish(
    talab: &Talab,
    definition: &ServiceDefinition,
    calendar: &Calendar,
    attestation: &str,
    at: Timestamp,
) -> Result<(), PublishError> {
    let jurisdiction = Jurisdiction::new(calendar.jurisdiction())?;
    let regulator = Actor::new(PersonId::new(format!("{jurisdiction}-regulator"))?, Role::Regulator);
    let manager = PersonId::new(format!("{}-manager", definition.provider))?;
    let manager = Actor::officer(manager, Role::ProviderManager, definition.provider.clone());
    let talab = talab.with_clock(FixedClock::at(at));
    let (code, version) = (&definition.code, definition.version);
    let id = |step: &str| {
        let name = format!("{step}\0{jurisdiction}\0{code}\0{version}");
        CommandId::from(Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()))
    };
    if held::stream(&talab, "Calendar", jurisdiction.as_str()).await?.is_empty() {
        let command = AlmanacCommand::PublishCalendar(PublishCalendar { calendar: calendar.clone() });
        talab.as_actor(&regulator).change_calendar(&jurisdiction, command, id("calendar")).await?;
    }
    if held::stream(&talab, "Provider", definition.provider.as_str()).await?.is_empty() {
        let command = ProviderCommand::IssueCertificate(certificate());
        talab.as_actor(&regulator).change_provider(&definition.provider, command, id("certify")).await?;
    }
    let service = service(&talab, code.as_str()).await?;
    if service.current() == Some(version)
        && service.definition(version).is_some_and(|held| **held == *definition)
    {
        return Ok(());
    }
    let proposal = ProposeServiceVersion::new(definition.clone(), attestation.to_owned());
    for (by, step, command) in [
        (&manager, "propose", ServiceCommand::ProposeServiceVersion(proposal)),
        (&regulator, "verify", ServiceCommand::VerifyServiceVersion(VerifyServiceVersion::new(version))),
        (&regulator, "publish", ServiceCommand::PublishServiceVersion(PublishServiceVersion::new(version))),
    ] {
        talab.as_actor(by).change_service(code, command, id(step)).await?;
    }
    Ok(())
}

/// A certificate for whatever a made-up provider offers, over every day that a world can tell of.
fn certificate() -> IssueCertificate {
    let conditions = conditions(1).unwrap_or_default();
    IssueCertificate {
        number: "1".to_owned(),
        covers: Covers::All,
        from: Timestamp::new(datetime!(1900-01-01 0:00 UTC)),
        until: Timestamp::new(datetime!(9999-01-01 0:00 UTC)),
        checklist: Checklist::met(conditions.iter().map(|condition| condition.id)),
    }
}

async fn service(talab: &Talab, code: &str) -> Result<Service, HeldError> {
    let mut service = Service::default();
    for recorded in held::stream(talab, "Service", code).await? {
        // What can't be read here, the directory itself reports when it is asked to change it.
        if let Ok(event) = Forms::ours().decode::<ServiceEvent>(&recorded) {
            service.evolve(&event);
        }
    }
    Ok(service)
}
