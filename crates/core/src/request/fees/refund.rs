//! Money paid back: never more than is held, and only for reasons that the rules know.

use super::command::{RecordRefund, RefundResult, RequestRefund};
use super::event::{RefundCompleted, RefundFailed, RefundRequested};
use super::payment::{answers, known};
use super::state::{Order, RefundStanding};
use crate::definition::ServiceDefinition;
use crate::ids::BodyId;
use crate::input;
use crate::money::Money;
use crate::reason::{Family, ReasonCode};
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::rule;
use crate::stage::Outcome;

/// Asks for money to be paid back (I-12).
pub(in crate::request) fn request(bench: &mut Bench<'_>, command: RequestRefund) -> Result<(), Refusal> {
    bench.reason_of(Family::Rfd, command.reason)?;
    let definition = bench.definition()?;
    let order = known(bench, command.order)?;
    let most = refundable(bench, &definition, &order, command.reason);
    let within = command.amount.amount > 0 && most.minus(&command.amount).is_some();
    let exceeds =
        || Refusal::RefundExceedsPaid { refundable: most.to_string(), asked: command.amount.to_string() };
    bench.require(rule::REFUND, within, exceeds)?;
    let gateway = holder(bench, &order, &command)?;
    let message = bench.new_message()?;
    let refund = u32::try_from(order.refunds.len()).unwrap_or(u32::MAX).saturating_add(1);
    let RequestRefund { order, amount, reason } = command;
    bench.emit(Event::RefundRequested(RefundRequested {
        at: bench.at,
        order,
        refund,
        amount,
        reason,
        gateway,
        message,
    }));
    Ok(())
}

/// The payment system that pays it back, where there are several: one that has all of it, and of what was paid twice the later one.
fn holder(bench: &mut Bench<'_>, order: &Order, asked: &RequestRefund) -> Result<Option<BodyId>, Refusal> {
    if order.other_gateways.is_empty() {
        return Ok(None);
    }
    let mut held = order.held_by();
    if asked.reason == ReasonCode::RfdDuplicatePayment {
        held.reverse();
    }
    let found = held.iter().find(|(_, held)| held.minus(&asked.amount).is_some());
    let most = held.iter().map(|(_, held)| held).max_by_key(|held| held.amount);
    let exceeds = || Refusal::RefundExceedsPaid {
        refundable: most.map_or_else(|| order.held().to_string(), ToString::to_string),
        asked: asked.amount.to_string(),
    };
    bench.require(rule::REFUND, found.is_some(), exceeds)?;
    Ok(found.map(|(gateway, _)| (*gateway).clone()))
}

/// What may go back for this reason: whatever is held where the money was not owed or the provider is at fault, otherwise
/// the fees for which the definition says so.
fn refundable(bench: &Bench<'_>, definition: &ServiceDefinition, order: &Order, reason: ReasonCode) -> Money {
    use ReasonCode as R;
    let (held, zero) = (order.held(), Money::zero(order.total.currency.clone()));
    let at_law = |reason| matches!(reason, R::RfdProviderFault | R::RfdCourt | R::RfdDuplicatePayment);
    let ended = bench.state.outcome.is_some_and(|outcome| !outcome.is_grant());
    match reason {
        R::RfdProviderFault | R::RfdCourt => return held,
        // What came beyond the order; all of it where there is nothing left to pay for.
        R::RfdDuplicatePayment if ended => return held,
        R::RfdDuplicatePayment => {
            let beyond = order.kept.clone().unwrap_or_else(|| zero.clone());
            return least(beyond, held);
        }
        R::RfdWithdrawn if bench.state.outcome != Some(Outcome::Withdrawn) => return zero,
        _ => {}
    }
    let allows = |id: &&crate::ids::FeeId| {
        definition.fees.fees.iter().any(|fee| fee.id == **id && fee.refund.contains(&reason))
    };
    let lines = order.fees.iter().filter(allows).filter_map(|id| bench.state.fees.lines.get(id));
    let allowed = lines.fold(zero.clone(), |sum, line| sum.plus(&line.amount).unwrap_or(sum));
    let back = order.refunds.iter().filter(|refund| !matches!(refund.standing, RefundStanding::Failed(_)));
    let back = back.filter(|refund| !at_law(refund.reason));
    let left = back.fold(allowed, |left, refund| left.minus(&refund.amount).unwrap_or_else(|| zero.clone()));
    least(left, held)
}

fn least(one: Money, other: Money) -> Money {
    if one.amount <= other.amount { one } else { other }
}

/// Takes the payment system's word on a refund.
pub(in crate::request) fn record(bench: &mut Bench<'_>, command: RecordRefund) -> Result<(), Refusal> {
    let message = bench.message(command.message)?;
    let order = known(bench, command.order)?;
    let place = usize::try_from(command.refund).ok().and_then(|place| place.checked_sub(1));
    let refund = place.and_then(|place| order.refunds.get(place)).cloned();
    let unknown = || Refusal::OrderUnknown { order: command.order };
    bench.require(rule::REFUND, refund.is_some(), unknown)?;
    let refund = refund.ok_or_else(unknown)?;
    if refund.gateway != message.from {
        return Err(unknown());
    }
    answers(bench, &message, command.order, &refund.message)?;
    let open = refund.standing == RefundStanding::Requested;
    bench.require(rule::REFUND, open, || Refusal::OrderClosed { order: command.order })?;
    let (at, order, refund) = (bench.at, command.order, command.refund);
    match command.result {
        RefundResult::Completed { reference } => {
            let reference = input::name(&reference)
                .map_err(|problem| Refusal::FieldInvalid { path: "reference".to_owned(), problem })?;
            bench.emit(Event::RefundCompleted(RefundCompleted { at, order, refund, reference, message }));
        }
        RefundResult::Failed { reason } => {
            bench.reason_of(Family::Rfd, reason)?;
            bench.emit(Event::RefundFailed(RefundFailed { at, order, refund, reason, message }));
        }
    }
    Ok(())
}
