//! What each rule said about a command.

use serde::Serialize;

use crate::rule::Rule;

/// One rule's verdict on a command, kept in the command's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Verdict {
    /// Which rule.
    pub rule: Rule,
    /// What the rule rests on.
    pub basis: &'static str,
    /// Whether it held.
    pub held: bool,
    /// What it was applied to, without personal values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}
