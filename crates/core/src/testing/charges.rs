//! Fees in the small world, and the payment system that reports on them.

use super::bodies::message;
use super::people::somebody;
use super::service::definition;
use crate::actor::{Actor, Role};
use crate::channel::ChannelMessage;
use crate::definition::{Condition, Fee, FeePoint, FeeTerms, Formula, ServiceDefinition};
use crate::ids::{BodyId, FeeId, IdInvalid};
use crate::instant::Timestamp;
use crate::money::{Currency, Money};
use crate::reason::ReasonCode;
use crate::request::Request;
use crate::request::fees::{PaymentResult, RecordPayment, RecordRefund, RefundResult, RequestPayment};
use crate::text::Text;

/// The payment system.
pub const GATEWAY: &str = "national-payments";

fn id<T: TryFrom<String, Error = IdInvalid>>(text: &str) -> T {
    T::try_from(text.to_owned()).unwrap_or_else(|error| panic!("{error}"))
}

/// So many dirhams, a thousand to the dinar.
///
/// # Panics
/// Never: the currency is well formed.
pub fn dirhams(amount: i64) -> Money {
    Money::new(amount, Currency::new("LYD").unwrap_or_else(|error| panic!("{error}")))
}

/// The certificate of residence for money: `review` (50 dinars) before the execution, `stamp` (7.5 dinars, of citizens)
/// before the grant, and `issue` before the output, which costs owners 100 dinars and others 75.
///
/// Only `issue` is paid back to who withdraws. The clock stands still while an order is open.
///
/// # Panics
/// Never: its ids are well formed.
pub fn charged() -> ServiceDefinition {
    let fee = |name: &str, before, payee: &str| Fee {
        id: id(name),
        name: Text::new("رسم", name),
        amount: None,
        formula: None,
        payee: id(payee),
        law: None,
        before,
        when: None,
        refund: Vec::new(),
    };
    let citizens = Condition::new("applicant.class == \"citizen\"");
    let by_dwelling = Formula::new("answers.owns_dwelling ? 100000 : 75000");
    let mut definition = definition();
    definition.deadline.working_days = 20;
    definition.fees = FeeTerms {
        currency: Some(dirhams(0).currency),
        gateway: Some(id(GATEWAY)),
        methods: vec!["card".to_owned(), "bank".to_owned()],
        pay_within: 5,
        suspends_clock: true,
        fees: vec![
            Fee { amount: Some(50_000), ..fee("review", FeePoint::Execution, "mun.tripoli-centre") },
            Fee { amount: Some(7_500), when: Some(citizens), ..fee("stamp", FeePoint::Decision, "treasury") },
            Fee {
                formula: Some(by_dwelling),
                refund: vec![ReasonCode::RfdWithdrawn],
                ..fee("issue", FeePoint::Output, "mun.tripoli-centre")
            },
        ],
        ..FeeTerms::default()
    };
    definition
}

/// The certificate of residence for 10 dinars, 5 for who doesn't own the dwelling, to be paid before receipt.
///
/// # Panics
/// Never: its ids are well formed.
pub fn prepaid() -> ServiceDefinition {
    let mut definition = charged();
    definition.fees.fees = vec![Fee {
        id: id("filing"),
        name: Text::new("رسم التقديم", "Filing fee"),
        amount: None,
        formula: Some(Formula::new("answers.owns_dwelling ? 10000 : 5000")),
        payee: id("mun.tripoli-centre"),
        law: None,
        before: FeePoint::Receipt,
        when: None,
        refund: Vec::new(),
    }];
    definition
}

/// The payment system, reporting through the channel.
///
/// # Panics
/// Never: its ids are well formed.
pub fn cashier() -> Actor {
    Actor { body: Some(id::<BodyId>(GATEWAY)), ..Actor::new(somebody("payments-1"), Role::PaymentSystem) }
}

/// Asks for payment of these fees.
///
/// # Panics
/// If a name can't be a fee's id.
pub fn ask_payment(fees: &[&str]) -> RequestPayment {
    RequestPayment { fees: fees.iter().map(|fee| id::<FeeId>(fee)).collect() }
}

/// The payment system's message `number` in answer to an order, delivered at `at`.
///
/// # Panics
/// If there is no such order.
pub fn on_order(request: &Request, order: u32, number: usize, at: Timestamp) -> ChannelMessage {
    let asked = request.orders().nth(order as usize - 1).map(|order| order.message.clone());
    let asked = asked.unwrap_or_else(|| panic!("there is no order {order}"));
    ChannelMessage { in_reply_to: Some(asked), ..message(GATEWAY, number, at) }
}

/// The order was paid by card, as it was asked.
///
/// # Panics
/// If there is no such order.
pub fn paid(request: &Request, order: u32, number: usize, at: Timestamp) -> RecordPayment {
    let amount = request.orders().nth(order as usize - 1).map(|order| order.total.clone());
    let result = PaymentResult::Paid {
        amount: amount.unwrap_or_else(|| panic!("there is no order {order}")),
        method: "card".to_owned(),
        reference: format!("PAY-{number}"),
    };
    RecordPayment { order, result, message: Some(on_order(request, order, number, at)) }
}

/// The refund of an order went back.
///
/// # Panics
/// If there is no such refund.
pub fn paid_back(request: &Request, order: u32, refund: u32, number: usize, at: Timestamp) -> RecordRefund {
    let held = request.orders().nth(order as usize - 1);
    let asked = held.and_then(|order| order.refunds.get(refund as usize - 1)).map(|it| it.message.clone());
    let asked = asked.unwrap_or_else(|| panic!("there is no refund {refund} of order {order}"));
    let message = ChannelMessage { in_reply_to: Some(asked), ..message(GATEWAY, number, at) };
    let result = RefundResult::Completed { reference: format!("BACK-{number}") };
    RecordRefund { order, refund, result, message: Some(message) }
}
