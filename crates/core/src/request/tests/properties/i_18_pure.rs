//! I-18, I-19 and I-21: folding and deciding are functions of their arguments and of nothing else.

use cqrs_es::Aggregate;
use proptest::prelude::*;

use super::play::fold;
use super::{cases, stories};
use crate::request::{Request, decide, evolve};
use crate::testing::truths;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_18_the_same_events_give_the_same_bytes(played in stories()) {
        let bytes = |request: &Request| serde_json::to_string(request).unwrap();
        let events = played.events();
        prop_assert_eq!(bytes(&fold(&events)), bytes(&played.request));
        let mut applied = Request::default();
        events.iter().for_each(|event| applied.apply(event.clone()));
        prop_assert_eq!(&applied, &played.request);
        prop_assert_eq!(played.request.version(), events.len() as u64);
    }

    #[test]
    fn i_19_a_prefix_and_its_rest_give_the_whole_also_from_a_snapshot(
        played in stories(),
        cut in any::<prop::sample::Index>(),
    ) {
        let events = played.events();
        let cut = cut.index(events.len() + 1);
        let snapshot = serde_json::to_string(&fold(&events[..cut])).unwrap();
        let mut request: Request = serde_json::from_str(&snapshot).unwrap();
        events[cut..].iter().for_each(|event| evolve(&mut request, event));
        prop_assert_eq!(&request, &played.request);
    }

    /// The part of I-21 that is not the store's: the same command on the same history has the same outcome.
    #[test]
    fn i_21_deciding_again_says_the_same(played in stories()) {
        for act in &played.acts {
            match (decide(&act.before, &act.envelope), decide(&act.before, &act.envelope)) {
                (Ok(first), Ok(second)) => {
                    prop_assert_eq!(&first, &second);
                    prop_assert_eq!(Ok(&first.events), act.came.as_ref());
                }
                (Err(first), Err(second)) => {
                    prop_assert_eq!(&first, &second);
                    prop_assert_eq!(Err(&first), act.came.as_ref());
                }
                (first, second) => prop_assert!(false, "{first:?} and then {second:?}"),
            }
        }
    }

    /// A record and the events it caused are the command: decided again, it says the same with the same verdicts.
    #[test]
    fn i_21_a_command_is_put_together_from_its_record(played in stories()) {
        for act in &played.acts {
            if let Ok(events) = &act.came {
                truths::comes_back(&act.before, &act.envelope, events);
            }
        }
    }

    /// Events carry the instant of their command, so history never runs backwards.
    #[test]
    fn i_18_time_comes_from_the_envelope_and_never_runs_backwards(played in stories()) {
        let mut last = None;
        for act in &played.acts {
            for event in act.came.iter().flatten() {
                prop_assert_eq!(event.at(), act.envelope.at);
                prop_assert!(last.is_none_or(|last| last <= event.at()));
                last = Some(event.at());
            }
        }
    }
}
