//! One pass over the log: every act read, written again, decided again, and taken in.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use talab_core::almanac::AlmanacEvent;
use talab_core::enquiries::EnquiriesEvent;
use talab_core::mandate::{Mandate, MandateEvent, MandateFacts};
use talab_core::objection::{Objection, ObjectionEvent};
use talab_core::provider::ProviderEvent;
use talab_core::request::subrequests::RelatedFacts;
use talab_core::request::{Event, Request, evolve};
use talab_core::rulebook::RulebookEvent;
use talab_core::service::ServiceEvent;
use talab_core::{ACCESS, AccessEvent};
use talab_projections::{
    CALENDAR, ENQUIRIES, Forms, MANDATE, OBJECTION, Ours, PROVIDER, REQUEST, RULEBOOK, SERVICE,
};
use talab_store::{EventLog, Recorded, StreamId, Version};

use super::HistoryCheck;
use super::acts::{Act, Acts};
use super::difference::{Change, Difference, Place, problem};
use super::directory::Directory;
use super::record::{Beside, Record};
use super::redecide::{self, Again, Panicked, guarded, json};
use super::report::HistoryReport;
use crate::error::Error;

/// How many folded requests are remembered, so that a busy one isn't read anew for every command.
const REMEMBERED: usize = 4_096;
/// After how many acts progress is told.
const TELL: u64 = 256;

/// A request as far as it is replayed; nothing if an event of it can't be read.
type Folded = Option<Request>;

struct Replay {
    log: Arc<dyn EventLog>,
    forms: Forms,
    shown: usize,
    directory: Directory,
    requests: BTreeMap<String, Folded>,
    report: HistoryReport,
}

pub(super) async fn run(check: HistoryCheck) -> Result<HistoryReport, Error> {
    let HistoryCheck { log, forms, shown, mut progress } = check;
    let head = log.head().await?.position;
    let mut acts = Acts::of(Arc::clone(&log), head);
    let (directory, requests, report) = (Directory::default(), BTreeMap::new(), HistoryReport::default());
    let mut replay = Replay { log, forms, shown, directory, requests, report };
    let mut done: u64 = 0;
    while let Some(act) = acts.next().await? {
        if let Some(last) = act.events.last() {
            replay.report.position = last.position.get();
        }
        replay.act(&act).await?;
        done += 1;
        if done.is_multiple_of(TELL) {
            progress(replay.report.position, head.get());
        }
    }
    progress(replay.report.position, head.get());
    Ok(replay.report)
}

impl Replay {
    async fn act(&mut self, act: &Act) -> Result<(), Error> {
        let ours = act.events.iter().filter(|event| is_ours(event));
        let (streams, events) = ours.fold((0, 0), |(streams, events), event| {
            (streams + u64::from(event.version == Version::FIRST), events + 1)
        });
        self.report.streams += streams;
        self.report.events += events;
        self.report.foreign += act.events.len() as u64 - events;
        if act.command.is_none() {
            self.report.without_command += events;
        } else if events > 0 {
            self.report.commands += 1;
        }
        let Some(first) = act.events.first() else { return Ok(()) };
        if act.events.iter().all(|event| event.stream == first.stream) {
            return self.stream(act).await;
        }
        if let Some((parent, child)) = opening(act) {
            self.report.commands += 1;
            return self.opening(parent, child).await;
        }
        // No other command of this release touches several streams; what is in them is read and taken in all the same.
        if act.command.is_some() && events > 0 {
            self.report.leave_out("several_streams", first.position.get());
        }
        for event in &act.events {
            self.stream(&Act { command: None, events: vec![event.clone()] }).await?;
        }
        Ok(())
    }

