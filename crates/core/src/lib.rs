//! The rules of a service request.

mod access;
mod actor;
pub mod almanac;
pub mod calendar;
mod command_kind;
pub mod definition;
mod glossary;
mod ids;
mod input;
mod instant;
mod named;
mod party;
mod personal;
mod private;
mod reason;
mod reference;
mod refusal;
pub mod request;
pub mod rule;
pub mod service;
mod stage;
#[cfg(any(test, feature = "test-util"))]
pub mod testing;
mod text;
mod value;
mod words;

pub use access::{ACCESS, AccessEvent, CommandRefused};
pub use actor::{Actor, Assertion, Role};
pub use command_kind::CommandKind;
pub use glossary::markdown as glossary;
pub use ids::{
    BodyId, CommandId, ConditionId, DocumentKind, FieldId, FormId, IdInvalid, Jurisdiction, OutputId,
    PersonId, ServiceCode, StepId,
};
pub use instant::{Timestamp, TimestampInvalid};
pub use party::{ApplicantClass, Channel, Party, PartyKind};
pub use personal::Personal;
pub use private::Private;
pub use reason::{Family, Fault, Reason, ReasonCode};
pub use reference::Reference;
pub use refusal::{Class, Refusal};
pub use stage::{Outcome, Stage};
pub use text::{Lang, Text, Words, isolate};
pub use value::Value;
