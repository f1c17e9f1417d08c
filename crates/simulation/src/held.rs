//! Reading what an engine already holds, so that a run that was interrupted goes on instead of beginning again.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use talab::core::ACCESS;
use talab::core::almanac::{Almanac, AlmanacEvent};
use talab::core::calendar::Calendar;
use talab::projections::{Entry, Forms, REQUEST, Refused, Undecodable, decode, decode_accessed};
use talab::store::{InvalidAppend, LogError, Recorded, StreamId, Version};
use talab::{Actor, Talab, Timestamp};

/// The access stream of commands on nothing that exists.
pub(crate) const NOWHERE: &str = "-";

/// What the engine holds can't be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HeldError {
    /// The log does not answer.
    #[error("the log can't be read")]
    Log(#[from] LogError),
    /// An event is not of a form this release knows.
    #[error("an event of the log can't be read")]
    Undecodable(#[from] Box<Undecodable>),
    /// A name can't be that of a stream.
    #[error("a stream can't be named so")]
    Name(#[from] InvalidAppend),
}

/// What an earlier run was told by a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) code: String,
    pub(crate) rule: String,
}

/// The refusals an access stream holds, by when they were given, to whom, and for what.
///
/// A refused command does not consume its id, and told again later it may be refused by another rule: that it comes
/// too late. So a second run asks here first, and tells what was told.
#[derive(Debug, Default)]
pub(crate) struct Earlier(BTreeMap<(Timestamp, String, &'static str, String), VecDeque<Told>>);

impl Earlier {
    /// The refusals on one request, or [`NOWHERE`].
    pub(crate) async fn of(talab: &Talab, request: &str) -> Result<Self, HeldError> {
        let mut earlier = Self::default();
        for recorded in stream(talab, ACCESS, request).await? {
            let accessed = decode_accessed(&recorded).map_err(Box::new)?;
            let Some(Refused { refusal, .. }) = accessed.refused() else { continue };
            let key = (refusal.at, refusal.by.person.to_string(), refusal.by.role.code(), refusal.command);
            earlier.0.entry(key).or_default().push_back(Told { code: refusal.code, rule: refusal.rule });
        }
        Ok(earlier)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes out what this act was told before, if it was refused before.
    pub(crate) fn take(&mut self, at: Timestamp, by: &Actor, command: &str) -> Option<Told> {
        let key = (at, by.person.to_string(), by.role.code(), command.to_owned());
        self.0.get_mut(&key)?.pop_front()
    }
}

/// The events of a stream as recorded; none if there is no such stream.
pub(crate) async fn stream(talab: &Talab, kind: &str, id: &str) -> Result<Vec<Recorded>, HeldError> {
    Ok(talab.log().read_stream(&StreamId::new(kind, id)?, Version::FIRST).await?)
}

/// The calendar of a jurisdiction as it is in force.
pub(crate) async fn calendar(talab: &Talab, jurisdiction: &str) -> Result<Option<Arc<Calendar>>, HeldError> {
    let mut almanac = Almanac::default();
    for recorded in stream(talab, "Calendar", jurisdiction).await? {
        // What can't be read here, the directory itself reports when it is asked for it.
        if let Ok(event) = Forms::ours().decode::<AlmanacEvent>(&recorded) {
            almanac.evolve(&event);
        }
    }
    Ok(almanac.calendar().cloned())
}

/// The decoded events of a request; none if there is no such request.
pub(crate) async fn entries(talab: &Talab, reference: &str) -> Result<Vec<Entry>, HeldError> {
    let recorded = stream(talab, REQUEST, reference).await?;
    recorded.iter().map(|event| Ok(decode(event).map_err(Box::new)?)).collect()
}
