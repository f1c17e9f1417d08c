//! What a command answers, for people and for programs.

use serde::Serialize;

use crate::failure::{Exit, Failure};

/// The answer of a command that was carried out.
#[derive(Debug)]
pub(crate) struct Answer {
    /// For people, in the language they chose.
    pub(crate) text: String,
    /// For programs; `--json` prints exactly this.
    pub(crate) json: String,
    /// How the command ended.
    pub(crate) exit: Exit,
}

impl Answer {
    pub(crate) fn new(text: impl Into<String>, json: &impl Serialize) -> Result<Self, Failure> {
        let json = serde_json::to_string_pretty(json);
        let json = json.map_err(|error| Failure::unreadable("answer", &error))?;
        Ok(Self { text: text.into(), json, exit: Exit::Sound })
    }

    /// The same answer, which tells of something that is not as it must be.
    pub(crate) fn with_finding(self) -> Self {
        Self { exit: Exit::Finding, ..self }
    }
}
