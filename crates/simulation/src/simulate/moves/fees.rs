//! What is owed: worked out, ordered, paid, not paid, waived, and paid back.

use talab::Actor;
use talab::core::definition::FeePoint;
use talab::core::request::exits::Lapse;
use talab::core::request::fees::{
    AssessFee, ExpirePayment, Order, OrderStanding, PaymentResult, RecordPayment, RecordRefund, Refund,
    RefundResult, RequestPayment, RequestRefund, WaiveFee,
};
use talab::core::{FeeId, Money, Outcome, ReasonCode, Role, Stage};

use super::Deeds;
use crate::simulate::error::SimulationError;
use crate::simulate::life::{Deed, Scene};

/// Where fees are worked out and asked for in these lives: when what they rest on no longer changes.
const CHARGED_IN: &[Stage] = &[Stage::InExecution, Stage::Decided];
const WORKING: &[Stage] = &[Stage::Acknowledged, Stage::UnderVerification, Stage::InExecution];
const ENDED: &[Stage] = &[Stage::Decided, Stage::Concluded, Stage::Closed];

/// Whether anything can still be charged: before a decision, or after a grant.
fn is_charged(scene: &Scene) -> bool {
    let granted = scene.state.outcome().is_none_or(Outcome::is_grant);
    scene.is_in(CHARGED_IN) && granted && scene.offered.definition.fees.gateway.is_some()
}

pub(super) fn assess(scene: &mut Scene) -> Deeds {
    let definition = scene.definition();
    let known = |fee: &FeeId| scene.state.fees().any(|(id, _)| id == fee);
    let open = definition.fees.fees.iter().any(|fee| !known(&fee.id));
    if !open || !is_charged(scene) || !scene.unrecorded().is_empty() {
        return Ok(None);
    }
    let handler = scene.officer(Role::Handler)?;
    Ok(Some(Deed::done(handler, AssessFee::default(), "FeeAssessed")))
}

/// What is owed and in no open order, of the earliest point at which anything is.
pub(super) fn unordered(scene: &Scene) -> Vec<FeeId> {
    let ordered = |fee: &FeeId| scene.state.orders().any(|order| order.is_open() && order.fees.contains(fee));
    let definition = scene.definition();
    for point in [FeePoint::Execution, FeePoint::Decision, FeePoint::Output] {
        let here = definition.fees.fees.iter().filter(|fee| fee.before == point).map(|fee| fee.id.clone());
        let due: Vec<_> = here.filter(|fee| scene.state.owes(fee) && !ordered(fee)).collect();
        if !due.is_empty() {
            return due;
        }
    }
    Vec::new()
}

pub(super) fn request(scene: &mut Scene) -> Deeds {
    let fees = if is_charged(scene) { unordered(scene) } else { Vec::new() };
    if fees.is_empty() {
        return Ok(None);
    }
    let handler = scene.officer(Role::Handler)?;
    Ok(Some(Deed::done(handler, RequestPayment { fees }, "PaymentRequested")))
}

pub(super) fn waive(scene: &mut Scene) -> Deeds {
    let fees = if is_charged(scene) { unordered(scene) } else { Vec::new() };
    if fees.is_empty() {
        return Ok(None);
    }
    let why = [ReasonCode::FeeWaivedByLaw, ReasonCode::FeeWaivedHardship];
    let reason = *scene.rng.pick(&why).unwrap_or(&ReasonCode::FeeWaivedByLaw);
    let supervisor = scene.officer(Role::Supervisor)?;
    Ok(Some(Deed::done(supervisor, WaiveFee { fees, reason }, "FeeWaived")))
}

/// The last order for which this holds, with its number.
pub(super) fn order(scene: &Scene, which: impl Fn(&Order) -> bool) -> Option<(u32, Order)> {
    let orders: Vec<_> = scene.state.orders().zip(1_u32..).collect();
    let found = orders.into_iter().rev().find(|(order, _)| which(order));
    found.map(|(order, number)| (number, order.clone()))
}

/// What the payment system reports of an order.
pub(super) fn report(
    scene: &mut Scene,
    number: u32,
    order: &Order,
    result: PaymentResult,
) -> Result<(Actor, RecordPayment), SimulationError> {
    let others: Vec<_> = order.other_gateways.iter().collect();
    let other = if !others.is_empty() && scene.rng.chance(50) { scene.rng.pick(&others) } else { None };
    let through = other.copied().unwrap_or(&order.gateway);
    let by = scene.of(through, Role::PaymentSystem)?;
    let message = Some(scene.message(through, &order.message)?);
    Ok((by, RecordPayment { order: number, result, message }))
}

