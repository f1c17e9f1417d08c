//! Spans during which a clock stands still.

use serde::{Deserialize, Serialize};

use crate::instant::Timestamp;

/// A span `[from, until)` during which the clock does not run.
///
/// A day is suspended when the clock stands still at its close (24:00 local): when `from` is before that
/// instant and `until` is not. From 00:00 of one day until 00:00 of another, exactly the days between them
/// are suspended, the first included and the last not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "two instants, made with a literal everywhere")]
pub struct Suspension {
    /// When the clock stopped.
    pub from: Timestamp,
    /// When it ran again; `None` while it still stands.
    pub until: Option<Timestamp>,
}

impl Suspension {
    /// Whether the clock stands still at an instant.
    pub fn holds_at(&self, at: Timestamp) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// The suspensions as they would be if the clock ran again at `resumed`: the basis of a provisional
/// expectation while a request waits.
///
/// Every open suspension ends at `resumed`; one that would begin later has no length. Closed ones stay.
pub fn as_if_resumed(suspensions: &[Suspension], resumed: Timestamp) -> Vec<Suspension> {
    let close = |s: &Suspension| Suspension { until: Some(s.until.unwrap_or(resumed.max(s.from))), ..*s };
    suspensions.iter().map(close).collect()
}
