//! The RFC 9162 hash tree over the log's leaves.
//!
//! Leaf number `n` (from 0) is the event at position `n + 1`. Every complete subtree's hash is stored once, under a
//! number that never changes: [`stored_index`]. `docs/formats.md` explains the arithmetic.

use crate::Hash;
use crate::hash::sha256;

/// The hash of an inner node.
#[must_use]
pub fn node(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left, right])
}

/// The root of a tree without leaves: SHA-256 of nothing.
#[must_use]
pub fn empty_root() -> Hash {
    sha256(&[])
}

/// The row number of the hash of complete subtree `index` (from 0) at `level` (0 = leaves).
///
/// Rows are written in the order in which subtrees become complete: each leaf, and right after it the subtrees it
/// completes, from the bottom up.
#[must_use]
pub fn stored_index(level: u32, index: u64) -> u64 {
    // The last leaf below a subtree is the one that completes it. Every leaf before that wrote one row for itself, and
    // one for each subtree completed by then: n + n/2 + n/4 + … rows in all.
    let last_leaf = ((index + 1) << level) - 1;
    let mut rows = 0;
    let mut leaves = last_leaf;
    while leaves > 0 {
        rows += leaves;
        leaves >>= 1;
    }
    rows + u64::from(level)
}

/// How many rows `size` leaves have.
#[must_use]
pub fn stored_count(size: u64) -> u64 {
    2 * size - u64::from(size.count_ones())
}

/// The complete subtrees that make up a tree of `size` leaves, widest first: their row numbers.
#[must_use]
pub fn peak_rows(size: u64) -> Vec<u64> {
    let mut start = 0;
    let mut rows = Vec::new();
    for level in (0..u64::BITS).rev().filter(|level| size >> level & 1 == 1) {
        rows.push(stored_index(level, start >> level));
        start += 1 << level;
    }
    rows
}

/// The root of the tree these leaves make, computed the plain way RFC 9162 §2.1.1 defines it.
#[must_use]
pub fn root_of_leaves(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            // The largest power of two below the number of leaves.
            let split = 1 << (leaves.len() - 1).ilog2();
            let (left, right) = leaves.split_at(split);
            node(&root_of_leaves(left), &root_of_leaves(right))
        }
    }
}

/// What is needed of a tree to add a leaf: its size and the hashes of its [`peak_rows`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The tree of `size` leaves whose peaks have these hashes, widest first; none if their number doesn't fit.
    #[must_use]
    pub fn new(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        let fits = u32::try_from(peaks.len()) == Ok(size.count_ones());
        fits.then_some(Self { size, peaks })
    }

    /// How many leaves it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The hashes of its [`peak_rows`], widest first.
    #[must_use]
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// The root over all leaves.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(narrowest) = peaks.next() else { return empty_root() };
        peaks.fold(*narrowest, |right, left| node(left, &right))
    }

    /// Adds a leaf; the hashes it stores, beginning with row [`stored_count`] of the size before, go to `rows`.
    pub fn push(&mut self, leaf: Hash, mut rows: impl FnMut(u64, Hash)) {
        let mut row = stored_count(self.size);
        let mut hash = leaf;
        rows(row, hash);
        // A leaf closes one subtree for each trailing one bit of the size, as adding one carries in binary.
        for _ in 0..self.size.trailing_ones() {
            let Some(left) = self.peaks.pop() else { break };
            hash = node(&left, &hash);
            row += 1;
            rows(row, hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::hash::hex;

    /// The leaf inputs that the test data of the Certificate Transparency implementations use.
    fn reference_leaves() -> Vec<Hash> {
        let inputs: [&[u8]; 8] = [
            b"",
            &[0],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
        ];
        inputs.iter().map(|input| sha256(&[&[0], input])).collect()
    }

    #[test]
    fn roots_match_certificate_transparency_reference_values() {
        let leaves = reference_leaves();
        let root = |size: usize| hex(&root_of_leaves(&leaves[..size]));
        assert_eq!(root(0), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(root(1), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assert_eq!(root(2), "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
        assert_eq!(root(3), "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
        assert_eq!(root(5), "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4");
        assert_eq!(root(8), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    #[test]
    fn rows_are_numbered_as_subtrees_complete() {
        let first: Vec<u64> = (0..8).map(|leaf| stored_index(0, leaf)).collect();
        assert_eq!(first, [0, 1, 3, 4, 7, 8, 10, 11]);
        assert_eq!(
            (stored_index(1, 0), stored_index(1, 1), stored_index(2, 0), stored_index(3, 0)),
            (2, 5, 6, 14)
        );
        assert_eq!(peak_rows(7), [6, 9, 10]);
        assert_eq!(peak_rows(0), Vec::<u64>::new());
    }

    proptest! {
        #[test]
        fn pushing_leaves_gives_the_defined_root_and_rows(count in 0_u64..300) {
            let leaves: Vec<Hash> = (0..count).map(|n| sha256(&[&n.to_be_bytes()])).collect();
            let mut frontier = Frontier::default();
            let mut rows = Vec::new();
            for leaf in &leaves {
                frontier.push(*leaf, |row, hash| rows.push((row, hash)));
            }
            prop_assert_eq!(frontier.root(), root_of_leaves(&leaves));
            prop_assert_eq!(rows.len() as u64, stored_count(count));
            prop_assert!(rows.iter().enumerate().all(|(at, (row, _))| at as u64 == *row));
            for (n, leaf) in leaves.iter().enumerate() {
                prop_assert_eq!(rows[stored_index(0, n as u64) as usize].1, *leaf);
            }
            let peaks = peak_rows(count).into_iter().map(|row| rows[row as usize].1).collect();
            prop_assert_eq!(Frontier::new(count, peaks), Some(frontier));
        }
    }
}
