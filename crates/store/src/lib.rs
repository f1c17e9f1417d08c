//! An append-only, tamper-evident event log for any kind of aggregate.
//!
//! One port, [`EventLog`], and behind it a log in memory ([`MemoryLog`]), in a SQLite file (`SqliteLog`, feature
//! `sqlite`) or in a PostgreSQL database (`PgLog`, feature `postgres`). What every backend promises:
//!
//! * **All or nothing.** One append may write several streams and check others; a stream that isn't where it was
//!   expected is a typed conflict.
//! * **Exactly once.** A command's id is consumed in the same transaction, for good. If the answer to an append was
//!   lost, send it again: the same command gives the first outcome and appends nothing.
//! * **One order.** Positions are gapless and permanent; a reader never skips an event.
//! * **Evidence.** Each event's leaf hashes its bytes and the event before it in its stream; a Merkle tree covers the
//!   log. `docs/formats.md` tells a stranger how to check a file.
//!
//! ```
//! use talab_store::{Append, CommandRecord, EventLog, Expected, MemoryLog, NewEvent, StreamId, Version};
//! use time::macros::datetime;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let log = MemoryLog::new()?;
//! let request = StreamId::new("Request", "7QX3M0ZK29RT4")?;
//! let submitted = NewEvent::new("Submitted", r#"{"Submitted":{}}"#, datetime!(2026-03-01 09:30 UTC));
//!
//! // The digest is keyed, so that nobody can guess a citizen's data from it.
//! let digest = log.digest_key().hmac(b"submit 7QX3M0ZK29RT4");
//! let append = Append::new()
//!     .write(request.clone(), Expected::Exact(Version::NONE), vec![submitted])
//!     .command(CommandRecord::new("submit-1", digest, r#"{"name":"submit"}"#));
//!
//! let first = log.append(append.clone()).await?;
//! let again = log.append(append).await?;
//! assert!(again.replayed && again.last == first.last);
//! assert_eq!(log.read_stream(&request, Version::FIRST).await?.len(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! Beside the log: [`cqrs`] makes any log the event store of any cqrs-es aggregate, [`dump`] writes a log down as lines and
//! makes it again of them, [`view`] keeps the rows of projections with their checkpoints, [`snapshot`] keeps folded states
//! of long streams, and [`tree`] is the arithmetic of the Merkle tree.
//!
//! # Features
//!
//! * `sqlite` (default): `SqliteLog` and `SqliteViewDb`, with SQLite compiled in.
//! * `postgres`: `PgLog` and `PgViewDb`, through sqlx with TLS in Rust.
//! * `sqlx_v0_8`: `PgLog` and `PgViewDb` opened by sqlx 0.8's own connect options. Nowhere else is a type of sqlx in a
//!   signature; when talab moves to the next sqlx, this feature stays with a new name beside it.
//! * `metrics`, `tracing`: what the log tells of its work, see [`telemetry`].
//! * `test-util`: the suites every backend must pass (`conformance`, `view::conformance`) and `FaultyLog`, a log that
//!   fails as real ones do.

mod append;
mod clock;
mod commands;
#[cfg(feature = "test-util")]
pub mod conformance;
pub mod cqrs;
mod diagnosis;
pub mod dump;
mod entry;
mod error;
#[cfg(feature = "test-util")]
mod faulty;
mod follow;
mod hash;
mod instant;
mod key;
mod ledger;
mod limits;
mod log;
mod memory;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod options;
mod pages;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod queue;
mod recent;
mod recorded;
pub mod snapshot;
#[cfg(feature = "sqlite")]
mod sqlite;
mod stream;
pub mod telemetry;
pub mod tree;
mod upcast;
pub mod view;

pub use crate::append::{Append, Appended, CommandRecord, NewEvent, StreamWrite};
pub use crate::clock::{LogClock, SystemClock};
pub use crate::commands::Commands;
pub use crate::diagnosis::{Check, Health};
pub use crate::entry::{ENTRY_FORMAT, Entry};
pub use crate::error::{AppendError, InvalidAppend, LogError, LogErrorKind};
#[cfg(feature = "test-util")]
pub use crate::faulty::{Fault, FaultyLog};
pub use crate::follow::Follow;
pub use crate::hash::{Hash, hex, sha256_hex};
pub use crate::key::DigestKey;
pub use crate::limits::{
    MAX_APPEND_BYTES, MAX_EVENT_BYTES, MAX_EVENTS, MAX_ID_BYTES, MAX_JSON_DEPTH, MAX_RECORD_BYTES,
    MAX_STREAMS,
};
pub use crate::log::EventLog;
pub use crate::memory::MemoryLog;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub use crate::options::Options;
pub use crate::pages::Pages;
#[cfg(feature = "postgres")]
pub use crate::postgres::PgLog;
pub use crate::recorded::{Epoch, Head, Recorded, StoredCommand};
#[cfg(feature = "sqlite")]
pub use crate::sqlite::SqliteLog;
pub use crate::stream::{Expected, Position, StreamId, Version};
pub use crate::upcast::{Change, Upcasters};

/// The README's example compiles and holds.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
