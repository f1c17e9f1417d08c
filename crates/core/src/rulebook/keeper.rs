//! Who keeps which part of the rulebook: the regulator, or the unit that sets digital standards (JO-5).

use serde::{Deserialize, Serialize};

use super::Rulebook;
use super::command::RulebookEnvelope;
use super::entry::{Instrument, in_force};
use crate::actor::Role;
use crate::ids::PersonId;
use crate::instant::Timestamp;
use crate::named::named_enum;
use crate::refusal::Refusal;
use crate::text::Words;

fn part_words(name: &str) -> Option<Words> {
    Some(match name {
        "Identity" => Words { ar: "قاعدة التحقق من الهوية", en: "the rule of identity" },
        "Sources" => {
            Words { ar: "سجل المصادر الموثوقة", en: "the register of trusted sources" }
        }
        "MessageKinds" => Words {
            ar: "أنواع رسائل قناة التكامل",
            en: "the kinds of messages on the channel",
        },
        "Endpoints" => Words {
            ar: "عناوين الجهات على قناة التكامل",
            en: "the endpoints of bodies on the channel",
        },
        "PaymentMethods" => Words { ar: "طرق الدفع الإلكتروني", en: "the ways to pay" },
        "TrustServices" => {
            Words { ar: "سجل مقدمي خدمات الثقة", en: "the register of trust services" }
        }
        "Retention" => Words { ar: "مدد حفظ الطلبات", en: "how long requests are kept" },
        "Hashes" => Words { ar: "خوارزمية البصمة", en: "the hash algorithm" },
        "Catalogue" => Words {
            ar: "من يسجل في دليل الخدمات ويقرأه ويحفظ فيه",
            en: "who uses the directory of services",
        },
        _ => return None,
    })
}

named_enum! {
    /// A part of the rulebook, kept by one of the [`Keeper`]s.
    pub enum RulebookPart, words = part_words, {
        /// How identity is verified (LY-8.2).
        Identity = "identity",
        /// The trusted sources (LY-1d).
        Sources = "sources",
        /// The kinds of messages on the channel (LY-9.2).
        MessageKinds = "message_kinds",
        /// The endpoints of bodies on the channel (SA-4).
        Endpoints = "endpoints",
        /// The ways to pay (LY-12.4).
        PaymentMethods = "payment_methods",
        /// The licensed trust services (SA-3).
        TrustServices = "trust_services",
        /// How long requests are kept (LY-21.2).
        Retention = "retention",
        /// The hash algorithm (LY-21.2).
        Hashes = "hashes",
        /// Who registers in the directory, reads it and keeps it (LY-22.2).
        Catalogue = "catalogue",
    }
}

fn keeper_words(name: &str) -> Option<Words> {
    Some(match name {
        "Regulator" => Role::Regulator.words(),
        "StandardsUnit" => Role::StandardsUnit.words(),
        _ => return None,
    })
}

named_enum! {
    /// Who may keep a part of the rulebook.
    pub enum Keeper, words = keeper_words, {
        /// The regulator, who keeps every part that was not assigned.
        Regulator = "regulator",
        /// The unit that sets digital standards.
        StandardsUnit = "standards_unit",
    }
}

impl Keeper {
    /// The role that sets what is in its parts.
    pub const fn role(self) -> Role {
        match self {
            Self::Regulator => Role::Regulator,
            Self::StandardsUnit => Role::StandardsUnit,
        }
    }
}

/// Assigns a part of the rulebook to who keeps it; only the regulator assigns, and takes back by assigning it to itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct AssignKeeper {
    /// Which part.
    pub part: RulebookPart,
    /// Who keeps it from then on.
    pub keeper: Keeper,
    /// On what that rests, and from when it holds.
    pub instrument: Instrument,
}

/// A part of the rulebook was assigned to who keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct KeeperAssigned {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub set_by: PersonId,
    /// Which part.
    pub part: RulebookPart,
    /// Who keeps it from then on.
    pub keeper: Keeper,
    /// On what it rests, and from when it holds.
    pub instrument: Instrument,
}

impl Rulebook {
    /// Who keeps that part at that instant; the regulator, unless it was assigned (JO-5).
    pub fn keeper(&self, part: RulebookPart, at: Timestamp) -> Keeper {
        let assigned = self.keepers.get(&part).and_then(|entries| in_force(entries, at));
        assigned.and_then(|entry| entry.held).unwrap_or(Keeper::Regulator)
    }
}

/// Each part is set by its keeper and by nobody else; who keeps what is the regulator's to say.
pub(super) fn permitted(rulebook: &Rulebook, envelope: &RulebookEnvelope) -> Result<(), Refusal> {
    let role = envelope.by.role;
    let part = envelope.command.part();
    let keeper = part.map_or(Keeper::Regulator, |part| rulebook.keeper(part, envelope.at));
    if role == keeper.role() {
        return Ok(());
    }
    // Who keeps another part is told who keeps this one.
    match part.filter(|_| Keeper::ALL.iter().any(|it| it.role() == role)) {
        Some(part) => Err(Refusal::RulebookPartKept { part, keeper }),
        None => Err(Refusal::DirectoryNotPermitted { role, command: envelope.command.name() }),
    }
}
