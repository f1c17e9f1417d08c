//! I-17: a request is judged by the version it was submitted under, whatever is published later.

use std::sync::Arc;

use proptest::prelude::*;

use super::{cases, stories};
use crate::command_kind::CommandKind;
use crate::refusal::Refusal;
use crate::request::decide;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_17_a_later_version_in_force_changes_no_verdict(played in stories()) {
        for act in &played.acts {
            if act.envelope.command.kind() == CommandKind::Submit {
                continue;
            }
            let mut later = act.envelope.clone();
            later.facts.service.as_mut().unwrap().current = Some(2);
            let came = decide(&act.before, &later).map(|decided| decided.events);
            prop_assert_eq!(&came, &act.came);
        }
    }

    #[test]
    fn i_17_no_event_comes_of_another_version(played in stories()) {
        for act in &played.acts {
            if act.envelope.command.kind() == CommandKind::Submit {
                continue;
            }
            let mut wrong = act.envelope.clone();
            let service = wrong.facts.service.as_mut().unwrap();
            let mut definition = (*service.definition).clone();
            definition.version = 2;
            definition.deadline.working_days = 90;
            definition.corrections.working_days = 90;
            definition.conditions.clear();
            service.definition = Arc::new(definition);
            match decide(&act.before, &wrong).map(|decided| decided.events) {
                Err(Refusal::UnknownService { .. }) => {}
                came => prop_assert_eq!(&came, &act.came, "what needs no definition is judged the same"),
            }
        }
    }
}
