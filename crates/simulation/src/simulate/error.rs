//! Why a simulation stopped.

use talab::core::IdInvalid;

use crate::held::HeldError;
use crate::publish::PublishError;

/// Why a simulation stopped. Run again with the same seed, it goes on from there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SimulationError {
    /// The embedded service or calendar can't be used; only a broken build has that.
    #[error("the embedded world can't be used: {what}")]
    World {
        /// What is wrong with it.
        what: String,
    },
    /// There is no such service in the world.
    #[error("the simulation has no service {service}: choose one of {}", known.join(", "))]
    UnknownService {
        /// What was asked for.
        service: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The service or its calendar is not in force.
    #[error("the service of the simulation could not be published")]
    Publish(#[from] PublishError),
    /// The engine answered otherwise than the story of the request says it must: a finding.
    #[error("request {request}, step {step} ({command}): expected {expected}, got {got}")]
    Unexpected {
        /// Which request, counted from 0.
        request: u64,
        /// Which step of its story, counted from 0.
        step: usize,
        /// The step's command.
        command: String,
        /// What the story says.
        expected: String,
        /// What came.
        got: String,
    },
    /// The engine failed; mend the cause and run again.
    #[error("request {request}, step {step} ({command}): the command could not be carried out")]
    Failed {
        /// Which request, counted from 0.
        request: u64,
        /// Which step of its story, counted from 0.
        step: usize,
        /// The step's command.
        command: String,
        /// What failed.
        source: Box<talab::Error>,
    },
    /// What the engine holds can't be read.
    #[error("what was simulated can't be read back")]
    Held(#[from] HeldError),
}

impl From<IdInvalid> for SimulationError {
    fn from(error: IdInvalid) -> Self {
        Self::World { what: error.to_string() }
    }
}
