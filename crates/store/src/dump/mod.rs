//! A log as a file of lines, and a log made again from it: for the day after a disaster, and for moving between databases.
//!
//! [`Dump`] writes a whole log, or whole streams of it, as JSON lines that need neither this library nor a database to be
//! read (`docs/formats.md`). `restore` of [`MemoryLog`](crate::MemoryLog), `SqliteLog` and `PgLog` makes a new log of them,
//! in which every leaf is the same; if all of the log was dumped, so is every position and the tree's root, and whatever
//! was proved against the old log holds against the new one. Every line is checked, and a file in which something is
//! wrong gives no log at all.
//!
//! The log's [`DigestKey`](crate::DigestKey) is not in the file: with it, whoever has the digests of commands can try out
//! what they said. It travels by another way, and the file only tells whether it is the right one.
//!
//! ```
//! # use std::sync::Arc;
//! # use talab_store::{Append, EventLog, Expected, MemoryLog, NewEvent, StreamId, dump::Dump};
//! # use time::macros::datetime;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let stream = StreamId::new("Request", "7QX3M0ZK29RT4")?;
//! # let event = NewEvent::new("Submitted", "{}", datetime!(2026-03-01 09:30 UTC));
//! let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new()?);
//! # log.append(Append::new().write(stream, Expected::Any, vec![event])).await?;
//! let (mut dump, mut file) = (Dump::begin(Arc::clone(&log)).await?, String::new());
//! while let Some(lines) = dump.next().await? {
//!     file.push_str(&lines);
//! }
//!
//! let again = MemoryLog::restore(std::io::Cursor::new(file), log.digest_key().clone()).await?;
//! assert_eq!(again.head().await?.root, log.head().await?.root);
//! # Ok(())
//! # }
//! ```

mod check;
mod error;
mod form;
mod read;
pub(crate) mod restore;
#[cfg(test)]
mod tests;
mod write;

pub use self::error::{BadLine, RestoreError};
pub use self::write::{Dump, Dumped};

/// The number of the format that this release writes and reads.
pub const DUMP_FORMAT: u64 = 1;

/// The most bytes one line may have, and all lines of one command together: 256 MiB. Far more than an append may hold;
/// what other programs inserted has no such limit.
pub const MAX_LINE_BYTES: usize = 256 * 1024 * 1024;
