//! What can be asked about the parts of a request.

use serde::{Deserialize, Serialize};

use crate::ids::PartId;

/// Opens a part: a request of its own to the service that the part is (LY-17.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct OpenSubrequest {
    /// Which part.
    pub part: PartId,
}

/// Notes where the request of a part now stands; where nothing is new it changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordSubrequest {
    /// Which part.
    pub part: PartId,
}
