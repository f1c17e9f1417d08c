//! Snapshots of aggregates.

use std::sync::Arc;

use cqrs_es::Aggregate;

use super::LogStore;
use crate::snapshot::{Fingerprint, Fold, Snapshots};
use crate::{LogError, Recorded, Upcasters};

/// The snapshots of a kind of aggregate, and what folds it.
pub(super) struct Keeping<A> {
    pub(super) snapshots: Arc<Snapshots>,
    fingerprint: Fingerprint,
    /// Kept from where the aggregate was known to have one.
    same: fn(&A, &A) -> bool,
}

impl<A: Aggregate + PartialEq> Keeping<A> {
    pub(super) fn of(snapshots: Arc<Snapshots>, fold: &str, upcasters: &Upcasters) -> Result<Self, LogError> {
        let steps = format!("{upcasters:?}");
        let fingerprint = Fingerprint::of::<A>(&[A::TYPE, fold, &steps])?;
        Ok(Self { snapshots, fingerprint, same: A::eq })
    }
}

/// How the events of a store's aggregates are taken in.
pub(super) struct Folding<'a, A> {
    pub(super) store: &'a LogStore<A>,
    pub(super) keeping: &'a Keeping<A>,
}

impl<A: Aggregate> Fold for Folding<'_, A> {
    type State = A;
    type Error = LogError;

    fn fingerprint(&self) -> &Fingerprint {
        &self.keeping.fingerprint
    }

    fn apply(&self, state: &mut A, event: &Recorded) -> Result<(), LogError> {
        state.apply(self.store.decode(event)?);
        Ok(())
    }

    fn same(&self, one: &A, other: &A) -> bool {
        (self.keeping.same)(one, other)
    }
}
