//! What can be asked of an objection, and the facts it is decided on.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::event::ObjectionEvent;
use super::kinds::{Against, Effect, ObjectionStanding};
use crate::actor::Actor;
use crate::calendar::Calendar;
use crate::definition::ObjectionTerms;
use crate::ids::{BodyId, CommandId, MandateId, ObjectionId, PersonId, ServiceCode};
use crate::instant::Timestamp;
use crate::mandate::MandateFacts;
use crate::private::{Private, give_back, without_private};
use crate::reason::Reason;
use crate::reference::Reference;
use crate::request::NotRestored;
use crate::stage::Outcome;
use crate::text::Text;

/// A command on an objection, who gives it, when, and the facts gathered for it.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "the one input of a decision, written as a literal by every driver"
)]
pub struct ObjectionEnvelope {
    /// Which objection: the id of its stream.
    pub objection: ObjectionId,
    /// Who.
    pub by: Actor,
    /// What the act is known by for good.
    pub id: CommandId,
    /// When, by the clock port.
    pub at: Timestamp,
    /// What was gathered for it.
    pub facts: ObjectionFacts,
    /// What is asked.
    pub command: ObjectionCommand,
}

/// Everything from outside that a decision on an objection may look at, as plain data.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct ObjectionFacts {
    /// The request it is about, for a new objection; nothing if there is none.
    pub request: Option<RequestFacts>,
    /// The calendar of the provider's jurisdiction: its zone bounds the days.
    pub calendar: Option<Arc<Calendar>>,
    /// The mandate by which a representative acts.
    pub mandate: Option<MandateFacts>,
    /// The objections that were filed on the same request before.
    pub earlier: Vec<Earlier>,
}

/// A request as an objection to it needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct RequestFacts {
    /// What it is called.
    pub reference: Reference,
    /// How many events it was folded from.
    pub version: u64,
    /// Its service.
    pub service: ServiceCode,
    /// The version of the service it is pinned to.
    pub service_version: u32,
    /// The body that provides the service.
    pub provider: BodyId,
    /// Whom it is for.
    pub applicant: PersonId,
    /// The mandate under which the actor filed it, if they did.
    pub filed_under: Option<MandateId>,
    /// The terms of objections, if the service offers them.
    pub terms: Option<ObjectionTerms>,
    /// What the objection is against, if there is such a thing.
    pub decision: Option<DecisionFacts>,
}

/// A decision as an objection to it needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct DecisionFacts {
    /// When it was made.
    pub at: Timestamp,
    /// When a notice of it is first known to have arrived.
    pub notified_at: Option<Timestamp>,
    /// How the request ended by it; nothing for the revocation of an output.
    pub outcome: Option<Outcome>,
    /// Who proposed and approved it, or made it alone.
    pub made_by: BTreeSet<PersonId>,
}

/// An objection that was filed before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct Earlier {
    /// Which one.
    pub id: ObjectionId,
    /// Against what.
    pub against: Against,
    /// When that was decided, if it was.
    pub decided_at: Option<Timestamp>,
    /// Where it stands.
    pub standing: ObjectionStanding,
}

impl ObjectionFacts {
    /// The facts as the record of a command keeps them: the calendar and the mandate by revision, the rest as it was.
    pub fn record(&self) -> serde_json::Value {
        serde_json::json!({
            "request": self.request,
            "calendar": self.calendar.as_ref().map(|calendar| serde_json::json!({
                "jurisdiction": calendar.jurisdiction(),
                "revision": calendar.revision(),
            })),
            "mandate": self.mandate.as_ref().map(|mandate| serde_json::json!({
                "id": mandate.id,
                "version": mandate.version,
            })),
            "earlier": self.earlier,
        })
    }
}

/// A command on an objection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ObjectionCommand {
    /// See [`FileObjection`].
    FileObjection(FileObjection),
    /// See [`DecideObjection`].
    DecideObjection(DecideObjection),
    /// See [`WithdrawObjection`].
    WithdrawObjection(WithdrawObjection),
    /// See [`RecordObjectionSilence`].
    RecordObjectionSilence(RecordObjectionSilence),
}

impl ObjectionCommand {
    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::FileObjection(_) => "FileObjection",
            Self::DecideObjection(_) => "DecideObjection",
            Self::WithdrawObjection(_) => "WithdrawObjection",
            Self::RecordObjectionSilence(_) => "RecordObjectionSilence",
        }
    }

    /// The content for the command's record: personal parts are replaced by a mark, since the events hold them.
    ///
    /// # Errors
    /// Never for a command of this crate; serde's signature allows for one.
    pub fn record(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self).map(without_private)
    }

    /// The command that was recorded so, its private parts taken back from the events it caused.
    ///
    /// # Errors
    /// [`NotRestored`] says what is in the way.
    pub fn restore(mut record: serde_json::Value, events: &[ObjectionEvent]) -> Result<Self, NotRestored> {
        for event in events {
            let (file, decide) = ("FileObjection", "DecideObjection");
            match event {
                ObjectionEvent::ObjectionFiled(it) => {
                    give_back(&mut record, file, "grounds", it.grounds.get())?;
                }
                ObjectionEvent::ObjectionInadmissible(it) => {
                    give_back(&mut record, file, "grounds", it.grounds.get())?;
                }
                ObjectionEvent::ObjectionUpheld(it) => {
                    give_back(&mut record, decide, "text", it.text.get())?;
                }
                ObjectionEvent::ObjectionPartlyUpheld(it) => {
                    give_back(&mut record, decide, "text", it.text.get())?;
                }
                ObjectionEvent::ObjectionDismissed(it) => {
                    let text = it.text.as_ref().and_then(|text| text.get());
                    give_back(&mut record, decide, "text", text)?;
                }
                ObjectionEvent::ObjectionWithdrawn(_) => {}
            }
        }
        // What serde would say may repeat a private part.
        serde_json::from_value(record).map_err(|_| NotRestored::Unknown)
    }
}

/// Files an objection, «تظلّم», to a decision on a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct FileObjection {
    /// Against what.
    pub against: Against,
    /// Why, in the objector's own words.
    pub grounds: Private<String>,
}

/// Decides an objection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct DecideObjection {
    /// Whether it is right.
    pub ruling: Ruling,
    /// The reasons, `OBJ.GROUNDS_ACCEPTED` or `OBJ.GROUNDS_REJECTED`, each with what it is about.
    pub reasons: Vec<Reason>,
    /// What the objector is told, in both languages.
    pub text: Private<Text>,
}

/// What is said of an objection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "an objection is right, right in part, or not right")]
pub enum Ruling {
    /// It is right.
    Uphold {
        /// What follows for the request.
        effect: Effect,
    },
    /// It is right in part.
    UpholdPartly {
        /// What follows for the request.
        effect: Effect,
    },
    /// It is not right.
    Dismiss,
}

/// Withdraws an objection: whoever filed it does, or whom it was filed for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WithdrawObjection {}

/// Records that the time to decide passed in silence, where the service says what that means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RecordObjectionSilence {}
