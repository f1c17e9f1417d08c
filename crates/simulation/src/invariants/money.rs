//! Money: paid as asked, and never more of it back than came in.

use std::collections::BTreeMap;

use talab::core::request::Event;
use talab::core::request::execution::LateAnswer;
use talab::core::{BodyId, Money};
use talab::projections::Entry;

use super::{Found, Invariant as I};

/// An order, as its events told it.
struct Order {
    total: Money,
    /// The payment system that is asked where none other is named.
    gateway: BodyId,
    /// What came in, through which payment system.
    came_in: BTreeMap<BodyId, i64>,
    /// What goes back and from where, by the number of the refund.
    back: BTreeMap<u32, (BodyId, i64)>,
    paid: bool,
}

pub(super) fn check(entries: &[Entry], found: &mut Found) {
    let mut orders: BTreeMap<u32, Order> = BTreeMap::new();
    for entry in entries {
        if let Event::PaymentRequested(it) = &entry.event {
            let total = it.total.clone();
            found.unless(total.is_proper(), I::MoneyAddsUp, entry, "not an amount");
            let gateway = it.gateway.clone();
            let (came_in, back) = (BTreeMap::new(), BTreeMap::new());
            let order = Order { total, gateway, came_in, back, paid: false };
            let first = orders.insert(it.order, order).is_none();
            found.unless(first, I::MoneyAddsUp, entry, "the order was asked before");
            continue;
        }
        let Some(number) = order_of(&entry.event) else { continue };
        match orders.get_mut(&number) {
            Some(order) => order.event(entry, found),
            None => found.unless(false, I::MoneyAddsUp, entry, "no such order was asked"),
        }
    }
}

fn order_of(event: &Event) -> Option<u32> {
    match event {
        Event::LateAnswerKept(it) => match &it.answer {
            LateAnswer::Payment { order, .. } => Some(*order),
            _ => None,
        },
        event => event.order(),
    }
}

impl Order {
    fn event(&mut self, entry: &Entry, found: &mut Found) {
        match &entry.event {
            Event::PaymentConfirmed(it) => {
                found.unless(it.amount == self.total, I::MoneyAddsUp, entry, "another amount than was asked");
                found.unless(!self.paid, I::MoneyAddsUp, entry, "the order was paid before");
                self.paid = true;
                *self.came_in.entry(it.message.from.clone()).or_default() += it.amount.amount;
            }
            Event::LateAnswerKept(it) => {
                if let LateAnswer::Payment { amount, .. } = &it.answer {
                    found.unless(
                        *amount == self.total,
                        I::MoneyAddsUp,
                        entry,
                        "another amount than was asked",
                    );
                    *self.came_in.entry(it.message.from.clone()).or_default() += amount.amount;
                }
            }
            Event::RefundRequested(it) => {
                let from = it.gateway.clone().unwrap_or_else(|| self.gateway.clone());
                let first = self.back.insert(it.refund, (from, it.amount.amount)).is_none();
                let proper = first && it.amount.amount > 0 && it.amount.currency == self.total.currency;
                found.unless(proper, I::MoneyAddsUp, entry, "not an amount, or asked before");
            }
            Event::RefundFailed(it) => {
                found.unless(
                    self.back.remove(&it.refund).is_some(),
                    I::MoneyAddsUp,
                    entry,
                    "no such refund was asked",
                );
            }
            Event::RefundCompleted(it) => {
                let asked = self.back.get(&it.refund).is_some_and(|(from, _)| *from == it.message.from);
                found.unless(
                    asked,
                    I::MoneyAddsUp,
                    entry,
                    "no such refund was asked of whoever paid it back",
                );
            }
            _ => {}
        }
        let mut left = self.came_in.clone();
        for (from, amount) in self.back.values() {
            *left.entry(from.clone()).or_default() -= amount;
        }
        let within = left.values().all(|left| *left >= 0);
        found.unless(within, I::MoneyAddsUp, entry, "more goes back than came in there");
    }
}
