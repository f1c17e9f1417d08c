//! I-12: what was paid less what went back is never less than nothing. I-13: what needs a fee never follows an unpaid one.

use proptest::prelude::*;

use super::{cases, stories};
use crate::definition::FeePoint;
use crate::request::Event;
use crate::request::fees::{OrderStanding, RefundStanding};

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_12_never_more_goes_back_than_came(played in stories()) {
        let mut came = std::collections::BTreeMap::<u32, i64>::new();
        for event in played.events() {
            match event {
                Event::PaymentConfirmed(it) => *came.entry(it.order).or_default() += it.amount.amount,
                Event::LateAnswerKept(it) => {
                    if let crate::request::execution::LateAnswer::Payment { order, amount, .. } = it.answer {
                        *came.entry(order).or_default() += amount.amount;
                    }
                }
                _ => {}
            }
        }
        for (order, number) in played.request.orders().zip(1..) {
            let back = order.refunds.iter().filter(|it| !matches!(it.standing, RefundStanding::Failed(_)));
            let back: i64 = back.map(|it| it.amount.amount).sum();
            let came = came.get(&number).copied().unwrap_or_default();
            prop_assert!(order.refunds.iter().all(|it| it.amount.amount > 0));
            prop_assert_eq!(order.held().amount, came - back);
            prop_assert!(back <= came);
        }
    }

    #[test]
    fn i_13_what_needs_a_fee_never_follows_an_unpaid_order(played in stories()) {
        for (before, event) in played.steps() {
            let points: &[FeePoint] = match event {
                Event::StepCompleted(_) | Event::TaskDispatched(_) => &[FeePoint::Execution],
                Event::Granted(_) => &[FeePoint::Execution, FeePoint::Decision],
                Event::OutputIssued(_) => &[FeePoint::Output],
                _ => continue,
            };
            for fee in &played.facts.definition().fees.fees {
                let charged = fee.id.as_str() != "stamp" || before.applicant().unwrap().class.code() == "citizen";
                if charged && points.contains(&fee.before) {
                    let paid = before.orders().any(|order| {
                        order.standing == OrderStanding::Confirmed && order.fees.contains(&fee.id)
                    });
                    let waived = before.fees().any(|(id, line)| *id == fee.id && line.waived.is_some());
                    prop_assert!(paid || waived, "{} before {}", event.name(), fee.id);
                }
            }
        }
    }
}
