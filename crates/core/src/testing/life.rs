//! A driver that carries one request along and keeps its events, so that a story reads as sentences.

use super::bodies::{body, favourable, reply};
use super::facts::{FactsBuilder, facts};
use super::story::when;
use super::time::Moment;
use super::truths;
use crate::actor::Actor;
use crate::definition::ServiceDefinition;
use crate::refusal::Refusal;
use crate::request::{Command, Event, Request, decide, evolve};
use crate::stage::Stage;

/// The life of one request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Life {
    /// The facts every next command is decided on; a story may change them.
    pub facts: FactsBuilder,
    request: Request,
    events: Vec<Event>,
}

impl Life {
    /// Nothing has happened yet; the service is the certificate of residence.
    pub fn of_a_request() -> Self {
        Self { facts: facts(), request: Request::default(), events: Vec::new() }
    }

    /// Nothing has happened yet, under another definition.
    pub fn under(definition: ServiceDefinition) -> Self {
        Self { facts: facts().of(definition), ..Self::of_a_request() }
    }

    /// Changes the facts for everything that follows.
    pub fn meanwhile(&mut self, change: impl FnOnce(FactsBuilder) -> FactsBuilder) -> &mut Self {
        self.facts = change(self.facts.clone());
        self
    }

    /// Gives a command; if it is allowed, its events take effect and are returned.
    ///
    /// Whatever is true of every act that is allowed is asked of this one too: it was on offer, its events say what they
    /// are about, and it comes back from its record.
    ///
    /// # Errors
    /// The refusal; nothing has changed then.
    ///
    /// # Panics
    /// If one of these is not true: that would be a fault of this crate.
    pub fn does(
        &mut self,
        by: Actor,
        at: impl Moment,
        command: impl Into<Command>,
    ) -> Result<Vec<Event>, Refusal> {
        let facts = self.facts.clone().message(&format!("MSG-{}", self.events.len() + 1));
        let envelope = when(by, at, facts, command);
        let decided = decide(&self.request, &envelope)?;
        truths::ask(&self.request, self.facts.definition(), &envelope, &decided.events);
        decided.events.iter().for_each(|event| evolve(&mut self.request, event));
        self.events.extend(decided.events.iter().cloned());
        Ok(decided.events)
    }

    /// Gives a command that must be allowed.
    ///
    /// # Panics
    /// If it is refused.
    pub fn then(&mut self, by: Actor, at: impl Moment, command: impl Into<Command>) -> &mut Self {
        let command = command.into();
        let kind = command.kind();
        if let Err(refusal) = self.does(by, at, command) {
            panic!("`{kind}` was refused in {:?}: {refusal}", self.stage());
        }
        self
    }

    /// Gives a command that must be refused.
    ///
    /// # Panics
    /// If it is allowed.
    pub fn refused(&mut self, by: Actor, at: impl Moment, command: impl Into<Command>) -> Refusal {
        let command = command.into();
        let kind = command.kind();
        match self.does(by, at, command) {
            Err(refusal) => refusal,
            Ok(events) => {
                let names: Vec<_> = events.iter().map(Event::name).collect();
                panic!("`{kind}` was allowed, with {names:?}")
            }
        }
    }

    /// The body that has the task of `step` has done it, and nothing stands against the request.
    ///
    /// # Panics
    /// If the task was not sent, or the answer is refused.
    pub fn answers(&mut self, step: &str, at: impl Moment) -> &mut Self {
        let at = at.instant();
        let message = reply(&self.request, step, self.events.len(), at);
        self.then(body(message.from.as_str()), at, favourable(step, message))
    }

    /// The request as it stands.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Where it stands.
    pub fn stage(&self) -> Option<Stage> {
        self.request.stage()
    }

    /// Everything that happened, in order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The names of everything that happened, in order.
    pub fn names(&self) -> Vec<&'static str> {
        self.events.iter().map(Event::name).collect()
    }

    /// How many events of this name happened.
    pub fn count(&self, name: &str) -> usize {
        self.events.iter().filter(|event| event.name() == name).count()
    }

    /// The last event of this name.
    ///
    /// # Panics
    /// If there was none.
    pub fn last(&self, name: &str) -> &Event {
        let last = self.events.iter().rev().find(|event| event.name() == name);
        last.unwrap_or_else(|| panic!("no {name} happened, only {:?}", self.names()))
    }
}
