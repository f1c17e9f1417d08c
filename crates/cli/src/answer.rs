//! What a command answers, for people and for programs.

use serde::Serialize;

use crate::failure::Failure;

/// The answer of a command that was carried out.
#[derive(Debug)]
pub(crate) struct Answer {
    /// For people, in the language they chose.
    pub(crate) text: String,
    /// For programs; `--json` prints exactly this.
    pub(crate) json: String,
}

impl Answer {
    pub(crate) fn new(text: impl Into<String>, json: &impl Serialize) -> Result<Self, Failure> {
        let json = serde_json::to_string_pretty(json);
        let json = json.map_err(|error| Failure::unreadable("answer", &error))?;
        Ok(Self { text: text.into(), json })
    }
}
