//! A request: the whole of its life, decided by pure functions over plain data.
//!
//! Each room has its own commands, events and state; this module only puts them together.

mod actions;
mod aggregate;
pub mod amendment;
mod bench;
pub mod clock;
mod command;
mod decide;
pub mod decision;
pub mod duplicates;
mod envelope;
mod event;
pub mod evidence;
mod evolve;
pub mod execution;
pub mod exits;
mod expected;
pub mod fees;
pub mod intake;
mod message;
pub mod notices;
pub mod off_system;
pub mod outputs;
pub mod parties;
mod quarantine;
mod queue;
pub mod referral;
mod restore;
pub mod review;
pub mod rights;
mod state;
pub mod subrequests;
pub mod table;
pub mod transfer;
pub mod values;
mod verdict;
mod visibility;

#[cfg(test)]
mod tests;

pub use actions::{Action, available_actions};
pub use command::Command;
pub use decide::{Decided, admits, decide};
pub use envelope::{Envelope, Facts, Fresh, Offer, ServiceFacts};
pub use event::{Event, Visibility};
pub use evolve::evolve;
pub use message::{Message, message};
pub use parties::may_know;
pub use quarantine::MessageQuarantined;
pub use restore::NotRestored;
pub use state::Request;
pub use verdict::Verdict;
