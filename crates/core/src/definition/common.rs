//! A local definition beside the common one that it rests on: every difference that is not local, by its place (N4-4).

use std::collections::BTreeSet;

use serde_json::Value;

use super::ServiceDefinition;
use super::problems::{Problem, Problems};
use super::words;

/// Every place at which a local definition differs from the common one in what is not local.
///
/// Local are: code, version, provider, calendar, further laws, the day of review, the note of a change, the amount, formula and
/// law of a fee, and the offices and hours of a paper copy. What the common definition leaves to its own provider (steps, fees
/// payable to it), the local one leaves to its own.
pub fn differences(local: &ServiceDefinition, common: &ServiceDefinition) -> Vec<Problem> {
    let mut problems = Problems::default();
    problems.unless(common.rests_on.is_none(), "rests_on", words::COMMON_RESTS);
    let mut places = Vec::new();
    differ("", &json(&local.with_own_steps()), &json(&expected(local, common)), &mut places);
    for place in places {
        problems.add(place, words::NOT_LOCAL);
    }
    problems.0
}

/// The directory has no verified definition of that code and version.
pub(crate) fn common_not_verified() -> Problem {
    Problem { path: "rests_on".to_owned(), problem: words::NO_COMMON.to_text() }
}

/// Its service is retired.
pub(crate) fn common_retired() -> Problem {
    Problem { path: "rests_on".to_owned(), problem: words::COMMON_RETIRED.to_text() }
}

/// The common definition with all that is local taken from the local one.
fn expected(local: &ServiceDefinition, common: &ServiceDefinition) -> ServiceDefinition {
    let mut expected = common.handed_to(&local.provider);
    expected.code = local.code.clone();
    expected.version = local.version;
    expected.rests_on.clone_from(&local.rests_on);
    expected.calendar = local.calendar.clone();
    expected.change.clone_from(&local.change);
    expected.review_by(local.directory.as_ref().and_then(|listing| listing.review_by));
    if common.legal_basis.iter().all(|law| local.legal_basis.contains(law)) {
        expected.legal_basis.clone_from(&local.legal_basis);
    }
    for fee in &mut expected.fees.fees {
        if let Some(own) = local.fees.fees.iter().find(|own| own.id == fee.id) {
            (fee.amount, fee.formula, fee.law) = (own.amount, own.formula.clone(), own.law.clone());
        }
    }
    for output in &mut expected.outputs {
        let own = local.output(&output.id).and_then(|own| own.paper.as_ref());
        if let (Some(paper), Some(own)) = (&mut output.paper, own) {
            paper.offices.clone_from(&own.offices);
            paper.opens.clone_from(&own.opens);
            paper.closes.clone_from(&own.closes);
        }
    }
    expected
}

/// The definition as it is written; what is compared is what a file can say.
fn json(definition: &ServiceDefinition) -> Value {
    serde_json::to_value(definition).unwrap_or_default()
}

/// The places where two values differ, as a definition's problems name them: parts of a list by their ids.
fn differ(place: &str, local: &Value, common: &Value, places: &mut Vec<String>) {
    if local == common {
        return;
    }
    match (local, common) {
        (Value::Object(one), Value::Object(other)) => {
            let keys: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            for key in keys {
                let (one, other) = (one.get(key), other.get(key));
                differ(
                    &under(place, key),
                    one.unwrap_or(&Value::Null),
                    other.unwrap_or(&Value::Null),
                    places,
                );
            }
        }
        _ => match (by_id(local), by_id(common)) {
            (Some(one), Some(other)) => in_lists(place, &one, &other, places),
            _ => places.push(place.to_owned()),
        },
    }
}

fn in_lists(place: &str, local: &[(&str, &Value)], common: &[(&str, &Value)], places: &mut Vec<String>) {
    let before = places.len();
    let ids: BTreeSet<&str> = local.iter().chain(common).map(|(id, _)| *id).collect();
    for id in ids {
        let part = |list: &[(&str, &Value)]| list.iter().position(|(it, _)| *it == id);
        match (part(local).and_then(|at| local.get(at)), part(common).and_then(|at| common.get(at))) {
            (Some((_, one)), Some((_, other))) => differ(&under(place, id), one, other, places),
            _ => places.push(under(place, id)),
        }
    }
    // The same parts in another order, or one of them twice.
    if places.len() == before {
        places.push(place.to_owned());
    }
}

/// The parts of a list by their ids; a list that is left out has none.
fn by_id(value: &Value) -> Option<Vec<(&str, &Value)>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::Array(items) => items.iter().map(|item| Some((id_of(item)?, item))).collect(),
        _ => None,
    }
}

fn id_of(item: &Value) -> Option<&str> {
    ["id", "code", "value"].iter().find_map(|key| item.get(*key)?.as_str())
}

fn under(place: &str, key: &str) -> String {
    if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") }
}
