//! A request: the whole of its life, decided by pure functions over plain data.
//!
//! Each room has its own commands, events and state; this module only puts them together.

mod actions;
mod aggregate;
mod bench;
pub mod clock;
mod command;
mod decide;
pub mod decision;
mod envelope;
mod event;
mod evolve;
pub mod execution;
pub mod exits;
pub mod fees;
pub mod intake;
mod message;
pub mod notices;
pub mod outputs;
pub mod parties;
mod restore;
pub mod review;
mod state;
pub mod table;
mod verdict;

#[cfg(test)]
mod tests;

pub use actions::{Action, available_actions};
pub use command::Command;
pub use decide::{Decided, admits, decide};
pub use envelope::{Envelope, Facts, Fresh, ServiceFacts};
pub use event::{Event, Visibility};
pub use evolve::evolve;
pub use message::{Message, message};
pub use restore::NotRestored;
pub use state::Request;
pub use verdict::Verdict;
