//! Commands around fees, sensible for the request as it stands, or spoilt on purpose.

use super::commands::reason;
use super::dice::Dice;
use crate::command_kind::CommandKind;
use crate::instant::Timestamp;
use crate::reason::ReasonCode;
use crate::request::fees::{
    AssessFee, ExpirePayment, PaymentResult, RecordPayment, RecordRefund, RefundResult, RequestRefund,
    WaiveFee,
};
use crate::request::{Command, Request};
use crate::testing::{GATEWAY, ask_payment, dirhams, message, on_order, paid, paid_back};

pub(super) fn command(kind: CommandKind, request: &Request, at: Timestamp, dice: &mut Dice) -> Command {
    let orders = u32::try_from(request.orders().count()).unwrap();
    // One of the last two, and any once there are more.
    let back = u32::try_from(dice.below(2.max(orders as usize))).unwrap();
    let order = orders - back.min(orders.saturating_sub(1));
    let number = if dice.once_in(12) { 1 } else { usize::try_from(request.version()).unwrap() + 500 };
    match kind {
        CommandKind::AssessFee => AssessFee::default().into(),
        CommandKind::RequestPayment => {
            let all: [&[&str]; 5] = [&["review"], &["stamp", "issue"], &["issue"], &["stamp"], &["parking"]];
            ask_payment(dice.of(&all)).into()
        }
        CommandKind::WaiveFee => {
            let fees = vec![dice.of(&["review", "stamp", "issue"]).try_into().unwrap()];
            WaiveFee { fees, reason: reason(dice, ReasonCode::FeeWaivedByLaw) }.into()
        }
        CommandKind::ExpirePayment => ExpirePayment { order }.into(),
        CommandKind::RequestRefund => {
            let amount = dirhams(dice.of(&[1_000, 7_500, 1_000, 75_000, 0]));
            let why = dice.of(&[ReasonCode::RfdProviderFault, ReasonCode::RfdWithdrawn]);
            RequestRefund { order, amount, reason: reason(dice, why) }.into()
        }
        CommandKind::RecordPayment if order == 0 => {
            let result = PaymentResult::Failed { reason: ReasonCode::FeeDeclined };
            RecordPayment { order, result, message: Some(message(GATEWAY, number, at)) }.into()
        }
        CommandKind::RecordPayment => payment(request, order, number, at, dice).into(),
        _ => refund(request, order, number, at, dice).into(),
    }
}

fn payment(request: &Request, order: u32, number: usize, at: Timestamp, dice: &mut Dice) -> RecordPayment {
    let mut payment = paid(request, order, number, at);
    match (dice.below(8), &mut payment.result) {
        (0, PaymentResult::Paid { amount, .. }) => amount.amount -= 1,
        (1, _) => {
            payment.result = PaymentResult::Failed { reason: reason(dice, ReasonCode::FeeDeclined) };
            payment.message = Some(on_order(request, order, number, at));
        }
        (2, _) => payment.message = None,
        _ => {}
    }
    payment
}

fn refund(request: &Request, order: u32, number: usize, at: Timestamp, dice: &mut Dice) -> RecordRefund {
    let asked =
        request.orders().nth((order as usize).saturating_sub(1)).map_or(0, |order| order.refunds.len());
    let refund = u32::try_from(asked).unwrap();
    if refund == 0 {
        let result = RefundResult::Completed { reference: "BACK".to_owned() };
        return RecordRefund { order, refund, result, message: Some(message(GATEWAY, number, at)) };
    }
    let mut record = paid_back(request, order, refund, number, at);
    if dice.once_in(3) {
        record.result = RefundResult::Failed { reason: reason(dice, ReasonCode::RfdRefusedByRule) };
    }
    record
}
