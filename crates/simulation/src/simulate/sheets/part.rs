//! The parts of a whole, for which nothing is filled in: it was given with the whole.

use std::collections::BTreeMap;

use talab::core::ApplicantClass;
use time::Date;

use super::Sheet;
use crate::simulate::error::SimulationError;
use crate::simulate::rng::Rng;

pub(in crate::simulate) fn given(_: &mut Rng, _: Date) -> Result<Sheet, SimulationError> {
    Ok(Sheet {
        class: ApplicantClass::Citizen,
        answers: BTreeMap::new(),
        documents: Vec::new(),
        needed: &[],
        open: &[],
        officers: Vec::new(),
    })
}
