//! What happens to an objection.

use std::collections::BTreeSet;

use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};

use super::kinds::{Against, Effect};
use crate::calendar::Due;
use crate::definition::ObjectionSilence;
use crate::ids::{BodyId, MandateId, PersonId, ServiceCode};
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::reason::Reason;
use crate::reference::Reference;
use crate::text::{Text, Words};
use crate::words;

/// An objection was filed, and its own clock began. Whatever its decision needs of the request is copied here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ObjectionFiled {
    /// When.
    pub at: Timestamp,
    /// The request it is about.
    pub reference: Reference,
    /// How many events that request had.
    pub request_version: u64,
    /// Its service.
    pub service: ServiceCode,
    /// The version of the service.
    pub service_version: u32,
    /// The body whose decision it is.
    pub provider: BodyId,
    /// Whom the request is for.
    pub applicant: PersonId,
    /// Who filed the objection.
    pub filed_by: PersonId,
    /// Under which mandate, if they represent the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate: Option<MandateId>,
    /// Against what.
    pub against: Against,
    /// When that was decided.
    pub decided_at: Timestamp,
    /// Who made the decision: none of them decides the objection.
    pub made_by: BTreeSet<PersonId>,
    /// Until when it could be filed.
    pub window: Due,
    /// Until when it is to be decided.
    pub due: Due,
    /// What silence until then means.
    pub silence: ObjectionSilence,
    /// Why, in the objector's words; they may name a person.
    pub grounds: Personal<String>,
}

/// An objection came that the law doesn't look into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ObjectionInadmissible {
    /// When.
    pub at: Timestamp,
    /// The request it is about.
    pub reference: Reference,
    /// How many events that request had.
    pub request_version: u64,
    /// Its service.
    pub service: ServiceCode,
    /// The body whose decision it is.
    pub provider: BodyId,
    /// Whom the request is for.
    pub applicant: PersonId,
    /// Who filed the objection.
    pub filed_by: PersonId,
    /// Under which mandate, if they represent the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate: Option<MandateId>,
    /// Against what.
    pub against: Against,
    /// When that was decided, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<Timestamp>,
    /// Until when it could have been filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Due>,
    /// Why, of the family `OBJ`.
    pub reasons: Vec<Reason>,
    /// Why it was filed, in the objector's words; they may name a person.
    pub grounds: Personal<String>,
}

/// An objection was right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ObjectionUpheld {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub decided_by: PersonId,
    /// Why.
    pub reasons: Vec<Reason>,
    /// What follows for the request, where it is carried out.
    pub effect: Effect,
    /// What the objector is told; it may name a person.
    pub text: Personal<Text>,
}

/// An objection was right in part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ObjectionPartlyUpheld {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub decided_by: PersonId,
    /// Why.
    pub reasons: Vec<Reason>,
    /// What follows for the request, where it is carried out.
    pub effect: Effect,
    /// What the objector is told; it may name a person.
    pub text: Personal<Text>,
}

/// An objection was not right, or nobody decided it in time where that means the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ObjectionDismissed {
    /// When.
    pub at: Timestamp,
    /// By whom; nobody, where silence dismissed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<PersonId>,
    /// Why.
    pub reasons: Vec<Reason>,
    /// What the objector is told; silence says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Personal<Text>>,
}

/// An objection was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ObjectionWithdrawn {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub withdrawn_by: PersonId,
}

/// Declares the events once: the enum, and what is the same for all of them.
macro_rules! events {
    ($( $(#[$meta:meta])* $name:ident; )+) => {
        /// An event of an objection.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[expect(clippy::exhaustive_enums, reason = "a projection must be made to look at a new event")]
        pub enum ObjectionEvent {
            $( $(#[$meta])* $name($name), )+
        }

        impl ObjectionEvent {
            /// The names on the wire of every event.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),+];

            /// The version of the form of each, as this release writes it.
            pub const VERSION: &'static str = "1";

            /// The name on the wire.
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => stringify!($name),)+ }
            }

            /// When it happened.
            pub const fn at(&self) -> Timestamp {
                match self { $(Self::$name(event) => event.at,)+ }
            }
        }
    };
}

events! {
    /// It was filed.
    ObjectionFiled;
    /// It came, and the law doesn't look into it.
    ObjectionInadmissible;
    /// It was right.
    ObjectionUpheld;
    /// It was right in part.
    ObjectionPartlyUpheld;
    /// It was not right.
    ObjectionDismissed;
    /// It was withdrawn.
    ObjectionWithdrawn;
}

impl ObjectionEvent {
    /// What it says to people.
    pub fn words(&self) -> Words {
        words::event(self.name()).unwrap_or(Words { ar: self.name(), en: self.name() })
    }
}

impl DomainEvent for ObjectionEvent {
    fn event_type(&self) -> String {
        self.name().to_owned()
    }

    fn event_version(&self) -> String {
        Self::VERSION.to_owned()
    }
}
