//! Which requests to list, in which order, how many.

use std::collections::BTreeSet;

use talab_core::mandate::MandateServices;
use talab_core::{Actor, BodyId, PersonId, Role, ServiceCode, Stage, Timestamp};
use time::Date;

/// Which requests to list; every part that is given narrows the list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Filter {
    /// Only those in one of these stages; in any if there is none.
    pub stages: BTreeSet<Stage>,
    /// Only this person's.
    pub applicant: Option<PersonId>,
    /// Only for this service.
    pub service: Option<ServiceCode>,
    /// Only this provider's.
    pub provider: Option<BodyId>,
    /// Only those received at this instant or later.
    pub received_from: Option<Timestamp>,
    /// Only those received before this instant.
    pub received_before: Option<Timestamp>,
    /// Only those expected to be done before this day.
    pub expected_before: Option<Date>,
    /// In which order.
    pub order: Order,
    /// From the last to the first.
    pub descending: bool,
    /// Where the page before ended: its `next`.
    pub after: Option<String>,
    /// The most rows to give, from 1 to 1000.
    pub limit: usize,
    /// The position in the log that the list must at least reflect.
    pub at_least: Option<u64>,
    pub(super) scope: Scope,
}

/// The order of a list; requests that are equal in it follow by reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Order {
    /// By reference.
    #[default]
    Reference,
    /// By the instant of receipt; those not received come last.
    Received,
    /// By the instant by which they are expected; those without one come last.
    Expected,
}

/// What the viewer may see of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Scope {
    #[default]
    All,
    Applicant(PersonId),
    /// What a representative's mandate is for.
    Represented(PersonId, MandateServices),
    Provider(BodyId),
    Nothing,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            stages: BTreeSet::new(),
            applicant: None,
            service: None,
            provider: None,
            received_from: None,
            received_before: None,
            expected_before: None,
            order: Order::Reference,
            descending: false,
            after: None,
            limit: 50,
            at_least: None,
            scope: Scope::All,
        }
    }
}

impl Filter {
    /// All requests, by reference, fifty at a time.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only what `actor` may know of: applicants their own, representatives what the mandate they show is for, officers their body's; auditors, the regulator, the
    /// data-protection officer, the gateway and the engine all; anybody else nothing.
    #[must_use]
    pub fn seen_by(mut self, actor: &Actor) -> Self {
        self.scope = match (actor.role, &actor.body) {
            (Role::Applicant, _) => Scope::Applicant(actor.person.clone()),
            (Role::Representative, _) => actor.represents().map_or(Scope::Nothing, |(person, scope)| {
                Scope::Represented(person.clone(), scope.services.clone())
            }),
            (
                Role::Auditor
                | Role::Regulator
                | Role::DataProtection
                | Role::NotificationGateway
                | Role::System,
                _,
            ) => Scope::All,
            (role, Some(body)) if role.is_officer() => Scope::Provider(body.clone()),
            _ => Scope::Nothing,
        };
        self
    }

    /// Also those in this stage, besides any given before.
    #[must_use]
    pub fn stage(mut self, stage: Stage) -> Self {
        self.stages.insert(stage);
        self
    }

    /// Only this person's.
    #[must_use]
    pub fn applicant(mut self, person: PersonId) -> Self {
        self.applicant = Some(person);
        self
    }

    /// Only for this service.
    #[must_use]
    pub fn service(mut self, service: ServiceCode) -> Self {
        self.service = Some(service);
        self
    }

    /// Only this provider's.
    #[must_use]
    pub fn provider(mut self, provider: BodyId) -> Self {
        self.provider = Some(provider);
        self
    }

    /// Only those received in `from..before`.
    #[must_use]
    pub fn received(mut self, from: Option<Timestamp>, before: Option<Timestamp>) -> Self {
        (self.received_from, self.received_before) = (from, before);
        self
    }

    /// Only those expected to be done before this day.
    #[must_use]
    pub fn expected_before(mut self, day: Date) -> Self {
        self.expected_before = Some(day);
        self
    }

    /// In this order.
    #[must_use]
    pub fn order(mut self, order: Order) -> Self {
        self.order = order;
        self
    }

    /// From the last to the first.
    #[must_use]
    pub fn descending(mut self) -> Self {
        self.descending = true;
        self
    }

    /// Going on where the page before ended.
    #[must_use]
    pub fn after(mut self, next: impl Into<String>) -> Self {
        self.after = Some(next.into());
        self
    }

    /// At most so many rows, from 1 to 1000.
    #[must_use]
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// Only if the list reflects the log up to this position.
    #[must_use]
    pub fn at_least(mut self, position: u64) -> Self {
        self.at_least = Some(position);
        self
    }

    /// What narrows it, each as `name=code`, for the log of who read what: a person is not named in it.
    pub fn told(&self) -> Vec<String> {
        let mut told: Vec<_> = self.stages.iter().map(|stage| format!("stage={stage}")).collect();
        told.extend(self.applicant.iter().map(|_| "applicant".to_owned()));
        told.extend(self.service.iter().map(|it| format!("service={it}")));
        told.extend(self.provider.iter().map(|it| format!("provider={it}")));
        told.extend(self.received_from.iter().map(|it| format!("received_from={it}")));
        told.extend(self.received_before.iter().map(|it| format!("received_before={it}")));
        told.extend(self.expected_before.iter().map(|it| format!("expected_before={it}")));
        told
    }
}
