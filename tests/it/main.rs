//! Stories told through the facade, and the rules of the house.

#![expect(clippy::expect_used, reason = "a test that can't set its scene has failed")]

mod archive;
mod changes;
mod checks;
mod documents;
mod duties;
mod house;
mod schemas;
mod shapes;
mod stories;
mod telemetry;
mod traceability;
