//! Indicators against their targets (JO-2e).

use talab_core::definition::{Indicator, IndicatorMeasure, ServiceDefinition};

use super::lives::{case_of, half_manual, later, measured, open, slow, swift, withdrawn};
use crate::measures::{IndicatorFigure, MeasuresQuery, RequestCase};
use crate::testing::start;

fn promising(measure: IndicatorMeasure, target: u32) -> ServiceDefinition {
    let indicator = serde_json::json!({
        "code": "i", "name": { "ar": "مؤشر", "en": "Indicator" }, "measure": measure, "target": target,
    });
    let mut definition = half_manual();
    definition.indicators = vec![serde_json::from_value::<Indicator>(indicator).unwrap()];
    definition
}

fn figure(cases: &[RequestCase], measure: IndicatorMeasure, target: u32) -> IndicatorFigure {
    let as_of = if cases.len() == 1 { start() } else { later() };
    let found = measured(cases, promising(measure, target), &MeasuresQuery::new(), as_of);
    found.providers[0].services[0].versions[0].indicators[0].clone()
}

/// Every measure: its value of the three lives, the last target that is met, and the first that isn't.
#[test]
fn an_indicator_has_its_value_and_says_whether_its_target_is_met() {
    let cases = [case_of(&swift()), case_of(&slow()), case_of(&withdrawn())];
    for (measure, value, of, met, missed) in [
        (IndicatorMeasure::OnTimeShare, "50.0", 2, 50, Some(51)),
        (IndicatorMeasure::RejectedShare, "33.3", 3, 34, Some(33)),
        (IndicatorMeasure::DeniedShare, "0.0", 2, 0, None),
        (IndicatorMeasure::CorrectionShare, "33.3", 3, 34, Some(33)),
        (IndicatorMeasure::AmendedShare, "50.0", 2, 50, Some(49)),
        (IndicatorMeasure::ManualShare, "50.0", 4, 50, Some(49)),
        // Four hours, and 268 of them: 11.1666 days.
        (IndicatorMeasure::MedianDaysToDecide, "0.2", 2, 1, None),
        (IndicatorMeasure::P90DaysToDecide, "11.2", 2, 12, Some(11)),
        (IndicatorMeasure::MedianDaysToDeliver, "0.2", 2, 1, None),
        (IndicatorMeasure::P90DaysToDeliver, "11.2", 2, 12, Some(11)),
    ] {
        let found = figure(&cases, measure, met);
        assert_eq!((found.value.as_deref(), found.of, found.met), (Some(value), of, Some(true)), "{measure}");
        assert_eq!(found.unit, if measure.is_share() { "percent" } else { "days" });
        if let Some(target) = missed {
            assert_eq!(figure(&cases, measure, target).met, Some(false), "{measure}");
        }
    }
    assert_eq!(IndicatorMeasure::ALL.len(), 10, "each of them is tried above");
}

#[test]
fn without_data_nothing_is_met_or_missed() {
    let open = [case_of(&open())];
    for measure in [
        IndicatorMeasure::OnTimeShare,
        IndicatorMeasure::DeniedShare,
        IndicatorMeasure::AmendedShare,
        IndicatorMeasure::ManualShare,
        IndicatorMeasure::MedianDaysToDecide,
        IndicatorMeasure::P90DaysToDeliver,
    ] {
        let found = figure(&open, measure, 50);
        assert_eq!((found.value, found.of, found.met), (None, 0, None), "{measure}");
    }
    let csv = measured(&open, promising(IndicatorMeasure::OnTimeShare, 50), &MeasuresQuery::new(), start())
        .to_csv();
    assert!(csv.lines().any(|line| line.ends_with(",indicator,i,met,boolean,")), "{csv}");
}
