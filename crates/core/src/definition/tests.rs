//! Tests of definitions: the example, every problem by its place, and the bounds of conditions.

mod conditions;
mod example;
mod problems;
