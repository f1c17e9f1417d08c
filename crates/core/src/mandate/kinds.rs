//! What a mandate is: on what it rests, and how far it reaches.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::ids::ServiceCode;
use crate::named::named_enum;
use crate::text::Words;

fn kind_words(name: &str) -> Option<Words> {
    Some(match name {
        "PowerOfAttorney" => Words { ar: "توكيل", en: "power of attorney" },
        "LegalRepresentative" => Words {
            ar: "ممثل قانوني لكيان اعتباري",
            en: "legal representative of an organisation",
        },
        "Guardian" => Words { ar: "ولاية أو وصاية", en: "guardianship" },
        "CourtAppointed" => {
            Words { ar: "قوامة أو حراسة بحكم قضائي", en: "appointment by a court" }
        }
        "EngineeringOffice" => {
            Words { ar: "تكليف مكتب هندسي", en: "commission of an engineering office" }
        }
        _ => return None,
    })
}

fn act_words(name: &str) -> Option<Words> {
    Some(match name {
        "Filing" => {
            Words { ar: "تقديم الطلب واستكماله", en: "submitting and supplementing" }
        }
        "Corrections" => Words { ar: "تصحيح الأخطاء", en: "correcting errors" },
        "Withdrawal" => Words { ar: "سحب الطلب", en: "withdrawing" },
        "Collection" => Words { ar: "استلام مخرَج الخدمة", en: "taking outputs" },
        "Objection" => Words { ar: "التظلّم من القرار", en: "objecting to a decision" },
        _ => return None,
    })
}

named_enum! {
    /// On what a mandate rests (a parameter: the policy says nothing on representation).
    pub enum MandateKind, words = kind_words, {
        /// A power of attorney, given by whom it represents.
        PowerOfAttorney = "power_of_attorney",
        /// The office of whoever acts for an organisation by law.
        LegalRepresentative = "legal_representative",
        /// Guardianship over a minor or a ward.
        Guardian = "guardian",
        /// An appointment by a court.
        CourtAppointed = "court_appointed",
        /// The commission of an engineering office, for permits to build.
        EngineeringOffice = "engineering_office",
    }
}

impl MandateKind {
    /// Whether whom it represents gives it by their own will; the others rest on an office, the law or a court, and an
    /// authority records them.
    pub const fn is_given(self) -> bool {
        matches!(self, Self::PowerOfAttorney | Self::EngineeringOffice)
    }
}

named_enum! {
    /// What a representative does for whom they represent.
    pub enum MandateAct, words = act_words, {
        /// Submits and supplements.
        Filing = "filing",
        /// Answers requests for corrections.
        Corrections = "corrections",
        /// Withdraws.
        Withdrawal = "withdrawal",
        /// Opens and takes outputs, and whatever else is held.
        Collection = "collection",
        /// Objects to a decision.
        Objection = "objection",
    }
}

/// The services a mandate is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "part of an event's shape")]
pub enum MandateServices {
    /// Every service.
    All,
    /// These services only.
    Listed(BTreeSet<ServiceCode>),
}

impl MandateServices {
    /// Whether `service` is one of them.
    pub fn include(&self, service: &ServiceCode) -> bool {
        match self {
            Self::All => true,
            Self::Listed(services) => services.contains(service),
        }
    }
}

/// How far a mandate reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct Scope {
    /// For which services.
    pub services: MandateServices,
    /// For which acts, at least one.
    pub acts: BTreeSet<MandateAct>,
}

impl Scope {
    /// Every act for every service.
    pub fn everything() -> Self {
        Self { services: MandateServices::All, acts: MandateAct::ALL.iter().copied().collect() }
    }
}
