//! How the engine is doing, for operators.

use talab_projections::Parked;
use talab_store::snapshot::SnapshotsHealth;

use super::Talab;
use crate::error::Error;

/// How far the views are, and what waits in them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ViewsHealth {
    /// The last event the view of requests has taken in.
    pub position: u64,
    /// The last event of the log.
    pub head: u64,
    /// Requests whose events this release can't read; their later events wait, everybody else's go on.
    pub parked: Vec<Parked>,
    /// What became of the snapshots of long requests since this engine was opened.
    pub snapshots: SnapshotsHealth,
}

impl Talab {
    /// Where the views are, without bringing them up to date.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// If the log or the views can't be read.
    pub async fn views_health(&self) -> Result<ViewsHealth, Error> {
        let position = self.views.requests.position().await?;
        let parked = self.views.requests.parked().await?;
        let snapshots = self.views.snapshots.health();
        Ok(ViewsHealth { position, head: self.head().await?.position.get(), parked, snapshots })
    }
}
