//! I-9: corrections change the named items and nothing else, and history keeps what was there before.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{cases, stories};
use crate::request::review::Target;
use crate::request::{Event, evolve};

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_9_corrections_change_only_what_was_named(played in stories()) {
        for (before, event) in played.steps() {
            let Event::Corrected(it) = &event else { continue };
            let mut after = before.clone();
            evolve(&mut after, &event);
            let named: BTreeSet<_> =
                before.open_corrections().unwrap().items.iter().map(|item| item.target.clone()).collect();
            let (old, new) = (before.answers().unwrap(), after.answers().unwrap());
            let fields: BTreeSet<_> = old.keys().chain(new.keys()).collect();
            for field in fields {
                let change = it.values.get(field).or_else(|| it.personal.get().unwrap().values.get(field));
                match change {
                    Some(change) => {
                        prop_assert!(named.contains(&Target::Field(field.clone())), "{}", field);
                        prop_assert_eq!(change.old.as_ref(), old.get(field));
                        prop_assert_eq!(change.new.as_ref(), new.get(field));
                    }
                    None => prop_assert_eq!(old.get(field), new.get(field)),
                }
            }
            for (kind, change) in &it.documents {
                let held = before.documents().find(|document| document.kind == *kind);
                prop_assert_eq!(change.old.as_ref(), held);
                prop_assert!(held.is_none() || named.contains(&Target::Document(kind.clone())));
                prop_assert_eq!(change.new.as_ref(), after.documents().find(|document| document.kind == *kind));
            }
            let untouched = |request: &crate::request::Request| -> Vec<_> {
                request.documents().filter(|document| !it.documents.contains_key(&document.kind)).cloned().collect()
            };
            prop_assert_eq!(untouched(&before), untouched(&after));
        }
    }
}
