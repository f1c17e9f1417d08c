#![doc = include_str!("../README.md")]

pub mod catalogue;
mod documents;
mod engine;
mod error;
mod files;
mod history;
#[cfg(feature = "i18n")]
pub mod i18n;
mod ports;
mod receipt;
pub mod telemetry;
#[cfg(feature = "test-util")]
pub mod testing;
mod zones;

pub use documents::verify_document;
pub use engine::{
    Acting, Builder, Disclosed, EnquiryRead, Execute, Gap, PastTerm, PastTermPage, Queue, SaidAround,
    StatusQuery, Submission, Submit, Supplement, SurveyAnswerRead, SurveyRead, Talab, Ticked, ViewsHealth,
};
pub use error::{Error, ErrorKind, NotDone};
pub use files::{
    FileInvalid, is_local_definition, read_calendar, read_definition, read_local, read_local_over,
};
pub use history::{Change, Difference, HistoryCheck, HistoryReport, NotCompared, Place};
pub use ports::{
    Claim, ClaimedValue, Clock, DerivedIds, FixedClock, IdSource, IdentityVerifier, RandomIds, SystemClock,
};
pub use receipt::{Filed, Intake, Receipt};
pub use zones::zone;

/// The rules: definitions, commands, events, refusals, calendars.
pub use talab_core as core;
/// The views: status, trail, requests.
pub use talab_projections as projections;
/// The log: append, read, follow.
pub use talab_store as store;

pub use talab_core::request::intake::Identification;
pub use talab_core::{Actor, CommandId, Lang, PersonId, Reference, Refusal, Role, Text, Timestamp};
pub use talab_projections::{Filter, MandateStatus, ObjectionStatus, Status, Trail};
