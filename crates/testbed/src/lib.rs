//! For the tests of this workspace: real PostgreSQL servers of their own.
//!
//! Nothing here knows talab. A [`Cluster`] is a private server in a temporary folder, reached through a socket in it; it
//! ends with the process that started it, however that ends. A [`Proxy`] is a wire to one that can be cut.

mod cluster;
mod database;
mod programs;
mod proxy;

pub use crate::cluster::Cluster;
pub use crate::database::Database;
pub use crate::proxy::{Cut, Proxy};
