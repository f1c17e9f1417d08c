//! When commands arrive in an open loop: a Poisson process, worked out from a seed before the clock starts.

use std::time::Duration;

/// A number that looks random, from one that doesn't (the finalizer of SplitMix64).
pub(crate) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The instants from the start at which commands arrive, at so many a second on average, up to the end.
pub(crate) fn poisson(seed: u64, per_second: f64, end: Duration) -> Vec<Duration> {
    let mut arrivals = Vec::new();
    if per_second <= 0.0 {
        return arrivals;
    }
    let (mut at, mut drawn) = (0.0, seed);
    loop {
        drawn = drawn.wrapping_add(0x9e37_79b9_7f4a_7c15);
        // In (0, 1], so that the logarithm is finite.
        let uniform = ((mix(drawn) >> 11) + 1) as f64 / (1_u64 << 53) as f64;
        at -= uniform.ln() / per_second;
        if at >= end.as_secs_f64() {
            return arrivals;
        }
        arrivals.push(Duration::from_secs_f64(at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_arrivals() {
        let one = poisson(7, 1000.0, Duration::from_secs(10));
        assert_eq!(one, poisson(7, 1000.0, Duration::from_secs(10)));
        assert_ne!(one, poisson(8, 1000.0, Duration::from_secs(10)));
        assert!(one.is_sorted());
        // Ten thousand are expected; five standard deviations are five hundred.
        assert!((9500..=10_500).contains(&one.len()), "{}", one.len());
        assert!(poisson(7, 0.0, Duration::from_secs(10)).is_empty());
    }

    #[test]
    fn the_gaps_are_exponential() {
        let arrivals = poisson(3, 100.0, Duration::from_secs(100));
        let gaps: Vec<f64> = arrivals.windows(2).map(|pair| (pair[1] - pair[0]).as_secs_f64()).collect();
        let longer = gaps.iter().filter(|gap| **gap > 0.01).count() as f64 / gaps.len() as f64;
        // 1/e of the gaps are longer than the mean.
        assert!((longer - 0.368).abs() < 0.03, "{longer}");
    }
}
