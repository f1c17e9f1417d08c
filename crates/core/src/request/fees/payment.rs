//! Orders to pay: asked for, paid to the last unit, failed, expired, taken back.

use super::assess::{assess, open_lines};
use super::command::{ExpirePayment, PaymentResult, RecordPayment, RequestPayment};
use super::event::{PaymentCancelled, PaymentConfirmed, PaymentExpired, PaymentFailed, PaymentRequested};
use super::state::{Order, OrderStanding};
use crate::channel::ChannelMessage;
use crate::definition::ServiceDefinition;
use crate::ids::{BodyId, FeeId};
use crate::input;
use crate::money::Money;
use crate::reason::Family;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::clock;
use crate::request::event::Event;
use crate::request::execution::LateAnswer;
use crate::request::notices::{self, Purpose};
use crate::rule;

/// Asks for payment of assessed fees in one order, and tells the applicant.
pub(in crate::request) fn request(bench: &mut Bench<'_>, command: RequestPayment) -> Result<(), Refusal> {
    // A correction may have moved what was worked out before: nobody is asked for less or more than is owed now.
    assess(bench)?;
    open_lines(bench, &command.fees)?;
    for fee in &command.fees {
        let free = !bench.state.fees.ordered(fee);
        bench.require(rule::FEES, free, || Refusal::FeeSettled { fee: fee.to_string() })?;
    }
    order(bench, command.fees)
}

/// Asks for payment of fees that are open and not ordered.
pub(super) fn order(bench: &mut Bench<'_>, fees: Vec<FeeId>) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let (gateway, total) = (gateway(&definition)?, total(bench, &fees)?);
    let due = clock::term(bench, definition.fees.pay_within)?;
    let order = u32::try_from(bench.state.fees.orders.len()).unwrap_or(u32::MAX).saturating_add(1);
    let message = bench.new_message()?;
    let other_gateways = definition.fees.other_gateways.iter().cloned().collect();
    bench.emit(Event::PaymentRequested(PaymentRequested {
        at: bench.at,
        order,
        fees,
        total,
        due,
        gateway,
        other_gateways,
        message,
    }));
    clock::stand_for_payment(bench)?;
    notices::tell(bench, Purpose::Payment);
    Ok(())
}

fn gateway(definition: &ServiceDefinition) -> Result<BodyId, Refusal> {
    definition.fees.gateway.clone().ok_or_else(|| Refusal::FeeUnknown { fee: "-".to_owned() })
}

fn total(bench: &Bench<'_>, fees: &[FeeId]) -> Result<Money, Refusal> {
    let lines = fees.iter().filter_map(|fee| bench.state.fees.lines.get(fee)).map(|line| &line.amount);
    crate::definition::total(lines)
        .ok_or_else(|| Refusal::FeeUnknown { fee: fees.first().map_or("-", FeeId::as_str).to_owned() })
}

/// Takes the payment system's word: the right order, the right amount, each payment once (LY-17.5b).
pub(in crate::request) fn record(bench: &mut Bench<'_>, command: RecordPayment) -> Result<(), Refusal> {
    let message = bench.message(command.message)?;
    let number = command.order;
    let order = known(bench, number)?;
    if !order.is_paid_through(&message.from) {
        return Err(Refusal::OrderUnknown { order: number });
    }
    answers(bench, &message, number, &order.message)?;
    match command.result {
        PaymentResult::Failed { reason } => {
            bench.reason_of(Family::Fee, reason)?;
            still_open(bench, number, &order)?;
            bench.emit(Event::PaymentFailed(PaymentFailed { at: bench.at, order: number, reason, message }));
        }
        PaymentResult::Paid { amount, method, reference } => {
            let name = |path: &str, text: &str| {
                let path = path.to_owned();
                input::name(text).map_err(|problem| Refusal::FieldInvalid { path, problem })
            };
            let (method, reference) = (name("method", &method)?, name("reference", &reference)?);
            let known = (message.from.clone(), reference.clone());
            let fresh = !bench.state.fees.references.contains(&known);
            let reused = || Refusal::PaymentReferenceReused { reference: reference.clone() };
            bench.require(rule::EXACT_PAYMENT, fresh, reused)?;
            exact(bench, &order, &amount)?;
            if !order.is_open() {
                // Money that came for an order that no longer stands is on record, and can be paid back.
                bench.keep(LateAnswer::Payment { order: number, amount, method, reference }, message);
                return Ok(());
            }
            allowed(bench, &method)?;
            let at = bench.at;
            let paid = PaymentConfirmed { at, order: number, amount, method, reference, message };
            bench.emit(Event::PaymentConfirmed(paid));
        }
    }
    no_longer_waiting(bench)
}

