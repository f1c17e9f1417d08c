//! Faults under the logs, each with a control that must fail.
#![expect(clippy::unwrap_used, reason = "tests may")]

mod damage;
mod full;
mod kills;
mod power_cut;
mod scene;
mod syncs;
