//! One aggregate and one course of life for every system: a small request, six commands, eight events.

use std::fmt;

use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, DomainEvent};
use serde::{Deserialize, Serialize};

/// How many events the six commands of one request make.
pub(crate) const EVENTS_PER_REQUEST: u64 = 8;
/// The name under which its streams are kept.
pub(crate) const KIND: &str = "BenchRequest";

/// The commands of a request in the order of its life.
pub(crate) const LIFE: [Step; 6] =
    [Step::Submit, Step::Acknowledge, Step::Assign, Step::Ask, Step::Provide, Step::Decide];

/// A command without its particulars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Submit,
    Acknowledge,
    Assign,
    Ask,
    Provide,
    Decide,
}

/// A command: what is to be done, and the number that its texts are made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Command {
    pub(crate) step: Step,
    pub(crate) seed: u64,
}

/// What an event says beside its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Particulars {
    pub(crate) by: String,
    pub(crate) desk: u32,
    pub(crate) due: String,
    pub(crate) note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Event {
    Submitted(Particulars),
    Routed(Particulars),
    Acknowledged(Particulars),
    Assigned(Particulars),
    DocumentAsked(Particulars),
    DocumentProvided(Particulars),
    ClockResumed(Particulars),
    Decided(Particulars),
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Status {
    #[default]
    New,
    Submitted,
    Acknowledged,
    InReview,
    Waiting,
    Decided,
}

/// The state: the fold of the events.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Request {
    pub(crate) status: Status,
    pub(crate) events: u64,
    desk: u32,
}

/// A command came at a time when it can't be done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Refused(Step, Status);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not possible in {:?}", self.0, self.1)
    }
}

impl std::error::Error for Refused {}

impl Particulars {
    /// Texts of such lengths that the eight events of a request have 295 bytes on average.
    fn new(seed: u64, event: u64) -> Self {
        let by = format!("officer-{:012x}", seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16);
        let length =
            154 + usize::try_from((seed.wrapping_mul(31) ^ event.wrapping_mul(17)) % 97).unwrap_or_default();
        let note =
            NOTE.chars().cycle().skip(usize::try_from(event * 7).unwrap_or_default()).take(length).collect();
        let desk = u32::try_from(seed % 40).unwrap_or_default();
        Self { by, desk, due: format!("2026-12-{:02}T09:30:00Z", 1 + seed % 28), note }
    }
}

const NOTE: &str =
    "The applicant's file was looked through at the desk and is complete so far as the regulations ask. ";

impl Event {
    /// The status that a request has after this event.
    pub(crate) fn status(&self) -> Status {
        match self {
            Self::Submitted(_) | Self::Routed(_) => Status::Submitted,
            Self::Acknowledged(_) => Status::Acknowledged,
            Self::Assigned(_) | Self::DocumentProvided(_) | Self::ClockResumed(_) => Status::InReview,
            Self::DocumentAsked(_) => Status::Waiting,
            Self::Decided(_) => Status::Decided,
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Submitted(_) => "Submitted",
            Self::Routed(_) => "Routed",
            Self::Acknowledged(_) => "Acknowledged",
            Self::Assigned(_) => "Assigned",
            Self::DocumentAsked(_) => "DocumentAsked",
            Self::DocumentProvided(_) => "DocumentProvided",
            Self::ClockResumed(_) => "ClockResumed",
            Self::Decided(_) => "Decided",
        }
    }

    fn particulars(&self) -> &Particulars {
        let (Self::Submitted(p)
        | Self::Routed(p)
        | Self::Acknowledged(p)
        | Self::Assigned(p)
        | Self::DocumentAsked(p)
        | Self::DocumentProvided(p)
        | Self::ClockResumed(p)
        | Self::Decided(p)) = self;
        p
    }
}

impl DomainEvent for Event {
    fn event_type(&self) -> String {
        self.name().to_owned()
    }

    fn event_version(&self) -> String {
        "1.0".to_owned()
    }
}

impl Request {
    /// The state after these events.
    pub(crate) fn fold(events: impl IntoIterator<Item = Event>) -> Self {
        let mut state = Self::default();
        events.into_iter().for_each(|event| state.evolve(&event));
        state
    }

    pub(crate) fn evolve(&mut self, event: &Event) {
        (self.status, self.desk) = (event.status(), event.particulars().desk);
        self.events += 1;
    }

    /// The events of a command, if it may be done now.
    pub(crate) fn decide(&self, command: Command) -> Result<Vec<Event>, Refused> {
        let says = |event: u64| Particulars::new(command.seed, event);
        Ok(match (command.step, self.status) {
            (Step::Submit, Status::New) => vec![Event::Submitted(says(0)), Event::Routed(says(1))],
            (Step::Acknowledge, Status::Submitted) => vec![Event::Acknowledged(says(2))],
            (Step::Assign, Status::Acknowledged) => vec![Event::Assigned(says(3))],
            (Step::Ask, Status::InReview) => vec![Event::DocumentAsked(says(4))],
            (Step::Provide, Status::Waiting) => {
                vec![Event::DocumentProvided(says(5)), Event::ClockResumed(says(6))]
            }
            (Step::Decide, Status::InReview) => vec![Event::Decided(says(7))],
            (step, status) => return Err(Refused(step, status)),
        })
    }
}

impl Aggregate for Request {
    const TYPE: &'static str = KIND;
    type Command = Command;
    type Event = Event;
    type Error = Refused;
    type Services = ();

    async fn handle(&mut self, command: Command, (): &(), sink: &EventSink<Self>) -> Result<(), Refused> {
        for event in self.decide(command)? {
            sink.write(event, self).await;
        }
        Ok(())
    }

    fn apply(&mut self, event: Event) {
        self.evolve(&event);
    }
}

/// A request with its whole life behind it, to fill a store with.
pub(crate) fn whole_life(seed: u64) -> Vec<Event> {
    let mut state = Request::default();
    let mut events = Vec::new();
    for step in LIFE {
        for event in state.decide(Command { step, seed }).unwrap_or_default() {
            state.evolve(&event);
            events.push(event);
        }
    }
    events
}

/// The id of a request: shaped as a UUID, since one of the systems takes no other, and repeatable.
pub(crate) fn id(world: u64, number: u64) -> String {
    let mixed = crate::arrivals::mix(world.rotate_left(32) ^ number);
    uuid::Uuid::from_u64_pair(mixed, crate::arrivals::mix(mixed ^ number)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_has_eight_events_of_some_295_bytes() -> serde_json::Result<()> {
        let lives: Vec<Event> = (0..500).flat_map(whole_life).collect();
        assert_eq!(lives.len() as u64, 500 * EVENTS_PER_REQUEST);
        let bytes: serde_json::Result<Vec<usize>> =
            lives.iter().map(|event| Ok(serde_json::to_string(event)?.len())).collect();
        let mean = bytes?.iter().sum::<usize>() / lives.len();
        assert!((290..=300).contains(&mean), "{mean}");
        assert_eq!(Request::fold(whole_life(7)).status, Status::Decided);
        Ok(())
    }

    #[test]
    fn a_command_out_of_its_time_is_refused() {
        let late = Request::fold(whole_life(1)).decide(Command { step: Step::Submit, seed: 1 });
        assert!(late.is_err());
        assert_ne!(id(1, 2), id(2, 1));
    }
}
