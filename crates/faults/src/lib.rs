//! Faults under talab's logs, for tests only: what befalls disks and processes, and what was lost by it.
//!
//! [`Disk`] is a disk in memory whose power can be cut at any operation, that can be full, and whose syncs can fail;
//! [`vfs`] puts SQLite onto it, below the real log and without a change to it. [`Workload`] sends commands that are
//! known again, [`Ledger`] remembers what was answered and holds it against what is found, and [`Tally`] is the line
//! that a fault's rounds come to. [`open`] takes a log of either backend by its address, and [`report()`] makes the
//! guide of the lines.

mod clock;
mod disk;
mod ledger;
mod place;
mod report;
mod rng;
mod tally;
pub mod vfs;
mod workload;

pub use crate::clock::JumpingClock;
pub use crate::disk::{Disk, Faults, Flush};
pub use crate::ledger::{Answer, Ledger, Verdict};
pub use crate::place::open;
pub use crate::report::report;
pub use crate::tally::Tally;
pub use crate::workload::{Manner, Order, Workload};