/// Only the ways to pay that the regulator has set (LY-12.4).
fn allowed(bench: &mut Bench<'_>, method: &str) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let methods = &definition.fees.methods;
    let named = methods.is_empty() || methods.iter().any(|it| it == method);
    let set = named && bench.facts.rulebook.as_ref().is_none_or(|rulebook| rulebook.pays_by(method));
    bench.require(rule::PAYMENT_METHODS, set, || Refusal::PaymentMethodNotAllowed {
        method: method.to_owned(),
    })
}

/// The amount is what was ordered, in its currency.
fn exact(bench: &mut Bench<'_>, order: &Order, amount: &Money) -> Result<(), Refusal> {
    let (ordered, given) = (order.total.currency.to_string(), amount.currency.to_string());
    let currency = || Refusal::CurrencyMismatch { ordered, given };
    bench.require(rule::EXACT_PAYMENT, order.total.currency == amount.currency, currency)?;
    let mismatch = || Refusal::AmountMismatch { ordered: order.total.to_string(), given: amount.to_string() };
    bench.require(rule::EXACT_PAYMENT, order.total == *amount, mismatch)
}

/// Lets an order expire once its term is over.
pub(in crate::request) fn expire(bench: &mut Bench<'_>, command: ExpirePayment) -> Result<(), Refusal> {
    let order = known(bench, command.order)?;
    still_open(bench, command.order, &order)?;
    let over = bench.at >= order.due.due_at;
    bench.require(rule::PAYMENT_TERM, over, || Refusal::TermNotOver {
        until: order.due.due_date.to_string(),
        term: rule::PAYMENT_TERM,
    })?;
    bench.emit(Event::PaymentExpired(PaymentExpired { at: bench.at, order: command.order, due: order.due }));
    no_longer_waiting(bench)
}

/// Takes back whatever waits to be paid, in the append that ends the request (I-25).
pub(in crate::request) fn cancel_all(bench: &mut Bench<'_>) {
    cancel(bench, |_| true);
}

pub(super) fn cancel_orders_of(bench: &mut Bench<'_>, fees: &[FeeId]) {
    cancel(bench, |order| order.fees.iter().any(|fee| fees.contains(fee)));
}

fn cancel(bench: &mut Bench<'_>, which: impl Fn(&Order) -> bool) {
    let orders = bench.state.fees.orders.iter();
    let open = orders.zip(1_u32..).filter(|(order, _)| order.is_open() && which(order));
    let open: Vec<_> = open.map(|(_, number)| number).collect();
    for order in open {
        bench.emit(Event::PaymentCancelled(PaymentCancelled { at: bench.at, order }));
    }
}

/// The clock runs again once nothing waits to be paid.
pub(super) fn no_longer_waiting(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    if bench.state.fees.any_open() { Ok(()) } else { clock::resume_after_payment(bench) }
}

pub(super) fn known(bench: &mut Bench<'_>, number: u32) -> Result<Order, Refusal> {
    let order = bench.state.fees.order(number).cloned();
    bench.found(rule::FEES, order.is_some(), &number.to_string());
    order.ok_or(Refusal::OrderUnknown { order: number })
}

/// The message answers the one that asked (LY-6.3).
pub(super) fn answers(
    bench: &mut Bench<'_>,
    message: &ChannelMessage,
    order: u32,
    asked: &crate::ids::MessageId,
) -> Result<(), Refusal> {
    let answers = message.in_reply_to.as_ref() == Some(asked);
    bench.require(rule::EXACT_PAYMENT, answers, || Refusal::OrderUnknown { order })
}

fn still_open(bench: &mut Bench<'_>, number: u32, order: &Order) -> Result<(), Refusal> {
    let open = order.standing == OrderStanding::Requested;
    bench.require(rule::FEES, open, || Refusal::OrderClosed { order: number })
}
