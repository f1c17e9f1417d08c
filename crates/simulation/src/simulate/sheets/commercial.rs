//! S2, renewal of an entry in the commercial register.

use std::collections::BTreeMap;

use talab::core::{ApplicantClass, Value};
use time::Date;

use super::{Fresh, Sheet, attached, days_before, national_number};
use crate::simulate::error::SimulationError;
use crate::simulate::rng::Rng;

const OPEN: &[(&str, Fresh)] = &[("trade_name", trade_name), ("manager_nid", national_number)];
const NAMES: [&str; 5] = ["شركة النخلة", "شركة الواحة", "شركة المرسى", "شركة الساحل", "مؤسسة البيان"];
const FORMS: [&str; 4] = ["sole", "partnership", "limited", "joint-stock"];
const ACTIVITIES: [&str; 4] = ["trade", "industry", "services", "construction"];

fn trade_name(rng: &mut Rng) -> Value {
    let name = rng.pick(&NAMES).unwrap_or(&"شركة النخلة");
    Value::from(format!("{name} {}", rng.between(1, 900)))
}

pub(in crate::simulate) fn commercial(rng: &mut Rng, today: Date) -> Result<Sheet, SimulationError> {
    let form = *rng.pick(&FORMS).unwrap_or(&"limited");
    let lines = ["طرابلس المركز", "الظهرة", "شارع النصر 14"].map(Value::from);
    let capital = i32::try_from(rng.between(1, 500)).unwrap_or(1) * 100_000;
    let answers = BTreeMap::from([
        ("reg_no", Value::from(format!("TR-{}", rng.between(1_000, 99_999)))),
        ("trade_name", trade_name(rng)),
        ("legal_form", Value::from(form)),
        ("capital", Value::from(capital)),
        ("activity", Value::from(*rng.pick(&ACTIVITIES).unwrap_or(&"trade"))),
        ("expires_on", Value::from(days_before(rng, today, -40, 400).to_string())),
        ("tax_no", Value::from(format!("{}", rng.between(1_000_000, 9_999_999)))),
        ("address", Value::List(lines.into())),
        ("manager_nid", national_number(rng)),
        // What changed is entered by another service first.
        ("changes", Value::from(rng.chance(8))),
    ]);
    let mut documents = vec![attached(rng, "lease", "pdf")?];
    if form == "joint-stock" {
        documents.push(attached(rng, "board_minutes", "pdf")?);
    }
    let class = ApplicantClass::PrivateOrganisation;
    let needed = &["trade_name", "expires_on", "address", "tax_no"];
    Ok(Sheet { class, answers, documents, needed, open: OPEN, officers: Vec::new() })
}
