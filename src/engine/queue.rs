//! How many wait before a request: the order of the queue, shown to who waits in it (N1-6).

use talab_core::{ReadKind, Reference, Stage, Timestamp};
use talab_projections::Filter;

use super::acting::Acting;
use crate::error::NotDone;

/// Where a request stands among those that wait for the same: a number, and nothing about the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Queue {
    /// The stage at which it waits.
    pub stage: Stage,
    /// Since when it counts: its receipt (LY-14.1).
    pub received_at: Timestamp,
    /// How many requests of the same service at the same provider were received before it and wait at the same stage. Those
    /// received at the very same instant are not before it.
    pub ahead: u64,
}

impl Acting<'_> {
    /// How many requests wait before this one, counted in the view of requests, which is brought up to the head of the log first;
    /// nothing if it waits for nobody at the provider: it was not received, its clock stands (for its applicant or a payment), or it
    /// is decided or ended. Those ahead are counted by their stage, also one whose clock stands meanwhile. Nothing either for a
    /// body outside, which is told of its own part only.
    ///
    /// It is a number to know where one stands, and no promise: others may need less work, or be more urgent.
    ///
    /// A dropped future may leave the view brought up in part; the next one goes on.
    ///
    /// # Errors
    /// [`Refusal::UnknownRequest`](talab_core::Refusal::UnknownRequest) if there is no such request, or the actor may not know of
    /// it; a failure if the log or the views can't be read.
    pub async fn queue(self, reference: &Reference) -> Result<Option<Queue>, NotDone> {
        let entries = self.talab.entries(reference).await?;
        let file = self.talab.file_read(self, reference, entries, ReadKind::Status).await?;
        let request = &file.request;
        let Some((stage, received_at)) = request.waits_since(&file.viewer) else { return Ok(None) };
        let (Some((service, _)), Some(provider)) = (request.service(), request.provider()) else {
            return Ok(None);
        };
        let before = Filter::new()
            .stage(stage)
            .service(service.clone())
            .provider(provider.clone())
            .received(None, Some(received_at));
        let ahead = self.talab.count_requests(&before).await?;
        Ok(Some(Queue { stage, received_at, ahead }))
    }
}
