//! A case of the log and its events.

use std::collections::BTreeMap;

use time::OffsetDateTime;

use super::value::Value;

/// The attributes of a case or an event, by their keys.
pub(super) type Attributes = BTreeMap<String, Value>;

/// One case: a `<trace>` with its events in the order of the file.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Case {
    /// The case's name, from the key the reader was told (`concept:name` unless said otherwise).
    pub name: String,
    /// The line its `<trace>` begins on, from 1.
    pub line: u64,
    /// Its attributes, the name among them. What is nested under an attribute that is not a list is left out.
    pub attributes: BTreeMap<String, Value>,
    /// Its events, as the file orders them.
    pub events: Vec<LogEvent>,
}

/// One event of a case: an activity that was done, when, and by whom.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LogEvent {
    /// The line its `<event>` begins on, from 1.
    pub line: u64,
    /// What was done (`concept:name`).
    pub activity: String,
    /// When (`time:timestamp`), with the offset it was written with.
    pub at: OffsetDateTime,
    /// Who did it (`org:resource`), where the log says.
    pub resource: Option<String>,
    /// The group they act for (`org:group`), where the log says.
    pub group: Option<String>,
    /// The step of the activity's own life (`lifecycle:transition`), such as `complete`.
    pub transition: Option<String>,
    /// The log's own name for this piece of work (`concept:instance`).
    pub instance: Option<String>,
    /// Every attribute, those above among them.
    pub attributes: BTreeMap<String, Value>,
}
