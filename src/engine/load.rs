//! A request as it now stands: folded from its stream, a long one by way of a snapshot.

use talab_core::Reference;
use talab_core::request::{Request, evolve};
use talab_projections::{decode, request_fingerprint};
use talab_store::Recorded;
use talab_store::snapshot::{Fingerprint, Fold, Folded};

use super::Talab;
use super::record::{self, REQUEST};
use crate::error::Error;

/// How requests are folded.
#[derive(Debug)]
pub(super) struct Requests(Fingerprint);

impl Requests {
    pub(super) fn new() -> Result<Self, Error> {
        Ok(Self(request_fingerprint()?))
    }
}

impl Fold for Requests {
    type State = Request;
    type Error = Error;

    fn fingerprint(&self) -> &Fingerprint {
        &self.0
    }

    fn apply(&self, request: &mut Request, event: &Recorded) -> Result<(), Error> {
        evolve(request, &decode(event).map_err(record::undecodable)?.event);
        Ok(())
    }

    fn same(&self, one: &Request, other: &Request) -> bool {
        one == other
    }
}

impl Talab {
    /// The request, and where its last event stands; an empty one if there is none.
    pub(super) async fn request(&self, reference: &Reference) -> Result<Folded<Request>, Error> {
        let stream = record::stream(REQUEST, reference.as_str())?;
        self.views.snapshots.load(self.log.as_ref(), &stream, &self.views.fold).await
    }
}
