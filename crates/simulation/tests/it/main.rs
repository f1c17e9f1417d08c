//! Everything this crate does, through its public face and the real engine.

mod import;
mod real_log;
mod simulating;
mod support;
