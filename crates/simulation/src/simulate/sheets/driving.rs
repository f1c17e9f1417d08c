//! S4, renewal of a driving licence.

use std::collections::BTreeMap;

use talab::core::{ApplicantClass, Value};
use time::Date;

use super::{Fresh, Sheet, attached, days_before, national_number};
use crate::simulate::error::SimulationError;
use crate::simulate::rng::Rng;

const OPEN: &[(&str, Fresh)] = &[("licence_no", licence), ("national_no", national_number)];
const BLOOD: [&str; 4] = ["a-pos", "b-neg", "ab-pos", "o-pos"];
const CLASSES: [&str; 3] = ["private", "public", "heavy"];

fn licence(rng: &mut Rng) -> Value {
    Value::from(format!("TR-{}", rng.between(10_000, 99_999)))
}

pub(in crate::simulate) fn driving(rng: &mut Rng, today: Date) -> Result<Sheet, SimulationError> {
    let (citizen, lost, post) = (rng.chance(88), rng.chance(20), rng.chance(30));
    let born = days_before(rng, today, 19 * 366, 60 * 365);
    let expired = if rng.chance(8) { (1_200, 2_000) } else { (-60, 500) };
    let expires = days_before(rng, today, expired.0, expired.1);
    let mut answers = BTreeMap::from([
        ("licence_no", licence(rng)),
        ("birth_date", Value::from(born.to_string())),
        ("blood", Value::from(*rng.pick(&BLOOD).unwrap_or(&"o-pos"))),
        ("delivery", Value::from(if post { "post" } else { "appointment" })),
        ("lost", Value::from(lost)),
    ]);
    if post {
        let lines = ["طرابلس", "الظهرة", "شارع النصر 3"].map(Value::from);
        answers.insert("post_address", Value::List(lines.into()));
    }
    let lost = if lost { "loss_report" } else { "old_licence" };
    let mut documents = vec![attached(rng, "photo", "jpg")?, attached(rng, lost, "jpg")?];
    if citizen {
        answers.insert("national_no", national_number(rng));
    } else {
        documents.push(attached(rng, "residence", "pdf")?);
    }
    let officers = vec![
        ("class", Value::from(*rng.pick(&CLASSES).unwrap_or(&"private"))),
        ("expires_on", Value::from(expires.to_string())),
        ("glasses", Value::from(rng.chance(30))),
    ];
    let class = if citizen { ApplicantClass::Citizen } else { ApplicantClass::Resident };
    let needed = &["licence_no", "birth_date", "blood"];
    Ok(Sheet { class, answers, documents, needed, open: OPEN, officers })
}
