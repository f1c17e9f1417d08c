//! Fees: worked out by the definition, ordered and paid through the channel, waived and paid back (LY-17.5).

use crate::ids::FeeId;
use crate::money::{Currency, Money};
use crate::reason::ReasonCode;
use crate::refusal::Refusal;
use crate::request::Event;
use crate::request::clock::{ResumeClock, SuspendClock};
use crate::request::exits::{Lapse, Withdraw};
use crate::request::fees::{
    AssessFee, ExpirePayment, OrderStanding, PaymentResult, RecordPayment, RecordRefund, RefundResult,
    RequestRefund, WaiveFee,
};
use crate::request::review::Correct;
use crate::stage::Stage;
use crate::testing::{
    Life, applicant, approve, ask_corrections, ask_payment, at, cashier, charged, correct_answer,
    correct_nothing_but_say, decider, deliver, denial, dirhams, grant, handler, issue, on_order, paid,
    paid_back, resident, resident_submission, step_done, supervisor, system, verifier,
};

use super::{due, names};

/// Acknowledged, verified, and the fees worked out.
pub(super) fn assessed() -> Life {
    let mut life = Life::under(charged());
    life.bring_to(Stage::InExecution);
    life.then(handler(), "2025-10-20 09:00", AssessFee::default());
    life
}

fn ordered(fees: &[&str]) -> Life {
    let mut life = assessed();
    life.then(handler(), "2025-10-20 10:00", ask_payment(fees));
    life
}

fn pays(life: &mut Life, order: u32, moment: &str) {
    let payment = paid(life.request(), order, life.events().len(), at(moment));
    life.then(cashier(), at(moment), payment);
}

fn code(refusal: Refusal) -> &'static str {
    refusal.code()
}

fn fee(id: &str) -> FeeId {
    FeeId::new(id).unwrap()
}

fn owed(life: &Life) -> Vec<(String, i64)> {
    life.request().fees().map(|(fee, line)| (fee.to_string(), line.amount.amount)).collect()
}

fn back(order: u32, amount: i64, reason: ReasonCode) -> RequestRefund {
    RequestRefund { order, amount: dirhams(amount), reason }
}

#[test]
fn what_is_owed_follows_from_the_definition_and_the_answers() {
    let citizen = assessed();
    let expected = [("issue", 75_000), ("review", 50_000), ("stamp", 7_500)];
    assert_eq!(owed(&citizen), expected.map(|(fee, amount)| (fee.to_owned(), amount)));
    let Event::FeeAssessed(event) = citizen.last("FeeAssessed") else { unreachable!() };
    assert_eq!(event.lines[1].payee.as_str(), "treasury");

    let mut foreigner = Life::under(charged());
    foreigner.then(resident().0, "2025-10-16 10:30", resident_submission());
    foreigner.then(handler(), "2025-10-19 09:00", AssessFee::default());
    assert!(!foreigner.request().owes(&fee("stamp")), "the stamp is for citizens");
    assert_eq!(
        foreigner.does(system(), "2025-10-19 10:00", AssessFee::default()).unwrap(),
        [],
        "nothing is new"
    );
}

#[test]
fn each_step_waits_for_its_own_fee() {
    let mut life = assessed();
    let due = |refusal: Refusal| match refusal {
        Refusal::PaymentDue { fees } => fees,
        other => panic!("{other}"),
    };
    assert_eq!(due(life.refused(handler(), "2025-10-20 10:00", step_done())), ["review"]);
    life.then(handler(), "2025-10-20 10:00", ask_payment(&["review"]));
    pays(&mut life, 1, "2025-10-21 09:00");
    life.then(handler(), "2025-10-21 10:00", step_done());
    assert_eq!(due(life.refused(handler(), "2025-10-21 11:00", grant())), ["stamp"]);
    life.then(handler(), "2025-10-21 11:00", ask_payment(&["stamp", "issue"]));
    assert_eq!(life.request().orders().last().unwrap().total, dirhams(82_500));
    pays(&mut life, 2, "2025-10-22 09:00");
    life.then(handler(), "2025-10-22 10:00", grant()).then(decider(), "2025-10-22 11:00", approve());
    life.then(handler(), "2025-10-22 12:00", issue()).then(handler(), "2025-10-22 12:30", deliver());
    assert_eq!(life.stage(), Some(Stage::Concluded));
}

