//! Stories of requests, told through the facade on every backend.

mod at_the_door;
mod bodies;
mod files;
mod history;
mod life;
mod long;
mod money;
mod once;
mod time_passes;
pub(crate) mod world;

pub(crate) use world::{SERVICE, World, on_every_backend};
