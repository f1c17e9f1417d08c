//! What happens to values.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::FieldId;
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::request::review::ValueChange;
use crate::value::Value;

/// The engine worked values out anew, as the pinned version of the service says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ValuesComputed {
    /// When.
    pub at: Timestamp,
    /// What each was and is, of those that identify nobody; only what changed.
    pub values: BTreeMap<FieldId, ValueChange>,
    /// The same of those that can identify the applicant.
    pub personal: Personal<BTreeMap<FieldId, ValueChange>>,
}

impl ValuesComputed {
    pub(in crate::request) fn personal_changes(&self) -> Personal<BTreeMap<FieldId, Option<Value>>> {
        let new = |(field, change): (FieldId, ValueChange)| (field, change.new);
        self.personal.clone().map(|changes| changes.into_iter().map(new).collect())
    }
}

/// An officer recorded a value that the service leaves to officers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ValueRecorded {
    /// When.
    pub at: Timestamp,
    /// The field.
    pub field: FieldId,
    /// What it was and is, if it identifies nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<ValueChange>,
    /// What it was and is, if it can identify the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal: Option<Personal<ValueChange>>,
}
