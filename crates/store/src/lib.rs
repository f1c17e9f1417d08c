//! An append-only, tamper-evident event log for any aggregate.

mod append;
mod clock;
#[cfg(feature = "test-util")]
pub mod conformance;
pub mod cqrs;
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
mod recorded;
#[cfg(feature = "sqlite")]
mod sqlite;
mod stream;
pub mod tree;
pub mod view;

pub use crate::append::{Append, Appended, CommandRecord, NewEvent, StreamWrite};
pub use crate::clock::{LogClock, SystemClock};
pub use crate::entry::{ENTRY_FORMAT, Entry};
pub use crate::error::{AppendError, InvalidAppend, LogError, LogErrorKind};
#[cfg(feature = "test-util")]
pub use crate::faulty::{Fault, FaultyLog};
pub use crate::follow::Follow;
pub use crate::hash::Hash;
pub use crate::key::DigestKey;
pub use crate::limits::{
    MAX_APPEND_BYTES, MAX_EVENT_BYTES, MAX_EVENTS, MAX_ID_BYTES, MAX_JSON_DEPTH, MAX_RECORD_BYTES,
    MAX_STREAMS,
};
pub use crate::log::EventLog;
pub use crate::memory::MemoryLog;
pub use crate::recorded::{Epoch, Head, Recorded, StoredCommand};
#[cfg(feature = "sqlite")]
pub use crate::sqlite::{Options, SqliteLog};
pub use crate::stream::{Expected, Position, StreamId, Version};