#[test]
fn an_output_waits_for_its_fee_and_a_denial_for_none() {
    let mut life = ordered(&["review", "stamp"]);
    pays(&mut life, 1, "2025-10-21 09:00");
    life.then(handler(), "2025-10-21 10:00", step_done());
    let mut denied = life.clone();
    denied.then(handler(), "2025-10-21 11:00", denial()).then(decider(), "2025-10-21 12:00", approve());
    life.then(handler(), "2025-10-21 11:00", grant()).then(decider(), "2025-10-21 12:00", approve());
    assert_eq!(code(life.refused(handler(), "2025-10-21 13:00", issue())), "payment_due");
    life.then(handler(), "2025-10-21 13:00", ask_payment(&["issue"]));
    pays(&mut life, 2, "2025-10-22 09:00");
    life.then(handler(), "2025-10-22 10:00", issue());
}

#[test]
fn the_clock_stands_still_while_the_applicant_has_to_pay() {
    let mut life = ordered(&["review"]);
    assert_eq!(life.request().clock().suspended_for, Some(ReasonCode::SusAwaitingPayment));
    assert_eq!(
        names(&life.events()[life.events().len() - 4..]),
        ["PaymentRequested", "ClockSuspended", "NotificationQueued", "NotificationQueued"]
    );
    let before = due(&life);
    pays(&mut life, 1, "2025-10-26 09:00");
    assert!(!life.request().clock().is_suspended());
    assert!(due(&life) > before, "the days of waiting are not the provider's");
    let Event::DeadlineRecalculated(moved) = life.last("DeadlineRecalculated") else { unreachable!() };
    assert_eq!(moved.cause, ReasonCode::CalClockResumed);
}

#[test]
fn corrections_and_payment_stop_the_clock_one_after_the_other() {
    let mut life = Life::under(charged());
    life.bring_to(Stage::UnderVerification);
    life.then(handler(), "2025-10-19 10:00", AssessFee::default());
    life.then(handler(), "2025-10-19 10:00", ask_payment(&["review"]));
    life.then(verifier(), "2025-10-19 11:00", ask_corrections(&["full_name"]));
    pays(&mut life, 1, "2025-10-20 09:00");
    assert_eq!(life.request().clock().suspended_for, Some(ReasonCode::SusAwaitingCorrection));
    life.then(handler(), "2025-10-20 10:00", ask_payment(&["stamp"]));
    life.then(applicant(), "2025-10-20 11:00", correct_nothing_but_say("نعم"));
    assert_eq!(life.request().clock().suspended_for, Some(ReasonCode::SusAwaitingPayment));
    pays(&mut life, 2, "2025-10-20 12:00");
    assert!(!life.request().clock().is_suspended());
}

