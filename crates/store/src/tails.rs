//! The ends of streams lately written to, so that a hot stream needs no look into the file.

use std::collections::HashMap;

use crate::StreamId;
use crate::ledger::Tail;

/// How many tails a generation holds.
const GENERATION: usize = 8192;

/// A bounded memory of tails: when the young generation is full it becomes the old one, and the old one is forgotten.
#[derive(Debug, Default)]
pub(crate) struct Tails {
    young: HashMap<StreamId, Tail>,
    old: HashMap<StreamId, Tail>,
}

impl Tails {
    pub(crate) fn get(&self, stream: &StreamId) -> Option<Tail> {
        self.young.get(stream).or_else(|| self.old.get(stream)).copied()
    }

    pub(crate) fn put(&mut self, stream: StreamId, tail: Tail) {
        if self.young.len() >= GENERATION && !self.young.contains_key(&stream) {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(stream, tail);
    }

    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Version;

    #[test]
    fn stays_bounded_and_keeps_the_latest() {
        let mut tails = Tails::default();
        for n in 0..3 * GENERATION as u64 {
            let tail = Tail { version: Version::new(n), leaf: None };
            tails.put(StreamId::unchecked("Account", &n.to_string()), tail);
            assert_eq!(tails.get(&StreamId::unchecked("Account", &n.to_string())), Some(tail));
        }
        assert!(tails.young.len() + tails.old.len() <= 2 * GENERATION);
        assert_eq!(tails.get(&StreamId::unchecked("Account", "0")), None);
    }
}
