//! Simulating requests: seeded stories of whole lives, played on the real engine.
//!
//! Some stories are told before they are played, step by step to a known end (`story`); the others are lived, move by
//! move, over every branch of every service (`life` and `moves`).

mod ending;
mod error;
mod hostile;
mod intake;
mod life;
mod moves;
mod paper;
mod registry;
mod report;
mod review;
mod rng;
mod run;
mod services;
mod sheets;
mod step;
mod story;
mod world;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Instant;

use talab::store::EventLog;
use talab::{Builder, DerivedIds, Talab};
use tokio::sync::Mutex;

use crate::held::{Earlier, NOWHERE};
use crate::pool;
use crate::progress::Progress;
use registry::Registry;
use report::Tally;
use rng::Rng;
use world::World;

pub use error::SimulationError;
pub use report::{RequestViolation, SimulationReport};

/// An engine with a made-up civil registry, on which requests are simulated.
///
/// Its references and codes follow from the seed. Never open a portal so.
#[derive(Clone, Debug)]
pub struct Simulator {
    talab: Talab,
    registry: Registry,
}

/// What is simulated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SimulationOptions {
    /// How many requests.
    pub requests: u64,
    /// What their stories follow from.
    pub seed: u64,
    /// How many are played at the same time; at least 1. No stream depends on it.
    pub concurrency: usize,
    /// The one service that they are for; every service of the world without it.
    pub service: Option<String>,
}

impl SimulationOptions {
    /// So many requests of this seed, 32 at a time.
    pub const fn new(requests: u64, seed: u64) -> Self {
        Self { requests, seed, concurrency: 32, service: None }
    }

    /// For this service only, by its code.
    #[must_use]
    pub fn service(mut self, code: impl Into<String>) -> Self {
        self.service = Some(code.into());
        self
    }

    /// So many at the same time.
    #[must_use]
    pub const fn concurrency(mut self, requests: usize) -> Self {
        self.concurrency = requests;
        self
    }
}

impl Simulator {
    /// Opens an engine: `sqlite:PATH` for a file, `memory:` for a log that ends with the process.
    ///
    /// A dropped future may leave a new, empty log.
    ///
    /// # Errors
    /// As [`Builder::open`].
    pub async fn open(url: impl Into<String>) -> Result<Self, talab::Error> {
        let (builder, registry) = Self::builder(url.into());
        Ok(Self { talab: builder.open().await?, registry })
    }

    /// An engine over a log that is already open, such as a faulty one in a test.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// As [`Builder::over`].
    pub async fn over(log: Arc<dyn EventLog>) -> Result<Self, talab::Error> {
        let (builder, registry) = Self::builder("memory:".to_owned());
        Ok(Self { talab: builder.over(log).await?, registry })
    }

    fn builder(url: String) -> (Builder, Registry) {
        let registry = Registry::default();
        let builder = Talab::builder(url).ids(DerivedIds::new("talab simulation")).identity(registry.clone());
        (builder, registry)
    }

    /// The engine itself, to look at what was simulated and to close it.
    pub fn talab(&self) -> &Talab {
        &self.talab
    }
}

/// Plays the stories of `options.requests` requests on `simulator`, each of its own seed, and holds every stream
/// against its story and the [invariants](crate::invariants).
///
/// The services are the examples of this project on the calendar of western Libya, put in force by two people where
/// they are not yet; which one a request is for follows from the seed, or is that of
/// [`service`](SimulationOptions::service). Some lives have a town of their own, with a calendar and a service that
/// change under them. The requests arrive over a year, at any hour of any day. Some are never supplemented, never
/// corrected or left lying, so every [`Stage`](talab::core::Stage) is one a request may lawfully stand in when its story
/// is over. What must come of each step is known before it is sent, and anything else is a
/// [`SimulationError::Unexpected`].
///
/// The same seed gives the same streams — types, payloads and instants — at any concurrency. Dropped, it leaves the
/// stories as far as they came; run again, it plays the rest, and the report is that of a run never interrupted.
///
/// # Errors
/// [`SimulationError::Unexpected`] is a finding: the engine answered otherwise than it must.
pub async fn simulate(
    simulator: &Simulator,
    options: SimulationOptions,
    mut progress: impl FnMut(Progress),
) -> Result<SimulationReport, SimulationError> {
    let started = Instant::now();
    let world = World::new()?.only(options.service.as_deref())?.settle(&simulator.talab).await?;
    let stage = run::Stage {
        talab: simulator.talab.clone(),
        registry: simulator.registry.clone(),
        world: Arc::new(world),
        nowhere: Arc::new(Mutex::new(Earlier::of(&simulator.talab, NOWHERE).await?)),
        seed: options.seed,
    };
    let mut requests = 0..options.requests;
    let mixed = options.service.is_none();
    let next = || requests.next().map(|request| Ok(one(stage.clone(), request, mixed)));
    let mut report = SimulationReport::default();
    pool::run(next, options.concurrency, |tally| {
        report.add(tally);
        progress(Progress::new(report.requests, options.requests));
    })
    .await?;
    report.findings.sort_by(|one, other| one.reference.cmp(&other.reference));
    report.seconds = started.elapsed().as_secs_f64();
    Ok(report)
}

/// How many of a hundred requests for the service whose stories are told are lived instead, where every service is
/// played; where it alone is, all of them are told.
const LIVED: u64 = 25;

/// One request: for a service that its dice say, told or lived.
async fn one(stage: run::Stage, request: u64, mixed: bool) -> Result<Tally, SimulationError> {
    let mut rng = Rng::for_the_service_of(stage.seed, request);
    let offered = stage.world.services.pick(&mut rng).cloned();
    match offered {
        Some(offered)
            if offered.definition.code != stage.world.definition.code || (mixed && rng.chance(LIVED)) =>
        {
            life::live(stage, request, offered).await
        }
        _ => run::play(stage, request).await,
    }
}