/// H5, and everything else that can be wrong with a payment: nothing changes, and it is still due.
#[test]
fn a_payment_is_the_whole_amount_of_its_order_once() {
    let mut life = ordered(&["review", "stamp"]);
    let now = at("2025-10-20 12:00");
    let right = paid(life.request(), 1, 1, now);
    let with = |change: &dyn Fn(&mut Money, &mut String, &mut String)| {
        let mut payment = right.clone();
        let PaymentResult::Paid { amount, method, reference } = &mut payment.result else { unreachable!() };
        change(amount, method, reference);
        payment
    };
    let before = life.request().clone();
    let mut no = |payment: RecordPayment| life.refused(cashier(), now, payment).code();
    assert_eq!(no(with(&|amount, _, _| amount.amount = 57_499)), "amount_mismatch");
    assert_eq!(no(with(&|amount, _, _| amount.amount = -57_500)), "amount_mismatch");
    assert_eq!(
        no(with(&|amount, _, _| amount.currency = Currency::new("EUR").unwrap())),
        "currency_mismatch"
    );
    assert_eq!(no(with(&|_, method, _| "cheque".clone_into(method))), "payment_method_not_allowed");
    assert_eq!(no(with(&|_, _, reference| reference.clear())), "field_invalid");
    assert_eq!(no(RecordPayment { message: None, ..right.clone() }), "channel_required");
    assert_eq!(no(RecordPayment { order: 2, ..right.clone() }), "order_unknown");
    assert_eq!(no(RecordPayment { order: 0, ..right.clone() }), "order_unknown");
    let mut stray = right.clone();
    stray.message.as_mut().unwrap().in_reply_to = None;
    assert_eq!(no(stray), "order_unknown");
    let declined = PaymentResult::Failed { reason: ReasonCode::RfdCourt };
    assert_eq!(no(RecordPayment { result: declined, ..right.clone() }), "reason_unknown");
    let mut stranger = cashier();
    stranger.body = Some("other-payments".try_into().unwrap());
    assert_eq!(code(life.refused(stranger, now, right.clone())), "unknown_request");
    assert_eq!(*life.request(), before);
    life.then(cashier(), now, right.clone());
    assert_eq!(code(life.refused(cashier(), now, right.clone())), "message_already_applied");
    let mut again = right;
    again.message = Some(on_order(life.request(), 1, 2, now));
    assert_eq!(code(life.refused(cashier(), now, again)), "payment_reference_reused");
}

#[test]
fn a_payment_that_fails_or_is_not_made_in_time_is_ordered_again() {
    let mut life = ordered(&["review"]);
    let now = at("2025-10-20 12:00");
    let message = Some(on_order(life.request(), 1, 1, now));
    let declined = PaymentResult::Failed { reason: ReasonCode::FeeDeclined };
    life.then(cashier(), now, RecordPayment { order: 1, result: declined.clone(), message });
    assert!(!life.request().clock().is_suspended());
    let message = Some(on_order(life.request(), 1, 2, now));
    let twice = RecordPayment { order: 1, result: declined, message };
    assert_eq!(code(life.refused(cashier(), now, twice)), "order_closed");
    life.then(handler(), "2025-10-20 13:00", ask_payment(&["review"]));
    let expire = ExpirePayment { order: 2 };
    assert_eq!(code(life.refused(system(), "2025-10-28 09:00", expire)), "term_not_over");
    life.then(system(), "2025-10-30 09:00", expire);
    assert_eq!(code(life.refused(system(), "2025-10-30 10:00", expire)), "order_closed");
    life.then(handler(), "2025-10-30 10:00", ask_payment(&["review"]));
    pays(&mut life, 3, "2025-10-30 11:00");
    assert!(!life.request().owes(&fee("review")));
}

#[test]
fn only_what_is_owed_and_open_can_be_ordered() {
    let mut life = ordered(&["review"]);
    let now = "2025-10-20 11:00";
    assert_eq!(code(life.refused(handler(), now, ask_payment(&["review"]))), "fee_settled");
    assert_eq!(code(life.refused(handler(), now, ask_payment(&["parking"]))), "fee_unknown");
    assert_eq!(code(life.refused(handler(), now, ask_payment(&["stamp", "stamp"]))), "fee_unknown");
    assert_eq!(code(life.refused(handler(), now, ask_payment(&[]))), "fee_unknown");
    pays(&mut life, 1, "2025-10-20 12:00");
    assert_eq!(code(life.refused(handler(), "2025-10-20 13:00", ask_payment(&["review"]))), "fee_settled");
}

