//! Indicators: what a provider promised of all requests together, against what came of it (JO-2e).

use serde::Serialize;
use talab_core::definition::{Indicator, IndicatorMeasure};
use talab_core::{IndicatorCode, Text};

use super::figures::Figures;
use super::numbers::{Durations, Share};

/// Seconds of a day of 24 hours.
const DAY: u64 = 86_400;

/// An indicator with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct IndicatorFigure {
    /// What it is known by, in its service.
    pub code: IndicatorCode,
    /// What it is called.
    pub name: Text,
    /// Which measure it is.
    pub measure: IndicatorMeasure,
    /// `percent` or `days`.
    pub unit: &'static str,
    /// What was promised, in that unit.
    pub target: u32,
    /// What there is, with one decimal that is rounded at the half; nothing without data.
    pub value: Option<String>,
    /// Of how many it was worked out.
    pub of: u64,
    /// Whether the promise is met, by the exact value and not the rounded one; nothing without data.
    pub met: Option<bool>,
}

impl IndicatorFigure {
    pub(super) fn new(indicator: &Indicator, figures: &Figures) -> Self {
        let target = u64::from(indicator.target);
        let (unit, value, of, met) = match value(indicator.measure, figures) {
            Value::Share(share) => {
                let (count, bound) = (share.count.saturating_mul(100), target.saturating_mul(share.of));
                let met = if indicator.measure.wants_more() { count >= bound } else { count <= bound };
                ("percent", share.per_mille.map(tenths), share.of, (share.of > 0).then_some(met))
            }
            Value::Seconds(of, seconds) => {
                let met = seconds.map(|seconds| seconds <= target.saturating_mul(DAY));
                ("days", seconds.map(|it| tenths((it.saturating_mul(20) + DAY) / (2 * DAY))), of, met)
            }
        };
        let (code, name) = (indicator.code.clone(), indicator.name.clone());
        Self { code, name, measure: indicator.measure, unit, target: indicator.target, value, of, met }
    }
}

/// The exact value of a measure.
enum Value {
    Share(Share),
    Seconds(u64, Option<u64>),
}

fn value(measure: IndicatorMeasure, figures: &Figures) -> Value {
    let median = |it: &Durations| Value::Seconds(it.count, it.median_seconds);
    let p90 = |it: &Durations| Value::Seconds(it.count, it.p90_seconds);
    match measure {
        IndicatorMeasure::OnTimeShare => Value::Share(figures.promise.on_time),
        IndicatorMeasure::RejectedShare => Value::Share(figures.rejected),
        IndicatorMeasure::DeniedShare => Value::Share(figures.denied),
        IndicatorMeasure::CorrectionShare => Value::Share(figures.corrections.requests),
        IndicatorMeasure::AmendedShare => Value::Share(figures.amendments.any),
        IndicatorMeasure::ManualShare => Value::Share(figures.steps.manual),
        IndicatorMeasure::MedianDaysToDecide => median(&figures.to_decide),
        IndicatorMeasure::P90DaysToDecide => p90(&figures.to_decide),
        IndicatorMeasure::MedianDaysToDeliver => median(&figures.to_deliver),
        IndicatorMeasure::P90DaysToDeliver => p90(&figures.to_deliver),
        // A measure that a later release defines can't stand in a definition that this one reads.
        _ => Value::Seconds(0, None),
    }
}

fn tenths(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}
