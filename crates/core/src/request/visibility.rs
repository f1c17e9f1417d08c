//! Who may know of a request, and how much of it: its own side, its provider, those with a part in it, those who supervise (LY-3,
//! LY-6.5).

use super::Request;
use super::evidence::Question;
use crate::actor::{Actor, Role};

impl Request {
    /// Whether `actor` may know of this request at all; to anybody else it is unknown.
    ///
    /// The applicant sees their own, a representative what the mandate that they show is for; officers those of their body;
    /// another body those it has had a task of, or whose paper copies its clerks hand out; an interested party those it is named
    /// in; auditors, the regulator, the data-protection officer, the gateway and the engine see all.
    pub fn is_visible_to(&self, actor: &Actor) -> bool {
        let Some(applicant) = &self.intake.applicant else { return false };
        match actor.role {
            Role::Applicant => applicant.person == actor.person,
            Role::Representative => actor.represents().is_some_and(|(person, scope)| {
                *person == applicant.person && self.is_reached_by(&scope.services)
            }),
            Role::Auditor
            | Role::Regulator
            | Role::DataProtection
            | Role::NotificationGateway
            | Role::System => true,
            Role::InterestedParty => self.rights.interested.contains(&actor.person),
            Role::Clerk if self.intake.operators.contains(&actor.person) => true,
            Role::Clerk if self.only_hands_out(actor) => true,
            Role::PaymentSystem => actor
                .body
                .as_ref()
                .is_some_and(|body| self.fees.orders.iter().any(|it| it.is_paid_through(body))),
            Role::ExecutingBody => actor.body.as_ref().is_some_and(|body| {
                self.execution.bodies.contains(body) || self.transfers.bodies.contains(body)
            }),
            Role::TrustedSource => {
                let asked = |question: &Question| actor.body.as_ref() == Some(&question.asked.source);
                self.evidence.questions.iter().any(asked)
            }
            role if role.is_officer() => actor.body.is_some() && actor.body == self.intake.provider,
            _ => false,
        }
    }

    /// Whether all that `actor` has to do with it is to hand out a paper copy: a clerk of another body, such as a post office, where
    /// one is kept to be collected (N1-2).
    pub fn only_hands_out(&self, actor: &Actor) -> bool {
        let Some(body) = actor.body.as_ref().filter(|body| self.intake.provider.as_ref() != Some(*body))
        else {
            return false;
        };
        actor.role == Role::Clerk
            && !self.intake.operators.contains(&actor.person)
            && self.outputs.papers.values().any(|copy| copy.is_kept_by(body))
    }

    /// Whether `actor` may read what the applicant is told: another body with a part in the execution may not (LY-6.5).
    pub fn shows_messages_to(&self, actor: &Actor) -> bool {
        self.is_visible_to(actor)
            && !self.only_hands_out(actor)
            && !matches!(
                actor.role,
                Role::ExecutingBody | Role::PaymentSystem | Role::TrustedSource | Role::InterestedParty
            )
    }

    /// Whether `actor` sees what is internal to the provider: its own officers do, and nobody as the officer of another body or of
    /// their own request.
    pub fn shows_internal_to(&self, actor: &Actor) -> bool {
        let own = self.applicant().is_some_and(|applicant| applicant.person == actor.person);
        let elsewhere = actor.role.is_officer() && (own || actor.body != self.intake.provider);
        self.is_visible_to(actor)
            && !elsewhere
            && !matches!(
                actor.role,
                Role::Applicant
                    | Role::Representative
                    | Role::NotificationGateway
                    | Role::ExecutingBody
                    | Role::PaymentSystem
                    | Role::TrustedSource
                    | Role::InterestedParty
            )
    }
}
