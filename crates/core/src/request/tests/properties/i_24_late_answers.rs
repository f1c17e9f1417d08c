//! I-24: an answer that comes after the end is kept aside and changes nothing legal.

use proptest::prelude::*;

use super::{cases, stories};
use crate::request::{Event, Request, evolve};

/// The request without what counts events and messages.
fn legal(request: &Request) -> Request {
    let (version, last_at, messages) = Default::default();
    Request { version, last_at, messages, ..request.clone() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_24_a_late_answer_is_kept_and_changes_nothing(played in stories()) {
        for (mut before, event) in played.steps() {
            if !matches!(event, Event::LateAnswerKept(_)) {
                continue;
            }
            match event.order() {
                Some(order) => prop_assert!(!before.orders().nth(order as usize - 1).unwrap().is_open()),
                None => prop_assert!(before.outcome().is_some()),
            }
            let mut after = before.clone();
            evolve(&mut after, &event);
            // Money is held until it is paid back; it settles nothing.
            for request in [&mut before, &mut after] {
                request.fees.references.clear();
                request.fees.orders.iter_mut().for_each(|order| (order.kept, order.received) = Default::default());
            }
            prop_assert_eq!(legal(&after), legal(&before));
        }
    }
}
