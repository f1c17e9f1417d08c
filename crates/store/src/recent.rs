//! What was lately used, and no more of it than fits.

use std::collections::HashMap;
use std::hash::Hash;

/// A bounded memory: when the young generation is full it becomes the old one, and the old one is forgotten.
#[derive(Debug)]
pub(crate) struct Recent<K, V> {
    /// How many a generation holds.
    size: usize,
    young: HashMap<K, V>,
    old: HashMap<K, V>,
}

impl<K: Eq + Hash, V> Recent<K, V> {
    /// A memory of the latest so many, and of at most twice as many.
    pub(crate) fn of(size: usize) -> Self {
        Self { size: size.max(1), young: HashMap::new(), old: HashMap::new() }
    }

    pub(crate) fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: std::borrow::Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        self.young.get(key).or_else(|| self.old.get(key))
    }

    pub(crate) fn put(&mut self, key: K, value: V) {
        if self.young.len() >= self.size && !self.young.contains_key(&key) {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, value);
    }

    /// Takes one out.
    pub(crate) fn take<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: std::borrow::Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        // An older value of the same key must not come to light again.
        let old = self.old.remove(key);
        self.young.remove(key).or(old)
    }

    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    pub(crate) fn forget(&mut self) {
        *self = Self::of(self.size);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_bounded_and_keeps_the_latest() {
        let mut recent = Recent::of(10);
        for n in 0..30 {
            recent.put(n, n * 2);
            assert_eq!(recent.get(&n), Some(&(n * 2)));
        }
        assert!(recent.young.len() + recent.old.len() <= 20);
        assert_eq!(recent.get(&0), None);
    }

    #[test]
    fn what_was_taken_is_gone() {
        let mut recent = Recent::of(2);
        for (key, value) in [(1, 'a'), (2, 'b'), (3, 'c'), (1, 'd')] {
            recent.put(key, value);
        }
        assert_eq!((recent.take(&1), recent.take(&1), recent.get(&1)), (Some('d'), None, None));
        recent.forget();
        assert_eq!(recent.get(&3), None);
    }
}
