//! Whether events follow from each other as they did when they were recorded. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::form::{Header, StreamName};
use super::read::{Ending, Unit, bad, wrong};
use super::{BadLine, RestoreError};
use crate::hash::{hex, unhex};
use crate::ledger::{Laid, Ledger, Tail};
use crate::{Appended, Entry, Hash, Position, Recorded, StreamId, Version};

/// The log as it comes into being.
#[derive(Debug)]
pub(super) struct Checker {
    ledger: Ledger,
    /// The last event's position in the log it comes from.
    source: u64,
    /// None when all of the log is here.
    named: Option<BTreeSet<StreamId>>,
    position: u64,
    root: Hash,
    commands: u64,
    /// Up to where events were adopted, there and here.
    adopted: (u64, Position),
}

impl Checker {
    pub(super) fn new(header: &Header) -> Result<Self, RestoreError> {
        let root = unhex(&header.root);
        let named = header.streams.as_ref().map(|named| named.iter().map(StreamName::id).collect());
        Ok(Self {
            ledger: Ledger::default(),
            source: 0,
            named,
            position: header.position,
            root: root.ok_or_else(|| bad(1, wrong("the header of a dump", "root can't be read")))?,
            commands: 0,
            adopted: (header.adopted, Position::START),
        })
    }

    /// Gives the events their places in the new log. `tails` are the ends of their streams, and are moved along.
    pub(super) fn take(
        &mut self,
        unit: Unit,
        tails: &mut BTreeMap<StreamId, Tail>,
    ) -> Result<Laid, RestoreError> {
        let Unit { line, mut events, command } = unit;
        let first = self.ledger.position().next();
        let mut tree = Vec::with_capacity(events.len() * 2);
        let mut streams: Vec<(StreamId, Version)> = Vec::new();
        for ((event, line), at) in events.iter_mut().zip(line..).zip(0_usize..) {
            let record = command.as_ref().filter(|_| at == 0).map(|command| command.record.as_str());
            let tail = tails.entry(event.stream.clone()).or_default();
            self.check(event, tail, record).map_err(|problem| bad(line, problem))?;
            *tail = Tail { version: event.version, leaf: Some(event.leaf) };
            self.source = event.position.get();
            event.position = self.ledger.take(event, |row, hash| tree.push((row, hash)));
            if self.source <= self.adopted.0 {
                self.adopted.1 = event.position;
            }
            match streams.iter_mut().find(|(stream, _)| *stream == event.stream) {
                Some((_, version)) => *version = event.version,
                None => streams.push((event.stream.clone(), event.version)),
            }
        }
        self.commands += u64::from(command.is_some());
        let recorded_at = events.last().map_or(time::OffsetDateTime::UNIX_EPOCH, |last| last.recorded_at);
        let appended = Appended::new(first, self.ledger.position(), streams, recorded_at);
        // Never taken back: a dump is restored whole or not at all.
        Ok(Laid { events, tree, command, appended, writes: Vec::new() })
    }

    fn check(&self, event: &Recorded, tail: &Tail, record: Option<&str>) -> Result<(), BadLine> {
        let found = event.position.get();
        let follows = match &self.named {
            None => found == self.source + 1,
            Some(_) => found > self.source && found <= self.position,
        };
        if !follows {
            return Err(BadLine::Position { before: self.source, found });
        }
        if self.named.as_ref().is_some_and(|named| !named.contains(&event.stream)) {
            return Err(BadLine::Unnamed(event.stream.clone()));
        }
        if event.version != tail.version.next() {
            let (stream, at, found) = (event.stream.clone(), tail.version, event.version);
            return Err(BadLine::Version { stream, at, found });
        }
        if self.ledger.recorded_at().is_some_and(|before| event.recorded_at < before) {
            return Err(BadLine::Backwards);
        }
        if Entry::new(event, tail.leaf.as_ref(), record).leaf() != event.leaf {
            return Err(BadLine::Leaf { stream: event.stream.clone(), version: event.version });
        }
        Ok(())
    }

    /// Holds what was read against the last line, and against the first. The bytes come last: what is wrong with one of
    /// them is told best by the line it is on.
    pub(super) fn end(self, end: Ending) -> Result<(Ledger, Position), RestoreError> {
        let (events, root) = (self.ledger.position().get(), self.ledger.root());
        let Ending { line, says, digest } = end;
        let mut compared = vec![
            ("number of events", says.events.to_string(), events.to_string()),
            ("number of commands", says.commands.to_string(), self.commands.to_string()),
            ("root of the events", says.root, hex(&root)),
        ];
        if self.named.is_none() {
            compared.push(("log's last position", self.position.to_string(), events.to_string()));
            compared.push(("log's root", hex(&self.root), hex(&root)));
        }
        compared.push(("SHA-256 of the lines", says.sha256, digest));
        match compared.into_iter().find(|(_, said, found)| said != found) {
            Some((what, said, found)) => Err(bad(line, BadLine::End { what, said, found })),
            None => Ok((self.ledger, self.adopted.1)),
        }
    }
}
