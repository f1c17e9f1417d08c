//! I-22: nothing of another body without a message of the channel, and each message once.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{cases, stories};
use crate::actor::Role;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_22_another_body_acts_by_a_message_and_each_message_is_applied_once(played in stories()) {
        let mut applied = BTreeSet::new();
        for act in &played.acts {
            let Ok(events) = &act.came else { continue };
            for event in events {
                let foreign = matches!(
                    act.envelope.by.role,
                    Role::ExecutingBody | Role::PaymentSystem | Role::TrustedSource
                );
                // What follows from a message, such as a clock that runs again, is the rules' own.
                let follows = event.message().is_none() && events[0].message().is_some();
                prop_assert_eq!(event.message().is_some() || follows, foreign, "{}", event.name());
                let Some(message) = event.message() else { continue };
                prop_assert_eq!(Some(&message.from), act.envelope.by.body.as_ref());
                // Who was asked before a transfer answers the body that asked.
                let former = act.before.transfers.former.contains(&message.to);
                prop_assert!(former || Some(&message.to) == act.before.provider());
                prop_assert!(applied.insert(message.id.clone()), "{} twice", message.id);
            }
        }
    }
}
