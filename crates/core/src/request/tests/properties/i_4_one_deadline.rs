//! I-4: no deadline before the acknowledgement; afterwards exactly one in force, moved only with a cause.

use proptest::prelude::*;

use super::{cases, stories};
use crate::reason::Family;
use crate::request::Event;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_4_one_deadline_from_the_acknowledgement_until_the_clock_stops(played in stories()) {
        let mut in_force = None;
        let (mut acknowledged, mut stopped, mut reopened) = (false, false, false);
        for (before, event) in played.steps() {
            prop_assert_eq!(before.clock().due, in_force);
            match event {
                Event::Acknowledged(_) => acknowledged = true,
                Event::Reopened(_) => {
                    prop_assert!(stopped);
                    (reopened, stopped) = (true, false);
                }
                // So may a takeover by another body, where it was said that the clock starts again.
                Event::TransferAccepted(_) => reopened = true,
                Event::DeadlineSet(it) => {
                    prop_assert!(acknowledged && (in_force.is_none() || reopened));
                    reopened = false;
                    in_force = Some(it.due);
                }
                Event::DeadlineRecalculated(it) => {
                    prop_assert_eq!((Some(it.old), it.cause.family()), (in_force, Family::Cal));
                    prop_assert!(!stopped && it.old != it.new);
                    in_force = Some(it.new);
                }
                Event::DeadlineExtended(it) => {
                    prop_assert_eq!((Some(it.old), it.reason.family()), (in_force, Family::Ext));
                    prop_assert!(!stopped && it.new > it.old);
                    in_force = Some(it.new);
                }
                Event::DeadlineMissed(it) => {
                    prop_assert!(!stopped && !before.clock().missed && !before.clock().is_suspended());
                    prop_assert!(Some(it.due) == in_force && it.at >= it.due.due_at);
                }
                Event::ClockSuspended(_) | Event::ClockResumed(_) => prop_assert!(in_force.is_some() && !stopped),
                Event::ClockStopped(_) => {
                    prop_assert!(in_force.is_some() && !stopped);
                    stopped = true;
                }
                _ => {}
            }
        }
        prop_assert_eq!(stopped, played.request.clock().stopped_at.is_some());
    }
}
