//! S1, the criminal-record certificate.

use std::collections::BTreeMap;

use talab::core::{ApplicantClass, Value};
use time::Date;

use super::{Fresh, Sheet, attached, days_before, full_name, national_number};
use crate::simulate::error::SimulationError;
use crate::simulate::rng::Rng;

const OPEN: &[(&str, Fresh)] =
    &[("full_name", full_name), ("mother_name", full_name), ("national_no", national_number)];
const PURPOSES: [&str; 4] = ["work", "study", "travel", "other"];

pub(in crate::simulate) fn criminal(rng: &mut Rng, today: Date) -> Result<Sheet, SimulationError> {
    let citizen = rng.chance(85);
    let purpose = *rng.pick(&PURPOSES).unwrap_or(&"work");
    // One in fourteen is not of age, and is told so by a denial.
    let born = if rng.chance(7) {
        days_before(rng, today, 15 * 365, 17 * 365)
    } else {
        days_before(rng, today, 19 * 366, 70 * 365)
    };
    let mut answers = BTreeMap::from([
        ("full_name", full_name(rng)),
        ("mother_name", full_name(rng)),
        ("birth_date", Value::from(born.to_string())),
        ("purpose", Value::from(purpose)),
    ]);
    let mut documents = vec![attached(rng, "photo", "jpg")?];
    if citizen {
        answers.insert("national_no", national_number(rng));
    } else {
        answers.insert("residence_no", Value::from(format!("R-{}", rng.below(100_000))));
    }
    if !citizen || purpose == "travel" {
        documents.push(attached(rng, "passport", "pdf")?);
    }
    let class = if citizen { ApplicantClass::Citizen } else { ApplicantClass::Resident };
    let needed = &["full_name", "mother_name", "birth_date"];
    Ok(Sheet { class, answers, documents, needed, open: OPEN, officers: Vec::new() })
}
