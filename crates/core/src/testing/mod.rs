//! A small world for tests: a service, its calendar, its people, and given/when/then over the rules.
//!
//! It exists under the feature `test-util` and panics with a reason instead of returning errors, since a test that
//! can't set its scene has failed.
//!
//! ```
//! use talab_core::Stage;
//! use talab_core::testing::{Life, applicant, decider, submission};
//!
//! let mut life = Life::of_a_request();
//! life.then(applicant(), "2025-10-16 10:30", submission());
//! assert_eq!(life.stage(), Some(Stage::Acknowledged));
//!
//! let refusal = life.refused(decider(), "2025-10-16 11:00", talab_core::request::decision::ApproveDecision::default());
//! assert_eq!(refusal.code(), "wrong_stage");
//! ```

mod acts;
mod amending;
mod bodies;
mod build;
mod certificates;
mod changes;
mod charges;
mod commands;
mod common;
mod facts;
mod life;
mod mandates;
mod paper;
mod parts;
mod people;
mod referral;
mod rights;
mod road;
mod rulebook;
mod service;
mod sources;
mod story;
mod time;
pub(crate) mod truths;
mod values;

pub use amending::{
    amend, approve_amendment, correct_outcome, grant_partly, reinstate, reopen, revoke, supersede,
};
pub use bodies::{
    COUNCIL, ELECTRICITY, POST, REGISTRY, SAFETY, body, favourable, message, reply, send, several_bodies,
};
pub use build::{condition, document_type, extension, field, form, join, option, output, step, task};
pub use certificates::{all_met, ask_exception, certificate, on_the_provider};
pub use changes::{
    Causes, StageChange, can_change_the_stage, stage_changes, stage_changes_where_decisions_come_first,
};
pub use charges::{GATEWAY, ask_payment, cashier, charged, dirhams, on_order, paid, paid_back, prepaid};
pub use commands::{
    CERTIFICATE, SHA256, VERIFY_ADDRESS, acknowledge, answer, answers, approve, ask_corrections, bill,
    correct_answer, correct_nothing_but_say, deliver, denial, grant, incomplete_submission, issue, measures,
    note, pass, permit, remove_document, resident_submission, step_done, submission, supplement_bill,
};
pub use common::{KEEPER, common, local, local_values};
pub use facts::{FactsBuilder, facts};
pub use life::Life;
pub use mandates::{mandate_facts, mandate_of};
pub use paper::{OFFICE, by_post, collected, in_person, on_paper};
pub use parts::{LIBRARY, composite, library, open_part, part};
pub use people::{
    applicant, auditor, clerk, data_officer, decider, gateway, handler, manager, neighbour, officer,
    provider, regulator, representative, resident, somebody, standards_unit, stranger, supervisor, system,
    verifier,
};
pub use referral::{CABINET_ORDER, off_system, refer, referral_order};
pub use rights::{
    HOLD, answer_feedback, disclosed, feedback, hold, lift, name_neighbour, redact, remove_neighbour,
};
pub use rulebook::{
    approve_endpoint, assign_keeper, flash_drive, hash_algorithm, identity_rule, instrument,
    license_trust_service, list_kind, on_the_rulebook, payment_methods, permit_catalogue, register_source,
    retention, routed, rulebook, sets, withdraw_source, withdraw_trust_service,
};
pub use service::{definition, lower_fee, municipal};
pub use sources::{CIVIL, accept_transfer, ask_source, decline_transfer, found, source, transfer_to};
pub use story::{Given, When, given, when};
pub use time::{Moment, at, calendar, calendar_with};
pub use values::{record_value, with_values};
