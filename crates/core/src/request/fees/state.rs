//! What is owed, ordered, paid and paid back, as the events tell it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::event::{
    FeeAssessed, FeeWaived, PaymentConfirmed, PaymentFailed, PaymentRequested, RefundRequested,
};
use crate::calendar::Due;
use crate::ids::{BodyId, FeeId, MessageId};
use crate::instant::Timestamp;
use crate::money::Money;
use crate::reason::ReasonCode;

/// A fee that is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Line {
    /// How much.
    pub amount: Money,
    /// For which body.
    pub payee: BodyId,
    /// Why it is not charged after all.
    pub waived: Option<ReasonCode>,
}

/// An order to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Order {
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Which fees it is for.
    pub fees: Vec<FeeId>,
    /// How much in all.
    pub total: Money,
    /// Until when it stands.
    pub due: Due,
    /// The payment system.
    pub gateway: BodyId,
    /// The further ones through which it may be paid.
    pub other_gateways: BTreeSet<BodyId>,
    /// Those through which it was tried, and not paid.
    pub failed_at: BTreeSet<BodyId>,
    /// What came for it and through which of them, in order.
    pub received: Vec<(BodyId, Money)>,
    /// The message that ordered.
    pub message: MessageId,
    /// Where it stands.
    pub standing: OrderStanding,
    /// What came for it when it no longer stood: kept aside, and paid back.
    pub kept: Option<Money>,
    /// What was asked to be paid back of it, in order.
    pub refunds: Vec<Refund>,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "an order is in exactly one of these")]
pub enum OrderStanding {
    /// Waiting to be paid.
    Requested,
    /// Paid.
    Confirmed,
    /// Not paid.
    Failed(ReasonCode),
    /// Its term passed.
    Expired,
    /// Taken back.
    Cancelled,
}

/// Money to be paid back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Refund {
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: ReasonCode,
    /// The payment system that has the money.
    pub gateway: BodyId,
    /// The message that asked.
    pub message: MessageId,
    /// Where it stands.
    pub standing: RefundStanding,
}

/// Where a refund stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "a refund is in exactly one of these")]
pub enum RefundStanding {
    /// Asked for.
    Requested,
    /// The money went back.
    Completed,
    /// It did not.
    Failed(ReasonCode),
}

impl Refund {
    /// Whether it waits for an answer.
    pub fn is_open(&self) -> bool {
        self.standing == RefundStanding::Requested
    }
}

impl Order {
    /// Whether it waits to be paid.
    pub fn is_open(&self) -> bool {
        self.standing == OrderStanding::Requested
    }

    /// Whether it may be paid through this payment system.
    pub fn is_paid_through(&self, gateway: &BodyId) -> bool {
        self.gateway == *gateway || self.other_gateways.contains(gateway)
    }

    /// The money of it that each payment system holds, in the order in which it came: nothing is asked back of one that never had it.
    pub fn held_by(&self) -> Vec<(&BodyId, Money)> {
        let mut held: Vec<(&BodyId, Money)> = Vec::new();
        for (gateway, amount) in &self.received {
            match held.iter_mut().find(|(of, _)| *of == gateway) {
                Some((_, sum)) => *sum = sum.plus(amount).unwrap_or_else(|| sum.clone()),
                None => held.push((gateway, amount.clone())),
            }
        }
        for refund in self.refunds.iter().filter(|it| !matches!(it.standing, RefundStanding::Failed(_))) {
            if let Some((_, sum)) = held.iter_mut().find(|(of, _)| **of == refund.gateway) {
                *sum = sum.minus(&refund.amount).unwrap_or_else(|| sum.clone());
            }
        }
        held
    }

    /// The money of it that is held: paid, and come too late, less what went or is going back (I-12).
    pub fn held(&self) -> Money {
        let paid = match self.standing {
            OrderStanding::Confirmed => self.total.clone(),
            _ => Money::zero(self.total.currency.clone()),
        };
        let received = self.kept.as_ref().and_then(|kept| paid.plus(kept)).unwrap_or(paid);
        let back = self.refunds.iter().filter(|refund| !matches!(refund.standing, RefundStanding::Failed(_)));
        back.fold(received, |held, refund| held.minus(&refund.amount).unwrap_or(held))
    }
}

/// What the fees room knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Fees {
    pub(crate) lines: BTreeMap<FeeId, Line>,
    pub(crate) orders: Vec<Order>,
    /// The payments that were confirmed or kept, each once, by the payment system that numbers them.
    pub(crate) references: BTreeSet<(BodyId, String)>,
}

