//! Worlds in a box for `talab`: real process logs and made-up requests, through the real engine.
//!
//! - [`import_log`] takes a real log, as XES, through an engine that [`import_engine`] opens: each event of it is a
//!   command by its own clerk at its own time, as a [`Mapping`] file says. What it can't read or does not know it names
//!   before it appends anything.
//! - [`simulate`] plays seeded requests for several services on a [`Simulator`], over every branch of each: granted,
//!   denied, corrected, charged, transferred, decided by silence, amended, objected to, left lying, and attacked on the way.
//! - [`invariants`] says what must hold of the stream of every request, whatever happened to it.
//!
//! Both runs may be killed and run again: an act that was done is not done twice, since its id follows from what it is.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! use talab_simulation::{SimulationOptions, Simulator, simulate};
//!
//! let simulator = Simulator::open("memory:").await?;
//! let report = simulate(&simulator, SimulationOptions::new(20, 7), |_| {}).await?;
//! assert_eq!((report.requests, report.violations), (20, 0));
//!
//! // The same seed again finds everything done.
//! let head = simulator.talab().head().await?;
//! simulate(&simulator, SimulationOptions::new(20, 7), |_| {}).await?;
//! assert_eq!(simulator.talab().head().await?, head);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod held;
mod import;
pub mod invariants;
mod mapping;
mod pool;
mod progress;
mod publish;
mod simulate;
mod xes;

pub use held::HeldError;
pub use import::{ImportError, ImportOptions, ImportReport, import_engine, import_log};
pub use mapping::{
    Action, Activity, ChannelRule, Finding, FindingKind, Findings, Mapping, MappingError, MappingProblem,
    OutcomeRule, ReasonItem, Survey, SurveyError, Wording, survey,
};
pub use progress::Progress;
pub use publish::PublishError;
pub use simulate::{
    RequestViolation, SimulationError, SimulationOptions, SimulationReport, Simulator, simulate,
};
pub use xes::{Case, LogEvent, Value, XesError, XesProblem, XesReader};
