//! The dice of one request. Written here so that a seed means the same on every machine and in every release.

use uuid::Uuid;

/// xoshiro256++ of Blackman and Vigna, begun as its authors say: by `SplitMix64`.
///
/// Each request has one of its own, so it does not matter which is simulated first. Whole numbers only: nothing here
/// rounds.
#[derive(Clone, Debug)]
pub(super) struct Rng([u64; 4]);

impl Rng {
    /// The dice of the `request`th request under `seed`.
    pub(super) fn of(seed: u64, request: u64) -> Self {
        let name = format!("talab simulate\0{seed}\0{request}");
        let (high, low) = Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()).as_u64_pair();
        let (mut one, mut other) = (high, low);
        Self([split_mix(&mut one), split_mix(&mut one), split_mix(&mut other), split_mix(&mut other)])
    }

    /// The dice that say which service the `request`th request is for, apart from what happens to it.
    pub(super) fn for_the_service_of(seed: u64, request: u64) -> Self {
        let name = format!("talab simulate\0service\0{seed}\0{request}");
        let (high, low) = Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()).as_u64_pair();
        Self::of(high, low)
    }

    fn next(&mut self) -> u64 {
        let Self([a, b, c, d]) = self;
        let drawn = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        drawn
    }

    /// A number below `bound`, 0 for 0. The bias, `bound` in 2^64, is too small to see.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        let wide = u128::from(self.next()) * u128::from(bound);
        u64::try_from(wide >> 64).unwrap_or_default()
    }

    /// A number from `least` to `most`.
    pub(super) fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most.saturating_sub(least) + 1)
    }

    /// True so many times in a hundred.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of them; none if there is none.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let at = self.below(u64::try_from(from.len()).unwrap_or(u64::MAX));
        from.get(usize::try_from(at).unwrap_or_default())
    }

    /// The place of one of the weights, each as likely as it is heavy.
    pub(super) fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        weights
            .iter()
            .take_while(|weight| left.checked_sub(**weight).map(|rest| left = rest).is_some())
            .count()
    }

    /// A length of time in seconds, as often of minutes as of hours as of days: every doubling of the minutes from
    /// 2^`least` up to 2^`most` is as likely as the others.
    pub(super) fn while_of(&mut self, least: u32, most: u32) -> i64 {
        let floor = 60u64 << self.between(u64::from(least), u64::from(most));
        i64::try_from(floor + self.below(floor)).unwrap_or(i64::MAX)
    }
}

fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of the authors' own programs.
    #[test]
    fn the_published_numbers_come_out() {
        let mut state = 1_234_567;
        let split: Vec<u64> = (0..3).map(|_| split_mix(&mut state)).collect();
        assert_eq!(split, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
        let mut rng = Rng([1, 2, 3, 4]);
        let drawn: Vec<u64> = (0..4).map(|_| rng.next()).collect();
        assert_eq!(drawn, [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386]);
    }

    #[test]
    fn draws_stay_in_their_bounds_and_reach_them() {
        let mut rng = Rng::of(7, 0);
        let drawn: Vec<u64> = (0..1000).map(|_| rng.between(3, 6)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&3), Some(&6)));
        let mut counts = [0; 3];
        (0..4000).for_each(|_| counts[rng.weighted(&[1, 0, 3])] += 1);
        assert!(counts[0] > 800 && counts[1] == 0 && counts[2] > 2700, "{counts:?}");
        assert!((0..1000).map(|_| rng.while_of(0, 3)).all(|seconds| (60..960).contains(&seconds)));
        assert_eq!((rng.below(0), rng.pick::<u8>(&[])), (0, None));
    }
}
