//! I-7: the instant of receipt and the instant of delivery never change.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{cases, stories};
use crate::request::Event;
use crate::request::outputs::Output;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_7_the_receipt_and_the_delivery_never_change(played in stories()) {
        let mut received = None;
        let mut delivered = BTreeMap::new();
        for (before, event) in played.steps() {
            if received.is_some() {
                prop_assert_eq!(before.received_at(), received);
            }
            for (id, Output { delivered_at, .. }) in before.outputs() {
                prop_assert_eq!(delivered.get(id), delivered_at.as_ref());
            }
            match event {
                Event::Acknowledged(it) => received = Some(it.received_at),
                Event::OutputDelivered(it) => {
                    prop_assert!(delivered.insert(it.output, it.at).is_none(), "delivered once");
                }
                Event::Concluded(it) => {
                    let owed = before.owed(played.facts.definition());
                    let last = owed.into_iter().filter_map(|output| delivered.get(output)).max();
                    prop_assert_eq!(it.delivered_at.as_ref(), last);
                }
                // What comes after a reopening is another act, with a date of its own; the event keeps the old one.
                Event::Reopened(it) => {
                    prop_assert_eq!(it.delivered_at, before.delivered_at());
                    delivered.clear();
                }
                _ => {}
            }
        }
    }
}
