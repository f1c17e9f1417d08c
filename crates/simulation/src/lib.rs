//! Worlds in a box.

mod mapping;
mod xes;
