//! A fee that is itself a requirement of the submission: its payment completes the request (LY-13.4, LY-14.1, LY-17.5c).

use std::collections::BTreeMap;

use super::{date, due, names, reasons};
use crate::definition::Condition;
use crate::ids::FieldId;
use crate::money::Money;
use crate::reason::ReasonCode;
use crate::request::exits::Withdraw;
use crate::request::fees::{
    ExpirePayment, OrderStanding, PaymentResult, RecordPayment, WaiveFee, due_before_receipt,
};
use crate::request::intake::{ConfirmApplicant, MissingKind, Supplement};
use crate::request::review::StartVerification;
use crate::stage::Stage;
use crate::testing::{
    Life, applicant, ask_corrections, at, bill, cashier, correct_answer, dirhams, handler,
    incomplete_submission, paid, pass, prepaid, step_done, submission, supervisor, supplement_bill, system,
    verifier,
};
use crate::value::Value;

/// Everything is there but the fee.
fn unpaid() -> Life {
    let mut life = Life::under(prepaid());
    life.then(applicant(), "2025-10-16 10:30", submission());
    life
}

fn payment(life: &Life, order: u32, moment: &str) -> RecordPayment {
    paid(life.request(), order, life.events().len(), at(moment))
}

fn pays(life: &mut Life, order: u32, moment: &str) {
    let payment = payment(life, order, moment);
    life.then(cashier(), moment, payment);
}

fn total(life: &Life, order: usize) -> Money {
    life.request().orders().nth(order - 1).unwrap().total.clone()
}

#[test]
fn the_payment_is_what_completes_the_request() {
    let mut life = unpaid();
    assert_eq!(life.stage(), Some(Stage::Submitted));
    assert_eq!(life.count("Acknowledged") + life.count("Rejected") + life.count("DeadlineSet"), 0);
    assert_eq!(life.request().received_at(), None);
    assert_eq!(life.request().missing()[0].kind, MissingKind::Fee);
    assert_eq!(total(&life, 1), dirhams(5_000));
    let early = life.refused(verifier(), "2025-10-16 11:00", StartVerification::default());
    assert_eq!(early.code(), "wrong_stage");
    pays(&mut life, 1, "2025-10-19 12:00");
    assert_eq!(life.stage(), Some(Stage::Acknowledged));
    assert_eq!(life.request().received_at(), Some(at("2025-10-19 12:00")));
    assert_eq!(due(&life), "2025-11-17", "twenty working days after the day of payment");
    assert_eq!(life.count("Acknowledged"), 1);
}

#[test]
fn nothing_but_the_whole_fee_completes_it() {
    let mut life = unpaid();
    let mut short = payment(&life, 1, "2025-10-16 12:00");
    if let PaymentResult::Paid { amount, .. } = &mut short.result {
        *amount = dirhams(4_999);
    }
    assert_eq!(life.refused(cashier(), "2025-10-16 12:00", short).code(), "amount_mismatch");
    assert_eq!(life.stage(), Some(Stage::Submitted));
    let mut failed = payment(&life, 1, "2025-10-16 13:00");
    failed.result = PaymentResult::Failed { reason: ReasonCode::FeeDeclined };
    life.then(cashier(), "2025-10-16 13:00", failed);
    assert_eq!(life.stage(), Some(Stage::Rejected));
    assert_eq!(reasons(life.request()), ["NAK.FEE_NOT_PAID filing"]);
    // Money that comes for the order all the same is kept and completes nothing.
    pays(&mut life, 1, "2025-10-16 14:00");
    assert_eq!((life.stage(), life.count("LateAnswerKept")), (Some(Stage::Rejected), 1));
    // Trying again is a supplement, also with nothing new in it; what is answered otherwise costs otherwise.
    let owns: BTreeMap<FieldId, Value> = [("owns_dwelling".try_into().unwrap(), true.into())].into();
    let again = Supplement { answers: owns.into(), documents: vec![bill()], ..Supplement::default() };
    life.then(applicant(), "2025-10-17 09:00", again);
    assert_eq!((life.stage(), total(&life, 2)), (Some(Stage::Submitted), dirhams(10_000)));
    pays(&mut life, 2, "2025-10-17 10:00");
    assert_eq!(life.request().received_at(), Some(at("2025-10-17 10:00")), "on a Friday");
}

#[test]
fn an_order_that_nobody_pays_expires_and_receipt_is_not_acknowledged() {
    let mut life = unpaid();
    let early = life.refused(system(), "2025-10-26 23:59", ExpirePayment { order: 1 });
    assert_eq!(early.code(), "term_not_over");
    let events = life.does(system(), "2025-10-27 00:00", ExpirePayment { order: 1 }).unwrap();
    let told = names(&events);
    assert_eq!(told[..3], ["PaymentExpired", "CompletenessChecked", "Rejected"]);
    life.then(applicant(), "2025-10-27 08:00", Supplement::default());
    pays(&mut life, 2, "2025-10-27 09:00");
    assert_eq!(life.stage(), Some(Stage::Acknowledged));
    assert_eq!(life.request().attempt(), 2);
}

