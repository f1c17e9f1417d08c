//! Fees and orders to pay, as a status tells them.

use talab_core::FeeId;
use talab_core::definition::{Fee, ServiceDefinition};
use talab_core::request::Request;
use talab_core::request::fees::{Line, Order, OrderStanding, RefundStanding};

use super::parts::{FeeStanding, FeeStatus, OrderStatus, RefundStatus};
use crate::sight::Sight;

/// What is owed, in the order of the definition.
pub(super) fn fees(request: &Request, definition: &ServiceDefinition) -> Vec<FeeStatus> {
    let of = |fee: &Fee| request.fees().find(|(id, _)| **id == fee.id);
    let owed = definition.fees.fees.iter().filter_map(|fee| Some((fee, of(fee)?.1)));
    let owed = owed.filter(|(_, line)| line.amount.amount > 0);
    owed.map(|(fee, line)| FeeStatus {
        id: fee.id.clone(),
        name: fee.name.clone(),
        amount: line.amount.clone(),
        amount_text: line.amount.to_string(),
        payee: line.payee.clone(),
        standing: standing(request, &fee.id, line),
        waived: line.waived,
    })
    .collect()
}

fn standing(request: &Request, fee: &FeeId, line: &Line) -> FeeStanding {
    let ordered = |order: &&Order| order.is_open() && order.fees.contains(fee);
    match line.waived {
        Some(_) => FeeStanding::Waived,
        None if !request.owes(fee) => FeeStanding::Paid,
        None if request.orders().any(|order| ordered(&order)) => FeeStanding::Ordered,
        None => FeeStanding::Owed,
    }
}

/// The orders to pay, in order.
pub(super) fn orders(request: &Request, sight: &Sight<'_>) -> Vec<OrderStatus> {
    let orders = request.orders().zip(1_u32..);
    orders
        .map(|(order, number)| OrderStatus {
            number,
            fees: order.fees.clone(),
            total: order.total.clone(),
            total_text: order.total.to_string(),
            open: order.is_open(),
            paid: order.standing == OrderStanding::Confirmed,
            pay_by: order.due.due_date,
            held: order.held(),
            gateways: [&order.gateway].into_iter().chain(&order.other_gateways).cloned().collect(),
            refunds: refunds(order, sight),
            message: sight.messages().then(|| order.message.clone()),
        })
        .collect()
}

fn refunds(order: &Order, sight: &Sight<'_>) -> Vec<RefundStatus> {
    let refunds = order.refunds.iter().zip(1_u32..);
    refunds
        .filter(|(refund, _)| sight.pays_back(&refund.gateway))
        .map(|(refund, number)| RefundStatus {
            number,
            amount: refund.amount.clone(),
            amount_text: refund.amount.to_string(),
            reason: refund.reason,
            gateway: refund.gateway.clone(),
            open: refund.is_open(),
            completed: refund.standing == RefundStanding::Completed,
            message: sight.messages().then(|| refund.message.clone()),
        })
        .collect()
}
