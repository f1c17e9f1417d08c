//! Counts, shares and percentiles, exact and well defined for nothing.

use serde::Serialize;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Share {
    /// Those that it is about.
    pub count: u64,
    /// Of how many.
    pub of: u64,
    /// The same in thousandths, half of one rounded up; nothing of none.
    pub per_mille: Option<u64>,
}

impl Share {
    pub(super) fn new(count: u64, of: u64) -> Self {
        let doubled = count.saturating_mul(2_000).saturating_add(of);
        Self { count, of, per_mille: doubled.checked_div(of.saturating_mul(2)) }
    }

    /// How many of the items are such.
    pub(super) fn of<T>(items: impl IntoIterator<Item = T>, such: impl Fn(&T) -> bool) -> Self {
        let (mut count, mut of) = (0, 0);
        for item in items {
            of += 1;
            count += u64::from(such(&item));
        }
        Self::new(count, of)
    }
}

/// How long something took, in whole seconds on the wall clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Durations {
    /// How many were measured.
    pub count: u64,
    /// Half took at most so long; nothing of none.
    pub median_seconds: Option<u64>,
    /// Nine in ten took at most so long; nothing of none.
    pub p90_seconds: Option<u64>,
}

impl Durations {
    pub(super) fn of(seconds: impl IntoIterator<Item = u64>) -> Self {
        let sorted = Sorted::new(seconds);
        Self {
            count: sorted.count(),
            median_seconds: sorted.percentile(50),
            p90_seconds: sorted.percentile(90),
        }
    }
}

/// How often something happened in a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PerRequest {
    /// How often in all.
    pub total: u64,
    /// In how many of the requests it happened at all.
    pub requests: Share,
    /// In half of the requests it happened at most so often; nothing of none.
    pub median: Option<u64>,
    /// In nine of ten it happened at most so often; nothing of none.
    pub p90: Option<u64>,
    /// How often in the request where it happened most; nothing of none.
    pub most: Option<u64>,
}

impl PerRequest {
    pub(super) fn of(times: impl IntoIterator<Item = u64>) -> Self {
        let sorted = Sorted::new(times);
        Self {
            total: sorted.0.iter().sum(),
            requests: Share::of(&sorted.0, |times| **times > 0),
            median: sorted.percentile(50),
            p90: sorted.percentile(90),
            most: sorted.percentile(100),
        }
    }
}

/// Values in order.
struct Sorted(Vec<u64>);

impl Sorted {
    fn new(values: impl IntoIterator<Item = u64>) -> Self {
        let mut values: Vec<_> = values.into_iter().collect();
        values.sort_unstable();
        Self(values)
    }

    fn count(&self) -> u64 {
        u64::try_from(self.0.len()).unwrap_or(u64::MAX)
    }

    /// The value of the nearest rank: at least `percent` of a hundred values are not above it.
    fn percentile(&self, percent: usize) -> Option<u64> {
        let rank = self.0.len().saturating_mul(percent).div_ceil(100);
        self.0.get(rank.checked_sub(1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_nothing_there_is_no_median_and_no_share() {
        assert_eq!(Durations::of([]), Durations { count: 0, median_seconds: None, p90_seconds: None });
        assert_eq!(Share::new(0, 0), Share { count: 0, of: 0, per_mille: None });
        let none = PerRequest::of([]);
        assert_eq!(
            (none.total, none.requests.of, none.median, none.p90, none.most),
            (0, 0, None, None, None)
        );
    }

    #[test]
    fn one_value_is_its_own_median() {
        assert_eq!(Durations::of([7]), Durations { count: 1, median_seconds: Some(7), p90_seconds: Some(7) });
        assert_eq!(PerRequest::of([0]).most, Some(0));
    }

    /// The nearest rank, counted on fingers: of ten values the fifth and the ninth, of eleven the sixth and the tenth.
    #[test]
    fn percentiles_are_those_of_the_nearest_rank() {
        let of = |values: std::ops::RangeInclusive<u64>| {
            let found = Durations::of(values.rev());
            (found.median_seconds, found.p90_seconds)
        };
        assert_eq!(of(1..=2), (Some(1), Some(2)));
        assert_eq!(of(1..=3), (Some(2), Some(3)));
        assert_eq!(of(1..=9), (Some(5), Some(9)));
        assert_eq!(of(1..=10), (Some(5), Some(9)));
        assert_eq!(of(1..=11), (Some(6), Some(10)));
        assert_eq!(of(1..=100), (Some(50), Some(90)));
    }

    #[test]
    fn thousandths_are_rounded_at_the_half() {
        let per_mille = |count, of| Share::new(count, of).per_mille;
        assert_eq!((per_mille(2, 3), per_mille(1, 3)), (Some(667), Some(333)));
        assert_eq!((per_mille(1, 2_000), per_mille(1, 2_001)), (Some(1), Some(0)));
        assert_eq!((per_mille(0, 5), per_mille(5, 5)), (Some(0), Some(1_000)));
    }
}
