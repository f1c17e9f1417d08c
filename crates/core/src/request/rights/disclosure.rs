//! Disclosure: what is held about a request is given to whom it is about, and that is recorded (LY-6.2, LY-12.3).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::actor::Role;
use crate::ids::PersonId;
use crate::input;
use crate::instant::Timestamp;
use crate::named::named_enum;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::rule;
use crate::text::{Text, Words};

fn part_words(name: &str) -> Option<Words> {
    Some(match name {
        "Answers" => Words { ar: "البيانات والإجابات", en: "answers" },
        "Documents" => Words { ar: "المستندات", en: "documents" },
        "Evidence" => Words { ar: "ما طُلب من المصادر الموثوقة", en: "evidence" },
        "Outputs" => Words { ar: "المخرجات", en: "outputs" },
        "Messages" => Words { ar: "الرسائل والإخطارات", en: "messages" },
        "History" => {
            Words { ar: "ما جرى في الطلب وما تقرر فيه", en: "history and decisions" }
        }
        "Objections" => Words { ar: "التظلمات وما تقرر فيها", en: "objections" },
        "Mandates" => {
            Words { ar: "التوكيلات التي قُدّم الطلب بموجبها", en: "mandates" }
        }
        "Access" => Words { ar: "من اطّلع على الملف", en: "who was given the record" },
        _ => return None,
    })
}

named_enum! {
    /// A part of what is held about a request.
    pub enum DisclosedPart, words = part_words, {
        /// The answers now in force, each with where it comes from, and the address for notifications.
        Answers = "answers",
        /// The documents by reference: kind, hash, size, place.
        Documents = "documents",
        /// What trusted sources were asked, for what purpose, and whether they answered.
        Evidence = "evidence",
        /// What was issued.
        Outputs = "outputs",
        /// What the applicant was told.
        Messages = "messages",
        /// What happened, decisions with their reasons, contacts, feedback and public notes.
        History = "history",
        /// The objections to its decisions, with what was decided on them.
        Objections = "objections",
        /// The mandates under which somebody acted for the applicant.
        Mandates = "mandates",
        /// To whom it was disclosed before.
        Access = "access",
    }
}

/// Records that what is held was given to somebody; the facade's `disclose` gathers it and gives this command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct DiscloseRecord {
    /// To whom: the applicant, or the representative who asks.
    pub to: PersonId,
    /// Which parts were given, at least one.
    pub parts: BTreeSet<DisclosedPart>,
    /// The SHA-256 of what was given, 64 hexadecimal digits.
    pub sha256: String,
}

/// What is held was given to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct RecordDisclosed {
    /// When.
    pub at: Timestamp,
    /// To whom.
    pub to: PersonId,
    /// Which parts.
    pub parts: BTreeSet<DisclosedPart>,
    /// The SHA-256 of what was given.
    pub sha256: String,
}

/// Records a disclosure: to oneself on the applicant's side, to the applicant by the data-protection officer.
pub(in crate::request) fn disclose(bench: &mut Bench<'_>, command: DiscloseRecord) -> Result<(), Refusal> {
    let whom = match bench.by.role {
        Role::DataProtection => bench.applicant()?.person,
        _ => bench.by.person.clone(),
    };
    bench.require(rule::OWN_DATA, command.to == whom, || Refusal::FieldInvalid {
        path: "to".to_owned(),
        problem: Text::new(
            "لا يُسلَّم ما في الملف إلا لصاحب الطلب أو من يمثله، يُرجى تصحيح المستلم",
            "the record is given to the applicant, or to the representative who asks: name them",
        ),
    })?;
    bench.require(rule::OWN_DATA, !command.parts.is_empty(), || Refusal::FieldInvalid {
        path: "parts".to_owned(),
        problem: Text::new("يُرجى تحديد جزء واحد على الأقل", "name one part or more"),
    })?;
    input::sha256(&command.sha256)
        .map_err(|problem| Refusal::FieldInvalid { path: "sha256".to_owned(), problem })?;
    let DiscloseRecord { to, parts, sha256 } = command;
    bench.emit(Event::RecordDisclosed(RecordDisclosed { at: bench.at, to, parts, sha256 }));
    Ok(())
}
