//! Fees that are themselves a requirement of the submission: what is unpaid is missing (LY-13.4), it is ordered once nothing
//! else is missing, and its payment is what completes the request (LY-14.1).

use std::collections::BTreeMap;

use time::Date;

use super::assess::{assess_where, owed};
use super::payment;
use super::state::Fees;
use crate::definition::{FeePoint, ServiceDefinition};
use crate::ids::{FeeId, FieldId};
use crate::party::Party;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::intake::{Missing, MissingKind};
use crate::value::Value;

/// The fees that have to be paid before receipt, on these answers, before anything was paid.
///
/// What can't be worked out since an answer is missing is left out: that answer is told to be missing.
///
/// # Errors
/// [`Refusal::DefinitionInvalid`] if a fee of the definition can't be worked out on these answers.
pub fn due_before_receipt(
    definition: &ServiceDefinition,
    applicant: &Party,
    answers: &BTreeMap<FieldId, Value>,
    today: Date,
) -> Result<Vec<Missing>, Refusal> {
    unpaid(&Fees::default(), definition, applicant, answers, today)
}

/// The fees that have to be paid before receipt, and are not.
pub(in crate::request) fn unpaid(
    fees: &Fees,
    definition: &ServiceDefinition,
    applicant: &Party,
    answers: &BTreeMap<FieldId, Value>,
    today: Date,
) -> Result<Vec<Missing>, Refusal> {
    let mut missing = Vec::new();
    let here = definition.fees.fees.iter().filter(|fee| fee.before == FeePoint::Receipt);
    for fee in here.filter(|fee| !fees.is_settled(&fee.id)) {
        match owed(definition, fee, answers, applicant, Some(today)) {
            Ok(0) | Err(Refusal::Incomplete { .. } | Refusal::ValueMissing { .. }) => {}
            Ok(_) => missing.push(Missing { kind: MissingKind::Fee, item: fee.id.to_string() }),
            Err(other) => return Err(other),
        }
    }
    Ok(missing)
}

/// What was owed before receipt and is owed no more, since the answers changed, is worked out again.
pub(in crate::request) fn forget_prepaid(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let here = definition.fees.fees.iter().filter(|fee| fee.before == FeePoint::Receipt);
    let owed: Vec<&FeeId> = here.map(|fee| &fee.id).filter(|fee| bench.state.fees.owes(fee)).collect();
    // Where nothing is, nothing is worked out, and no verdict says so.
    if owed.is_empty() { Ok(()) } else { assess_where(bench, |fee| owed.contains(&&fee.id)) }
}

/// Orders payment of what the receipt waits for, and tells the applicant; nothing if that was done.
pub(in crate::request) fn order_prepaid(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    assess_where(bench, |fee| fee.before == FeePoint::Receipt)?;
    let waits = bench.state.intake.missing.iter().filter(|missing| missing.kind == MissingKind::Fee);
    let fees: Vec<FeeId> = waits.filter_map(|missing| FeeId::new(missing.item.as_str()).ok()).collect();
    let open: Vec<FeeId> = fees.into_iter().filter(|fee| !bench.state.fees.ordered(fee)).collect();
    if open.is_empty() { Ok(()) } else { payment::order(bench, open) }
}
