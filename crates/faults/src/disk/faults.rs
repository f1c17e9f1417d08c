//! Which faults befall a disk, and when.

use std::ops::Range;

/// The faults on order for a disk; none by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Faults {
    /// What the disk's chances follow from.
    pub seed: u64,
    /// The power goes during the operation after so many.
    pub cut_after: Option<u64>,
    /// From this operation on, no file can grow until there is room again.
    pub full_from: Option<u64>,
    /// These syncs fail, the first being 0. As on Linux, what a failed sync should have made durable counts as written
    /// from then on: it can be read, and no later sync makes it durable.
    pub failing_syncs: Range<u64>,
    /// What a sync does.
    pub flush: Flush,
    /// Nothing can be written.
    pub read_only: bool,
}

/// What a sync does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Flush {
    /// What it promises.
    #[default]
    Honest,
    /// Nothing for a write-ahead log: about what `synchronous=NORMAL` does.
    IgnoredForWal,
    /// Nothing: `synchronous=OFF`, or a drive that lies.
    Ignored,
}

impl Faults {
    /// Nothing goes wrong, and chances follow from this seed.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self { seed, ..Self::default() }
    }

    /// The power goes during the operation after so many.
    #[must_use]
    pub fn cut_after(mut self, operations: u64) -> Self {
        self.cut_after = Some(operations);
        self
    }

    /// From this operation on, no file can grow.
    #[must_use]
    pub fn full_from(mut self, operation: u64) -> Self {
        self.full_from = Some(operation);
        self
    }

    /// These syncs fail.
    #[must_use]
    pub fn failing_syncs(mut self, syncs: Range<u64>) -> Self {
        self.failing_syncs = syncs;
        self
    }

    /// What a sync does.
    #[must_use]
    pub fn flush(mut self, flush: Flush) -> Self {
        self.flush = flush;
        self
    }
}

impl Flush {
    /// Whether a sync of this file does anything.
    pub(super) fn reaches(self, name: &str) -> bool {
        match self {
            Self::Honest => true,
            Self::IgnoredForWal => !name.ends_with("-wal"),
            Self::Ignored => false,
        }
    }
}
