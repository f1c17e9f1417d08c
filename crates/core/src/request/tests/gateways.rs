//! Several payment systems behind one order (SA-2).

use crate::actor::Actor;
use crate::channel::ChannelMessage;
use crate::definition::{ServiceDefinition, verify};
use crate::ids::BodyId;
use crate::reason::ReasonCode;
use crate::request::Event;
use crate::request::fees::{AssessFee, OrderStanding, PaymentResult, RecordPayment, RequestRefund};
use crate::stage::Stage;
use crate::testing::{
    GATEWAY, Life, ask_payment, at, cashier, charged, dirhams, handler, on_order, paid, paid_back, supervisor,
};

const WALLET: &str = "mobile-wallet";
const NOW: &str = "2025-10-20 09:00";

fn wallet_id() -> BodyId {
    WALLET.try_into().unwrap()
}

fn wallet() -> Actor {
    Actor { body: Some(wallet_id()), ..cashier() }
}

fn payable_twice() -> ServiceDefinition {
    let mut definition = charged();
    definition.fees.other_gateways = vec![wallet_id()];
    definition
}

/// The order for the review, which either may take the money for.
fn ordered() -> Life {
    let mut life = Life::under(payable_twice());
    life.bring_to(Stage::UnderVerification);
    life.then(handler(), NOW, AssessFee::default()).then(handler(), NOW, ask_payment(&["review"]));
    life
}

/// What the wallet says in a message of its own.
fn by_wallet(message: Option<ChannelMessage>) -> Option<ChannelMessage> {
    message.map(|it| ChannelMessage { from: wallet_id(), ..it })
}

fn wallet_pays(life: &Life, number: usize) -> RecordPayment {
    let paid = paid(life.request(), 1, number, at(NOW));
    RecordPayment { message: by_wallet(paid.message), ..paid }
}

fn fails(life: &Life, number: usize) -> RecordPayment {
    let message = Some(on_order(life.request(), 1, number, at(NOW)));
    RecordPayment { order: 1, result: PaymentResult::Failed { reason: ReasonCode::FeeDeclined }, message }
}

fn standing(life: &Life) -> OrderStanding {
    life.request().orders().next().unwrap().standing
}

fn back(amount: i64, reason: ReasonCode) -> RequestRefund {
    RequestRefund { order: 1, amount: dirhams(amount), reason }
}

fn asked_of(life: &Life) -> Option<String> {
    let Event::RefundRequested(asked) = life.last("RefundRequested") else { unreachable!() };
    asked.gateway.as_ref().map(ToString::to_string)
}

#[test]
fn an_order_is_paid_through_any_of_its_payment_systems_once() {
    let mut life = ordered();
    let Event::PaymentRequested(asked) = life.last("PaymentRequested") else { unreachable!() };
    assert_eq!(asked.other_gateways.iter().map(BodyId::as_str).collect::<Vec<_>>(), [WALLET]);
    let told = wallet_pays(&life, 1);
    life.then(wallet(), NOW, told);
    assert_eq!(standing(&life), OrderStanding::Confirmed);
    let again = paid(life.request(), 1, 2, at(NOW));
    life.then(cashier(), NOW, again);
    assert_eq!(life.events().last().unwrap().name(), "LateAnswerKept", "the second one is kept aside");
    let order = life.request().orders().next().unwrap();
    assert_eq!((order.held(), order.kept.clone()), (dirhams(100_000), Some(dirhams(50_000))));
}

#[test]
fn nobody_else_takes_money_for_it() {
    let mut life = ordered();
    let stranger: BodyId = "other-bank".try_into().unwrap();
    let paid = paid(life.request(), 1, 1, at(NOW));
    let message = paid.message.clone().map(|it| ChannelMessage { from: stranger.clone(), ..it });
    let by = Actor { body: Some(stranger), ..cashier() };
    assert_eq!(life.refused(by, NOW, RecordPayment { message, ..paid }).code(), "unknown_request");
    let mut alone = Life::under(charged());
    alone.bring_to(Stage::UnderVerification);
    alone.then(handler(), NOW, AssessFee::default()).then(handler(), NOW, ask_payment(&["review"]));
    let told = wallet_pays(&alone, 1);
    assert_eq!(alone.refused(wallet(), NOW, told).code(), "unknown_request", "not named by that service");
}

