//! Messages of the channel: other bodies act by them, each is applied once, and what comes too late is kept.

use std::collections::BTreeSet;

use talab::core::Role;
use talab::core::request::Event;
use talab::core::request::execution::LateAnswer;
use talab::projections::Entry;

use super::{Found, Invariant as I};

/// Who acts on a request by messages only.
const BY_MESSAGE: [Role; 3] = [Role::ExecutingBody, Role::TrustedSource, Role::PaymentSystem];

pub(super) fn check(entries: &[Entry], found: &mut Found) {
    let mut applied = BTreeSet::new();
    let mut ended = false;
    for (place, entry) in entries.iter().enumerate() {
        let first = place.checked_sub(1).and_then(|before| entries.get(before));
        let begins = first.is_none_or(|before| before.by.command_id != entry.by.command_id);
        let ends = entries.get(place + 1).is_none_or(|next| next.by.command_id != entry.by.command_id);
        let theirs = BY_MESSAGE.iter().any(|role| entry.by.role.as_deref() == Some(role.code()));
        let message = entry.event.message();
        found.unless(!theirs || !begins || message.is_some(), I::OneMessageOnce, entry, "without a message");
        if let Some(message) = message {
            found.unless(
                applied.insert(&message.id),
                I::OneMessageOnce,
                entry,
                "its message was applied before",
            );
            let from = entry.by.body.as_deref() == Some(message.from.as_str());
            found.unless(from, I::OneMessageOnce, entry, "its message is from another body");
        }
        match &entry.event {
            Event::LateAnswerKept(it) => {
                found.unless(begins && ends, I::LateIsKept, entry, "it brought something else about");
                // Money may come too late for its order while the request goes on.
                let late = ended || matches!(it.answer, LateAnswer::Payment { .. });
                found.unless(late, I::LateIsKept, entry, "the request had not ended");
            }
            Event::Executed(_)
            | Event::Withdrawn(_)
            | Event::Lapsed(_)
            | Event::Discontinued(_)
            | Event::DuplicateConfirmed(_)
            | Event::TransferredOut(_) => ended = true,
            Event::Reopened(_) => ended = false,
            _ => {}
        }
    }
}
