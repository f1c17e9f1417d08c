//! Tests of definitions: the example, every problem by its place, and the bounds of conditions.

mod carried;
mod checks;
mod common;
mod conditions;
mod example;
mod grounds;
mod problems;
mod told;
