//! Faults under the logs, each with a control that must fail.
#![expect(clippy::unwrap_used, reason = "tests may")]

mod clocks;
mod damage;
mod full;
mod kills;
mod power_cut;
mod read_only;
mod scene;
mod syncs;
