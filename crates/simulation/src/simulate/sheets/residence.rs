//! S1, the certificate of residence.

use time::Date;

use super::{Fresh, Sheet, full_name, national_number};
use crate::simulate::error::SimulationError;
use crate::simulate::paper::{self, Paper};
use crate::simulate::rng::Rng;

const OPEN: &[(&str, Fresh)] = &[
    ("full_name", full_name),
    ("address", |rng| paper::address(rng).into()),
    ("national_no", national_number),
];

pub(in crate::simulate) fn residence(rng: &mut Rng, today: Date) -> Result<Sheet, SimulationError> {
    let paper = Paper::draw(rng, 0, today)?;
    Ok(Sheet {
        class: paper.class,
        answers: paper.answers,
        documents: paper.documents,
        needed: &["full_name", "address"],
        open: OPEN,
        officers: Vec::new(),
    })
}
