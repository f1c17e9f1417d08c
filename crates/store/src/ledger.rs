//! Laying events out: positions, versions, instants, leaves and tree rows. Pure; every backend writes what comes out.

use time::OffsetDateTime;

use crate::tree::Frontier;
use crate::{
    Append, AppendError, Appended, CommandRecord, Entry, Expected, Hash, Position, Recorded, StoredCommand,
    StreamId, StreamWrite, Version,
};

/// Where a stream ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tail {
    pub(crate) version: Version,
    /// The last event's leaf; none for a stream without events.
    pub(crate) leaf: Option<Hash>,
}

/// How many ends of streams a writer remembers, so that a hot stream needs no look into the storage.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub(crate) const TAILS: usize = 8192;

/// Everything one append adds to the log.
#[derive(Debug)]
pub(crate) struct Laid {
    pub(crate) events: Vec<Recorded>,
    #[cfg_attr(
        not(any(feature = "sqlite", feature = "postgres")),
        expect(dead_code, reason = "memory keeps the frontier only")
    )]
    pub(crate) tree: Vec<(u64, Hash)>,
    pub(crate) command: Option<CommandRecord>,
    pub(crate) appended: Appended,
    /// What was asked for, without the events: each stream, what was demanded of it, how many events go there.
    #[cfg_attr(
        not(feature = "postgres"),
        expect(dead_code, reason = "only there an append may be laid out anew")
    )]
    pub(crate) writes: Vec<(StreamId, Expected, usize)>,
}

/// The end of the log, moved along as appends are laid out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Ledger {
    frontier: Frontier,
    recorded_at: Option<OffsetDateTime>,
}

impl Ledger {
    /// The end of a log with this tree, whose last event was recorded then.
    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    pub(crate) fn new(frontier: Frontier, recorded_at: Option<OffsetDateTime>) -> Self {
        Self { frontier, recorded_at }
    }

    pub(crate) fn position(&self) -> Position {
        Position::new(self.frontier.size())
    }

    /// The hashes of the complete subtrees that make up the tree, widest first.
    #[cfg(feature = "postgres")]
    pub(crate) fn peaks(&self) -> &[Hash] {
        self.frontier.peaks()
    }

    /// When the last event was recorded.
    pub(crate) fn recorded_at(&self) -> Option<OffsetDateTime> {
        self.recorded_at
    }

    /// Takes in an event that was laid out in another log, and gives its place in this one. The tree's rows that it adds go
    /// to `rows`.
    pub(crate) fn take(&mut self, event: &Recorded, rows: impl FnMut(u64, Hash)) -> Position {
        self.recorded_at = Some(event.recorded_at);
        self.frontier.push(event.leaf, rows);
        self.position()
    }

    pub(crate) fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// Lays out a checked append whose streams end at `tails` (one for each write, in order). `now` may be behind the
    /// last `recorded_at`; then that is used again.
    pub(crate) fn lay(&mut self, append: Append, tails: &[Tail], now: OffsetDateTime) -> Laid {
        let now = crate::instant::truncate(now);
        let recorded_at = self.recorded_at.map_or(now, |last| last.max(now));
        self.recorded_at = Some(recorded_at);
        let first = self.position().next();
        let mut events: Vec<Recorded> = Vec::with_capacity(append.event_count());
        let mut streams = Vec::with_capacity(append.writes.len());
        let mut writes = Vec::with_capacity(append.writes.len());
        let mut tree = Vec::with_capacity(events.capacity() * 2);
        for (write, tail) in append.writes.into_iter().zip(tails) {
            let mut tail = *tail;
            writes.push((write.stream.clone(), write.expected, write.events.len()));
            for mut event in write.events {
                event.occurred_at = crate::instant::truncate(event.occurred_at);
                tail.version = tail.version.next();
                let position = self.position().next();
                let stream = write.stream.clone();
                let mut recorded = Recorded::new(position, stream, tail.version, event, recorded_at, [0; 32]);
                let record = append.command.as_ref().filter(|_| position == first).map(|c| c.record.as_str());
                recorded.leaf = Entry::new(&recorded, tail.leaf.as_ref(), record).leaf();
                tail.leaf = Some(recorded.leaf);
                self.frontier.push(recorded.leaf, |row, hash| tree.push((row, hash)));
                events.push(recorded);
            }
            if events.last().is_some_and(|last| last.stream == write.stream) {
                streams.push((write.stream, tail.version));
            }
        }
        let appended = Appended::new(first, self.position(), streams, recorded_at);
        Laid { events, tree, command: append.command, appended, writes }
    }
}

#[cfg(feature = "postgres")]
impl Laid {
    /// The append as it was before it was laid out, but for instants, which stay cut to whole microseconds.
    pub(crate) fn take_back(self) -> Append {
        let mut events = self.events.into_iter().map(|event| {
            let Recorded { event_type, event_version, payload, metadata, occurred_at, .. } = event;
            crate::NewEvent { event_type, event_version, payload, metadata, occurred_at }
        });
        let write = |(stream, expected, count)| {
            let events = events.by_ref().take(count).collect();
            StreamWrite { stream, expected, events }
        };
        Append { writes: self.writes.into_iter().map(write).collect(), command: self.command }
    }
}

/// Checks a write against the end of its stream.
pub(crate) fn check_expected(write: &StreamWrite, actual: Version) -> Result<(), AppendError> {
    if write.expected.is_met_by(actual) {
        return Ok(());
    }
    Err(AppendError::Conflict { stream: write.stream.clone(), expected: write.expected, actual })
}

/// What a command whose id is known already comes to: its first outcome, or a refusal.
pub(crate) fn replay(command: &CommandRecord, stored: StoredCommand) -> Result<Appended, AppendError> {
    if stored.digest == command.digest {
        return Ok(stored.appended);
    }
    Err(AppendError::CommandIdReused { id: stored.id })
}

#[cfg(test)]
#[cfg(feature = "postgres")]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::NewEvent;

    #[test]
    fn what_is_taken_back_is_what_was_laid_out() {
        let stream = |id| StreamId::new("Account", id).unwrap();
        let event = |text: &str| {
            NewEvent::new("Noted", format!("{{\"Noted\":\"{text}\"}}"), datetime!(2026-01-01 00:00 UTC))
                .event_version("2")
                .metadata("{\"by\":\"x\"}")
        };
        let append = Append::new()
            .write(stream("a"), Expected::Exact(Version::new(3)), vec![event("1"), event("2")])
            .check(stream("b"), Version::new(7))
            .write(stream("c"), Expected::Any, vec![event("3")])
            .command(CommandRecord::new("c1", [7; 32], "{}"));
        let tails = [3, 7, 0].map(|version| Tail { version: Version::new(version), leaf: Some([1; 32]) });
        let laid = Ledger::default().lay(append.clone(), &tails, datetime!(2026-01-02 00:00 UTC));
        assert_eq!(laid.appended.last, Position::new(3));
        assert_eq!(laid.take_back(), append);
    }
}