#[test]
fn a_supervisor_waives_by_law_or_for_hardship() {
    let mut life = ordered(&["review", "stamp"]);
    let waive = |reason| WaiveFee { fees: vec![fee("review"), fee("stamp")], reason };
    let now = "2025-10-20 11:00";
    assert_eq!(code(life.refused(handler(), now, waive(ReasonCode::FeeWaivedByLaw))), "not_permitted");
    assert_eq!(code(life.refused(supervisor(), now, waive(ReasonCode::FeeDisputed))), "reason_unknown");
    let events = life.does(supervisor(), now, waive(ReasonCode::FeeWaivedHardship)).unwrap();
    assert_eq!(names(&events)[..3], ["PaymentCancelled", "FeeWaived", "ClockResumed"]);
    assert_eq!(code(life.refused(supervisor(), now, waive(ReasonCode::FeeWaivedByLaw))), "fee_settled");
    life.then(handler(), "2025-10-20 12:00", step_done()).then(handler(), "2025-10-20 13:00", grant());
}

/// I-12, by example: never more goes back than is held, and only for reasons that the rules know.
#[test]
fn money_goes_back_within_what_is_held_and_what_the_rules_allow() {
    let mut life = ordered(&["review", "issue"]);
    let now = "2025-10-21 10:00";
    assert_eq!(
        code(life.refused(supervisor(), now, back(1, 1, ReasonCode::RfdCourt))),
        "refund_exceeds_paid"
    );
    pays(&mut life, 1, "2025-10-21 09:00");
    for early in [ReasonCode::RfdWithdrawn, ReasonCode::RfdDuplicatePayment, ReasonCode::RfdFeeReduced] {
        assert_eq!(
            code(life.refused(supervisor(), now, back(1, 1, early))),
            "refund_exceeds_paid",
            "{early}"
        );
    }
    life.then(applicant(), now, Withdraw::default());
    let withdrawn = |amount| back(1, amount, ReasonCode::RfdWithdrawn);
    assert_eq!(code(life.refused(supervisor(), now, withdrawn(75_001))), "refund_exceeds_paid");
    assert_eq!(code(life.refused(supervisor(), now, withdrawn(0))), "refund_exceeds_paid");
    assert_eq!(
        code(life.refused(supervisor(), now, back(1, 5, ReasonCode::RevCourtOrder))),
        "reason_unknown"
    );
    assert_eq!(code(life.refused(supervisor(), now, back(2, 5, ReasonCode::RfdCourt))), "order_unknown");
    life.then(supervisor(), now, withdrawn(75_000));
    assert_eq!(code(life.refused(supervisor(), now, withdrawn(1))), "refund_exceeds_paid");
    assert_eq!(
        code(life.refused(supervisor(), now, back(1, 50_001, ReasonCode::RfdCourt))),
        "refund_exceeds_paid"
    );
    let done = paid_back(life.request(), 1, 1, 50, at("2025-10-22 09:00"));
    let wrong = RecordRefund { refund: 2, ..done.clone() };
    assert_eq!(code(life.refused(cashier(), "2025-10-22 09:00", wrong)), "order_unknown");
    life.then(cashier(), "2025-10-22 09:00", done.clone());
    assert_eq!(life.request().orders().next().unwrap().held(), dirhams(50_000));
    let mut again = done;
    again.message.as_mut().unwrap().id = "IN-51".try_into().unwrap();
    assert_eq!(code(life.refused(cashier(), "2025-10-22 10:00", again)), "order_closed");
}

