//! How far a long run has come.

/// How far a run has come; told after each case or request that is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// How many cases or requests are done.
    pub done: u64,
    /// How many there are.
    pub total: u64,
}

impl Progress {
    pub(crate) const fn new(done: u64, total: u64) -> Self {
        Self { done, total }
    }
}
