//! Everything this crate does, through its public face and the real engine.

mod faults;
mod import;
mod invariants;
mod measuring;
mod real_log;
mod simulating;
mod support;
