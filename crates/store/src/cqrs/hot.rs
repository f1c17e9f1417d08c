//! The states of aggregates lately used.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use cqrs_es::{Aggregate, EventEnvelope};

use super::Loaded;
use crate::recent::Recent;
use crate::{StreamId, Version};

/// A bounded memory of states, each the fold of the events up to its version.
pub(super) struct Hot<A> {
    states: Mutex<Recent<String, (Version, A)>>,
    /// Kept from where the aggregate was known to have one.
    clone: fn(&A) -> A,
}

impl<A: Aggregate> Hot<A> {
    pub(super) fn of(aggregates: usize) -> Self
    where
        A: Clone,
    {
        Self { states: Mutex::new(Recent::of(aggregates)), clone: A::clone }
    }

    pub(super) fn load(&self, id: &str) -> Option<Loaded<A>> {
        let (version, aggregate) =
            self.states().get(id).map(|(version, state)| (*version, (self.clone)(state)))?;
        Some(Loaded { stream: StreamId::unchecked(A::TYPE, id), version, aggregate })
    }

    /// Takes in what was read, unless something later is known.
    pub(super) fn learn(&self, loaded: &Loaded<A>) {
        let mut states = self.states();
        let id = loaded.stream.id();
        if states.get(id).is_none_or(|(known, _)| *known < loaded.version) {
            states.put(id.to_owned(), (loaded.version, (self.clone)(&loaded.aggregate)));
        }
    }

    /// Moves a state on by what was committed from it. Without events the commit failed, or was another's: then the
    /// state is forgotten, unless a later one is known.
    ///
    /// The framework has applied the events to its own copy already, but who commits by hand has not; so they are applied
    /// here, to the copy from before.
    pub(super) fn commit(&self, from: &Loaded<A>, events: &[EventEnvelope<A>]) {
        let mut states = self.states();
        let id = from.stream.id();
        if states.get(id).is_none_or(|(known, _)| *known != from.version) {
            return;
        }
        let Some((mut version, mut state)) = states.take(id) else { return };
        for event in events {
            state.apply(event.payload.clone());
            version = version.next();
        }
        if !events.is_empty() {
            states.put(id.to_owned(), (version, state));
        }
    }

    fn states(&self) -> MutexGuard<'_, Recent<String, (Version, A)>> {
        // A state is only put when it is whole, so a panic elsewhere leaves nothing by halves.
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<A> fmt::Debug for Hot<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hot(..)")
    }
}
