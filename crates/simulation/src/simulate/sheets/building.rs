//! S3, the building permit.

use std::collections::BTreeMap;

use talab::core::{ApplicantClass, Value};
use time::Date;

use super::{Fresh, Sheet, attached};
use crate::simulate::error::SimulationError;
use crate::simulate::rng::Rng;

const OPEN: &[(&str, Fresh)] = &[("plot_no", plot), ("engineer_no", engineer)];
const DISTRICTS: [&str; 3] = ["dahra", "bin-ashour", "mansoura"];
const USES: [&str; 4] = ["residential", "commercial", "industrial", "public"];

fn plot(rng: &mut Rng) -> Value {
    Value::from(format!("{}/{}", rng.between(1, 400), rng.between(1, 30)))
}

fn engineer(rng: &mut Rng) -> Value {
    Value::from(format!("E-{}", rng.between(1_000, 9_999)))
}

pub(in crate::simulate) fn building(rng: &mut Rng, _today: Date) -> Result<Sheet, SimulationError> {
    let floors = i32::try_from(rng.between(1, 6)).unwrap_or(1);
    let wall = rng.chance(30);
    let answers = BTreeMap::from([
        ("plot_no", plot(rng)),
        ("district", Value::from(*rng.pick(&DISTRICTS).unwrap_or(&"dahra"))),
        ("plot_area", Value::from(format!("{}", rng.between(200, 2_000)))),
        ("build_area", Value::from(format!("{}.{:02}", rng.between(60, 400), rng.below(100)))),
        ("floors", Value::from(floors)),
        ("use", Value::from(*rng.pick(&USES).unwrap_or(&"residential"))),
        ("engineer_no", engineer(rng)),
        ("location", Value::from("32.887209,13.191338")),
        ("party_wall", Value::from(wall)),
    ]);
    let mut documents = vec![attached(rng, "arch_drawings", "pdf")?];
    for (kind, due) in [("struct_drawings", floors >= 2), ("soil_report", floors >= 4), ("neighbours", wall)]
    {
        if due {
            documents.push(attached(rng, kind, "pdf")?);
        }
    }
    let needed = &["plot_no", "build_area", "engineer_no", "location"];
    let class = ApplicantClass::Citizen;
    Ok(Sheet { class, answers, documents, needed, open: OPEN, officers: Vec::new() })
}
