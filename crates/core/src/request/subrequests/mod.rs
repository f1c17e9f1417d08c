//! Sub-requests: a service made of several services opens a request for each of them, one level deep (LY-17.4).
//!
//! Each goes the ordinary road under its own provider, definition and clock. The request they belong to knows of them only
//! what it is told: that they were opened, and how they ended.

mod command;
mod decide;
mod event;
mod open;
mod plan;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::state::Request;
use crate::ids::{OutputId, PartId, ServiceCode};
use crate::instant::Timestamp;
use crate::named::named_enum;
use crate::personal::Personal;
use crate::reference::Reference;
use crate::stage::{Outcome, Stage};
use crate::text::Words;

pub use command::{OpenSubrequest, RecordSubrequest};
pub(super) use decide::{decidable, ended_with_its_parent, open, record};
pub use event::{Parent, SubrequestConcluded, SubrequestOpened, SubrequestReopened};
pub use open::submission;
pub(super) use open::{belongs, may_open};
pub(crate) use plan::Parts;

/// Another request as a fact: the one that a part belongs to, or the one of a part.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct RelatedFacts {
    /// What it is called.
    pub reference: Reference,
    /// The number of its last event that was looked at.
    pub version: u64,
    /// As it stood then.
    pub request: Arc<Request>,
}

/// The request of a part, as far as its parent was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Subrequest {
    /// What it is called.
    pub child: Reference,
    /// Which service it asks for.
    pub service: ServiceCode,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// How it ended; nothing while it is worked on.
    pub outcome: Option<Outcome>,
    /// The numbers of its outputs.
    pub(crate) outputs: Option<Personal<BTreeMap<OutputId, String>>>,
}

impl Subrequest {
    /// Whether how `child` stands was told already: its outcome, and the numbers of its outputs in effect. Numbers that can't be
    /// read here count as told.
    pub fn knows(&self, child: &Request) -> bool {
        let ended = child.stage().is_some_and(Stage::is_terminal);
        let numbers = match &self.outputs {
            Some(held) => held.get().is_none_or(|held| *held == in_effect(child)),
            None => in_effect(child).is_empty(),
        };
        child.outcome().filter(|_| ended) == self.outcome && (self.outcome.is_none() || numbers)
    }
}

/// The numbers of the outputs that are in effect.
fn in_effect(child: &Request) -> BTreeMap<OutputId, String> {
    let outputs = child.outputs().filter(|(id, output)| child.grants(id) && output.revoked.is_none());
    outputs.map(|(id, output)| (id.clone(), output.issued.number.clone())).collect()
}

fn standing_words(name: &str) -> Option<Words> {
    Some(match name {
        "Waiting" => Words { ar: "بانتظار خدمة تسبقها", en: "waits for a part before it" },
        "Ready" => Words { ar: "يمكن فتحها الآن", en: "can be opened now" },
        "Open" => Words { ar: "قيد الإنجاز لدى مقدم الخدمة", en: "with its provider" },
        "Granted" => Words { ar: "تمت الموافقة عليها", en: "granted" },
        "GrantedInPart" => {
            Words { ar: "تمت الموافقة على جزء منها", en: "granted in part" }
        }
        "NotGranted" => Words { ar: "انتهت دون موافقة", en: "ended without a grant" },
        "LeftOut" => Words { ar: "سحبها مقدّم الطلب", en: "withdrawn by the applicant" },
        "Unreachable" => Words {
            ar: "تعذّر فتحها لعدم الموافقة على خدمة تسبقها",
            en: "a part before it was not granted",
        },
        _ => return None,
    })
}

named_enum! {
    /// Where a part stands, as far as the request that it belongs to was told.
    pub enum PartStanding, words = standing_words, {
        /// A part before it is not granted yet.
        Waiting = "waiting",
        /// It can be opened.
        Ready = "ready",
        /// Its request is worked on.
        Open = "open",
        /// Its request was granted.
        Granted = "granted",
        /// Its request was granted in part.
        GrantedInPart = "granted_in_part",
        /// Its request ended in any other way.
        NotGranted = "not_granted",
        /// It could be left out, and the applicant withdrew it.
        LeftOut = "left_out",
        /// A part before it was not granted, so it can't be opened any more.
        Unreachable = "unreachable",
    }
}

/// What this room knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Subrequests {
    pub(crate) by_part: BTreeMap<PartId, Subrequest>,
}

impl Subrequests {
    pub(super) fn opened(&mut self, event: &SubrequestOpened) {
        let opened = Subrequest {
            child: event.child.clone(),
            service: event.service.clone(),
            opened_at: event.at,
            outcome: None,
            outputs: None,
        };
        self.by_part.insert(event.part.clone(), opened);
    }

    pub(super) fn concluded(&mut self, event: &SubrequestConcluded) {
        if let Some(part) = self.by_part.get_mut(&event.part) {
            part.outcome = Some(event.outcome);
            part.outputs.clone_from(&event.outputs);
        }
    }

    pub(super) fn reopened(&mut self, event: &SubrequestReopened) {
        if let Some(part) = self.by_part.get_mut(&event.part) {
            part.outcome = None;
            part.outputs = None;
        }
    }
}
