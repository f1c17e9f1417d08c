//! Writing a log down.

use std::collections::BTreeSet;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::form::{End, EventLine, Header, Line, StreamName, key_check};
use super::{DUMP_FORMAT, MAX_LINE_BYTES};
use crate::hash::hex;
use crate::recent::Recent;
use crate::tree::Frontier;
use crate::{
    Commands, ENTRY_FORMAT, Entry, EventLog, Hash, Head, LogError, LogErrorKind, Pages, Position, Recorded,
    StoredCommand, StreamId, Version,
};

/// How many events are read at a time: few, since one may have a megabyte.
const PAGE: usize = 500;
/// How many ends of streams are remembered; the others are looked up.
const TAILS: usize = 32_768;

/// A dump under way, page by page. It holds the log as it was at the beginning; what is appended meanwhile is left out.
///
/// Each event is held against its leaf as it is read, and the leaves against the root: what is damaged is found now, and
/// not on the day when the dump is needed.
#[derive(Debug)]
pub struct Dump {
    log: Arc<dyn EventLog>,
    head: Head,
    adopted: Position,
    /// None when all of the log is dumped.
    named: Option<BTreeSet<StreamId>>,
    stage: Stage,
    pages: Pages,
    commands: Commands,
    tails: Recent<StreamId, Hash>,
    /// The tree of the log as far as it was read.
    read: Frontier,
    /// The tree of what was written.
    written: Frontier,
    commands_written: u64,
    digest: Sha256,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Header,
    Events,
    Done,
}

/// What was dumped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Dumped {
    /// Where the log stood.
    pub head: Head,
    /// How many events were written.
    pub events: u64,
    /// How many commands were written with them.
    pub commands: u64,
    /// The tree's root over these events; that of the log, if they are all of it.
    pub root: Hash,
}

impl Dump {
    /// Begins a dump of the whole log. The caller must be within a Tokio runtime.
    ///
    /// # Errors
    /// As the log fails.
    pub async fn begin(log: Arc<dyn EventLog>) -> Result<Self, LogError> {
        let head = log.head().await?;
        Ok(Self {
            pages: Pages::sized(Arc::clone(&log), Position::START, PAGE),
            commands: Commands::of(Arc::clone(&log)),
            log,
            head,
            adopted: Position::START,
            named: None,
            stage: Stage::Header,
            tails: Recent::of(TAILS),
            read: Frontier::default(),
            written: Frontier::default(),
            commands_written: 0,
            digest: Sha256::new(),
        })
    }

    /// Begins a dump of these streams, each from its first event on. All of the log is read for it. A command that wrote
    /// several streams goes with all of them or not at all: else its record would be lost, or its outcome another one.
    ///
    /// # Errors
    /// [`NotFound`](LogErrorKind::NotFound) when one of them has no event; or as the log fails.
    pub async fn begin_of(
        log: Arc<dyn EventLog>,
        streams: impl IntoIterator<Item = StreamId>,
    ) -> Result<Self, LogError> {
        let named: BTreeSet<StreamId> = streams.into_iter().collect();
        for stream in &named {
            if log.read_stream(stream, Version::FIRST).await?.is_empty() {
                let problem = format!("the log has no stream {stream}; correct its kind and id");
                return Err(LogError::new(LogErrorKind::NotFound, problem));
            }
        }
        Ok(Self { named: Some(named), ..Self::begin(log).await? })
    }

    /// Notes up to where events were adopted from another program, as `PgLog::adopted` tells, so that the new log knows.
    #[must_use]
    pub fn adopted(self, adopted: Position) -> Self {
        Self { adopted, ..self }
    }

    /// The next lines, each with its end; none when all were given. Write them one after the other, and make them durable
    /// before the log is given up. Memory holds a few hundred events.
    ///
    /// A dropped future may lose lines; begin again then.
    ///
    /// # Errors
    /// [`Corrupt`](LogErrorKind::Corrupt) when what is stored isn't what its hashes say,
    /// [`Invalid`](LogErrorKind::Invalid) when a command wrote a named stream and one that isn't; or as the log fails.
    pub async fn next(&mut self) -> Result<Option<String>, LogError> {
        let mut text = String::new();
        match self.stage {
            Stage::Header => {
                self.stage = Stage::Events;
                let header = self.header();
                self.put(&mut text, &Line::TalabDump(header))?;
            }
            // A page of which nothing is wanted gives no lines, so the next one is looked at.
            Stage::Events => {
                while text.is_empty() {
                    if !self.page(&mut text).await? {
                        self.stage = Stage::Done;
                        self.end(&mut text)?;
                    }
                }
            }
            Stage::Done => return Ok(None),
        }
        Ok(Some(text))
    }

