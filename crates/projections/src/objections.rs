//! An objection as it is read.

use serde::Serialize;
use talab_core::calendar::Due;
use talab_core::objection::{Against, Effect, Objection, ObjectionEvent, ObjectionStanding};
use talab_core::{Actor, ObjectionId, PersonId, Reason, Reference, Role, Text, Timestamp};

/// An objection as those may read it whom it concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ObjectionStatus {
    /// What it is known by.
    pub id: ObjectionId,
    /// The request it is about.
    pub reference: Reference,
    /// Against what.
    pub against: Against,
    /// Where it stands.
    pub standing: ObjectionStanding,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// Until when it is to be decided; nothing if it isn't looked into.
    pub due: Option<Due>,
    /// Whether it waits for its decision and that time is over.
    pub overdue: bool,
    /// Why it isn't looked into, or why it was decided so.
    pub reasons: Vec<Reason>,
    /// What follows for the request, if it was upheld.
    pub effect: Option<Effect>,
    /// When it ended, once it has.
    pub ended_at: Option<Timestamp>,
    /// Who decided it, for the provider's officers and auditors.
    pub decided_by: Option<PersonId>,
    /// Why it was filed, for those who may read words that name people.
    pub grounds: Option<String>,
    /// What the objector is told, for the same.
    pub text: Option<Text>,
}

/// What `viewer` reads of an objection they may know of; nothing if there is none.
pub fn objection_status(
    id: &ObjectionId,
    objection: &Objection,
    viewer: &Actor,
    now: Timestamp,
) -> Option<ObjectionStatus> {
    let side = matches!(viewer.role, Role::Applicant | Role::Representative);
    let personal = side || viewer.role.is_officer() || viewer.role == Role::DataProtection;
    let (filed, inadmissible) = (objection.filed(), objection.inadmissible());
    let (reference, against, filed_at, grounds) = match (filed, inadmissible) {
        (Some(it), _) => (&it.reference, &it.against, it.at, &it.grounds),
        (None, Some(it)) => (&it.reference, &it.against, it.at, &it.grounds),
        (None, None) => return None,
    };
    let ended = objection.ended();
    let (reasons, effect, decided_by, text) = match ended {
        Some(ObjectionEvent::ObjectionUpheld(it)) => {
            (it.reasons.clone(), Some(it.effect), Some(&it.decided_by), it.text.get())
        }
        Some(ObjectionEvent::ObjectionPartlyUpheld(it)) => {
            (it.reasons.clone(), Some(it.effect), Some(&it.decided_by), it.text.get())
        }
        Some(ObjectionEvent::ObjectionDismissed(it)) => {
            let text = it.text.as_ref().and_then(|text| text.get());
            (it.reasons.clone(), None, it.decided_by.as_ref(), text)
        }
        _ => (inadmissible.map(|it| it.reasons.clone()).unwrap_or_default(), None, None, None),
    };
    Some(ObjectionStatus {
        id: id.clone(),
        reference: reference.clone(),
        against: against.clone(),
        standing: objection.standing()?,
        filed_at,
        due: filed.map(|it| it.due),
        overdue: objection.is_overdue(now),
        reasons,
        effect,
        ended_at: ended.map(ObjectionEvent::at),
        decided_by: decided_by.cloned().filter(|_| !side),
        grounds: grounds.get().cloned().filter(|_| personal),
        text: text.cloned().filter(|_| personal),
    })
}
