//! One definition for many municipalities, and what one of them makes of it.

use std::collections::BTreeMap;

use super::charges::charged;
use super::paper::on_paper;
use super::people::provider;
use crate::definition::{
    Condition, LocalDefinition, LocalFee, LocalPaper, Office, RestsOn, ServiceDefinition,
};
use crate::ids::{BodyId, IdInvalid};
use crate::text::Text;

/// The body that keeps the common definition.
pub const KEEPER: &str = "gov.local-government";

fn id<T: TryFrom<String, Error = IdInvalid>>(text: &str) -> T {
    T::try_from(text.to_owned()).unwrap_or_else(|error| panic!("{error}"))
}

/// A certificate of residence for every municipality, charged and with paper copies; it is granted to who lives in the
/// municipality that provides it.
///
/// # Panics
/// Never: its ids are well formed.
pub fn common() -> ServiceDefinition {
    let mut common = on_paper();
    common.code = id("gov.residence-certificate");
    common.deadline.working_days = 20;
    common.fees = charged().fees;
    for fee in &mut common.fees.fees {
        if fee.payee == common.provider {
            fee.payee = id::<BodyId>(KEEPER);
        }
    }
    common.provider = id(KEEPER);
    // A local form adds a law of its own; what the data are asked for rests on the common one.
    for form in &mut common.forms {
        form.ground = common.legal_basis.first().cloned();
    }
    common.conditions[0].when = Some(Condition::new("service.provider == \"mun.\" + answers.municipality"));
    common
}

/// What a municipality says of its own: a fee of 40 dinars for the review, by its own decision, and its own office.
///
/// # Panics
/// Never: its ids are well formed.
pub fn local_values() -> LocalDefinition {
    let review = LocalFee { amount: Some(40_000), formula: None, law: Some("decision-7-2025".to_owned()) };
    let office =
        Office { id: id("town-hall"), name: Text::new("مبنى البلدية", "Town hall"), body: None };
    let paper = LocalPaper { offices: vec![office], opens: Some("08:30".to_owned()), closes: None };
    let rests_on = RestsOn { service: id("gov.residence-certificate"), version: 1 };
    let mut local = LocalDefinition::new(id("mun.tripoli-centre.residence"), 1, provider(), rests_on);
    local.legal_basis = vec!["decision-7-2025".to_owned()];
    local.fees = BTreeMap::from([(id("review"), review)]);
    local.outputs = BTreeMap::from([(id("certificate"), paper)]);
    local
}

/// The local form of the common certificate.
///
/// # Panics
/// Never: the values fit.
pub fn local() -> ServiceDefinition {
    local_values().over(&common()).unwrap_or_else(|problems| panic!("{problems:?}"))
}