#[test]
fn what_failed_through_one_may_still_be_paid_through_another() {
    let mut life = ordered();
    let failed = fails(&life, 1);
    life.then(cashier(), NOW, failed);
    assert_eq!(standing(&life), OrderStanding::Requested);
    let mut given_up = life.clone();
    let failed = fails(&given_up, 2);
    given_up.then(wallet(), NOW, RecordPayment { message: by_wallet(failed.message.clone()), ..failed });
    assert_eq!(standing(&given_up), OrderStanding::Failed(ReasonCode::FeeDeclined));
    given_up.then(handler(), NOW, ask_payment(&["review"]));
    let told = wallet_pays(&life, 3);
    life.then(wallet(), NOW, told);
    assert_eq!(standing(&life), OrderStanding::Confirmed);
}

#[test]
fn money_goes_back_from_where_it_is() {
    let mut life = ordered();
    let told = wallet_pays(&life, 1);
    life.then(wallet(), NOW, told);
    let twice = paid(life.request(), 1, 2, at(NOW));
    life.then(cashier(), NOW, twice);
    // What came twice goes back from where it came the second time.
    life.then(supervisor(), NOW, back(50_000, ReasonCode::RfdDuplicatePayment));
    assert_eq!(asked_of(&life).as_deref(), Some(GATEWAY));
    let mut foreign = paid_back(life.request(), 1, 1, 3, at(NOW));
    foreign.message = by_wallet(foreign.message);
    assert_eq!(life.refused(wallet(), NOW, foreign).code(), "order_unknown", "it never had that money");
    let done = paid_back(life.request(), 1, 1, 4, at(NOW));
    life.then(cashier(), NOW, done);
    life.then(supervisor(), NOW, back(20_000, ReasonCode::RfdProviderFault));
    assert_eq!(asked_of(&life).as_deref(), Some(WALLET));
    assert_eq!(life.request().orders().next().unwrap().held(), dirhams(30_000));
}

#[test]
fn no_payment_system_is_asked_for_more_than_it_has() {
    let mut life = ordered();
    let told = wallet_pays(&life, 1);
    life.then(wallet(), NOW, told);
    let twice = paid(life.request(), 1, 2, at(NOW));
    life.then(cashier(), NOW, twice);
    let all = life.refused(supervisor(), NOW, back(100_000, ReasonCode::RfdProviderFault));
    assert_eq!(all.code(), "refund_exceeds_paid", "half of it is with each: {all}");
    life.then(supervisor(), NOW, back(50_000, ReasonCode::RfdProviderFault));
    assert_eq!(asked_of(&life).as_deref(), Some(WALLET), "the one that came first");
    life.then(supervisor(), NOW, back(50_000, ReasonCode::RfdProviderFault));
    assert_eq!(asked_of(&life).as_deref(), Some(GATEWAY));
    let nothing = life.refused(supervisor(), NOW, back(1, ReasonCode::RfdProviderFault));
    assert_eq!(nothing.code(), "refund_exceeds_paid");
}

#[test]
fn payment_systems_are_named_once_each_and_the_first_before_the_others() {
    let places = |change: fn(&mut ServiceDefinition)| {
        let mut definition = payable_twice();
        change(&mut definition);
        verify(&definition).into_iter().map(|it| it.path).collect::<Vec<_>>()
    };
    assert_eq!(places(|_| {}), [""; 0]);
    assert_eq!(places(|it| it.fees.other_gateways.push(wallet_id())), ["fees.other_gateways"]);
    let first_again: fn(&mut ServiceDefinition) = |it| it.fees.other_gateways.extend(it.fees.gateway.clone());
    assert_eq!(places(first_again), ["fees.other_gateways"]);
    assert_eq!(places(|it| it.fees.gateway = None), ["fees.gateway", "fees.other_gateways"]);
}
