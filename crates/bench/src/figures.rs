//! The arithmetic of the tables.

use hdrhistogram::Histogram;
use serde::Serialize;

/// The middle of some figures; of an even number, the mean of the two in the middle.
pub(crate) fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    match (sorted.get(half.wrapping_sub(1)), sorted.get(half)) {
        (Some(below), Some(above)) if sorted.len().is_multiple_of(2) => f64::midpoint(*below, *above),
        (_, Some(middle)) => *middle,
        _ => f64::NAN,
    }
}

/// How many times the other a figure is, unless there is no other.
pub(crate) fn ratio(figure: f64, other: Option<f64>) -> Option<f64> {
    other.filter(|other| *other > 0.0).map(|other| figure / other)
}

/// The slope of the straight line nearest to the points on paper whose two scales are logarithmic: 1 where twice as
/// much takes twice as long.
pub(crate) fn log_log_slope(points: &[(f64, f64)]) -> f64 {
    let logs: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x.ln(), y.ln())).collect();
    let count = logs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| logs.iter().map(of).sum::<f64>() / count;
    let (mean_x, mean_y) = (mean(|point| point.0), mean(|point| point.1));
    let spread: f64 = logs.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    let joint: f64 = logs.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    joint / spread
}

/// Latencies in milliseconds.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Latencies {
    pub(crate) p50: f64,
    pub(crate) p99: f64,
    pub(crate) p999: f64,
    pub(crate) max: f64,
}

impl Latencies {
    /// Of a histogram of microseconds.
    pub(crate) fn of(histogram: &Histogram<u64>) -> Self {
        let at = |quantile| histogram.value_at_quantile(quantile) as f64 / 1000.0;
        Self { p50: at(0.5), p99: at(0.99), p999: at(0.999), max: histogram.max() as f64 / 1000.0 }
    }
}

/// A histogram of microseconds, from one to a minute, in three digits; what is longer counts as a minute.
pub(crate) fn histogram() -> Histogram<u64> {
    // The bounds are right by inspection, and an empty histogram of any bounds would do.
    Histogram::new_with_bounds(1, 60_000_000, 3).unwrap_or_else(|error| unreachable!("{error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_the_middle() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(&[5.0]), 5.0);
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn a_ratio_needs_two() {
        assert_eq!(ratio(3.0, Some(2.0)), Some(1.5));
        assert_eq!(ratio(3.0, None), None);
        assert_eq!(ratio(3.0, Some(0.0)), None);
    }

    #[test]
    fn a_slope_tells_linear_from_quadratic() {
        let points = |power: i32| [10.0, 100.0, 1000.0_f64].map(|x| (x, 3.0 * x.powi(power)));
        assert!((log_log_slope(&points(1)) - 1.0).abs() < 1e-9);
        assert!((log_log_slope(&points(2)) - 2.0).abs() < 1e-9);
    }

    #[test]
    fn latencies_are_in_milliseconds() {
        let mut histogram = histogram();
        (1..=1000).for_each(|micros| histogram.saturating_record(micros));
        let latencies = Latencies::of(&histogram);
        assert!((latencies.p50 - 0.5).abs() < 0.01 && (latencies.max - 1.0).abs() < 0.01, "{latencies:?}");
    }
}
