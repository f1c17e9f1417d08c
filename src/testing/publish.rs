//! A service in force at a word.

use talab_core::almanac::{AlmanacCommand, PublishCalendar};
use talab_core::calendar::Calendar;
use talab_core::definition::ServiceDefinition;
use talab_core::provider::ProviderCommand;
use talab_core::service::{
    ProposeServiceVersion, PublishServiceVersion, ServiceCommand, VerifyServiceVersion,
};
use talab_core::testing::certificate;
use talab_core::{Actor, BodyId, CommandId, IdInvalid, Jurisdiction, PersonId, Refusal, Role};
use uuid::Uuid;

use crate::engine::Talab;
use crate::error::NotDone;

impl Talab {
    /// Publishes a calendar and a service in one go, by two made-up people. For tests only: a real directory takes
    /// real ones. A second time it changes nothing.
    ///
    /// # Errors
    /// As the commands it gives.
    pub async fn publish_for_tests(
        &self,
        definition: &ServiceDefinition,
        calendar: &Calendar,
    ) -> Result<(), NotDone> {
        let person = |name: &str| PersonId::new(name).map_err(invalid);
        let regulator = Actor::new(person("test-regulator")?, Role::Regulator);
        let manager =
            Actor::officer(person("test-manager")?, Role::ProviderManager, definition.provider.clone());
        let jurisdiction = Jurisdiction::new(calendar.jurisdiction()).map_err(invalid)?;
        let (code, version) = (&definition.code, definition.version);
        let id = |step: &str| {
            let name = format!("{step}\0{jurisdiction}\0{code}\0{version}");
            CommandId::from(Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()))
        };
        let (manager, regulator) = (self.as_actor(&manager), self.as_actor(&regulator));
        let publish = AlmanacCommand::PublishCalendar(PublishCalendar { calendar: calendar.clone() });
        let calendar_id =
            CommandId::from(Uuid::new_v5(&Uuid::NAMESPACE_OID, jurisdiction.as_str().as_bytes()));
        regulator.change_calendar(&jurisdiction, publish, calendar_id).await?;
        self.certify_for_tests(&definition.provider).await?;
        let propose = ProposeServiceVersion::new(definition.clone(), "test".to_owned());
        manager.change_service(code, ServiceCommand::ProposeServiceVersion(propose), id("propose")).await?;
        let verify = ServiceCommand::VerifyServiceVersion(VerifyServiceVersion::new(version));
        regulator.change_service(code, verify, id("verify")).await?;
        let publish = ServiceCommand::PublishServiceVersion(PublishServiceVersion::new(version));
        regulator.change_service(code, publish, id("publish")).await?;
        Ok(())
    }

    /// Gives a provider a certificate for whatever it offers, over all days that tests live in, by a made-up regulator who
    /// finds every condition met. For tests only. A second time it changes nothing.
    ///
    /// # Errors
    /// As the command it gives.
    pub async fn certify_for_tests(&self, provider: &BodyId) -> Result<(), NotDone> {
        let regulator = Actor::new(PersonId::new("test-regulator").map_err(invalid)?, Role::Regulator);
        let name = format!("certify\0{provider}");
        let id = CommandId::from(Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()));
        let issue = ProviderCommand::IssueCertificate(certificate());
        self.as_actor(&regulator).change_provider(provider, issue, id).await?;
        Ok(())
    }
}

fn invalid(error: IdInvalid) -> NotDone {
    Refusal::FieldInvalid { path: "id".to_owned(), problem: error.text() }.into()
}
