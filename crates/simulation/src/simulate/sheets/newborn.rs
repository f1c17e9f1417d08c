//! S5, the newborn bundle.

use std::collections::BTreeMap;

use talab::core::{ApplicantClass, Value};
use time::Date;

use super::{Fresh, Sheet, attached, days_before, national_number};
use crate::simulate::error::SimulationError;
use crate::simulate::rng::Rng;

const OPEN: &[(&str, Fresh)] =
    &[("child_name", child), ("father_nid", national_number), ("mother_nid", national_number)];
const NAMES: [&str; 6] = ["سالم", "مريم", "يوسف", "آمنة", "طه", "هدى"];
const PLACES: [&str; 4] = ["tripoli", "benghazi", "misrata", "sabha"];
const BASIC: [&str; 3] = ["birth-registration", "national-number", "family-booklet"];

fn child(rng: &mut Rng) -> Value {
    Value::from(*rng.pick(&NAMES).unwrap_or(&"سالم"))
}

pub(in crate::simulate) fn newborn(rng: &mut Rng, today: Date) -> Result<Sheet, SimulationError> {
    let (insurance, allowance, guardian) = (rng.chance(50), rng.chance(45), rng.chance(8));
    // What belongs together is now and then left out, and the bundle can't be granted then.
    let mut parts: Vec<&str> = BASIC.to_vec();
    if rng.chance(6) {
        parts.truncate(2);
    }
    parts.extend(insurance.then_some("child-insurance"));
    parts.extend(allowance.then_some("child-allowance"));
    let born = days_before(rng, today, 1, 30);
    let mut answers = BTreeMap::from([
        ("father_nid", national_number(rng)),
        ("mother_nid", national_number(rng)),
        ("child_name", child(rng)),
        ("sex", Value::from(if rng.chance(50) { "male" } else { "female" })),
        ("birth_at", Value::from(format!("{born}T{:02}:{:02}", rng.below(24), rng.below(60)))),
        ("birth_place", Value::from(*rng.pick(&PLACES).unwrap_or(&"tripoli"))),
        ("weight_g", Value::from(i32::try_from(rng.between(2_200, 4_600)).unwrap_or(3_000))),
        ("filed_by", Value::from(if guardian { "guardian" } else { "father" })),
        ("parts", Value::List(parts.into_iter().map(Value::from).collect())),
    ]);
    let mut documents = vec![attached(rng, "birth_notice", "pdf")?];
    if guardian {
        documents.push(attached(rng, "guardianship", "pdf")?);
    }
    if allowance {
        answers.insert("iban", Value::from("LY38 0210 0100 0000 1234 5678 9"));
        documents.push(attached(rng, "bank_proof", "pdf")?);
    }
    let needed = &["father_nid", "child_name", "sex", "birth_at"];
    let class = ApplicantClass::Citizen;
    Ok(Sheet { class, answers, documents, needed, open: OPEN, officers: Vec::new() })
}
