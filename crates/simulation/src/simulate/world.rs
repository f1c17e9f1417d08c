//! The made-up world: its services, its calendar, and the people of one municipality.

use std::sync::Arc;

use talab::core::calendar::{Calendar, CalendarFile, Zone};
use talab::core::definition::ServiceDefinition;
use talab::core::{BodyId, FieldId, OutputId, StepId};
use talab::{Actor, PersonId, Role, Talab, zone};

use super::error::SimulationError;
use super::rng::Rng;
use super::services::Services;
use crate::held;
use crate::publish::publish;

const SERVICE: &str = include_str!("../../../../examples/services/residence-certificate.toml");
const CALENDAR: &str = include_str!("../../../../examples/calendars/ly-west.toml");

/// Everything stories are made of, besides dice.
#[derive(Debug)]
pub(super) struct World {
    /// The service whose stories are told.
    pub(super) definition: Arc<ServiceDefinition>,
    pub(super) services: Services,
    pub(super) calendar: Arc<Calendar>,
    file: CalendarFile,
    zone: Zone,
    pub(super) step: StepId,
    pub(super) output: OutputId,
    other_body: BodyId,
}

impl World {
    /// The world as the embedded files have it.
    pub(super) fn new() -> Result<Self, SimulationError> {
        let broken = |what: String| SimulationError::World { what };
        let definition: ServiceDefinition =
            toml::from_str(SERVICE).map_err(|error| broken(error.to_string()))?;
        let file: CalendarFile = toml::from_str(CALENDAR).map_err(|error| broken(error.to_string()))?;
        let zone = zone(&file.zone, file.covers).map_err(|error| broken(error.to_string()))?;
        let calendar = file.clone().into_calendar(zone.clone()).map_err(|error| broken(error.to_string()))?;
        Ok(Self {
            definition: Arc::new(definition),
            services: Services::all()?,
            calendar: Arc::new(calendar),
            file,
            zone,
            step: StepId::new("verify-address")?,
            output: OutputId::new("certificate")?,
            other_body: BodyId::new("mun.hay-al-andalus")?,
        })
    }

    /// The calendar of a town of its own: the same days under another name.
    pub(super) fn town_calendar(&self, name: &str) -> Result<Calendar, SimulationError> {
        let mut file = self.file.clone();
        name.clone_into(&mut file.jurisdiction);
        let broken = |what: String| SimulationError::World { what };
        file.into_calendar(self.zone.clone()).map_err(|error| broken(error.to_string()))
    }

    /// The same with one service only.
    pub(super) fn only(mut self, service: Option<&str>) -> Result<Self, SimulationError> {
        if let Some(code) = service {
            self.services = self.services.only(code)?;
        }
        Ok(self)
    }

    /// Puts the services in force and takes the calendar that is.
    pub(super) async fn settle(mut self, talab: &Talab) -> Result<Self, SimulationError> {
        let covered = self.calendar.covers().from;
        let at = self.calendar.zone().start_of_day(covered);
        for offered in self.services.of_parts().chain(self.services.iter()) {
            publish(talab, &offered.definition, &self.calendar, "for the simulation", at).await?;
        }
        if let Some(calendar) = held::calendar(talab, self.calendar.jurisdiction()).await? {
            self.calendar = calendar;
        }
        Ok(self)
    }

    /// One of the `count` officers of this role.
    pub(super) fn officer(&self, rng: &mut Rng, role: Role, count: u64) -> Result<Actor, SimulationError> {
        self.numbered(role, rng.between(1, count))
    }

    /// The officer of this role with this number.
    pub(super) fn numbered(&self, role: Role, number: u64) -> Result<Actor, SimulationError> {
        let person = PersonId::new(format!("{}-{number}", role.code()))?;
        let officer = Actor::officer(person, role, self.definition.provider.clone());
        Ok(officer.vouched("staff-directory", "appointment"))
    }

    /// An officer of a body that has nothing to do with the request.
    pub(super) fn stranger(&self, role: Role) -> Result<Actor, SimulationError> {
        Ok(Actor::officer(PersonId::new("stranger-1")?, role, self.other_body.clone()))
    }
}

/// A field of the service by its name.
pub(super) fn field(name: &str) -> Result<FieldId, SimulationError> {
    Ok(FieldId::new(name)?)
}
