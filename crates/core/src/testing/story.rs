//! Given these events, when this is asked, then these events or that refusal.

use super::time::Moment;
use crate::actor::Actor;
use crate::ids::CommandId;
use crate::refusal::Refusal;
use crate::request::{Command, Decided, Envelope, Event, Facts, Request, decide, evolve};

/// A request with a history.
#[derive(Clone, Debug, Default)]
#[must_use]
#[non_exhaustive]
pub struct Given {
    request: Request,
}

/// What came of a command.
#[derive(Clone, Debug)]
#[must_use]
#[non_exhaustive]
pub struct When {
    request: Request,
    came: Result<Decided, Refusal>,
}

/// A request with this history.
pub fn given<'a>(events: impl IntoIterator<Item = &'a Event>) -> Given {
    let mut request = Request::default();
    for event in events {
        evolve(&mut request, event);
    }
    Given { request }
}

/// A command by an actor at an instant, on these facts, under the id `test`.
///
/// # Panics
/// If the instant can't be read.
pub fn when(by: Actor, at: impl Moment, facts: impl Into<Facts>, command: impl Into<Command>) -> Envelope {
    let id = CommandId::new("test").unwrap_or_else(|error| panic!("{error}"));
    Envelope { by, id, at: at.instant(), facts: facts.into(), command: command.into() }
}

impl Given {
    /// Decides a command.
    pub fn when(self, envelope: &Envelope) -> When {
        let came = decide(&self.request, envelope);
        When { request: self.request, came }
    }
}

impl When {
    /// It was allowed, and exactly these events came of it, by name.
    ///
    /// # Panics
    /// If it was refused, or other events came of it.
    pub fn then(self, names: &[&str]) -> Self {
        match &self.came {
            Ok(decided) => {
                let came: Vec<_> = decided.events.iter().map(Event::name).collect();
                assert_eq!(came, names);
            }
            Err(refusal) => panic!("refused: {refusal}"),
        }
        self
    }

    /// It was refused with this code.
    ///
    /// # Panics
    /// If it was allowed, or refused with another code.
    pub fn then_refused(self, code: &str) -> Refusal {
        match self.came {
            Err(refusal) => {
                assert_eq!(refusal.code(), code, "{refusal}");
                refusal
            }
            Ok(decided) => {
                let came: Vec<_> = decided.events.iter().map(Event::name).collect();
                panic!("allowed, with {came:?}, where {code} was expected")
            }
        }
    }

    /// The events that came of it.
    ///
    /// # Panics
    /// If it was refused.
    pub fn events(&self) -> &[Event] {
        match &self.came {
            Ok(decided) => &decided.events,
            Err(refusal) => panic!("refused: {refusal}"),
        }
    }

    /// The request afterwards; the same as before if it was refused.
    pub fn state(&self) -> Request {
        let mut request = self.request.clone();
        if let Ok(decided) = &self.came {
            decided.events.iter().for_each(|event| evolve(&mut request, event));
        }
        request
    }
}
