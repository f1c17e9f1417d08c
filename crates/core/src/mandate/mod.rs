//! Mandates, «صفة التمثيل»: who acts for whom, for which services and acts, from when until when (LY-1f).

mod command;
mod decide;
mod event;
mod kinds;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Role};
use crate::aggregate::aggregate;
use crate::ids::{MandateId, PersonId, ServiceCode};
use crate::instant::Timestamp;
use crate::refusal::Refusal;

pub use command::{GrantMandate, MandateCommand, MandateEnvelope, RevokeMandate};
pub use decide::decide;
pub use event::{MandateEvent, MandateGranted, MandateRevoked};
pub use kinds::{MandateAct, MandateKind, MandateServices, Scope};

/// The state of a mandate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mandate {
    granted: Option<MandateGranted>,
    revoked: Option<MandateRevoked>,
}

/// A mandate as its stream has it: a fact for decisions on requests and objections.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct MandateFacts {
    /// Which mandate.
    pub id: MandateId,
    /// The version of its stream.
    pub version: u64,
    /// What it says.
    pub mandate: Mandate,
}

impl Mandate {
    /// How it was granted, once it was.
    pub fn granted(&self) -> Option<&MandateGranted> {
        self.granted.as_ref()
    }

    /// How it was revoked, if it was.
    pub fn revoked(&self) -> Option<&MandateRevoked> {
        self.revoked.as_ref()
    }

    /// Since when it no longer holds, if it doesn't at `at`: revoked, or past its last instant.
    pub fn ended(&self, at: Timestamp) -> Option<Timestamp> {
        let revoked = self.revoked.as_ref().map(|it| it.at).filter(|revoked| *revoked <= at);
        let over = self.granted.as_ref().and_then(|it| it.until).filter(|until| *until <= at);
        match (revoked, over) {
            (Some(revoked), Some(over)) => Some(revoked.min(over)),
            (revoked, over) => revoked.or(over),
        }
    }

    /// Whether it is one by which `representative` acts for `represented`, in force or not.
    pub fn is_of(&self, representative: &PersonId, represented: &PersonId) -> bool {
        let granted = self.granted.as_ref();
        granted.is_some_and(|it| it.representative == *representative && it.represented == *represented)
    }

    /// Whether it is in force at `at`.
    ///
    /// # Errors
    /// [`Refusal::MandateMissing`] if it was never granted or has not begun, [`Refusal::MandateExpired`] if it has ended.
    pub fn holds(&self, at: Timestamp) -> Result<&MandateGranted, Refusal> {
        let granted = self.granted.as_ref().ok_or(Refusal::MandateMissing)?;
        if let Some(ended) = self.ended(at) {
            return Err(Refusal::MandateExpired { ended: ended.to_string() });
        }
        if at < granted.from { Err(Refusal::MandateMissing) } else { Ok(granted) }
    }

    /// Whether it covers `act` for `service` at `at`.
    ///
    /// # Errors
    /// As [`Mandate::holds`], and [`Refusal::MandateScope`] if it does not reach so far.
    pub fn covers(&self, service: &ServiceCode, act: MandateAct, at: Timestamp) -> Result<(), Refusal> {
        let Scope { services, acts } = &self.holds(at)?.scope;
        if services.include(service) && acts.contains(&act) {
            return Ok(());
        }
        Err(Refusal::MandateScope { act, service: service.to_string() })
    }

    /// Applies an event; one that does not fit what came before changes nothing.
    pub fn evolve(&mut self, event: &MandateEvent) {
        match event {
            MandateEvent::MandateGranted(it) => {
                self.granted.get_or_insert_with(|| it.clone());
            }
            MandateEvent::MandateRevoked(it) => {
                self.revoked.get_or_insert_with(|| it.clone());
            }
        }
    }
}

impl MandateFacts {
    /// The actor as who shows this mandate, if it is theirs and in force at `at`: they then see what is filed for whom they
    /// represent.
    pub fn shown_by(&self, actor: &Actor, at: Timestamp) -> Option<Actor> {
        let granted = self.mandate.holds(at).ok()?;
        let theirs = actor.role == Role::Representative && granted.representative == actor.person;
        theirs.then(|| actor.clone().representing(granted.represented.clone(), granted.scope.clone()))
    }
}

/// Whether `actor` may know of this mandate: the two it binds, the officers it may be shown to, and those who see all.
pub fn shown_to(mandate: &Mandate, actor: &Actor) -> bool {
    let Some(granted) = &mandate.granted else { return false };
    match actor.role {
        Role::Applicant | Role::Representative => {
            actor.person == granted.represented || actor.person == granted.representative
        }
        Role::Verifier => actor.body.is_some(),
        Role::Regulator | Role::Auditor | Role::DataProtection => true,
        _ => false,
    }
}

aggregate!(Mandate, "Mandate", MandateEnvelope, MandateEvent);