#[test]
fn a_refund_that_failed_is_asked_for_again() {
    let mut life = ordered(&["review"]);
    pays(&mut life, 1, "2025-10-21 09:00");
    let all = back(1, 50_000, ReasonCode::RfdProviderFault);
    life.then(supervisor(), "2025-10-21 10:00", all.clone());
    let mut failed = paid_back(life.request(), 1, 1, 60, at("2025-10-21 11:00"));
    failed.result = RefundResult::Failed { reason: ReasonCode::RfdRefusedByRule };
    life.then(cashier(), "2025-10-21 11:00", failed);
    life.then(supervisor(), "2025-10-21 12:00", all);
    let done = paid_back(life.request(), 1, 2, 61, at("2025-10-21 13:00"));
    life.then(cashier(), "2025-10-21 13:00", done);
    assert_eq!(life.request().orders().next().unwrap().held(), dirhams(0));
}

/// I-24 and I-25: what ends a request takes its orders back, and money that comes all the same is kept and paid back.
#[test]
fn money_that_comes_too_late_is_kept_and_paid_back() {
    let mut life = ordered(&["review"]);
    let events = life.does(applicant(), "2025-10-20 11:00", Withdraw::default()).unwrap();
    assert_eq!(names(&events)[0], "PaymentCancelled");
    let late = paid(life.request(), 1, 7, at("2025-10-20 12:00"));
    let kept = life.does(cashier(), "2025-10-20 12:00", late).unwrap();
    assert_eq!(names(&kept), ["LateAnswerKept"]);
    let order = life.request().orders().next().unwrap();
    assert_eq!((order.standing, order.held()), (OrderStanding::Cancelled, dirhams(50_000)));
    assert!(life.request().owes(&fee("review")));
    life.then(supervisor(), "2025-10-20 13:00", back(1, 50_000, ReasonCode::RfdDuplicatePayment));
}

#[test]
fn an_order_paid_twice_is_settled_once_and_the_rest_goes_back() {
    let mut life = ordered(&["review"]);
    pays(&mut life, 1, "2025-10-20 12:00");
    let second = paid(life.request(), 1, 90, at("2025-10-20 13:00"));
    assert_eq!(names(&life.does(cashier(), "2025-10-20 13:00", second).unwrap()), ["LateAnswerKept"]);
    assert_eq!(life.request().orders().next().unwrap().held(), dirhams(100_000));
    life.then(handler(), "2025-10-20 14:00", back(1, 50_000, ReasonCode::RfdDuplicatePayment));
}

/// A request in review whose applicant is asked about the dwelling.
fn asked_about_the_dwelling(ordered_before: &[&str]) -> Life {
    let mut life = Life::under(charged());
    life.bring_to(Stage::UnderVerification);
    life.then(handler(), "2025-10-19 10:00", AssessFee::default());
    if !ordered_before.is_empty() {
        life.then(handler(), "2025-10-19 10:00", ask_payment(ordered_before));
    }
    life.then(verifier(), "2025-10-19 11:00", ask_corrections(&["owns_dwelling"]));
    life
}

#[test]
fn what_is_ordered_is_what_is_owed_after_a_correction() {
    let mut life = asked_about_the_dwelling(&[]);
    life.then(applicant(), "2025-10-20 09:00", correct_answer("owns_dwelling", true));
    life.then(handler(), "2025-10-20 10:00", ask_payment(&["issue"]));
    assert_eq!(life.request().orders().last().unwrap().total, dirhams(100_000));

    let mut life = asked_about_the_dwelling(&["review", "issue"]);
    life.then(applicant(), "2025-10-20 09:00", correct_answer("owns_dwelling", true));
    let events = life.does(handler(), "2025-10-20 10:00", AssessFee::default()).unwrap();
    assert_eq!(names(&events)[..2], ["PaymentCancelled", "FeeAssessed"]);
    assert!(!life.request().clock().is_suspended(), "nothing is to be paid any more");
    life.then(handler(), "2025-10-20 11:00", ask_payment(&["review", "issue"]));
    assert_eq!(life.request().orders().last().unwrap().total, dirhams(150_000));
}

