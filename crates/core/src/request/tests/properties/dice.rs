//! One random number, spent bit by bit, so that a shrunk number is a simpler act.

/// A die for everything one act needs to choose.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(number: u64) -> Self {
        Self(number)
    }

    /// A number below `many`.
    pub(super) fn below(&mut self, many: usize) -> usize {
        let many = many.max(1) as u64;
        let face = self.0 % many;
        // What is used up is mixed in again, so that an act never runs out of numbers.
        self.0 = (self.0 / many) ^ (self.0 << 40 & 0xFFFF_0000_0000_0000);
        usize::try_from(face).unwrap()
    }

    /// Whether something happens that happens once in `many` times.
    pub(super) fn once_in(&mut self, many: usize) -> bool {
        self.below(many) == many - 1
    }

    /// One of these.
    pub(super) fn of<T: Clone>(&mut self, things: &[T]) -> T {
        things[self.below(things.len())].clone()
    }
}
