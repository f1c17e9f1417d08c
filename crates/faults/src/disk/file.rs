//! One file: what is read from it now, and what of that a power cut leaves.

use std::sync::Arc;

use crate::rng::Rng;
use crate::vfs::Locks;

/// What a drive writes as a whole.
const SECTOR: usize = 512;
/// In how many of a hundred a sector that didn't come through is noise and not what was there before.
const NOISE: u64 = 20;

#[derive(Debug, Default)]
pub(super) struct File {
    /// With everything that was written.
    now: Vec<u8>,
    /// Without what was not synced.
    durable: Vec<u8>,
    /// What leads from the one to the other.
    pending: Vec<Change>,
    /// Locks are on the file and not on its name.
    pub(super) locks: Arc<Locks>,
}

#[derive(Debug, Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

impl File {
    pub(super) fn length(&self) -> usize {
        self.now.len()
    }

    /// Copies what is there into the buffer and says how much that was.
    pub(super) fn read(&self, buffer: &mut [u8], offset: usize) -> usize {
        let there = self.now.get(offset..).unwrap_or_default();
        let length = there.len().min(buffer.len());
        buffer[..length].copy_from_slice(&there[..length]);
        length
    }

    pub(super) fn write(&mut self, bytes: &[u8], offset: usize) {
        put(&mut self.now, bytes, offset);
        self.pending.push(Change::Write(offset, bytes.to_vec()));
    }

    pub(super) fn truncate(&mut self, length: usize) {
        self.now.resize(length, 0);
        self.pending.push(Change::Length(length));
    }

    pub(super) fn sync(&mut self) {
        for change in self.pending.drain(..) {
            match change {
                Change::Write(offset, bytes) => put(&mut self.durable, &bytes, offset),
                Change::Length(length) => self.durable.resize(length, 0),
            }
        }
    }

    /// A sync that failed: part of it came through, and the rest never will.
    pub(super) fn sync_in_part(&mut self, rng: &mut Rng) {
        let pending = std::mem::take(&mut self.pending);
        scatter(&mut self.durable, &pending, rng, 50, 0);
    }

    /// The same file when all who held locks on it are gone.
    pub(super) fn without_locks(&self) -> Self {
        let (now, durable, pending) = (self.now.clone(), self.durable.clone(), self.pending.clone());
        Self { now, durable, pending, locks: Arc::default() }
    }

    /// The file as it is found after a power cut.
    pub(super) fn after_power_cut(&self, rng: &mut Rng, survival: u64) -> Self {
        let mut found = self.durable.clone();
        scatter(&mut found, &self.pending, rng, survival, NOISE);
        Self { now: found.clone(), durable: found, ..Self::default() }
    }
}

/// Makes so many of a hundred sectors of the changes, and noise of some of the others.
fn scatter(content: &mut Vec<u8>, changes: &[Change], rng: &mut Rng, survival: u64, noise: u64) {
    for change in changes {
        match change {
            Change::Length(length) if rng.percent(survival) => content.resize(*length, 0),
            Change::Length(_) => {}
            Change::Write(offset, bytes) => {
                let mut at = *offset;
                let mut rest = bytes.as_slice();
                while !rest.is_empty() {
                    let (sector, after) = rest.split_at(rest.len().min(SECTOR - at % SECTOR));
                    if rng.percent(survival) {
                        put(content, sector, at);
                    } else if survival > 0 && rng.percent(noise) {
                        let garbage: Vec<u8> = sector.iter().map(|_| rng.next().to_le_bytes()[0]).collect();
                        put(content, &garbage, at);
                    }
                    at += sector.len();
                    rest = after;
                }
            }
        }
    }
}

fn put(content: &mut Vec<u8>, bytes: &[u8], offset: usize) {
    let end = offset + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    content[offset..end].copy_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_synced_is_sure_to_be_there() {
        let mut file = File::default();
        file.write(&[1; 2048], 0);
        file.sync();
        file.write(&[2; 2048], 100);
        file.truncate(1024);
        let mut kinds = std::collections::BTreeSet::new();
        for seed in 0..200 {
            let found = file.after_power_cut(&mut Rng::new(seed), 50);
            assert!(found.now[..100].iter().all(|byte| *byte == 1), "nobody wrote there again");
            let torn = found.now[100..].windows(2).filter(|pair| pair[0] != pair[1]).count();
            kinds.insert((found.length(), torn > 0));
        }
        assert!(kinds.len() > 3, "power cuts differ: {kinds:?}");
        assert_eq!(file.after_power_cut(&mut Rng::new(1), 0).now, [1; 2048]);
        assert_eq!(file.after_power_cut(&mut Rng::new(1), 100).now, file.now);
    }

    #[test]
    fn a_failed_sync_is_never_made_good() {
        let mut file = File::default();
        file.write(&[1; 64 * SECTOR], 0);
        file.sync_in_part(&mut Rng::new(7));
        file.sync();
        let found = file.after_power_cut(&mut Rng::new(7), 100);
        assert_ne!(found.now, file.now);
        assert!(found.now.contains(&1));
    }
}
