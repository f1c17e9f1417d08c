//! I-5: the days used up and the days left are the budget with its extensions, whatever happened to the clock.

use proptest::prelude::*;
use time::Duration;

use super::play::Act;
use super::{cases, stories};
use crate::calendar::{Calendar, deadline};
use crate::command_kind::CommandKind;
use crate::request::{Event, Request, evolve};

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_5_the_deadline_is_the_end_of_the_last_day_of_the_budget(played in stories()) {
        let mut request = Request::default();
        let mut counted_on = None;
        for act in &played.acts {
            let Ok(events) = &act.came else { continue };
            events.iter().for_each(|event| evolve(&mut request, event));
            if counts(act, events) {
                counted_on = Some(&act.calendar);
            }
            if let Some(calendar) = counted_on {
                budget(calendar, &request)?;
                let clock = request.clock();
                let (spent, left) = clock.spent(calendar, act.envelope.at).unwrap();
                prop_assert_eq!(spent + left, clock.total());
                let still_time = clock.due.is_some_and(|due| act.envelope.at < due.due_at);
                if still_time && clock.is_started() && !clock.is_suspended() {
                    prop_assert!(left > 0, "a deadline that has not come leaves at least one day");
                }
            }
        }
    }

    #[test]
    fn i_5_what_is_used_up_never_comes_back(played in stories()) {
        let clock = played.request.clock();
        let calendar = played.facts.calendar();
        if let Some(from) = clock.counted_from {
            let mut before = 0;
            for hours in (0..24 * 40).step_by(7) {
                let (spent, _) = clock.spent(calendar, from.plus(Duration::hours(hours))).unwrap();
                prop_assert!(spent >= before);
                before = spent;
            }
        }
    }
}

/// Whether this act counted the deadline, so that the one in force rests on its calendar; one that was missed before
/// is not counted again.
fn counts(act: &Act, events: &[Event]) -> bool {
    let counted = |event: &Event| {
        matches!(
            event,
            Event::DeadlineSet(_)
                | Event::DeadlineExtended(_)
                | Event::DeadlineRecalculated(_)
                | Event::DeadlineMissed(_)
                | Event::ClockResumed(_)
        )
    };
    let asked = act.envelope.command.kind() == CommandKind::RecalculateDeadline;
    let anew = events.iter().any(|event| matches!(event, Event::DeadlineSet(_)));
    anew || (!act.before.clock().missed && (asked || events.iter().any(counted)))
}

/// One instant before the deadline a day is left; at the deadline none is.
fn budget(calendar: &Calendar, request: &Request) -> Result<(), TestCaseError> {
    let clock = request.clock();
    let (Some(from), Some(due)) = (clock.counted_from, clock.due) else { return Ok(()) };
    if !clock.is_started() || clock.is_suspended() {
        return Ok(());
    }
    let consumed = |at| deadline::consumed(calendar, from, at, &clock.suspensions).unwrap();
    prop_assert_eq!(consumed(due.due_at), clock.total());
    prop_assert_eq!(consumed(due.due_at.plus(-Duration::microseconds(1))), clock.total() - 1);
    Ok(())
}
