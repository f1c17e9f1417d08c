//! Ends: a request is concluded as it was decided, and leaves nothing behind that waits.

use std::collections::BTreeSet;

use talab::core::request::Event;
use talab::core::{Outcome, StepId};
use talab::projections::Entry;

use super::{Found, Invariant as I};

/// What waits for somebody.
#[derive(Default)]
struct Waiting<'a> {
    tasks: BTreeSet<&'a StepId>,
    questions: BTreeSet<u32>,
    orders: BTreeSet<u32>,
    offered: bool,
}

pub(super) fn check(entries: &[Entry], found: &mut Found) {
    let mut waiting = Waiting::default();
    let mut decided: Option<Outcome> = None;
    let mut ended: Option<bool> = None;
    for (place, entry) in entries.iter().enumerate() {
        waiting.event(&entry.event);
        decided = match &entry.event {
            Event::Granted(_) => Some(Outcome::Granted),
            Event::PartiallyGranted(_) => Some(Outcome::PartiallyGranted),
            Event::Denied(_) => Some(Outcome::Denied),
            Event::MeasuresRecorded(_) => Some(Outcome::MeasuresTaken),
            Event::Reopened(_) | Event::OutcomeCorrected(_) => None,
            _ => decided,
        };
        match &entry.event {
            Event::Executed(it) => {
                as_decided(it.outcome, decided, entry, found);
                ended = Some(!it.outcome.is_grant());
            }
            Event::Concluded(it) => {
                as_decided(it.outcome, decided, entry, found);
                ended = Some(true);
            }
            Event::Withdrawn(_)
            | Event::Lapsed(_)
            | Event::Discontinued(_)
            | Event::DuplicateConfirmed(_)
            | Event::TransferredOut(_) => ended = Some(true),
            _ => {}
        }
        // Within its act an end may still be taking things back.
        let over = entries.get(place + 1).is_none_or(|next| next.by.command_id != entry.by.command_id);
        if let Some(orders_too) = ended.filter(|_| over) {
            let left = !waiting.tasks.is_empty()
                || !waiting.questions.is_empty()
                || waiting.offered
                || (orders_too && !waiting.orders.is_empty());
            found.unless(!left, I::NothingLeftOpen, entry, "something waits for an answer");
            ended = None;
        }
    }
}

/// What silence brings about has no event of a decision before it.
fn as_decided(outcome: Outcome, decided: Option<Outcome>, entry: &Entry, found: &mut Found) {
    let by_silence = matches!(outcome, Outcome::DeemedGranted | Outcome::DeemedDenied);
    let same = by_silence || decided == Some(outcome);
    found.unless(same, I::EndsAsDecided, entry, "decided otherwise, or not at all");
}

impl<'a> Waiting<'a> {
    fn event(&mut self, event: &'a Event) {
        match event {
            Event::TaskDispatched(it) => drop(self.tasks.insert(&it.step)),
            Event::TaskDeclined(it) => drop(self.tasks.remove(&it.step)),
            Event::TaskCompleted(it) => drop(self.tasks.remove(&it.step)),
            Event::TaskFailed(it) => drop(self.tasks.remove(&it.step)),
            Event::TaskTimedOut(it) => drop(self.tasks.remove(&it.step)),
            Event::TaskCancelled(it) => drop(self.tasks.remove(&it.step)),
            Event::EvidenceRequested(it) => drop(self.questions.insert(it.number)),
            Event::EvidenceReceived(it) => drop(self.questions.remove(&it.number)),
            Event::EvidenceUnavailable(it) => drop(self.questions.remove(&it.number)),
            Event::EvidenceCancelled(it) => drop(self.questions.remove(&it.number)),
            Event::PaymentRequested(it) => drop(self.orders.insert(it.order)),
            Event::PaymentConfirmed(it) => drop(self.orders.remove(&it.order)),
            Event::PaymentFailed(it) => drop(self.orders.remove(&it.order)),
            Event::PaymentExpired(it) => drop(self.orders.remove(&it.order)),
            Event::PaymentCancelled(it) => drop(self.orders.remove(&it.order)),
            Event::Transferred(_) => self.offered = true,
            Event::TransferAccepted(_) | Event::TransferDeclined(_) | Event::TransferCancelled(_) => {
                self.offered = false;
            }
            _ => {}
        }
    }
}
