//! The access stream: who tried what, and which rule refused it; and, where the host asks for it, who read what (LY-21.1). It
//! holds nothing of what was tried or read.

use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Role};
use crate::ids::PersonId;
use crate::input;
use crate::instant::Timestamp;
use crate::named::named_enum;
use crate::refusal::Refusal;
use crate::text::Words;

/// The type of the streams that hold refused commands and reads, one for each request or service.
pub const ACCESS: &str = "Access";

/// An event of an access stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_enums, reason = "a projection must be made to look at a new event")]
pub enum AccessEvent {
    /// A command was refused.
    CommandRefused(CommandRefused),
    /// A request was read, or somebody tried to read it.
    RequestRead(RequestRead),
}

fn read_words(name: &str) -> Option<Words> {
    Some(match name {
        "Status" => Words { ar: "حالة الطلب", en: "its status" },
        "Trail" => Words { ar: "سجل الطلب", en: "its trail" },
        "Message" => Words { ar: "نص إخطار", en: "a notice" },
        "List" => Words { ar: "قائمة ورد فيها الطلب", en: "a list that it was in" },
        "Task" => Words {
            ar: "ما أُتيح لجهة أخرى لأداء مهمتها",
            en: "what another body is given for its task",
        },
        "Readers" => Words { ar: "من اطّلع على الطلب", en: "who read it" },
        _ => return None,
    })
}

named_enum! {
    /// What was read of a request. What is given under LY-6.2 is an event of the request itself.
    pub enum ReadKind, words = read_words, {
        /// Its status.
        Status = "status",
        /// Its trail.
        Trail = "trail",
        /// The text of a notice.
        Message = "message",
        /// A list that it was in.
        List = "list",
        /// What another body is given for its task.
        Task = "task",
        /// Who read it.
        Readers = "readers",
    }
}

/// For what somebody reads: a code or the number of a case, in one line; never a personal datum, since nobody seals it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReadPurpose(String);

impl ReadPurpose {
    /// The most characters of one.
    pub const MAX: usize = 200;

    /// Takes the text.
    ///
    /// # Errors
    /// `field_invalid` at `purpose`, if it is empty, too long, or holds characters that deceive the eye.
    pub fn new(text: &str) -> Result<Self, Refusal> {
        let problem = match input::text(text, Self::MAX) {
            Ok(text) if !text.contains('\n') => return Ok(Self(text)),
            Ok(_) => input::one_line(),
            Err(problem) => problem,
        };
        Err(Refusal::FieldInvalid { path: "purpose".to_owned(), problem })
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A request was read by somebody else than its applicant, or somebody tried to. It is written before anything is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct RequestRead {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Actor,
    /// What.
    pub what: ReadKind,
    /// What a list was narrowed by, each part as `name=code`; a person only by name, not by whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<String>,
    /// For what, if the host says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<ReadPurpose>,
    /// The code of the refusal, if nothing was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

impl RequestRead {
    /// Whether what `actor` reads of a request of this applicant is noted: the applicant's own reading is not, where they read as
    /// the applicant. An officer's own file is read by an officer.
    pub fn is_noted(actor: &Actor, applicant: Option<&PersonId>) -> bool {
        actor.role != Role::Applicant || applicant != Some(&actor.person)
    }
}

/// Who may learn by name who read a request: auditors and the data-protection officer. The person learns it, by role and body,
/// with what is held about them (LY-6.2).
///
/// # Errors
/// [`Refusal::ReadersNotPermitted`] for anybody else.
pub fn readers_readable(actor: &Actor) -> Result<(), Refusal> {
    match actor.role {
        Role::Auditor | Role::DataProtection => Ok(()),
        role => Err(Refusal::ReadersNotPermitted { role }),
    }
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
    pub const NAMES: [&'static str; 2] = ["CommandRefused", "RequestRead"];

    /// The version of the form of each, as this release writes it.
    pub const VERSION: &'static str = "1";

    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::CommandRefused(_) => Self::NAMES[0],
            Self::RequestRead(_) => Self::NAMES[1],
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
    use crate::testing::{
        applicant, at, auditor, data_officer, decider, gateway, handler, regulator, stranger, system,
    };

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

    #[test]
    fn a_purpose_is_one_short_readable_line() {
        assert_eq!(ReadPurpose::new(" case/7 ").unwrap().as_str(), "case/7");
        let long = "x".repeat(ReadPurpose::MAX + 1);
        for wrong in ["", "  ", "a\nb", "a\u{202E}b", &long] {
            let refused = ReadPurpose::new(wrong).unwrap_err();
            assert_eq!((refused.code(), refused.path()), ("field_invalid", Some("purpose")), "{wrong:?}");
        }
    }

    #[test]
    fn what_is_noted_is_the_reading_of_others() {
        let me = applicant();
        let officer = Actor::new(me.person.clone(), Role::Handler);
        assert!(!RequestRead::is_noted(&me, Some(&me.person)));
        assert!(
            RequestRead::is_noted(&officer, Some(&me.person)),
            "an officer's own file is read by an officer"
        );
        for (reader, of) in [(&me, None), (&me, Some(&stranger().person)), (&auditor(), Some(&me.person))] {
            assert!(RequestRead::is_noted(reader, of), "{reader:?}");
        }
    }

    #[test]
    fn who_read_is_read_by_who_supervises() {
        for reader in [auditor(), data_officer()] {
            assert_eq!(readers_readable(&reader), Ok(()));
        }
        for other in [applicant(), handler(), decider(), gateway(), regulator(), system()] {
            let refused = readers_readable(&other).unwrap_err();
            assert_eq!((refused.code(), refused.rule().id), ("not_permitted", "LY-21.1c"));
        }
    }
}
