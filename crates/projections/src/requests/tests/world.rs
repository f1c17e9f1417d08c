//! A log with requests that live at random, among streams that are none.

use talab_core::Actor;
use talab_core::request::Event;
use talab_store::{Append, EventLog, Expected, MemoryLog, NewEvent, StreamId, Version};

use crate::entry::REQUEST;
use crate::testing::walk::{self, Pick};
use crate::testing::{Case, applicant, person};

/// How many requests live in it.
pub(super) const CASES: usize = 6;

/// What is done to the log at one step.
#[derive(Clone, Copy, Debug)]
pub(super) enum Doing {
    /// A request goes on.
    Live(usize, Pick),
    /// An event that this release can't read is recorded of a request.
    Poison(usize),
    /// Something of another kind is recorded.
    Other,
}

pub(super) struct World {
    pub(super) log: MemoryLog,
    pub(super) cases: Vec<Case>,
    poisoned: [bool; CASES],
}

impl World {
    pub(super) fn new() -> Self {
        let cases = (0..CASES).map(|number| {
            let mut case = Case::new(u64::try_from(number).unwrap());
            // Two people have three requests each.
            case.applicant =
                if number % 2 == 0 { applicant() } else { Actor::applicant(person("citizen-2")) };
            case
        });
        Self { log: MemoryLog::new().unwrap(), cases: cases.collect(), poisoned: [false; CASES] }
    }

    pub(super) async fn take(&mut self, doing: Doing) {
        match doing {
            Doing::Live(number, pick) => {
                let case = &mut self.cases[number % CASES];
                let before = case.entries.len();
                walk::step(case, pick);
                append(&self.log, case, before).await;
            }
            Doing::Poison(number) => {
                let number = number % CASES;
                self.poisoned[number] = true;
                let event = NewEvent::new("Unheard", r#"{"Unheard":{}}"#, self.cases[number].at.get());
                write(&self.log, REQUEST, self.cases[number].reference.as_str(), vec![event]).await;
            }
            Doing::Other => {
                let event =
                    NewEvent::new("HolidayDeclared", r#"{"HolidayDeclared":{}}"#, self.cases[0].at.get());
                write(&self.log, "Calendar", "ly-west", vec![event]).await;
            }
        }
    }

    /// A log in which every request was acknowledged.
    pub(super) async fn acknowledged() -> Self {
        let mut world = Self::new();
        for number in 0..CASES {
            world.take(Doing::Live(number, (0, 39))).await;
        }
        world
    }

    /// Records what came to a case outside of a walk.
    pub(super) async fn record(&self, number: usize) {
        let case = &self.cases[number];
        let stream = StreamId::new(REQUEST, case.reference.as_str()).unwrap();
        let recorded = self.log.read_stream(&stream, Version::FIRST).await.unwrap().len();
        append(&self.log, case, recorded).await;
    }

    pub(super) fn is_poisoned(&self, number: usize) -> bool {
        self.poisoned[number]
    }
}

/// Records what came to a case since it had so many events.
async fn append(log: &MemoryLog, case: &Case, before: usize) {
    let new = case.entries[before..].iter().map(|entry| {
        let event: &Event = &entry.event;
        let payload = serde_json::to_string(event).unwrap();
        NewEvent::new(event.name(), payload, entry.occurred_at.get()).metadata(entry.by.to_metadata())
    });
    let new: Vec<_> = new.collect();
    if !new.is_empty() {
        write(log, REQUEST, case.reference.as_str(), new).await;
    }
}

pub(super) async fn write(log: &MemoryLog, kind: &str, id: &str, events: Vec<NewEvent>) {
    let stream = StreamId::new(kind, id).unwrap();
    log.append(Append::new().write(stream, Expected::Any, events)).await.unwrap();
}
