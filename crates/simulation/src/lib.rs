//! Worlds in a box.

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
