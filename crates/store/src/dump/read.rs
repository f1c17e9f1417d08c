//! Reading the lines of a dump: their form, and which of them belong together. What they say is checked elsewhere.

use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;

use serde::de::IgnoredAny;
use sha2::{Digest, Sha256};

use super::form::{CommandPart, End, EventLine, Header, Line, Stamp};
use super::{BadLine, DUMP_FORMAT, MAX_LINE_BYTES, RestoreError};
use crate::hash::{hex, unhex};
use crate::{CommandRecord, ENTRY_FORMAT, MAX_EVENTS, Recorded};

/// How many events are handed on at a time, and how many bytes of lines; beyond the first of each.
const BATCH: usize = 500;
const BATCH_BYTES: usize = 4 * 1024 * 1024;

/// The events of one append, as far as a dump can tell: those of a command, or one without.
#[derive(Debug)]
pub(super) struct Unit {
    /// The line of the first event; the others follow.
    pub(super) line: u64,
    pub(super) events: Vec<Recorded>,
    pub(super) command: Option<CommandRecord>,
}

/// What was read at a time.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) units: Vec<Unit>,
    /// The last line, once it was reached; nothing stands after it.
    pub(super) end: Option<Ending>,
}

/// The last line, and what it must fit besides the events.
#[derive(Debug)]
pub(super) struct Ending {
    pub(super) line: u64,
    pub(super) says: End,
    /// SHA-256 of every byte before it.
    pub(super) digest: String,
}

/// A dump being read.
#[derive(Debug)]
pub(super) struct Lines<R> {
    from: BufReader<R>,
    line: u64,
    digest: Sha256,
    buffer: Vec<u8>,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(from: R) -> Self {
        Self { from: BufReader::new(from), line: 0, digest: Sha256::new(), buffer: Vec::new() }
    }

    /// The first line.
    pub(super) fn header(&mut self) -> Result<Header, RestoreError> {
        const EXPECTED: &str = "the header of a dump";
        self.read()?.ok_or_else(|| self.bad(BadLine::Truncated))?;
        let stamp: Stamp = self.parse(EXPECTED)?;
        if stamp.talab_dump.format > DUMP_FORMAT {
            return Err(self.bad(BadLine::NewerFormat(stamp.talab_dump.format)));
        }
        let Line::TalabDump(header) = self.parse(EXPECTED)? else {
            return Err(self.form(EXPECTED, "it is another line of one"));
        };
        if (header.format, header.entry_format) != (DUMP_FORMAT, ENTRY_FORMAT) {
            let problem = format!("no release wrote format {}, {}", header.format, header.entry_format);
            return Err(self.form(EXPECTED, &problem));
        }
        self.digest.update(&self.buffer);
        Ok(header)
    }

    /// The next events.
    pub(super) fn batch(&mut self) -> Result<Batch, RestoreError> {
        let mut batch = Batch::default();
        let (mut events, mut bytes) = (0, 0);
        while events < BATCH && bytes < BATCH_BYTES {
            let line = match self.line()? {
                Line::Event(line) => *line,
                Line::End(says) => {
                    batch.end = Some(self.ending(says)?);
                    break;
                }
                Line::TalabDump(_) => return Err(self.form("an event or the end", "it is a header")),
            };
            bytes += self.buffer.len();
            let unit = self.unit(line, &mut bytes)?;
            events += unit.events.len();
            batch.units.push(unit);
        }
        Ok(batch)
    }

