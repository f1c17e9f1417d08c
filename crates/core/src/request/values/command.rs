//! What can be asked of values.

use serde::{Deserialize, Serialize};

use crate::ids::FieldId;
use crate::private::Private;
use crate::value::Value;

/// Records an officer's value: of a field whose source is `officer`, and of no other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordValue {
    /// The field.
    pub field: FieldId,
    /// What it holds from now on.
    pub value: Private<Value>,
}
