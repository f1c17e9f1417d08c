//! Who registers in the directory of services, reads it and keeps it: narrower than the table of roles, never wider
//! (LY-22.2).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Rulebook;
use super::command::RulebookEnvelope;
use super::entry::{Instrument, in_force};
use super::event::RulebookEvent;
use crate::actor::{Actor, Role};
use crate::ids::{BodyId, PersonId};
use crate::instant::Timestamp;
use crate::named::named_enum;
use crate::refusal::Refusal;
use crate::text::{Text, Words, listed};

fn act_words(name: &str) -> Option<Words> {
    Some(match name {
        "Register" => {
            Words { ar: "التسجيل في دليل الخدمات", en: "register in the directory" }
        }
        "Read" => Words { ar: "الاطلاع على دليل الخدمات", en: "read the directory" },
        "Store" => Words { ar: "الحفظ في دليل الخدمات", en: "keep the directory" },
        _ => return None,
    })
}

named_enum! {
    /// What is done with the directory of services.
    pub enum CatalogueAct, words = act_words, {
        /// Proposing versions of services.
        Register = "register",
        /// Reading entries and searching for them.
        Read = "read",
        /// Making entries stand or not: publishing, suspending, resuming, retiring.
        Store = "store",
    }
}

impl CatalogueAct {
    /// The roles that the table of roles lets do it; an entry of the rulebook names among these.
    pub const fn open_to(self) -> &'static [Role] {
        match self {
            Self::Register => &[Role::ProviderManager],
            Self::Read => Role::ALL,
            Self::Store => &[Role::Regulator],
        }
    }
}

/// Decides who does something with the directory, all of them: an entry takes the place of the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct PermitCatalogue {
    /// What.
    pub act: CatalogueAct,
    /// In which roles; none named means every role that the table of roles lets do it.
    #[serde(default)]
    pub roles: BTreeSet<Role>,
    /// Who serve one of these bodies; none named means any or none.
    #[serde(default)]
    pub bodies: BTreeSet<BodyId>,
    /// On what it rests, and from when it holds.
    pub instrument: Instrument,
}

/// Who does something with the directory was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct CataloguePermitted {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub set_by: PersonId,
    /// What.
    pub act: CatalogueAct,
    /// In which roles; none named means every role that the table of roles lets do it.
    pub roles: BTreeSet<Role>,
    /// Who serve one of these bodies; none named means any or none.
    pub bodies: BTreeSet<BodyId>,
    /// On what it rests, and from when it holds.
    pub instrument: Instrument,
}

/// Who does something with the directory: both lists hold together, and an empty one narrows nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "read from a register, built by its events")]
pub struct CataloguePermit {
    /// In which roles; none named means any.
    pub roles: BTreeSet<Role>,
    /// Who serve one of these bodies; none named means any or none.
    pub bodies: BTreeSet<BodyId>,
}

impl CataloguePermit {
    fn includes(&self, actor: &Actor) -> bool {
        let serves = actor.body.as_ref().is_some_and(|body| self.bodies.contains(body));
        (self.roles.is_empty() || self.roles.contains(&actor.role)) && (self.bodies.is_empty() || serves)
    }
}

impl Rulebook {
    /// Whether what was decided lets the actor do that; where nothing was, the table of roles alone says so.
    ///
    /// # Errors
    /// [`Refusal::CatalogueNotPermitted`] for whom the entry in force does not include.
    pub fn permits(&self, act: CatalogueAct, actor: &Actor, at: Timestamp) -> Result<(), Refusal> {
        let entry = self.catalogue.get(&act).and_then(|entries| in_force(entries, at));
        match entry {
            Some(entry) if entry.held.as_ref().is_some_and(|permit| !permit.includes(actor)) => {
                let instrument = entry.instrument.clone();
                Err(Refusal::CatalogueNotPermitted { act, role: actor.role, instrument })
            }
            _ => Ok(()),
        }
    }
}

/// The entry, if it names nobody whom the table of roles does not let do it.
///
/// # Errors
/// `field_invalid` at `roles` otherwise: such an entry would seem to allow what stays forbidden.
pub(super) fn permit(
    envelope: &RulebookEnvelope,
    command: &PermitCatalogue,
    instrument: Instrument,
) -> Result<RulebookEvent, Refusal> {
    let PermitCatalogue { act, roles, bodies, .. } = command;
    let open = act.open_to();
    if roles.iter().any(|role| !open.contains(role)) {
        let names = listed(open.iter().map(|role| role.code()));
        let problem = Text::new(
            format!("لا تسمح القواعد بهذا الإجراء إلا للأدوار الآتية: {}، يُرجى الاختيار منها", names.ar),
            format!("the rules let only {} do this: name among these", names.en),
        );
        return Err(Refusal::FieldInvalid { path: "roles".to_owned(), problem });
    }
    Ok(RulebookEvent::CataloguePermitted(CataloguePermitted {
        at: envelope.at,
        set_by: envelope.by.person.clone(),
        act: *act,
        roles: roles.clone(),
        bodies: bodies.clone(),
        instrument,
    }))
}