    /// The event on this line, and those of the same command on the lines after it.
    fn unit(&mut self, mut first: EventLine, bytes: &mut usize) -> Result<Unit, RestoreError> {
        let line = self.line;
        let command = first.command.take();
        let mut unit = Unit { line, events: vec![self.event(first)?], command: None };
        let Some(command) = command else { return Ok(unit) };
        let wanted = usize::try_from(command.events).ok().filter(|events| (1..=MAX_EVENTS).contains(events));
        let wanted = wanted.ok_or_else(|| self.form("an event", "no command causes so many"))?;
        let cut = |this: &Self| this.bad(BadLine::CommandCut { id: command.id.clone() });
        let started = *bytes;
        while unit.events.len() < wanted {
            let Line::Event(next) = self.line()? else { return Err(cut(self)) };
            *bytes += self.buffer.len();
            if *bytes - started > MAX_LINE_BYTES {
                return Err(self.bad(BadLine::TooLong));
            }
            let together = next.command.is_none();
            let event = self.event(*next)?;
            if !together || event.recorded_at != unit.events[0].recorded_at {
                return Err(cut(self));
            }
            unit.events.push(event);
        }
        unit.command = Some(self.command(line, command)?);
        Ok(unit)
    }

    fn event(&self, line: EventLine) -> Result<Recorded, RestoreError> {
        for (what, json) in [("payload", &line.payload), ("metadata", &line.metadata)] {
            self.json(self.line, what, json)?;
        }
        line.into_event().map_err(|what| self.form("an event", &format!("{what} can't be read")))
    }

    fn command(&self, line: u64, part: CommandPart) -> Result<CommandRecord, RestoreError> {
        self.json(line, "record", &part.record)?;
        let digest =
            unhex(&part.digest).ok_or_else(|| bad(line, wrong("an event", "digest can't be read")))?;
        Ok(CommandRecord::new(part.id, digest, part.record))
    }

    /// No database takes what isn't JSON, and one would say so without naming a line.
    fn json(&self, line: u64, what: &str, text: &str) -> Result<(), RestoreError> {
        let checked = serde_json::from_str::<IgnoredAny>(text).map(drop);
        checked.map_err(|error| bad(line, wrong("an event", &format!("its {what} is no JSON: {error}"))))
    }

    /// The end, after which nothing may come.
    fn ending(&mut self, says: End) -> Result<Ending, RestoreError> {
        let ending = Ending { line: self.line, says, digest: hex(&self.digest.clone().finalize()) };
        match self.read()? {
            Some(()) => Err(self.bad(BadLine::AfterEnd)),
            None => Ok(ending),
        }
    }

    /// The next line, which must be there.
    fn line(&mut self) -> Result<Line, RestoreError> {
        self.read()?.ok_or_else(|| self.bad(BadLine::Truncated))?;
        let line = self.parse("an event or the end")?;
        if !matches!(line, Line::End(_)) {
            self.digest.update(&self.buffer);
        }
        Ok(line)
    }

    /// Reads the next line with its end into the buffer; none at the end of the file. The line is counted either way, so
    /// that one which is missing can be named.
    fn read(&mut self) -> Result<Option<()>, RestoreError> {
        self.buffer.clear();
        let limit = MAX_LINE_BYTES as u64 + 1;
        let read = self.from.by_ref().take(limit).read_until(b'\n', &mut self.buffer);
        let read =
            read.map_err(|cause| RestoreError::Unreadable { after: self.line, cause: Arc::new(cause) })?;
        self.line += 1;
        if read > MAX_LINE_BYTES {
            return Err(self.bad(BadLine::TooLong));
        }
        Ok((read > 0).then_some(()))
    }

    fn parse<'a, T: serde::Deserialize<'a>>(&'a self, expected: &'static str) -> Result<T, RestoreError> {
        // A file that was cut off within its last line lacks that line's end.
        if self.buffer.last() != Some(&b'\n') {
            return Err(self.bad(BadLine::Truncated));
        }
        serde_json::from_slice(&self.buffer).map_err(|error| self.form(expected, &error.to_string()))
    }

    fn form(&self, expected: &'static str, problem: &str) -> RestoreError {
        self.bad(wrong(expected, problem))
    }

    fn bad(&self, problem: BadLine) -> RestoreError {
        bad(self.line, problem)
    }
}

pub(super) fn bad(line: u64, problem: BadLine) -> RestoreError {
    RestoreError::Line { line, problem }
}

pub(super) fn wrong(expected: &'static str, problem: &str) -> BadLine {
    BadLine::Form { expected, problem: problem.to_owned() }
}