impl Fees {
    /// The order of this number.
    pub(crate) fn order(&self, number: u32) -> Option<&Order> {
        self.orders.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// Whether the fee was paid or waived, so that it moves no more.
    pub(crate) fn is_settled(&self, fee: &FeeId) -> bool {
        self.lines.get(fee).is_some_and(|line| line.waived.is_some()) || self.paid(fee)
    }

    /// Whether something is owed for this fee, as it was worked out last.
    pub(crate) fn owes(&self, fee: &FeeId) -> bool {
        self.lines.get(fee).is_some_and(|line| line.amount.amount > 0) && !self.is_settled(fee)
    }

    /// Whether an order for this fee was paid.
    pub(crate) fn paid(&self, fee: &FeeId) -> bool {
        let paid = |order: &&Order| order.standing == OrderStanding::Confirmed;
        self.orders.iter().filter(paid).any(|order| order.fees.contains(fee))
    }

    /// Whether an order for this fee waits to be paid.
    pub(crate) fn ordered(&self, fee: &FeeId) -> bool {
        self.orders.iter().filter(|order| order.is_open()).any(|order| order.fees.contains(fee))
    }

    /// The last order that expired for a fee that is still owed, if nothing was ordered for that since.
    pub(crate) fn unpaid_in_time(&self) -> Option<&Order> {
        let expired = |order: &&Order| order.standing == OrderStanding::Expired;
        let owed = |fee: &FeeId| self.owes(fee) && !self.ordered(fee);
        self.orders.iter().rev().filter(expired).find(|order| order.fees.iter().any(owed))
    }

    pub(crate) fn any_open(&self) -> bool {
        self.orders.iter().any(Order::is_open)
    }

    pub(in crate::request) fn assessed(&mut self, event: &FeeAssessed) {
        for line in &event.lines {
            let owed = Line { amount: line.amount.clone(), payee: line.payee.clone(), waived: None };
            self.lines.insert(line.fee.clone(), owed);
        }
    }

    pub(in crate::request) fn waived(&mut self, event: &FeeWaived) {
        for fee in &event.fees {
            if let Some(line) = self.lines.get_mut(fee) {
                line.waived = Some(event.reason);
            }
        }
    }

    pub(in crate::request) fn ordered_by(&mut self, event: &PaymentRequested) {
        self.orders.push(Order {
            asked_at: event.at,
            fees: event.fees.clone(),
            total: event.total.clone(),
            due: event.due,
            gateway: event.gateway.clone(),
            other_gateways: event.other_gateways.clone(),
            failed_at: BTreeSet::new(),
            received: Vec::new(),
            message: event.message.clone(),
            standing: OrderStanding::Requested,
            kept: None,
            refunds: Vec::new(),
        });
    }

    pub(in crate::request) fn confirmed(&mut self, event: &PaymentConfirmed) {
        self.references.insert((event.message.from.clone(), event.reference.clone()));
        self.now_stands(event.order, OrderStanding::Confirmed);
        if let Some(order) = self.order_mut(event.order) {
            order.received.push((event.message.from.clone(), event.amount.clone()));
        }
    }

    /// An order fails once it has failed through each payment system by which it may be paid.
    pub(in crate::request) fn failed(&mut self, event: &PaymentFailed) {
        let Some(order) = self.order_mut(event.order) else { return };
        order.failed_at.insert(event.message.from.clone());
        let several = !order.other_gateways.is_empty();
        let open = |gateway: &BodyId| !order.failed_at.contains(gateway);
        if !(several && order.other_gateways.iter().chain([&order.gateway]).any(open)) {
            order.standing = OrderStanding::Failed(event.reason);
        }
    }

    /// Money that came for an order that no longer stands.
    pub(in crate::request) fn kept(
        &mut self,
        number: u32,
        amount: &Money,
        (reference, from): (&str, &BodyId),
    ) {
        self.references.insert((from.clone(), reference.to_owned()));
        if let Some(order) = self.order_mut(number) {
            order.received.push((from.clone(), amount.clone()));
            let before = order.kept.take();
            order.kept =
                Some(before.and_then(|before| before.plus(amount)).unwrap_or_else(|| amount.clone()));
        }
    }

    pub(in crate::request) fn now_stands(&mut self, number: u32, standing: OrderStanding) {
        if let Some(order) = self.order_mut(number) {
            order.standing = standing;
        }
    }

    pub(in crate::request) fn refund_requested(&mut self, event: &RefundRequested) {
        if let Some(order) = self.order_mut(event.order) {
            let gateway = event.gateway.clone().unwrap_or_else(|| order.gateway.clone());
            order.refunds.push(Refund {
                amount: event.amount.clone(),
                reason: event.reason,
                gateway,
                message: event.message.clone(),
                standing: RefundStanding::Requested,
            });
        }
    }

    pub(in crate::request) fn refund_stands(&mut self, number: u32, refund: u32, standing: RefundStanding) {
        let place = usize::try_from(refund).ok().and_then(|place| place.checked_sub(1));
        let order = self.order_mut(number);
        if let Some(refund) = order.zip(place).and_then(|(order, place)| order.refunds.get_mut(place)) {
            refund.standing = standing;
        }
    }

    fn order_mut(&mut self, number: u32) -> Option<&mut Order> {
        self.orders.get_mut(usize::try_from(number).ok()?.checked_sub(1)?)
    }
}
