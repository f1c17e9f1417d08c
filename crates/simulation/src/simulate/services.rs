//! The services of the world: their definitions, how often each is asked for, and what is filled in for it.

use std::sync::Arc;

use talab::core::definition::ServiceDefinition;
use talab::core::{ConditionId, ServiceCode, StepId};

use super::error::SimulationError;
use super::rng::Rng;
use super::sheets::{Draw, building, commercial, criminal, driving, given, newborn, residence};

/// A service as this program holds it.
#[derive(Debug)]
struct Listed {
    file: &'static str,
    /// How many of [`Services::pick`]'s requests are for it, against the others.
    weight: u64,
    draw: Draw,
    /// Which step of another body shows which condition met.
    shows: &'static [(&'static str, &'static str)],
}

/// Every service, and the weights of the mix, in one place.
const LISTED: [Listed; 6] = [
    Listed {
        file: include_str!("../../../../examples/services/residence-certificate.toml"),
        weight: 30,
        draw: residence,
        shows: &[],
    },
    Listed {
        file: include_str!("../../../../examples/services/criminal-record.toml"),
        weight: 16,
        draw: criminal,
        shows: &[],
    },
    Listed {
        file: include_str!("../../../../examples/services/commercial-register-renewal.toml"),
        weight: 14,
        draw: commercial,
        shows: &[("chamber-membership", "c2"), ("tax-clearance", "c3")],
    },
    Listed {
        file: include_str!("../../../../examples/services/building-permit.toml"),
        weight: 12,
        draw: building,
        shows: &[("title", "c1"), ("plan", "c2")],
    },
    Listed {
        file: include_str!("../../../../examples/services/driving-licence-renewal.toml"),
        weight: 14,
        draw: driving,
        shows: &[("fines", "c4"), ("medical", "c3")],
    },
    Listed {
        file: include_str!("../../../../examples/services/newborn-bundle.toml"),
        weight: 14,
        draw: newborn,
        shows: &[],
    },
];

/// The services of parts, each with a life of its own inside that of a whole; nobody asks for them otherwise.
const PARTS: [&str; 5] = [
    include_str!("../../../../examples/services/birth-registration.toml"),
    include_str!("../../../../examples/services/national-number.toml"),
    include_str!("../../../../examples/services/family-booklet.toml"),
    include_str!("../../../../examples/services/child-insurance.toml"),
    include_str!("../../../../examples/services/child-allowance.toml"),
];

/// A service that is offered.
#[derive(Clone, Debug)]
pub(super) struct Offered {
    pub(super) definition: Arc<ServiceDefinition>,
    pub(super) draw: Draw,
    pub(super) shows: Vec<(StepId, ConditionId)>,
    weight: u64,
}

/// The services that are offered, in the order of the list, and those of their parts.
#[derive(Clone, Debug)]
pub(super) struct Services {
    asked: Vec<Offered>,
    parts: Vec<Offered>,
}

impl Services {
    /// All of them.
    pub(super) fn all() -> Result<Self, SimulationError> {
        let part = |file| Offered::read(&Listed { file, weight: 0, draw: given, shows: &[] });
        Ok(Self {
            asked: LISTED.iter().map(Offered::read).collect::<Result<_, _>>()?,
            parts: PARTS.into_iter().map(part).collect::<Result<_, _>>()?,
        })
    }

    /// The one with this code.
    pub(super) fn only(mut self, code: &str) -> Result<Self, SimulationError> {
        let codes: Vec<_> = self.asked.iter().map(|it| it.definition.code.to_string()).collect();
        self.asked.retain(|it| it.definition.code.as_str() == code);
        if self.asked.is_empty() {
            return Err(SimulationError::UnknownService { service: code.to_owned(), known: codes });
        }
        Ok(self)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Offered> {
        self.asked.iter()
    }

    /// The services of the parts of those that are offered.
    pub(super) fn of_parts(&self) -> impl Iterator<Item = &Offered> {
        let wanted = |code: &ServiceCode| {
            self.asked.iter().flat_map(|it| &it.definition.parts).any(|part| part.service == *code)
        };
        self.parts.iter().filter(move |it| wanted(&it.definition.code))
    }

    /// The service of a part.
    pub(super) fn of_part(&self, code: &ServiceCode) -> Option<&Offered> {
        self.parts.iter().find(|it| it.definition.code == *code)
    }

    /// One of them, each as often as its weight says.
    pub(super) fn pick(&self, rng: &mut Rng) -> Option<&Offered> {
        let weights: Vec<_> = self.asked.iter().map(|it| it.weight).collect();
        self.asked.get(rng.weighted(&weights))
    }
}

impl Offered {
    fn read(listed: &Listed) -> Result<Self, SimulationError> {
        let broken = |error: toml::de::Error| SimulationError::World { what: error.to_string() };
        let definition: ServiceDefinition = toml::from_str(listed.file).map_err(broken)?;
        let shows = listed.shows.iter().map(|(step, met)| Ok((StepId::new(*step)?, ConditionId::new(*met)?)));
        Ok(Self {
            definition: Arc::new(definition),
            draw: listed.draw,
            shows: shows.collect::<Result<_, SimulationError>>()?,
            weight: listed.weight,
        })
    }

    /// The same in a definition of its own.
    pub(super) fn with(&self, definition: ServiceDefinition) -> Self {
        Self { definition: Arc::new(definition), ..self.clone() }
    }
}
