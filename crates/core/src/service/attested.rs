//! Who vouches for which part of an entry (LY-23.5).

use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Role};
use crate::ids::PersonId;
use crate::input;
use crate::named::named_enum;
use crate::refusal::Refusal;
use crate::text::{Text, Words};

fn part_words(name: &str) -> Option<Words> {
    Some(match name {
        "Description" => Words { ar: "الاسم والوصف", en: "name and description" },
        "Beneficiaries" => Words { ar: "المستفيدون", en: "beneficiaries" },
        "Conditions" => Words { ar: "الشروط", en: "conditions" },
        "Documents" => Words { ar: "المستندات", en: "documents" },
        "Forms" => Words { ar: "النماذج", en: "forms" },
        "Fees" => Words { ar: "الرسوم", en: "fees" },
        "Times" => Words { ar: "المدد", en: "times" },
        "Steps" => Words { ar: "خطوات التنفيذ", en: "steps" },
        "Outputs" => Words { ar: "المخرجات", en: "outputs" },
        _ => return None,
    })
}

named_enum! {
    /// A part of an entry that somebody can vouch for.
    pub enum EntryPart, words = part_words, {
        /// What it is called and what it is for.
        Description = "description",
        /// Who may ask for it.
        Beneficiaries = "beneficiaries",
        /// What must hold.
        Conditions = "conditions",
        /// What is attached.
        Documents = "documents",
        /// What is filled in.
        Forms = "forms",
        /// What it costs.
        Fees = "fees",
        /// How long it takes, and every other term.
        Times = "times",
        /// How it is executed, by whom.
        Steps = "steps",
        /// What it delivers.
        Outputs = "outputs",
    }
}

/// Somebody's word that a part of an entry is accurate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct PartAttested {
    /// Which part.
    pub part: EntryPart,
    /// Who vouches for it; an officer of the provider, as the one who proposes says.
    pub by: PersonId,
    /// Their word.
    pub attestation: String,
}

/// Who vouches for a part of an entry, as a reader of the directory is told it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct VouchedPart {
    /// Which part.
    pub part: EntryPart,
    /// Who vouches, for who may learn it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// Their word.
    pub attestation: String,
}

/// The provider's word on a version: of the whole, and of parts that somebody else vouches for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Attestation {
    /// Who vouches for what nobody else does: the one who proposed the version.
    pub by: PersonId,
    /// Their word.
    pub attestation: String,
    /// The parts that others vouch for.
    pub parts: Vec<PartAttested>,
}

impl Attestation {
    /// Who vouches for a part, with their word: of what is not named, the one who vouches for the whole.
    pub fn of(&self, part: EntryPart) -> PartAttested {
        let named = self.parts.iter().find(|it| it.part == part).cloned();
        let (by, attestation) = (self.by.clone(), self.attestation.clone());
        named.unwrap_or(PartAttested { part, by, attestation })
    }

    /// Every part of the entry, with who vouches for it.
    pub fn each(&self) -> Vec<PartAttested> {
        EntryPart::ALL.iter().map(|part| self.of(*part)).collect()
    }

    /// The same for a reader of the directory: everybody learns the word; who gave it, officers and those who supervise.
    pub fn shown_to(&self, reader: &Actor) -> Vec<VouchedPart> {
        let named = reader.role.is_officer() || matches!(reader.role, Role::Regulator | Role::Auditor);
        let shown = |PartAttested { part, by, attestation }| VouchedPart {
            part,
            by: named.then_some(by),
            attestation,
        };
        self.each().into_iter().map(shown).collect()
    }
}

/// Each part once, and each with a word.
///
/// # Errors
/// [`Refusal::AttestationMissing`] for a part without a word, [`Refusal::FieldInvalid`] for one that is named twice or whose word
/// is no text.
pub(super) fn accept(attested: &[PartAttested]) -> Result<Vec<PartAttested>, Refusal> {
    let mut accepted: Vec<PartAttested> = Vec::with_capacity(attested.len().min(EntryPart::ALL.len()));
    for PartAttested { part, by, attestation } in attested {
        let path = format!("attested.{part}");
        if attestation.trim().is_empty() {
            return Err(Refusal::AttestationMissing);
        }
        if accepted.iter().any(|it| it.part == *part) {
            let problem = Text::new(
                "الجزء مذكور أكثر من مرة، يُرجى تسمية شخص واحد مسؤول عنه",
                "is there twice: name one person who vouches for it",
            );
            return Err(Refusal::FieldInvalid { path, problem });
        }
        let attestation = input::text(attestation, input::MAX_FREE_TEXT)
            .map_err(|problem| Refusal::FieldInvalid { path, problem })?;
        accepted.push(PartAttested { part: *part, by: by.clone(), attestation });
    }
    Ok(accepted)
}
