//! One act at a time around each service: a contact centre and a survey bring many at once, and none must be turned away
//! because others came first.

use talab_core::ServiceCode;
use tokio::sync::{Mutex, MutexGuard};

/// How many there are. Two services may share one, and then wait for each other; made-up codes add none.
const LANES: usize = 64;

/// Lanes, each for some services. Other instances over the same log have lanes of their own; among these few, an act is decided
/// anew.
#[derive(Debug)]
pub(in crate::engine) struct Lanes([Mutex<()>; LANES]);

impl Default for Lanes {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Mutex::new(())))
    }
}

impl Lanes {
    /// The lane of a service, once it is free; it is free again when what is given is dropped.
    pub(super) async fn enter(&self, service: &ServiceCode) -> Option<MutexGuard<'_, ()>> {
        let fold = |sum: usize, byte: u8| sum.wrapping_mul(31).wrapping_add(usize::from(byte));
        let lane = self.0.get(service.as_str().bytes().fold(0, fold) % LANES)?;
        Some(lane.lock().await)
    }
}