    /// An act on one stream.
    async fn stream(&mut self, act: &Act) -> Result<(), Error> {
        let Some(first) = act.events.first() else { return Ok(()) };
        let stream = &first.stream;
        match stream.kind() {
            REQUEST => self.request(act, stream).await?,
            SERVICE => {
                let read = self.read::<ServiceEvent>(&act.events);
                self.decide_again(act, read.as_deref(), |it, record, events| {
                    redecide::service(stream.id(), &mut it.directory, record, events)
                });
                read.iter().flatten().for_each(|event| self.directory.take_in_service(stream.id(), event));
            }
            CALENDAR => {
                let read = self.read::<AlmanacEvent>(&act.events);
                self.decide_again(act, read.as_deref(), |it, record, events| {
                    redecide::calendar(stream.id(), it.directory.almanac(stream.id()), record, events)
                });
                read.iter().flatten().for_each(|event| self.directory.take_in_calendar(stream.id(), event));
            }
            MANDATE => {
                let before = self.before(stream, first.version, Mandate::evolve).await?;
                let read = self.read::<MandateEvent>(&act.events);
                self.decide_again(act, read.as_deref(), |_, record, events| {
                    redecide::mandate(stream.id(), &before, record, events)
                });
            }
            OBJECTION => {
                let before = self.before(stream, first.version, Objection::evolve).await?;
                let mandate = self.mandate_named(act).await?;
                let read = self.read::<ObjectionEvent>(&act.events);
                self.decide_again(act, read.as_deref(), |it, record, events| {
                    redecide::objection(stream.id(), &before, record, events, &it.directory, mandate)
                });
            }
            PROVIDER => {
                let read = self.read::<ProviderEvent>(&act.events);
                self.decide_again(act, read.as_deref(), |it, record, events| {
                    redecide::provider(stream.id(), it.directory.provider(stream.id()), record, events)
                });
                read.iter().flatten().for_each(|event| self.directory.take_in_provider(stream.id(), event));
            }
            RULEBOOK => {
                let read = self.read::<RulebookEvent>(&act.events);
                self.decide_again(act, read.as_deref(), |it, record, events| {
                    redecide::rulebook(it.directory.rulebook(), record, events)
                });
                read.iter().flatten().for_each(|event| self.directory.take_in_rulebook(event));
            }
            ENQUIRIES => {
                let read = self.read::<EnquiriesEvent>(&act.events);
                self.decide_again(act, read.as_deref(), |it, record, events| {
                    redecide::enquiries(stream.id(), &mut it.directory, record, events)
                });
                read.iter().flatten().for_each(|event| self.directory.take_in_enquiries(stream.id(), event));
            }
            ACCESS => drop(self.read::<AccessEvent>(&act.events)),
            _ => {}
        }
        Ok(())
    }

    async fn request(&mut self, act: &Act, stream: &StreamId) -> Result<(), Error> {
        let Some(first) = act.events.first() else { return Ok(()) };
        let before = self.load(stream, first.version).await?;
        let beside = Beside { mandate: self.mandate_named(act).await?, related: self.related(act).await? };
        let read = self.read::<Event>(&act.events);
        match &before {
            Some(before) => self.decide_again(act, read.as_deref(), |it, record, events| {
                redecide::request(before, record, events, &it.directory, beside)
            }),
            None if act.command.is_some() => {
                self.report.leave_out("request_unreadable", first.position.get());
            }
            None => {}
        }
        let after = match (before, read) {
            (Some(request), Some(events)) => match guarded(|| fold(request, &events)) {
                Ok(request) => Some(request),
                Err(Panicked) => {
                    self.differ(first, None, Change::Panicked);
                    None
                }
            },
            _ => None,
        };
        if self.requests.len() >= REMEMBERED {
            self.requests.clear();
        }
        self.requests.insert(stream.id().to_owned(), after);
        Ok(())
    }

    /// A part that was opened with its parent in one append: the parent first, then the submission that follows from it.
    async fn opening(&mut self, parent: Act, child: Act) -> Result<(), Error> {
        let (Some(above), Some(below)) = (parent.events.first(), child.events.first()) else { return Ok(()) };
        self.request(&parent, &above.stream).await?;
        let held = self.requests.get(above.stream.id()).cloned().flatten();
        let read = self.read::<Event>(&child.events);
        let related = held.and_then(|request| {
            let (reference, version) = (above.stream.id().parse().ok()?, request.version());
            Some(RelatedFacts { reference, version, request: Arc::new(request) })
        });
        let opened = |it: &mut Self, record: Record, events: &[Event]| {
            let Some(parent) = related else { return Again::NotCompared("related_request_unreadable") };
            let pinned = parent.request.service();
            let definition = pinned.and_then(|(code, version)| it.directory.definition(code, version));
            match (record.into_opened(), definition) {
                (Some(record), Some(definition)) => {
                    redecide::part(record, events, &it.directory, parent, &definition)
                }
                (None, _) => Again::NotCompared("record_unknown"),
                (_, None) => Again::NotCompared("definition_not_in_log"),
            }
        };
        self.decide_again(&child, read.as_deref(), opened);
        let after = read.and_then(|events| guarded(|| fold(Request::default(), &events)).ok());
        self.requests.insert(below.stream.id().to_owned(), after);
        Ok(())
    }

    /// The other request that a command was decided on, as it was then; nothing if it names none.
    async fn related(&self, act: &Act) -> Result<Option<RelatedFacts>, Error> {
        let record = act.command.as_ref().and_then(|command| Record::read(&command.record));
        let Some((reference, version)) = record.as_ref().and_then(Record::related) else { return Ok(None) };
        let Ok(stream) = StreamId::new(REQUEST, reference.as_str()) else { return Ok(None) };
        let request = self.before(&stream, Version::new(version + 1), evolve).await?;
        let whole = request.version() == version;
        let (reference, request) = (reference.clone(), Arc::new(request));
        Ok(whole.then_some(RelatedFacts { reference, version, request }))
    }

