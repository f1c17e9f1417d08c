//! I-25: what ends a request takes every open task back in the same append.

use proptest::prelude::*;

use super::{cases, stories};
use crate::request::evolve;
use crate::request::execution::Task;
use crate::stage::{Outcome, Stage};

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_25_whatever_ends_a_request_takes_its_tasks_back(played in stories()) {
        for act in &played.acts {
            let Ok(events) = &act.came else { continue };
            let mut after = act.before.clone();
            events.iter().for_each(|event| evolve(&mut after, event));
            if after.outcome().is_some() {
                let open = after.tasks().find(|(_, task)| Task::is_open(task));
                prop_assert!(open.is_none(), "{open:?} is open after {}", act.envelope.command.kind());
                // A grant's output may still have to be paid for.
                let waits = after.stage() == Some(Stage::Decided) && after.outcome().is_some_and(Outcome::is_grant);
                let order = after.orders().find(|order| order.is_open());
                prop_assert!(waits || order.is_none(), "{order:?} is open");
            }
        }
    }
}
