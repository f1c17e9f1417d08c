//! A log replayed under this build's code: what it would read, decide and write otherwise than it did.

mod acts;
mod difference;
mod directory;
mod record;
mod redecide;
mod replay;
mod report;

use std::sync::Arc;

use talab_projections::Forms;
use talab_store::EventLog;

use crate::engine::Talab;
use crate::error::Error;

pub use difference::{Change, Difference, Place};
pub use report::{HistoryReport, NotCompared};

/// How many differences a report tells one by one, unless told otherwise.
const SHOWN: usize = 100;

/// A check of a log against this build: before a release is deployed, it says what that would change.
///
/// Every event must be read, and written again as it is stored. Every command is decided again, on the request as it was
/// before it and with the facts in its record, and must give the events that are stored and the verdicts that were
/// recorded. Nothing is written. Memory doesn't grow with the log.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
/// let talab = talab::Talab::builder("memory:").open().await?;
/// let report = talab.check_history().run().await?;
/// assert!(!report.changes_anything());
/// # talab.close().await?;
/// # Ok::<(), talab::Error>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "a history is checked by running the check"]
pub struct HistoryCheck {
    log: Arc<dyn EventLog>,
    forms: Forms,
    shown: usize,
    progress: Box<dyn FnMut(u64, u64) + Send>,
}

impl std::fmt::Debug for HistoryCheck {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HistoryCheck").field("log", &self.log).finish_non_exhaustive()
    }
}

impl HistoryCheck {
    /// A check of this log.
    pub fn of(log: Arc<dyn EventLog>) -> Self {
        Self { log, forms: Forms::ours().clone(), shown: SHOWN, progress: Box::new(|_, _| {}) }
    }

    /// Reads events by these forms: to try the steps of a new one.
    pub fn reading(mut self, forms: Forms) -> Self {
        self.forms = forms;
        self
    }

    /// Tells so many differences one by one; all are counted.
    pub fn showing(mut self, differences: usize) -> Self {
        self.shown = differences;
        self
    }

    /// Is told now and then how many events are done, and of how many.
    pub fn progress(mut self, told: impl FnMut(u64, u64) + Send + 'static) -> Self {
        self.progress = Box::new(told);
        self
    }

    /// Replays the log up to where it stands now.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// If the log can't be read. What is in it and can't be read is a difference, not an error.
    pub async fn run(self) -> Result<HistoryReport, Error> {
        Box::pin(replay::run(self)).await
    }
}

impl Talab {
    /// A check of this engine's log against this build: what it would read, decide and write otherwise.
    pub fn check_history(&self) -> HistoryCheck {
        HistoryCheck::of(Arc::clone(self.log()))
    }
}
