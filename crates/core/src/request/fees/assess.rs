//! What is owed: worked out by the definition's rules, waived by a supervisor, and what waits for it.

use std::collections::BTreeMap;

use time::Date;

use super::command::WaiveFee;
use super::event::{FeeAssessed, FeeLine, FeeWaived};
use super::payment;
use crate::definition::{ConditionInvalid, Fee, FeePoint, Scope, ServiceDefinition};
use crate::ids::{FeeId, FieldId};
use crate::money::Money;
use crate::party::Party;
use crate::reason::{Family, ReasonCode};
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::request::state::Request;
use crate::request::values;
use crate::rule;
use crate::value::Value;

/// Works out what is owed now. What was paid or waived keeps what it came to; an order for anything else that moved is
/// taken back.
pub(in crate::request) fn assess(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    assess_where(bench, |_| true)
}

/// The same for some of the fees only.
pub(super) fn assess_where(bench: &mut Bench<'_>, which: impl Fn(&Fee) -> bool) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let Some(currency) = definition.fees.currency.clone() else { return Ok(()) };
    let mut lines = Vec::new();
    for fee in definition.fees.fees.iter().filter(|fee| which(fee)) {
        if bench.state.fees.is_settled(&fee.id) {
            continue;
        }
        let amount = Money::new(owed_now(bench, &definition, fee)?, currency.clone());
        if bench.state.fees.lines.get(&fee.id).is_none_or(|line| line.amount != amount) {
            lines.push(FeeLine { fee: fee.id.clone(), amount, payee: fee.payee.clone() });
        }
    }
    bench.found(rule::FEES, true, &format!("{} lines", lines.len()));
    if !lines.is_empty() {
        let moved: Vec<_> = lines.iter().map(|line| line.fee.clone()).collect();
        payment::cancel_orders_of(bench, &moved);
        bench.emit(Event::FeeAssessed(FeeAssessed { at: bench.at, lines }));
        payment::no_longer_waiting(bench)?;
    }
    Ok(())
}

/// Whether payment of some fee could be asked for: asking works out anew what is owed, so that a fee counts also before
/// it was assessed, and after a correction made it due.
pub(in crate::request) fn may_be_ordered(request: &Request, definition: &ServiceDefinition) -> bool {
    let (Ok(answers), Some(applicant)) = (request.intake.answers.read(), request.applicant()) else {
        return false;
    };
    let mut any = false;
    for fee in definition.fees.fees.iter().filter(|fee| !request.fees.is_settled(&fee.id)) {
        let due = match owed(definition, fee, &answers, applicant, None) {
            Ok(amount) => amount > 0,
            // Here there is no calendar and so no day; what reads the day may be owed.
            Err(Refusal::DefinitionInvalid { .. }) => true,
            // All of them are worked out together, and this one can't be yet.
            Err(_) => return false,
        };
        any |= due && !request.fees.ordered(&fee.id);
    }
    any
}

/// What a fee of the pinned version comes to on the answers now; nothing where it isn't charged.
fn owed_now(bench: &Bench<'_>, definition: &ServiceDefinition, fee: &Fee) -> Result<i64, Refusal> {
    let answers = bench.state.intake.answers.read()?;
    // Without the calendar there is no day; what reads it is refused then, and what doesn't goes on as ever.
    owed(definition, fee, &answers, &bench.applicant()?, bench.day_of_submission().ok())
}

/// What a fee comes to on these answers.
pub(super) fn owed(
    definition: &ServiceDefinition,
    fee: &Fee,
    answers: &BTreeMap<FieldId, Value>,
    applicant: &Party,
    day: Option<Date>,
) -> Result<i64, Refusal> {
    let scope = Scope::new(definition, answers, applicant);
    let scope = match day {
        Some(day) => scope.on(day),
        None => scope,
    };
    let late = values::lacking(definition, answers, &scope);
    let waits_for = |reads: &[String]| {
        let fields: Vec<_> = late.iter().map(ToString::to_string).filter(|id| reads.contains(id)).collect();
        if fields.is_empty() { Ok(()) } else { Err(Refusal::ValueMissing { fields }) }
    };
    // A correction may have taken away what the fee is worked out from; the definition is sound all the same.
    let failed = |part: &str, reads: Vec<String>, error: &ConditionInvalid| {
        let missing: Vec<_> = reads.into_iter().filter(|name| !answers.contains_key(name.as_str())).collect();
        let path = format!("fees.fee.{}.{part}", fee.id);
        let invalid = || Refusal::DefinitionInvalid { path, problem: error.text() };
        if missing.is_empty() { invalid() } else { Refusal::Incomplete { missing } }
    };
    if let Some(when) = &fee.when {
        let reads = when.reads().unwrap_or_default();
        waits_for(&reads)?;
        if !when.holds(&scope).map_err(|error| failed("when", reads, &error))? {
            return Ok(0);
        }
    }
    let Some(formula) = &fee.formula else { return Ok(fee.amount.unwrap_or_default()) };
    let reads = formula.reads().unwrap_or_default();
    waits_for(&reads)?;
    formula.amount(&scope).map_err(|error| failed("formula", reads, &error))
}

/// Everything that has to be paid at this point is paid or waived (LY-17.5c).
pub(in crate::request) fn settled(bench: &mut Bench<'_>, point: FeePoint) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let mut here = definition.fees.fees.iter().filter(|fee| fee.holds_up(point)).peekable();
    if here.peek().is_none() {
        return Ok(());
    }
    let mut due = Vec::new();
    for fee in here {
        if !bench.state.fees.is_settled(&fee.id) && owed_now(bench, &definition, fee)? > 0 {
            due.push(fee.id.to_string());
        }
    }
    bench.require(rule::FEE_FIRST, due.is_empty(), || Refusal::PaymentDue { fees: due })
}

/// Waives fees that were assessed and not paid; an order that holds one of them is taken back.
pub(in crate::request) fn waive(bench: &mut Bench<'_>, command: WaiveFee) -> Result<(), Refusal> {
    bench.reason_of(Family::Fee, command.reason)?;
    let waives = matches!(command.reason, ReasonCode::FeeWaivedByLaw | ReasonCode::FeeWaivedHardship);
    bench.require(rule::WAIVER, waives, || Refusal::ReasonUnknown {
        given: command.reason.code().to_owned(),
        family: Family::Fee,
    })?;
    open_lines(bench, &command.fees)?;
    payment::cancel_orders_of(bench, &command.fees);
    bench.emit(Event::FeeWaived(FeeWaived { at: bench.at, fees: command.fees, reason: command.reason }));
    payment::no_longer_waiting(bench)
}

/// The fees are assessed, each named once, and nothing of them is paid or waived.
pub(super) fn open_lines(bench: &mut Bench<'_>, fees: &[FeeId]) -> Result<(), Refusal> {
    let named = || Refusal::FeeUnknown { fee: "-".to_owned() };
    bench.require(rule::FEES, !fees.is_empty(), named)?;
    for (place, fee) in fees.iter().enumerate() {
        let known = bench.state.fees.lines.contains_key(fee) && !fees[..place].contains(fee);
        bench.require(rule::FEES, known, || Refusal::FeeUnknown { fee: fee.to_string() })?;
        let open = bench.state.fees.owes(fee);
        bench.require(rule::FEES, open, || Refusal::FeeSettled { fee: fee.to_string() })?;
    }
    Ok(())
}