    /// A short stream folded up to this version; what of it can't be read was told when it was replayed.
    async fn before<T: Default, E: Ours>(
        &self,
        stream: &StreamId,
        version: Version,
        evolve: impl Fn(&mut T, &E),
    ) -> Result<T, Error> {
        let mut state = T::default();
        for recorded in self.log.read_stream(stream, Version::FIRST).await? {
            if recorded.version < version
                && let Ok(event) = self.forms.decode(&recorded)
            {
                evolve(&mut state, &event);
            }
        }
        Ok(state)
    }

    /// The mandate that a command was decided on, as it was then; nothing if it names none, or the log doesn't hold it.
    async fn mandate_named(&self, act: &Act) -> Result<Option<MandateFacts>, Error> {
        let record = act.command.as_ref().and_then(|command| Record::read(&command.record));
        let Some((id, version)) = record.as_ref().and_then(Record::mandate) else { return Ok(None) };
        let Ok(stream) = StreamId::new(MANDATE, id.as_str()) else { return Ok(None) };
        let mandate = self.before(&stream, Version::new(version + 1), Mandate::evolve).await?;
        let there = mandate.granted().is_some();
        Ok(there.then(|| MandateFacts { id: id.clone(), version, mandate }))
    }

    /// The request before this version, remembered or read again.
    async fn load(&mut self, stream: &StreamId, version: Version) -> Result<Folded, Error> {
        match self.requests.remove(stream.id()) {
            Some(folded) => return Ok(folded),
            None if version == Version::FIRST => return Ok(Some(Request::default())),
            None => {}
        }
        let mut events = self.log.read_stream(stream, Version::FIRST).await?;
        events.retain(|event| event.version < version);
        // What is wrong with them was told when they were replayed.
        let events: Option<Vec<Event>> = events.iter().map(|event| self.forms.decode(event).ok()).collect();
        Ok(events.and_then(|events| guarded(|| fold(Request::default(), &events)).ok()))
    }

    /// Reads events, and holds what they would be written as against what is stored; nothing if one can't be read.
    fn read<E: Ours + Serialize>(&mut self, events: &[Recorded]) -> Option<Vec<E>> {
        let mut read = Some(Vec::with_capacity(events.len()));
        for recorded in events {
            match self.forms.decode::<E>(recorded) {
                Ok(event) => {
                    let stored = self.forms.payload(recorded).ok();
                    let stored = stored.and_then(|payload| serde_json::from_str(&payload).ok());
                    if let Some(at) = Place::of(&stored.unwrap_or_default(), &json(&event)) {
                        let event = recorded.event_type.clone();
                        self.differ(recorded, None, Change::Rewritten { event, at });
                    }
                    if let Some(read) = &mut read {
                        read.push(event);
                    }
                }
                Err(error) => {
                    read = None;
                    let event = recorded.event_type.clone();
                    let problem = problem(&error.source);
                    self.differ(recorded, None, Change::Undecodable { event, problem });
                }
            }
        }
        read
    }

    fn decide_again<E>(
        &mut self,
        act: &Act,
        read: Option<&[E]>,
        decide: impl FnOnce(&mut Self, Record, &[E]) -> Again,
    ) {
        let (Some(command), Some(first)) = (&act.command, act.events.first()) else { return };
        let (record, position) = (Record::read(&command.record), first.position.get());
        let name = record.as_ref().map(|record| record.name.clone());
        let again = match (record, read) {
            (Some(record), Some(events)) => decide(self, record, events),
            (None, _) => Again::NotCompared("record_unknown"),
            (_, None) => Again::NotCompared("events_unreadable"),
        };
        match again {
            Again::Same => self.report.same += 1,
            Again::Differs(change) => self.differ(first, name, change),
            Again::NotCompared(why) => self.report.leave_out(why, position),
        }
    }

    fn differ(&mut self, at: &Recorded, command: Option<String>, change: Change) {
        let (position, version) = (at.position.get(), at.version.get());
        let difference = Difference { position, stream: at.stream.to_string(), version, command, change };
        self.report.differ(difference, self.shown);
    }
}

/// The two requests of an act that opened a part of one of them, each with the command behind both.
fn opening(act: &Act) -> Option<(Act, Act)> {
    let command = act.command.as_ref()?;
    Record::read(&command.record)?.into_opened()?;
    let above = &act.events.first()?.stream;
    let (parent, child): (Vec<_>, Vec<_>) =
        act.events.iter().cloned().partition(|event| event.stream == *above);
    let below = &child.first()?.stream;
    let requests = [above, below].iter().all(|stream| stream.kind() == REQUEST);
    let two = requests && child.iter().all(|event| event.stream == *below);
    let of = |events| Act { command: Some(command.clone()), events };
    two.then(|| (of(parent), of(child)))
}

fn is_ours(event: &Recorded) -> bool {
    matches!(
        event.stream.kind(),
        REQUEST | SERVICE | CALENDAR | PROVIDER | RULEBOOK | MANDATE | OBJECTION | ENQUIRIES | ACCESS
    )
}

fn fold(mut request: Request, events: &[Event]) -> Request {
    events.iter().for_each(|event| evolve(&mut request, event));
    request
}
