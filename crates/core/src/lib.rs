//! The rules of a service request: what may be asked, by whom, when, and what follows.
//!
//! The core is pure and synchronous. It reads no clock, no file and no database, and draws no random number: everything
//! from outside comes in as plain data, and everything that happens goes out as events.
//!
//! # The way of a decision
//!
//! 1. A driver gathers the facts: the service definition, the calendar, what an identity port found out, fresh numbers.
//! 2. [`request::decide`] takes the request as it is and an [`request::Envelope`]: who, when, the facts, the command. It
//!    says yes with events and the verdict of each rule, or no with a [`Refusal`] that names the rule, the place and the
//!    remedy, in Arabic and English.
//! 3. The events are appended together; [`request::evolve`] is the only way a request changes. It reads events only, so
//!    the same history gives the same request everywhere, whatever is published later.
//!
//! A request that is not acknowledged, or is denied, is an *event*: the law answered. A refusal appends nothing.
//!
//! The directory ([`service`]) and the calendars ([`almanac`]) are decided in the same way.
//!
//! ```
//! use std::sync::Arc;
//!
//! use talab_core::request::decision::ApproveDecision;
//! use talab_core::request::intake::{Identification, Submit};
//! use talab_core::request::{Command, Envelope, Facts, Fresh, Offer, Request, ServiceFacts, decide, evolve};
//! use talab_core::{Actor, ApplicantClass, CommandId, Party, PersonId, Stage};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let definition: talab_core::definition::ServiceDefinition = serde_json::from_str(r#"{
//! #   "code": "mun.certificate", "version": 1,
//! #   "name": {"ar": "شهادة", "en": "Certificate"}, "description": {"ar": "شهادة", "en": "A certificate"},
//! #   "provider": "mun.tripoli-centre", "calendar": "ly-west",
//! #   "beneficiaries": ["citizen"], "legal_basis": ["law-59-2012"],
//! #   "deadline": {"working_days": 3}, "fees": {"none": {"ar": "مجاناً", "en": "Free of charge"}},
//! #   "form": [{"id": "application", "title": {"ar": "نموذج", "en": "Form"}, "field": [
//! #     {"id": "purpose", "label": {"ar": "الغرض", "en": "Purpose"}, "type": "text"}]}],
//! #   "output": [{"id": "certificate", "name": {"ar": "شهادة", "en": "Certificate"}, "mandatory": true}],
//! #   "acknowledgement": {"template": {"ar": "استُلم {reference}", "en": "Received {reference}"}}
//! # }"#)?;
//! # let calendar: talab_core::calendar::Calendar = serde_json::from_str(r#"{
//! #   "jurisdiction": "ly-west", "weekend": ["friday", "saturday"], "holidays": {}, "revision": 1,
//! #   "zone": {"name": "Africa/Tripoli", "initial": 7200, "transitions": []},
//! #   "covers": {"from": "2025-01-01", "until": "2026-12-31"}
//! # }"#)?;
//! // 1. The facts, gathered by whoever drives the rules.
//! let facts = Facts {
//!     calendar_cause: None,
//!     mandate: None,
//!     related: None,
//!     // Not gathered here: then no rule asks for a certificate.
//!     provider: None,
//!     other: None,
//!     rulebook: None,
//!     service: Some(ServiceFacts { definition: Arc::new(definition), current: Some(1), offer: Offer::default() }),
//!     calendar: Some(Arc::new(calendar)),
//!     identification: Some(Identification::confirmed("civil-registry", "high", vec![])),
//!     fresh: Fresh { acknowledgement_number: "2025-000117".into(), verification_code: "K7Q2".into(), ..Fresh::default() },
//! };
//! let aisha = Actor::applicant(PersonId::new("p-aisha")?);
//! let envelope = |command: Command, at: &str| -> Result<Envelope, Box<dyn std::error::Error>> {
//!     let id = CommandId::scoped(&aisha, at)?;
//!     Ok(Envelope { by: aisha.clone(), id, at: at.parse()?, facts: facts.clone(), command })
//! };
//!
//! // 2. A complete submission is received and acknowledged in one decision (LY-14.1, LY-15.1).
//! let party = Party::new(aisha.person.clone(), ApplicantClass::Citizen);
//! let submit = Submit::new("mun.certificate".parse()?, party);
//! let mut request = Request::default();
//! let decided = decide(&request, &envelope(submit.into(), "2025-10-16T08:30:00Z")?)?;
//!
//! // 3. The events take effect.
//! decided.events.iter().for_each(|event| evolve(&mut request, event));
//! assert_eq!(request.stage(), Some(Stage::Acknowledged));
//! assert_eq!(request.clock().due.map(|due| due.due_date.to_string()), Some("2025-10-21".into()));
//!
//! // The applicant does not decide on their own request: nothing is appended, and the rule is named.
//! let refusal = decide(&request, &envelope(ApproveDecision::default().into(), "2025-10-16T09:00:00Z")?).unwrap_err();
//! assert_eq!(refusal.code(), "not_permitted");
//! # Ok(())
//! # }
//! ```

/// A hash over the sources of this crate: what was folded or decided by other rules has another one.
pub const SOURCES: &str = env!("TALAB_CORE_SOURCES");

mod access;
mod actor;
mod aggregate;
pub mod almanac;
pub mod calendar;
mod channel;
mod command_kind;
mod country;
pub mod definition;
pub mod enquiries;
mod glossary;
mod ids;
mod input;
mod instant;
pub mod mandate;
mod money;
mod named;
pub mod objection;
mod party;
mod personal;
mod private;
pub mod provider;
mod reason;
mod reference;
mod refusal;
pub mod request;
pub mod results;
pub mod rule;
pub mod rulebook;
mod search;
pub mod service;
mod stage;
#[cfg(any(test, feature = "test-util"))]
pub mod testing;
mod text;
mod value;
mod words;

pub use access::{ACCESS, AccessEvent, CommandRefused, ReadKind, ReadPurpose, RequestRead, readers_readable};
pub use actor::{Actor, Assertion, Role};
pub use channel::ChannelMessage;
pub use command_kind::CommandKind;
pub use glossary::markdown as glossary;
pub use ids::{
    ArticleId, BodyId, CommandId, ConditionId, Country, DocumentKind, ExceptionId, FeeId, FieldId,
    FileNumber, FormId, IdInvalid, IndicatorCode, Jurisdiction, MandateId, MessageId, MessageKind,
    ObjectionId, OfficeId, OutputId, PartId, PersonId, QuestionId, ServiceCode, StepId, SurveyId,
};
pub use instant::{Timestamp, TimestampInvalid};
pub use money::{Currency, Money};
pub use party::{ApplicantClass, Channel, Party, PartyKind};
pub use personal::Personal;
pub use private::Private;
pub use reason::{Family, Fault, Reason, ReasonCode};
pub use reference::Reference;
pub use refusal::{Class, Refusal};
pub use search::Wanted;
pub use stage::{Outcome, Stage, Standing};
pub use text::{Lang, Text, Words, isolate};
pub use value::Value;
