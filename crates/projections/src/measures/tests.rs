//! Figures counted by hand, and what no figure may tell.

mod bodies;
mod figures;
mod indicators;
mod lives;