#[test]
fn a_fee_that_came_to_nothing_is_owed_again_after_a_correction() {
    let mut definition = charged();
    definition.fees.fees[2].formula =
        Some(crate::definition::Formula::new("answers.owns_dwelling ? 100000 : 0"));
    let mut life = Life::under(definition);
    life.bring_to(Stage::UnderVerification);
    life.then(handler(), "2025-10-19 10:00", AssessFee::default());
    assert!(!life.request().owes(&fee("issue")));
    assert_eq!(code(life.refused(handler(), "2025-10-19 10:00", ask_payment(&["issue"]))), "fee_settled");
    life.then(verifier(), "2025-10-19 11:00", ask_corrections(&["owns_dwelling"]));
    life.then(applicant(), "2025-10-20 09:00", correct_answer("owns_dwelling", true));
    life.then(handler(), "2025-10-20 10:00", ask_payment(&["issue"]));
    assert_eq!(life.request().orders().last().unwrap().total, dirhams(100_000));
}

#[test]
fn what_a_fee_is_worked_out_from_may_be_missing() {
    let mut life = asked_about_the_dwelling(&[]);
    let removed = Correct {
        changes: vec![crate::request::review::Change::RemoveAnswer("owns_dwelling".try_into().unwrap())],
        ..Correct::default()
    };
    life.then(applicant(), "2025-10-20 09:00", removed);
    assert_eq!(code(life.refused(handler(), "2025-10-20 10:00", AssessFee::default())), "incomplete");
}

#[test]
fn what_nobody_pays_in_time_lapses_by_an_officer() {
    let mut life = ordered(&["review"]);
    assert_eq!(code(life.refused(handler(), "2025-10-21 09:00", Lapse::default())), "wrong_stage");
    life.then(system(), "2025-10-30 09:00", ExpirePayment { order: 1 });
    assert_eq!(code(life.refused(system(), "2025-10-30 10:00", Lapse::default())), "wrong_stage");
    let mut asked_again = life.clone();
    asked_again.then(handler(), "2025-10-30 10:00", ask_payment(&["review"]));
    assert_eq!(code(asked_again.refused(handler(), "2025-10-30 11:00", Lapse::default())), "wrong_stage");
    life.then(handler(), "2025-10-30 11:00", Lapse::default());
    let Event::Lapsed(lapsed) = life.last("Lapsed") else { unreachable!() };
    assert_eq!(lapsed.reason, ReasonCode::LapFeeNotPaidInTime);
}

#[test]
fn a_clock_that_waits_for_money_is_not_resumed_by_hand_and_one_that_waited_for_a_court_goes_on_to_wait() {
    let mut life = ordered(&["review"]);
    assert_eq!(code(life.refused(supervisor(), "2025-10-20 11:00", ResumeClock::default())), "wrong_stage");
    let mut life = assessed();
    life.then(supervisor(), "2025-10-20 10:00", SuspendClock { reason: ReasonCode::SusAwaitingCourt });
    life.then(handler(), "2025-10-20 11:00", ask_payment(&["review"]));
    life.then(supervisor(), "2025-10-20 12:00", ResumeClock::default());
    assert_eq!(life.request().clock().suspended_for, Some(ReasonCode::SusAwaitingPayment));
}

#[test]
fn a_concluded_request_has_nothing_left_to_pay() {
    let mut definition = charged();
    definition.fees.fees.truncate(1);
    let mut life = Life::under(definition);
    life.bring_to(Stage::InExecution);
    life.then(handler(), "2025-10-20 09:00", AssessFee::default());
    life.then(handler(), "2025-10-20 10:00", ask_payment(&["review"]));
    pays(&mut life, 1, "2025-10-20 11:00");
    life.then(handler(), "2025-10-20 12:00", step_done()).then(handler(), "2025-10-20 13:00", grant());
    life.then(decider(), "2025-10-20 14:00", approve()).then(handler(), "2025-10-20 15:00", issue());
    life.then(handler(), "2025-10-20 15:30", deliver());
    assert!(life.request().orders().all(|order| !order.is_open()));
}