#[test]
fn what_is_missing_beside_the_fee_comes_first_and_costs_nothing_yet() {
    let mut life = Life::under(prepaid());
    life.then(applicant(), "2025-10-16 10:30", incomplete_submission());
    let told = reasons(life.request());
    assert!(told.contains(&"NAK.FEE_NOT_PAID filing".to_owned()) && told.len() > 1, "{told:?}");
    assert_eq!(life.request().orders().count(), 0);
    let mut rest = supplement_bill();
    rest.answers = submission().answers;
    life.then(applicant(), "2025-10-16 11:00", rest);
    assert_eq!((life.stage(), life.request().orders().count()), (Some(Stage::Submitted), 1));
}

#[test]
fn a_supervisor_waives_it_for_hardship() {
    let mut life = unpaid();
    let waive =
        || WaiveFee { fees: vec!["filing".try_into().unwrap()], reason: ReasonCode::FeeWaivedHardship };
    assert_eq!(life.refused(handler(), "2025-10-16 11:00", waive()).code(), "not_permitted");
    life.then(supervisor(), "2025-10-16 11:00", waive());
    assert_eq!(life.request().orders().next().unwrap().standing, OrderStanding::Cancelled);
    assert_eq!(life.request().received_at(), Some(at("2025-10-16 11:00")));
}

#[test]
fn a_source_that_is_down_costs_no_day_of_the_payment() {
    let mut life = Life::under(prepaid());
    life.meanwhile(|facts| facts.source_down());
    life.then(applicant(), "2025-10-16 10:30", submission());
    pays(&mut life, 1, "2025-10-16 12:00");
    assert_eq!((life.stage(), life.count("Acknowledged")), (Some(Stage::Submitted), 0));
    life.meanwhile(|facts| facts.identified(&["national_no"]));
    life.then(system(), "2025-10-20 09:00", ConfirmApplicant::default());
    assert_eq!(life.stage(), Some(Stage::Acknowledged));
    assert_eq!(life.request().received_at(), Some(at("2025-10-16 12:00")));
}

#[test]
fn who_turns_out_to_be_another_is_not_asked_for_money() {
    let mut life = Life::under(prepaid());
    life.meanwhile(|facts| facts.source_down());
    life.then(applicant(), "2025-10-16 10:30", submission());
    life.meanwhile(|facts| facts.mismatch("national_no"));
    life.then(system(), "2025-10-19 09:00", ConfirmApplicant::default());
    assert_eq!(life.stage(), Some(Stage::Rejected));
    assert_eq!(life.request().orders().next().unwrap().standing, OrderStanding::Cancelled);
}

#[test]
fn withdrawing_takes_the_order_back() {
    let mut life = unpaid();
    life.then(applicant(), "2025-10-16 11:00", Withdraw::default());
    assert_eq!(life.request().orders().next().unwrap().standing, OrderStanding::Cancelled);
    pays(&mut life, 1, "2025-10-16 12:00");
    assert_eq!((life.stage(), life.request().received_at()), (Some(Stage::Closed), None));
}

#[test]
fn what_will_be_owed_is_known_before_anything_is_sent() {
    let (definition, submit) = (prepaid(), submission());
    let day = date("2025-10-16");
    let due = due_before_receipt(&definition, &submit.applicant, submit.answers.get(), day).unwrap();
    assert_eq!(due.iter().map(|it| it.item.as_str()).collect::<Vec<_>>(), ["filing"]);
    assert_eq!(due[0].label(&definition).en, "payment of the fee “Filing fee”");
    let nothing = BTreeMap::new();
    assert!(due_before_receipt(&definition, &submit.applicant, &nothing, day).unwrap().is_empty());
}

/// Charged to owners only.
fn of_owners() -> Life {
    let mut definition = prepaid();
    definition.fees.fees[0].when = Some(Condition::new("answers.owns_dwelling"));
    Life::under(definition)
}

#[test]
fn what_a_correction_makes_due_is_due_before_the_execution() {
    let mut life = of_owners();
    life.then(applicant(), "2025-10-16 10:30", submission());
    assert_eq!((life.stage(), life.request().orders().count()), (Some(Stage::Acknowledged), 0));
    life.then(verifier(), "2025-10-19 09:00", ask_corrections(&["owns_dwelling"]));
    life.then(applicant(), "2025-10-19 10:00", correct_answer("owns_dwelling", true));
    life.then(verifier(), "2025-10-19 11:00", pass());
    let unpaid = life.refused(handler(), "2025-10-19 12:00", step_done());
    assert_eq!(unpaid.code(), "payment_due");
}

#[test]
fn who_owes_it_no_more_does_not_lapse_for_it() {
    let mut life = of_owners();
    let mut owner = submission();
    let mut answers = owner.answers.get().clone();
    answers.insert("owns_dwelling".try_into().unwrap(), true.into());
    owner.answers = answers.into();
    life.then(applicant(), "2025-10-16 10:30", owner);
    life.then(system(), "2025-10-27 00:00", ExpirePayment { order: 1 });
    let rents: BTreeMap<FieldId, Value> = [("owns_dwelling".try_into().unwrap(), false.into())].into();
    let again = Supplement { answers: rents.into(), documents: vec![bill()], ..Supplement::default() };
    life.then(applicant(), "2025-10-27 09:00", again);
    assert_eq!(life.stage(), Some(Stage::Acknowledged));
    assert!(!life.request().owes(&"filing".try_into().unwrap()));
    let lapse = crate::request::exits::Lapse::default();
    assert_eq!(life.refused(verifier(), "2025-10-27 10:00", lapse).code(), "wrong_stage");
}
