//! Rights in a request and over it: legal holds, disclosure, redaction, retention, interested parties (LY-6.2, LY-6.5, LY-12.3,
//! LY-21.2).

mod disclosure;
mod hold;
mod interested;
mod redaction;
mod retention;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, StepId};

pub use disclosure::{DiscloseRecord, DisclosedPart, RecordDisclosed};
pub use hold::{LegalHold, LegalHoldLifted, LegalHoldPlaced, LiftLegalHold, PlaceLegalHold};
pub use interested::{
    InterestedPartyNamed, InterestedPartyRemoved, NameInterestedParty, RemoveInterestedParty,
};
pub use redaction::{PersonalDataRedacted, RedactPersonalData, RedactedItem, without};
pub use retention::{Kept, kept, past_term_readable};

pub(super) use disclosure::disclose;
pub(super) use hold::{lift, nothing_held, place};
pub(super) use interested::{name, remove};
pub(super) use redaction::{answers_are_whole, redact};

/// What the rights room knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Rights {
    /// The holds that stand, by the order each rests on.
    pub(crate) holds: BTreeMap<String, LegalHold>,
    /// Every disclosure, in order.
    pub(crate) disclosed: Vec<RecordDisclosed>,
    /// Whoever was named as having an interest.
    pub(crate) interested: BTreeSet<PersonId>,
    /// What was redacted at any time.
    pub(crate) redacted: BTreeSet<RedactedItem>,
    /// The steps this request did not need, as it was judged while its answers were whole.
    pub(crate) unneeded: Option<BTreeSet<StepId>>,
}
