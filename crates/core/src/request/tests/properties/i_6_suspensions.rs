//! I-6: suspensions never overlap, have a reason, and are over before the clock stops.

use proptest::prelude::*;

use super::{cases, stories};
use crate::reason::Family;
use crate::request::Event;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_6_suspensions_do_not_overlap_and_end_before_the_clock(played in stories()) {
        let mut open = false;
        let mut last_end = None;
        for event in played.events() {
            match event {
                Event::ClockSuspended(it) => {
                    prop_assert!(!open && last_end.is_none_or(|end| end <= it.from));
                    prop_assert!(it.from <= it.at);
                    prop_assert_eq!(it.reason.family(), Family::Sus);
                    open = true;
                }
                Event::ClockResumed(it) => {
                    prop_assert!(open);
                    open = false;
                    last_end = Some(it.at);
                }
                Event::ClockStopped(_) => prop_assert!(!open),
                _ => {}
            }
        }
        prop_assert_eq!(open, played.request.clock().is_suspended());
        prop_assert_eq!(open, played.request.clock().suspended_for.is_some());
    }
}
