//! Who acts: a person, in a role, for a body, vouched for by somebody.

use serde::{Deserialize, Serialize};

use crate::ids::{BodyId, CommandId, IdInvalid, PersonId};
use crate::mandate::Scope;
use crate::named::named_enum;
use crate::words;

named_enum! {
    /// The capacity in which somebody acts (LY-1a to LY-1f).
    pub enum Role, words = words::role, {
        /// The person the service is for, acting for themselves.
        Applicant = "applicant",
        /// Somebody who acts for the applicant under a mandate.
        Representative = "representative",
        /// A clerk of an assisted channel: a service centre, a desk, the post.
        Clerk = "clerk",
        /// The officer who verifies the request and its data (LY-16.1).
        Verifier = "verifier",
        /// The officer who executes the service.
        Handler = "handler",
        /// The officer who decides.
        Decider = "decider",
        /// A supervisor: extends, suspends, discontinues.
        Supervisor = "supervisor",
        /// Another public body with a task in the execution.
        ExecutingBody = "executing_body",
        /// A public body whose data are trusted by law (LY-1d).
        TrustedSource = "trusted_source",
        /// The payment system.
        PaymentSystem = "payment_system",
        /// The regulator, «الإدارة المختصة» (LY-1a).
        Regulator = "regulator",
        /// The unit that sets digital standards: sets the parts of the rulebook that the regulator assigned to it (JO-5).
        StandardsUnit = "standards_unit",
        /// The provider's officer who keeps its services in the directory.
        ProviderManager = "provider_manager",
        /// An auditor: reads, never writes.
        Auditor = "auditor",
        /// The data-protection officer.
        DataProtection = "data_protection",
        /// The gateway that sends messages and reports what became of them.
        NotificationGateway = "notification_gateway",
        /// Somebody with an interest in a request, named in it: sees where it stands, and does nothing.
        InterestedParty = "interested_party",
        /// The engine's own rules, acting on time or on other events.
        System = "system",
    }
}

impl Role {
    /// Whether this is an officer of a public body, bound to the body they serve.
    pub const fn is_officer(self) -> bool {
        matches!(
            self,
            Self::Clerk
                | Self::Verifier
                | Self::Handler
                | Self::Decider
                | Self::Supervisor
                | Self::ProviderManager
        )
    }
}

/// The host's word that a person holds a role: who vouched, and on what authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Assertion {
    /// The system or person who vouched, such as a directory of staff.
    pub by: String,
    /// The authority it rests on, such as an appointment decision.
    pub authority: String,
}

/// Somebody acting in a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Actor {
    /// The person; same-person rules compare this, never the role.
    pub person: PersonId,
    /// The role they act in.
    pub role: Role,
    /// The body they serve; officers have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyId>,
    /// Who vouched for the role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vouched: Option<Assertion>,
    /// For whom they act, by a mandate that was looked at a moment ago. It is never stored: a decision looks at the mandate
    /// itself.
    #[serde(skip)]
    pub(crate) represents: Option<(PersonId, Scope)>,
}

impl Actor {
    /// A person in a role that belongs to no body, such as an applicant or an auditor.
    pub fn new(person: PersonId, role: Role) -> Self {
        Self { person, role, body: None, vouched: None, represents: None }
    }

    /// The applicant `person`.
    pub fn applicant(person: PersonId) -> Self {
        Self::new(person, Role::Applicant)
    }

    /// An officer of `body`.
    pub fn officer(person: PersonId, role: Role, body: BodyId) -> Self {
        Self { person, role, body: Some(body), vouched: None, represents: None }
    }

    /// The same actor with the host's assertion of the role.
    #[must_use]
    pub fn vouched(mut self, by: impl Into<String>, authority: impl Into<String>) -> Self {
        self.vouched = Some(Assertion { by: by.into(), authority: authority.into() });
        self
    }

    /// The same actor as who represents `person` so far; see [`crate::mandate::MandateFacts::shown_by`].
    pub(crate) fn representing(mut self, person: PersonId, scope: Scope) -> Self {
        self.represents = Some((person, scope));
        self
    }

    /// The same actor, showing no mandate.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.represents = None;
        self
    }

    /// For whom the actor acts by a mandate that they show, and how far it reaches.
    pub fn represents(&self) -> Option<(&PersonId, &Scope)> {
        self.represents.as_ref().map(|(person, scope)| (person, scope))
    }

    /// The engine itself, acting by rule.
    ///
    /// Its person id is `talab`, which no host may give to a person.
    pub fn system() -> Self {
        Self::new(PersonId::engine(), Role::System)
    }
}

impl CommandId {
    /// The id of an act named `key` by its actor: another actor's same key is another id.
    ///
    /// # Errors
    /// [`IdInvalid`] if `key` is empty, too long, or holds control or space characters.
    pub fn scoped(actor: &Actor, key: &str) -> Result<Self, IdInvalid> {
        Self::new(format!("{}:{}/{key}", actor.person.as_str().len(), actor.person))
    }
}
