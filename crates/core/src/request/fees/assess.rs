//! What is owed: worked out by the definition's rules, waived by a supervisor, and what waits for it.

use super::command::WaiveFee;
use super::event::{FeeAssessed, FeeLine, FeeWaived};
use super::payment;
use crate::definition::{Fee, FeePoint, Scope, ServiceDefinition};
use crate::ids::FeeId;
use crate::money::Money;
use crate::reason::{Family, ReasonCode};
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::rule;

/// Works out what is owed now; a fee that was ordered, paid or waived keeps what it came to.
pub(in crate::request) fn assess(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let mut lines = Vec::new();
    for (fee, amount) in owed(bench, &definition)? {
        let held = bench.state.fees.lines.get(&fee.id);
        let fixed = bench.state.fees.ordered(&fee.id) || bench.state.fees.is_settled(&fee.id);
        if held.is_none_or(|line| line.amount != amount && !fixed) {
            lines.push(FeeLine { fee: fee.id.clone(), amount, payee: fee.payee.clone() });
        }
    }
    bench.found(rule::FEES, true, &format!("{} lines", lines.len()));
    if !lines.is_empty() {
        bench.emit(Event::FeeAssessed(FeeAssessed { at: bench.at, lines }));
    }
    Ok(())
}

/// The fees of the pinned version that this request owes, with what each comes to on its answers.
fn owed<'a>(bench: &Bench<'_>, definition: &'a ServiceDefinition) -> Result<Vec<(&'a Fee, Money)>, Refusal> {
    let Some(currency) = &definition.fees.currency else { return Ok(Vec::new()) };
    let answers = bench.state.intake.answers.read()?;
    let applicant = bench.applicant()?;
    let scope = Scope::new(definition, &answers, &applicant);
    let mut owed = Vec::new();
    for fee in &definition.fees.fees {
        let path = |part: &str| format!("fees.fee.{}.{part}", fee.id);
        let invalid = |part: &str, problem| Refusal::DefinitionInvalid { path: path(part), problem };
        let charged = fee.when.as_ref().map_or(Ok(true), |when| when.holds(&scope));
        if !charged.map_err(|error| invalid("when", error.text()))? {
            continue;
        }
        let amount = match (&fee.formula, fee.amount) {
            (Some(formula), _) => formula.amount(&scope).map_err(|error| invalid("formula", error.text()))?,
            (None, amount) => amount.unwrap_or_default(),
        };
        owed.push((fee, Money::new(amount, currency.clone())));
    }
    Ok(owed)
}

/// Everything that has to be paid at this point is paid or waived (LY-17.5c).
pub(in crate::request) fn settled(bench: &mut Bench<'_>, point: FeePoint) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    if definition.fees.fees.iter().all(|fee| fee.before != point) {
        return Ok(());
    }
    let owed = owed(bench, &definition)?;
    let here = owed.iter().filter(|(fee, amount)| fee.before == point && amount.amount > 0);
    let due: Vec<_> = here
        .filter(|(fee, _)| !bench.state.fees.is_settled(&fee.id))
        .map(|(fee, _)| fee.id.to_string())
        .collect();
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
        let open = !bench.state.fees.is_settled(fee);
        bench.require(rule::FEES, open, || Refusal::FeeSettled { fee: fee.to_string() })?;
    }
    Ok(())
}
