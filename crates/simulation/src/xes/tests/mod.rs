//! The reader against files written here, whole and damaged.

mod damaged;
mod endless;
mod round_trip;
mod sound;
pub(crate) mod writer;

use std::io::Cursor;

use super::{Case, XesError, XesReader};

/// Reads `bytes` as a log called `log.xes`.
pub(crate) fn read(bytes: impl Into<Vec<u8>>) -> Result<Vec<Case>, XesError> {
    XesReader::new(Cursor::new(bytes.into()), "log.xes")?.collect()
}
