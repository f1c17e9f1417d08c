//! The access stream: who tried what, and which rule refused it. It holds no personal values.

use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::instant::Timestamp;
use crate::refusal::Refusal;

/// The type of the streams that hold refused commands, one for each request or service.
pub const ACCESS: &str = "Access";

/// An event of an access stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_enums, reason = "a projection must be made to look at a new event")]
pub enum AccessEvent {
    /// A command was refused.
    CommandRefused(CommandRefused),
}

/// A command was refused; nothing else was appended for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct CommandRefused {
    /// When.
    pub at: Timestamp,
    /// Who tried.
    pub by: Actor,
    /// What.
    pub command: String,
    /// The code of the refusal.
    pub code: String,
    /// The rule that refused.
    pub rule: String,
    /// Where in the input the trouble was, if it was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

impl CommandRefused {
    /// What is kept of a refusal: its code, its rule and its place, never the values.
    pub fn new(at: Timestamp, by: Actor, command: impl Into<String>, refusal: &Refusal) -> Self {
        Self {
            at,
            by,
            command: command.into(),
            code: refusal.code().to_owned(),
            rule: refusal.rule().id.to_owned(),
            path: refusal.path().map(str::to_owned),
        }
    }
}

impl AccessEvent {
    /// The names on the wire of every event.
    pub const NAMES: [&'static str; 1] = ["CommandRefused"];

    /// The version of the form of each, as this release writes it.
    pub const VERSION: &'static str = "1";

    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::CommandRefused(_) => Self::NAMES[0],
        }
    }
}

impl DomainEvent for AccessEvent {
    fn event_type(&self) -> String {
        self.name().to_owned()
    }

    fn event_version(&self) -> String {
        Self::VERSION.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, stranger};

    #[test]
    fn an_access_event_is_written_under_its_name_and_version() {
        let refused =
            CommandRefused::new(at("2025-10-19 09:00"), stranger(), "submit", &Refusal::UnknownRequest);
        let event = AccessEvent::CommandRefused(refused);
        assert_eq!((event.name(), event.event_type()), ("CommandRefused", "CommandRefused".to_owned()));
        assert_eq!(event.event_version(), "1");
        let wire = serde_json::to_value(&event).unwrap();
        assert_eq!(wire["CommandRefused"]["code"], "unknown_request");
    }
}
