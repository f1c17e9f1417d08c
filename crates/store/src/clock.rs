//! The log's own clock.

use std::fmt::Debug;

use time::OffsetDateTime;

/// Where `recorded_at` comes from. The log cuts it to microseconds and never lets it run backwards.
pub trait LogClock: Debug + Send + Sync {
    /// The instant now.
    fn now(&self) -> OffsetDateTime;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct SystemClock;

impl SystemClock {
    /// The machine's clock.
    #[must_use]
    pub const fn new() -> Self {
        Self
    }
}

impl LogClock for SystemClock {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }
}
