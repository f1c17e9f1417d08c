//! Wake-ups for those who follow the log.

use tokio::sync::watch;

use crate::Position;

/// Tells that the log grew. Lossy on purpose: several appends may give one wake-up, and only appends through the
/// same opened log give any. Read what is new with [`EventLog::read_all`](crate::EventLog::read_all), and poll now
/// and then if another process may append.
#[derive(Debug, Clone)]
pub struct Follow {
    positions: watch::Receiver<Position>,
}

impl Follow {
    /// For backends: follows the positions sent through the channel. The head at this moment counts as seen.
    #[must_use]
    pub fn new(mut positions: watch::Receiver<Position>) -> Self {
        positions.mark_unchanged();
        Self { positions }
    }

    /// Waits until the log has grown since the last call (or since `follow`), and gives the head known then.
    ///
    /// `None` when no wake-up can come any more: the log was closed or is open for reading only. Dropping the future
    /// loses nothing: the next call returns at once if there was a change.
    pub async fn changed(&mut self) -> Option<Position> {
        self.positions.changed().await.ok()?;
        Some(*self.positions.borrow_and_update())
    }
}
