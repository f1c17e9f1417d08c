//! Values that the applicant doesn't give: worked out by the engine, or recorded by an officer.

mod command;
mod compute;
mod event;
mod record;

pub use command::RecordValue;
pub(super) use compute::compute;
pub use compute::with_computed;
pub use event::{ValueRecorded, ValuesComputed};
pub(super) use record::{lacking, not_the_applicants, record, recorded};
