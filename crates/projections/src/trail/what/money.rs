//! Details of fees, orders to pay, and money that goes back.

use talab_core::request::fees::{FeeAssessed, PaymentConfirmed, PaymentRequested, RefundRequested};
use talab_core::{FeeId, Money, Text};

use super::Telling;
use super::before::{pick, until};
use crate::labels::{self, both, name};

impl Telling<'_> {
    pub(super) fn fee_assessed(&self, it: &FeeAssessed) -> Vec<Text> {
        let told = it.lines.iter().map(|line| {
            let fee = labels::fee(self.definition, &line.fee);
            both(|lang| {
                let (amount, payee) = (name(&line.amount.to_string(), lang), name(line.payee.as_str(), lang));
                format!("{}: {amount} ({payee})", fee.get(lang))
            })
        });
        told.collect()
    }

    pub(super) fn fees(&self, fees: &[FeeId]) -> Vec<Text> {
        fees.iter().map(|fee| labels::fee(self.definition, fee)).collect()
    }

    pub(super) fn payment_requested(&self, it: &PaymentRequested) -> Vec<Text> {
        let total = amount(["المبلغ المستحق", "amount due"], &it.total);
        let due = until(["مهلة السداد حتى", "pay by"], it.due);
        let fees = self.fees(&it.fees).into_iter();
        [order(it.order)].into_iter().chain(fees).chain([total, due]).collect()
    }

    pub(super) fn payment_confirmed(&self, it: &PaymentConfirmed) -> Vec<Text> {
        [order(it.order)].into_iter().chain(paid(&it.amount, &it.method, &it.reference)).collect()
    }

    pub(super) fn refund_requested(&self, it: &RefundRequested) -> Vec<Text> {
        let mut told = vec![refund(it.order, it.refund), amount(["المبلغ", "amount"], &it.amount)];
        told.extend(it.gateway.iter().map(|gateway| {
            both(|lang| {
                let label = pick(["نظام الدفع المطلوب منه الردّ", "to be paid back by"], lang);
                format!("{label}: {}", name(gateway.as_str(), lang))
            })
        }));
        told
    }
}

pub(super) fn order(number: u32) -> Text {
    both(|lang| format!("{}: {number}", pick(["أمر الدفع رقم", "order"], lang)))
}

/// What was paid, how, and what the payment system knows it by.
pub(super) fn paid(money: &Money, method: &str, reference: &str) -> [Text; 3] {
    [
        amount(["المبلغ المسدَّد", "amount paid"], money),
        both(|lang| format!("{}: {}", pick(["طريقة الدفع", "paid by"], lang), name(method, lang))),
        both(|lang| format!("{}: {}", pick(["رقم العملية", "payment"], lang), name(reference, lang))),
    ]
}

pub(super) fn refund(order: u32, number: u32) -> Text {
    both(|lang| match lang {
        talab_core::Lang::Ar => format!("ردّ رقم {number} من أمر الدفع رقم {order}"),
        talab_core::Lang::En => format!("refund {number} of order {order}"),
    })
}

fn amount(words: [&'static str; 2], money: &Money) -> Text {
    both(|lang| format!("{}: {}", pick(words, lang), name(&money.to_string(), lang)))
}