    /// What was written so far.
    #[must_use]
    pub fn so_far(&self) -> Dumped {
        let (events, root) = (self.written.size(), self.written.root());
        Dumped { head: self.head, events, commands: self.commands_written, root }
    }

    fn header(&self) -> Header {
        let named = self.named.as_ref();
        Header {
            format: DUMP_FORMAT,
            entry_format: ENTRY_FORMAT,
            epoch: self.head.epoch.id,
            epoch_counter: self.head.epoch.counter,
            position: self.head.position.get(),
            root: hex(&self.head.root),
            key_check: hex(&key_check(self.log.digest_key())),
            adopted: self.adopted.get(),
            streams: named.map(|named| named.iter().map(StreamName::of).collect()),
        }
    }

    /// Writes the wanted events of the next page; whether there was one.
    async fn page(&mut self, text: &mut String) -> Result<bool, LogError> {
        if self.read.size() >= self.head.position.get() {
            return Ok(false);
        }
        let Some(page) = self.pages.next().await? else { return Ok(false) };
        for event in page {
            if event.position > self.head.position {
                break;
            }
            if event.position.get() != self.read.size() + 1 {
                return Err(damaged(&format!("there is no event at position {}", self.read.size() + 1)));
            }
            self.read.push(event.leaf, |_, _| {});
            let command = self.commands.beginning_at(event.position).await?;
            if self.wants(&event, command.as_ref())? {
                self.event(text, event, command).await?;
            }
        }
        Ok(true)
    }

    async fn event(
        &mut self,
        text: &mut String,
        event: Recorded,
        command: Option<StoredCommand>,
    ) -> Result<(), LogError> {
        let previous = self.leaf_before(&event).await?;
        let record = command.as_ref().map(|command| command.record.as_str());
        if Entry::new(&event, previous.as_ref(), record).leaf() != event.leaf {
            return Err(damaged(&format!(
                "the event at position {} isn't what its leaf says",
                event.position
            )));
        }
        self.tails.put(event.stream.clone(), event.leaf);
        self.written.push(event.leaf, |_, _| {});
        self.commands_written += u64::from(command.is_some());
        let position = event.position;
        let line = EventLine::new(event, command).map_err(|error| {
            damaged(&format!("an instant of the event at position {position} lies outside the years"))
                .because(error)
        })?;
        self.put(text, &Line::Event(Box::new(line)))
    }

    /// Whether the event is to be written; a command's events all are, or none.
    fn wants(&self, event: &Recorded, command: Option<&StoredCommand>) -> Result<bool, LogError> {
        let Some(named) = &self.named else { return Ok(true) };
        let wrote = || command.iter().flat_map(|command| &command.appended.streams).map(|(stream, _)| stream);
        if let (Some(with), Some(without)) =
            (wrote().find(|stream| named.contains(stream)), wrote().find(|stream| !named.contains(stream)))
        {
            let problem =
                format!("a command wrote both {with} and {without}; name {without} too, or neither");
            return Err(LogError::new(LogErrorKind::Invalid, problem));
        }
        Ok(named.contains(&event.stream))
    }

    /// The leaf before this event in its stream.
    async fn leaf_before(&self, event: &Recorded) -> Result<Option<Hash>, LogError> {
        if event.version == Version::FIRST {
            return Ok(None);
        }
        if let Some(leaf) = self.tails.get(&event.stream) {
            return Ok(Some(*leaf));
        }
        let before = Version::new(event.version.get().saturating_sub(1));
        let events = self.log.read_stream(&event.stream, before).await?;
        Ok(events.first().filter(|found| found.version == before).map(|found| found.leaf))
    }

    fn end(&mut self, text: &mut String) -> Result<(), LogError> {
        if self.read.size() != self.head.position.get() || self.read.root() != self.head.root {
            return Err(damaged("its events aren't those of its head"));
        }
        let end = End {
            events: self.written.size(),
            commands: self.commands_written,
            root: hex(&self.written.root()),
            sha256: hex(&self.digest.clone().finalize()),
        };
        self.put(text, &Line::End(end))
    }

    fn put(&mut self, text: &mut String, line: &Line) -> Result<(), LogError> {
        let start = text.len();
        let json = serde_json::to_string(line).map_err(|error| {
            LogError::new(LogErrorKind::Invalid, "a line can't be written").because(error)
        })?;
        if json.len() > MAX_LINE_BYTES {
            let problem =
                format!("an event takes a line of {} bytes, and {MAX_LINE_BYTES} are read", json.len());
            return Err(LogError::new(LogErrorKind::Invalid, problem));
        }
        text.push_str(&json);
        text.push('\n');
        self.digest.update(&text.as_bytes()[start..]);
        Ok(())
    }
}

fn damaged(what: &str) -> LogError {
    let problem = format!("the log can't be dumped: {what}; verify it and restore it from a backup");
    LogError::new(LogErrorKind::Corrupt, problem)
}
