//! Where a request waits for its provider: the order of the queue (N1-6).

use super::state::Request;
use crate::actor::Actor;
use crate::instant::Timestamp;
use crate::stage::Stage;

impl Request {
    /// At which stage it waits for the provider, and since when that counts: its receipt (LY-14.1), whatever happened since.
    ///
    /// Nothing if it was not received, if its clock stands (for its applicant or a payment), or if it is decided or ended; and
    /// nothing for a body outside, which has its own task to look at and no place in this queue.
    pub fn waits_since(&self, viewer: &Actor) -> Option<(Stage, Timestamp)> {
        let waits = |stage: &Stage| {
            matches!(
                stage,
                Stage::Submitted
                    | Stage::Acknowledged
                    | Stage::UnderVerification
                    | Stage::InExecution
                    | Stage::UnderDecision
            )
        };
        if !self.shows_messages_to(viewer) || self.clock().is_suspended() {
            return None;
        }
        self.stage().filter(waits).zip(self.received_at())
    }
}