/// So much was paid, with a number of its own.
pub(super) fn paid(scene: &mut Scene, amount: Money) -> PaymentResult {
    let methods = &scene.offered.definition.fees.methods;
    let method = methods.first().cloned().unwrap_or_else(|| "card".to_owned());
    let reference = format!("PAY-{}-{}", scene.name, scene.rng.below(1_000_000_000));
    PaymentResult::Paid { amount, method, reference }
}

pub(super) fn pay(scene: &mut Scene) -> Deeds {
    let Some((number, order)) = order(scene, Order::is_open) else { return Ok(None) };
    let result = paid(scene, order.total.clone());
    let (by, record) = report(scene, number, &order, result)?;
    scene.heard = Some((by.clone(), record.clone().into()));
    Ok(Some(Deed::done(by, record, "PaymentConfirmed")))
}

pub(super) fn fail(scene: &mut Scene) -> Deeds {
    let Some((number, order)) = order(scene, Order::is_open) else { return Ok(None) };
    let why = [ReasonCode::FeeDeclined, ReasonCode::FeeCancelledByPayer];
    let reason = *scene.rng.pick(&why).unwrap_or(&ReasonCode::FeeDeclined);
    let (by, record) = report(scene, number, &order, PaymentResult::Failed { reason })?;
    scene.heard = Some((by.clone(), record.clone().into()));
    Ok(Some(Deed::done(by, record, "PaymentFailed")))
}

pub(super) fn expire(scene: &mut Scene) -> Deeds {
    let Some((number, order)) = order(scene, Order::is_open) else { return Ok(None) };
    scene.until(order.due.due_at);
    Ok(Some(Deed::done(Actor::system(), ExpirePayment { order: number }, "PaymentExpired")))
}

pub(super) fn lapse(scene: &mut Scene) -> Deeds {
    let owed = |fee: &FeeId| unordered(scene).contains(fee);
    let unpaid = |order: &Order| order.standing == OrderStanding::Expired && order.fees.iter().any(owed);
    if order(scene, unpaid).is_none() || !scene.is_in(WORKING) {
        return Ok(None);
    }
    let handler = scene.officer(Role::Handler)?;
    Ok(Some(Deed::done(handler, Lapse::default(), "Lapsed")))
}

/// Money that comes for an order which no longer stands is kept beside it.
pub(super) fn late(scene: &mut Scene) -> Deeds {
    let Some((number, order)) = order(scene, |order| !order.is_open()) else { return Ok(None) };
    let result = paid(scene, order.total.clone());
    let (by, record) = report(scene, number, &order, result)?;
    Ok(Some(Deed::done(by, record, "LateAnswerKept")))
}

pub(super) fn refund(scene: &mut Scene) -> Deeds {
    let Some((number, order)) = order(scene, |order| order.held().amount > 0) else { return Ok(None) };
    if !scene.is_in(ENDED) && order.kept.is_none() {
        return Ok(None);
    }
    let why = [ReasonCode::RfdProviderFault, ReasonCode::RfdCourt];
    let reason = *scene.rng.pick(&why).unwrap_or(&ReasonCode::RfdProviderFault);
    // All that one payment system has of it.
    let most = order.held_by().into_iter().map(|(_, held)| held).max_by_key(|held| held.amount);
    let amount = most.unwrap_or_else(|| order.held());
    let ask = RequestRefund { order: number, amount, reason };
    let supervisor = scene.officer(Role::Supervisor)?;
    Ok(Some(Deed::done(supervisor, ask, "RefundRequested")))
}

/// A refund that is asked for and under way.
fn under_way(scene: &Scene) -> Option<(u32, u32, Order, Refund)> {
    let (number, order) = order(scene, |order| order.refunds.iter().any(Refund::is_open))?;
    let (place, refund) = order
        .refunds
        .iter()
        .zip(1_u32..)
        .find(|(it, _)| it.is_open())
        .map(|(refund, place)| (place, refund.clone()))?;
    Some((number, place, order, refund))
}

fn on_refund(scene: &mut Scene, result: RefundResult, brings: &'static str) -> Deeds {
    let Some((order, refund, _, it)) = under_way(scene) else { return Ok(None) };
    let by = scene.of(&it.gateway, Role::PaymentSystem)?;
    let message = Some(scene.message(&it.gateway, &it.message)?);
    Ok(Some(Deed::done(by, RecordRefund { order, refund, result, message }, brings)))
}

pub(super) fn paid_back(scene: &mut Scene) -> Deeds {
    let reference = format!("BACK-{}-{}", scene.name, scene.rng.below(1_000_000));
    on_refund(scene, RefundResult::Completed { reference }, "RefundCompleted")
}

pub(super) fn refund_failed(scene: &mut Scene) -> Deeds {
    on_refund(scene, RefundResult::Failed { reason: ReasonCode::RfdRefusedByRule }, "RefundFailed")
}
