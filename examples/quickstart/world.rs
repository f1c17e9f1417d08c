//! The world of the story: a clock, a civil registry, people, and a service published by two of them.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use talab::core::almanac::{AlmanacCommand, PublishCalendar};
use talab::core::calendar::Calendar;
use talab::core::provider::{Checklist, Covers, IssueCertificate, ProviderCommand, conditions};
use talab::core::request::intake::Document;
use talab::core::service::{
    ProposeServiceVersion, PublishServiceVersion, ServiceCommand, VerifyServiceVersion,
};
use talab::core::{DocumentKind, Jurisdiction};
use talab::{
    Actor, Claim, Clock, CommandId, DerivedIds, Identification, IdentityVerifier, PersonId, Role, Submission,
    Talab, Timestamp,
};
use time::Date;
use time::macros::format_description;

/// The service the story is about.
pub(crate) const SERVICE: &str = "mun.residence-certificate";

/// A clock that stands where the story is.
#[derive(Clone, Debug)]
struct StoryClock(Arc<Mutex<Timestamp>>);

impl Clock for StoryClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The civil registry of the story knows everybody.
#[derive(Debug)]
struct CivilRegistry;

#[async_trait]
impl IdentityVerifier for CivilRegistry {
    async fn verify(&self, claim: &Claim) -> Identification {
        let fields = claim.values.iter().map(|value| value.field.clone()).collect();
        Identification::confirmed("national-id", "substantial", fields)
    }
}

/// Everything the story needs.
pub(crate) struct World {
    pub(crate) talab: Talab,
    pub(crate) calendar: Calendar,
    clock: StoryClock,
    officers: Officers,
}

/// The people of the provider.
pub(crate) struct Officers {
    pub(crate) verifier: Actor,
    pub(crate) handler: Actor,
    /// The same person as the handler, trying to approve what they proposed.
    pub(crate) handler_as_decider: Actor,
    pub(crate) decider: Actor,
}

impl World {
    /// Opens the engine on a new SQLite file and publishes the calendar and the service.
    pub(crate) async fn open(path: &Path) -> Result<Self, Box<dyn Error>> {
        let clock = StoryClock(Arc::new(Mutex::new("2025-10-01T09:00:00+02:00".parse()?)));
        let talab = Talab::builder(format!("sqlite:{}", path.display()))
            .clock(clock.clone())
            .ids(DerivedIds::new("quickstart"))
            .identity(CivilRegistry)
            .open()
            .await?;
        let calendar = publish(&talab).await?;
        let officers = Officers {
            verifier: officer("fatma", Role::Verifier)?,
            handler: officer("khaled", Role::Handler)?,
            handler_as_decider: officer("khaled", Role::Decider)?,
            decider: officer("nadia", Role::Decider)?,
        };
        Ok(Self { talab, calendar, clock, officers })
    }

    /// Moves the clock.
    pub(crate) fn at(&self, at: &str) -> Result<(), Box<dyn Error>> {
        *self.clock.0.lock().unwrap_or_else(PoisonError::into_inner) = at.parse()?;
        Ok(())
    }

    pub(crate) fn citizen(&self, name: &str) -> Result<Actor, Box<dyn Error>> {
        Ok(Actor::applicant(PersonId::new(name)?))
    }

    pub(crate) fn officers(&self) -> &Officers {
        &self.officers
    }

    /// A complete application of somebody who owns their dwelling.
    pub(crate) fn application(&self, full_name: &str, national_no: &str, municipality: &str) -> Submission {
        Submission::to(SERVICE)
            .answer("national_no", national_no)
            .answer("full_name", full_name)
            .answer("municipality", municipality)
            .answer("address", "محلة الظهرة، شارع النصر، 12")
            .answer("owns_dwelling", true)
            .email("applicant@example.ly")
    }
}

/// A bill issued on that day.
pub(crate) fn bill(issued_on: &str) -> Result<Document, Box<dyn Error>> {
    let date = Date::parse(issued_on, format_description!("[year]-[month]-[day]"))?;
    Ok(Document::new(DocumentKind::new("utility_bill")?, "ab".repeat(32), 48_213, "pdf").issued_on(date))
}

/// A folder of this run's own.
pub(crate) fn fresh_folder() -> Result<PathBuf, Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("talab-quickstart-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn officer(name: &str, role: Role) -> Result<Actor, Box<dyn Error>> {
    let officer = Actor::officer(PersonId::new(name)?, role, "mun.tripoli-centre".try_into()?);
    Ok(officer.vouched("mun.tripoli-centre staff directory", "appointment 12/2024"))
}

/// The regulator certifies the provider (LY-5); the provider proposes, and another person, at the regulator, verifies and publishes (LY-24.2).
async fn publish(talab: &Talab) -> Result<Calendar, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let definition = talab::read_definition(root.join("services/residence-certificate.toml"))?;
    let calendar = talab::read_calendar(root.join("calendars/ly-west.toml"))?;
    let manager = officer("huda", Role::ProviderManager)?;
    let regulator = Actor::new(PersonId::new("regulator-1")?, Role::Regulator);
    let (manager, regulator) = (talab.as_actor(&manager), talab.as_actor(&regulator));

    let jurisdiction = Jurisdiction::new(calendar.jurisdiction())?;
    let command = AlmanacCommand::PublishCalendar(PublishCalendar { calendar: calendar.clone() });
    regulator.change_calendar(&jurisdiction, command, CommandId::new("quickstart/calendar")?).await?;

    let certificate = ProviderCommand::IssueCertificate(IssueCertificate {
        number: "17/2025".to_owned(),
        covers: Covers::All,
        from: "2025-01-01T00:00:00+02:00".parse()?,
        until: "2028-01-01T00:00:00+02:00".parse()?,
        checklist: Checklist::met(conditions(1).unwrap_or_default().iter().map(|condition| condition.id)),
    });
    let provider = definition.provider.clone();
    regulator.change_provider(&provider, certificate, CommandId::new("quickstart/certify")?).await?;

    let (code, version) = (definition.code.clone(), definition.version);
    let attestation = "الوصف مطابق لإجراءات البلدية".to_owned();
    let propose = ServiceCommand::ProposeServiceVersion(ProposeServiceVersion::new(definition, attestation));
    manager.change_service(&code, propose, CommandId::new("quickstart/propose")?).await?;
    let verify = ServiceCommand::VerifyServiceVersion(VerifyServiceVersion::new(version));
    regulator.change_service(&code, verify, CommandId::new("quickstart/verify")?).await?;
    let publish = ServiceCommand::PublishServiceVersion(PublishServiceVersion::new(version));
    regulator.change_service(&code, publish, CommandId::new("quickstart/publish")?).await?;
    Ok(calendar)
}
