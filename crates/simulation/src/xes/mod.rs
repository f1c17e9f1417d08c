//! Reading process logs in XES (IEEE 1849), plain or gzipped, one case at a time.
//!
//! The reader keeps one case in memory, whatever the size of the log. What it cannot read soundly it refuses, with
//! the file, the line and the case: a log that is half understood would make a history that nobody lived.

mod case;
mod error;
mod limits;
mod markup;
mod names;
mod reader;
mod source;
mod value;

#[cfg(test)]
pub(crate) mod tests;

pub use case::{Case, LogEvent};
pub use error::{XesError, XesProblem};
pub use reader::XesReader;
pub use value::Value;
