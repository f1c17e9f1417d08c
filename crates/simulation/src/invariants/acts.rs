//! Acts: each once, and whole.

use std::collections::BTreeSet;

use talab::projections::Entry;

use super::{Found, Invariant as I};

pub(super) fn check(entries: &[Entry], found: &mut Found) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut before: Option<&Entry> = None;
    for entry in entries {
        let Some(id) = entry.by.command_id.as_deref() else {
            found.unless(false, I::OneActOnce, entry, "no act caused it");
            before = Some(entry);
            continue;
        };
        let same = before.filter(|before| before.by.command_id.as_deref() == Some(id));
        if let Some(before) = same {
            let together = before.position + 1 == entry.position
                && before.occurred_at == entry.occurred_at
                && before.by == entry.by;
            found.unless(together, I::OneActOnce, entry, "apart from the rest of its act");
        } else {
            found.unless(seen.insert(id), I::OneActOnce, entry, "its act was recorded before");
        }
        before = Some(entry);
    }
}
