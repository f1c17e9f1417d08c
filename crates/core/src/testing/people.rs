//! The people of the small world.

use crate::actor::{Actor, Role};
use crate::ids::{BodyId, PersonId};
use crate::party::{ApplicantClass, Party};

/// A person with this id.
///
/// # Panics
/// If the text can't be a person's id.
pub fn somebody(person: &str) -> PersonId {
    PersonId::new(person).unwrap_or_else(|error| panic!("{error}"))
}

/// The body that provides the service: `mun.tripoli-centre`.
///
/// # Panics
/// Never: the id is well formed.
pub fn provider() -> BodyId {
    BodyId::new("mun.tripoli-centre").unwrap_or_else(|error| panic!("{error}"))
}

/// An officer of the provider with this person id.
///
/// # Panics
/// If the text can't be a person's id.
pub fn officer(person: &str, role: Role) -> Actor {
    Actor::officer(somebody(person), role, provider()).vouched("hr.tripoli-centre", "appointment 12/2024")
}

/// The citizen who asks: `p-aisha`.
pub fn applicant() -> Actor {
    Actor::applicant(somebody("p-aisha"))
}

/// A foreigner who asks: `p-omar`, and the class they ask under.
pub fn resident() -> (Actor, Party) {
    let person = somebody("p-omar");
    (Actor::applicant(person.clone()), Party::new(person, ApplicantClass::Resident))
}

/// Another applicant, who has no part in the request.
pub fn stranger() -> Actor {
    Actor::applicant(somebody("p-stranger"))
}

/// Somebody who says they act for the applicant.
pub fn representative() -> Actor {
    Actor::new(somebody("p-lawyer"), Role::Representative)
}

/// A clerk at the provider's desk.
pub fn clerk() -> Actor {
    officer("o-clerk", Role::Clerk)
}

/// The officer who verifies.
pub fn verifier() -> Actor {
    officer("o-verifier", Role::Verifier)
}

/// The officer who executes and proposes.
pub fn handler() -> Actor {
    officer("o-handler", Role::Handler)
}

/// The officer who decides.
pub fn decider() -> Actor {
    officer("o-decider", Role::Decider)
}

/// The supervisor.
pub fn supervisor() -> Actor {
    officer("o-supervisor", Role::Supervisor)
}

/// The provider's officer who keeps its services in the directory.
pub fn manager() -> Actor {
    officer("o-manager", Role::ProviderManager)
}

/// The regulator.
pub fn regulator() -> Actor {
    Actor::new(somebody("r-regulator"), Role::Regulator)
}

/// The unit that sets digital standards.
pub fn standards_unit() -> Actor {
    Actor::new(somebody("u-standards"), Role::StandardsUnit)
}

/// An auditor.
pub fn auditor() -> Actor {
    Actor::new(somebody("a-auditor"), Role::Auditor)
}

/// The data-protection officer.
pub fn data_officer() -> Actor {
    Actor::new(somebody("d-privacy"), Role::DataProtection)
}

/// Somebody named as having an interest, and once they are.
pub fn neighbour() -> Actor {
    Actor::new(somebody("p-neighbour"), Role::InterestedParty)
}

/// The gateway that sends notifications.
pub fn gateway() -> Actor {
    Actor::new(somebody("gateway"), Role::NotificationGateway)
}

/// The engine itself.
pub fn system() -> Actor {
    Actor::system()
}
