//! What happens to the parts of a request, and what a part says of the request that it belongs to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::definition::PartOutput;
use crate::ids::{DocumentKind, FieldId, MandateId, MessageId, OutputId, PartId, PersonId, ServiceCode};
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::reference::Reference;
use crate::stage::Outcome;

/// A part was opened: a request of its own, written in the same append (LY-17.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct SubrequestOpened {
    /// When.
    pub at: Timestamp,
    /// Which part.
    pub part: PartId,
    /// Which service.
    pub service: ServiceCode,
    /// The request that was opened for it.
    pub child: Reference,
    /// The message by which the channel brings it to its provider.
    pub message: MessageId,
}

/// The request of a part ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct SubrequestConcluded {
    /// When it was noted.
    pub at: Timestamp,
    /// Which part.
    pub part: PartId,
    /// Its request.
    pub child: Reference,
    /// How it ended.
    pub outcome: Outcome,
    /// The numbers of its outputs in effect, which may identify a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outputs: Option<Personal<BTreeMap<OutputId, String>>>,
}

/// The request of a part had ended, and is worked on again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct SubrequestReopened {
    /// When it was noted.
    pub at: Timestamp,
    /// Which part.
    pub part: PartId,
    /// Its request.
    pub child: Reference,
}

/// Of which request another one is a part, and what it took over from there: where the value of each field and each
/// document comes from, so that nobody is asked for it twice (SA-5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct Parent {
    /// The request.
    pub request: Reference,
    /// Its service.
    pub service: ServiceCode,
    /// Which part of it.
    pub part: PartId,
    /// The fields answered there, each with the field that answers it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<FieldId, FieldId>,
    /// The documents attached there, each with the document that stands for it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub documents: BTreeMap<DocumentKind, DocumentKind>,
    /// The fields that another part of it answers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub outputs: BTreeMap<FieldId, PartOutput>,
    /// Under which mandate each representative filed it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub mandates: BTreeMap<PersonId, MandateId>,
}
