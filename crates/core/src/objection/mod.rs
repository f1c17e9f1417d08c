//! Objections, «التظلّم»: filed to a decision, decided by another person in its own time. The policy says nothing of them,
//! so they are a parameter of the service.

mod command;
mod decide;
mod decided;
mod event;
mod file;
mod kinds;

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::refusals;

use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Role};
use crate::aggregate::aggregate;
use crate::ids::{ObjectionId, PersonId};
use crate::instant::Timestamp;
use crate::mandate::MandateFacts;
use crate::refusal::Refusal;

pub use command::{
    DecideObjection, DecisionFacts, Earlier, FileObjection, ObjectionCommand, ObjectionEnvelope,
    ObjectionFacts, RecordObjectionSilence, RequestFacts, Ruling, WithdrawObjection,
};
pub use decide::decide;
pub use decided::last_decision;
pub use event::{
    ObjectionDismissed, ObjectionEvent, ObjectionFiled, ObjectionInadmissible, ObjectionPartlyUpheld,
    ObjectionUpheld, ObjectionWithdrawn,
};
pub use kinds::{Against, Effect, ObjectionStanding};

/// The state of an objection: how it began, and how it ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Objection {
    filed: Option<ObjectionFiled>,
    inadmissible: Option<ObjectionInadmissible>,
    ended: Option<ObjectionEvent>,
}

impl Objection {
    /// How it was filed, if the law looks into it.
    pub fn filed(&self) -> Option<&ObjectionFiled> {
        self.filed.as_ref()
    }

    /// Why the law doesn't look into it, if it doesn't.
    pub fn inadmissible(&self) -> Option<&ObjectionInadmissible> {
        self.inadmissible.as_ref()
    }

    /// How it ended, once it has.
    pub fn ended(&self) -> Option<&ObjectionEvent> {
        self.ended.as_ref()
    }

    /// Where it stands; nothing before it was filed.
    pub fn standing(&self) -> Option<ObjectionStanding> {
        if self.inadmissible.is_some() {
            return Some(ObjectionStanding::Inadmissible);
        }
        self.filed.as_ref()?;
        Some(match &self.ended {
            Some(ObjectionEvent::ObjectionUpheld(_)) => ObjectionStanding::Upheld,
            Some(ObjectionEvent::ObjectionPartlyUpheld(_)) => ObjectionStanding::PartlyUpheld,
            Some(ObjectionEvent::ObjectionDismissed(_)) => ObjectionStanding::Dismissed,
            Some(ObjectionEvent::ObjectionWithdrawn(_)) => ObjectionStanding::Withdrawn,
            _ => ObjectionStanding::Open,
        })
    }

    /// Whether it waits for its decision.
    pub fn is_open(&self) -> bool {
        self.standing() == Some(ObjectionStanding::Open)
    }

    /// Whether it waits for its decision at `now`, and the time for it is over.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.is_open() && self.filed.as_ref().is_some_and(|filed| now >= filed.due.due_at)
    }

    /// Whom the request is for.
    pub fn applicant(&self) -> Option<&PersonId> {
        let inadmissible = self.inadmissible.as_ref().map(|it| &it.applicant);
        self.filed.as_ref().map(|it| &it.applicant).or(inadmissible)
    }

    /// What a later objection on the same request has to know of it.
    pub fn as_earlier(&self, id: ObjectionId) -> Option<Earlier> {
        let standing = self.standing()?;
        let (against, decided_at) = match (&self.filed, &self.inadmissible) {
            (Some(it), _) => (it.against.clone(), Some(it.decided_at)),
            (None, Some(it)) => (it.against.clone(), it.decided_at),
            (None, None) => return None,
        };
        Some(Earlier { id, against, decided_at, standing })
    }

    /// Applies an event; one that does not fit what came before changes nothing.
    pub fn evolve(&mut self, event: &ObjectionEvent) {
        match event {
            ObjectionEvent::ObjectionFiled(it) if self.standing().is_none() => self.filed = Some(it.clone()),
            ObjectionEvent::ObjectionInadmissible(it) if self.standing().is_none() => {
                self.inadmissible = Some(it.clone());
            }
            ObjectionEvent::ObjectionFiled(_) | ObjectionEvent::ObjectionInadmissible(_) => {}
            ObjectionEvent::ObjectionUpheld(_)
            | ObjectionEvent::ObjectionPartlyUpheld(_)
            | ObjectionEvent::ObjectionDismissed(_)
            | ObjectionEvent::ObjectionWithdrawn(_) => {
                if self.is_open() {
                    self.ended = Some(event.clone());
                }
            }
        }
    }
}

/// Whether `by` may know of an objection: whom it is for and who filed it, the officers of the provider, those who see all.
///
/// # Errors
/// [`Refusal::UnknownObjection`], and [`Refusal::MandateExpired`] for who filed it under a mandate that has ended.
pub fn may_know(
    objection: &Objection,
    by: &Actor,
    at: Timestamp,
    mandate: Option<&MandateFacts>,
) -> Result<(), Refusal> {
    let (applicant, provider, service, under) = match (&objection.filed, &objection.inadmissible) {
        (Some(it), _) => (&it.applicant, &it.provider, &it.service, it.mandate.as_ref()),
        (None, Some(it)) => (&it.applicant, &it.provider, &it.service, it.mandate.as_ref()),
        (None, None) => return Err(Refusal::UnknownObjection),
    };
    let seen = match by.role {
        Role::Applicant => by.person == *applicant,
        Role::Auditor | Role::Regulator | Role::DataProtection | Role::System => true,
        Role::Representative => {
            let shown = mandate.filter(|shown| shown.mandate.is_of(&by.person, applicant));
            match shown.map(|shown| (shown, shown.mandate.holds(at))) {
                Some((shown, Err(expired @ Refusal::MandateExpired { .. }))) if under == Some(&shown.id) => {
                    return Err(expired);
                }
                Some((_, Ok(granted))) => granted.scope.services.include(service),
                _ => false,
            }
        }
        role => role.is_officer() && by.body.as_ref() == Some(provider),
    };
    if seen { Ok(()) } else { Err(Refusal::UnknownObjection) }
}

aggregate!(Objection, "Objection", ObjectionEnvelope, ObjectionEvent);
