//! I-1: every attempt ends in exactly one of acknowledged, not acknowledged, or the end of the request.

use proptest::prelude::*;

use super::{cases, stories};
use crate::request::Event;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_1_an_attempt_is_answered_once(played in stories()) {
        let mut answers = 0;
        let mut acknowledged = 0;
        for event in played.events() {
            match event {
                Event::Submitted(_) => answers = 0,
                Event::Supplemented(it) => {
                    prop_assert_eq!(answers, 1, "attempt {} follows one answer", it.attempt);
                    prop_assert_eq!(acknowledged, 0, "what is acknowledged is not supplemented");
                    answers = 0;
                }
                Event::Rejected(_) => answers += 1,
                Event::Acknowledged(_) => {
                    answers += 1;
                    acknowledged += 1;
                }
                _ => {}
            }
            prop_assert!(answers <= 1);
        }
        prop_assert!(acknowledged <= 1);
    }
}
