//! Faults under the logs, each with a control that must fail.
#![expect(clippy::unwrap_used, reason = "tests may")]

mod clocks;
mod crashes;
mod damage;
mod failover;
mod full;
mod kills;
mod load;
mod network;
mod power_cut;
mod read_only;
mod scene;
mod server_full;
mod syncs;
