//! For the tests of this workspace: real PostgreSQL servers of their own.
//!
//! Nothing here knows talab. A [`Cluster`] is a private server in a temporary folder, reached through a socket in it; it
//! ends with the process that started it, however that ends. A [`Trio`] is a primary with two standbys. A [`Proxy`] is a wire
//! to a server that can be cut, be slow, or fall silent.

mod cluster;
mod database;
mod disk;
mod programs;
mod proxy;
mod trio;

pub use crate::cluster::Cluster;
pub use crate::database::Database;
pub use crate::proxy::{Cut, Proxy};
pub use crate::trio::Trio;
