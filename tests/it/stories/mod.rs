//! Stories of requests, told through the facade on every backend.

mod at_the_door;
mod bodies;
mod catalogue;
mod certificates;
mod common;
mod enquiries;
mod files;
mod history;
mod later;
mod life;
mod long;
mod mandates;
mod measures;
mod money;
mod objections;
mod on_record;
mod once;
mod queue;
mod reading;
mod rights;
mod rulebook;
mod services;
mod telling;
mod time_passes;
pub(crate) mod world;

pub(crate) use world::{SERVICE, World, complete, complete_for, on_every_backend};
