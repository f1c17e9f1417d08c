//! Where the view stands in the log: the tree over everything it has read.
//!
//! The tree is small (its peaks), is kept in the transaction of the rows, and grows with each event read. Its root
//! must be the log's own whenever the view stands at the head, so a log that was swapped or restored is noticed.

use std::collections::BTreeMap;

use talab_store::tree::{Frontier, peak_rows};
use talab_store::view::Row;
use talab_store::{Hash, LogError, Position, Recorded};

use super::row::{signed, unsigned};

/// The only row of its table.
pub(super) const NAME: &str = "tree";

/// The tree over the events read so far, and the leaf of the last one.
#[derive(Clone, Debug, Default)]
pub(super) struct Mark {
    frontier: Frontier,
    peaks: BTreeMap<u64, Hash>,
    leaf: Option<Hash>,
}

impl Mark {
    /// The position of the last event read.
    pub(super) fn position(&self) -> Position {
        Position::new(self.frontier.size())
    }

    pub(super) fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// Whether this is the last event read.
    pub(super) fn ends_with(&self, recorded: &Recorded) -> bool {
        self.position() == recorded.position && self.leaf == Some(recorded.leaf)
    }

    /// Takes in the next event.
    pub(super) fn push(&mut self, recorded: &Recorded) {
        let peaks = &mut self.peaks;
        self.frontier.push(recorded.leaf, |row, hash| {
            peaks.insert(row, hash);
        });
        let kept = peak_rows(self.frontier.size());
        self.peaks.retain(|row, _| kept.contains(row));
        self.leaf = Some(recorded.leaf);
    }

    pub(super) fn to_row(&self) -> Row {
        let peaks: Vec<u8> = self.peaks.values().flatten().copied().collect();
        Row::new()
            .with("name", NAME)
            .with("size", signed(self.frontier.size()))
            .with("peaks", peaks)
            .with("leaf", self.leaf.map(Vec::from))
    }

    /// The mark in a row, if it is whole.
    pub(super) fn from_row(row: &Row) -> Result<Option<Self>, LogError> {
        let size = unsigned(row.integer("size")?);
        let hashes: Vec<Hash> = match row.optional_blob("peaks")?.unwrap_or_default().as_chunks() {
            (hashes, []) => hashes.to_vec(),
            _ => return Ok(None),
        };
        let leaf = row.optional_blob("leaf")?.and_then(|leaf| Hash::try_from(leaf).ok());
        let peaks = peak_rows(size).into_iter().zip(hashes.iter().copied()).collect();
        Ok(Frontier::new(size, hashes).map(|frontier| Self { frontier, peaks, leaf }))
    }
}
