//! Dates that never move, and the end that stays.

use std::collections::{BTreeMap, BTreeSet};

use talab::Timestamp;
use talab::core::OutputId;
use talab::core::definition::ServiceDefinition;
use talab::core::request::Event;
use talab::core::request::outputs::Concluded;
use talab::core::{Outcome, Stage};
use talab::projections::Entry;

use super::{Found, Invariant as I};

/// What may still be said of a request that has ended, and what may be amended of it by two people.
const AFTERWARDS: [&str; 20] = [
    "NotificationQueued",
    "NotificationDelivered",
    "NotificationFailed",
    "NoteAdded",
    "ContactRecorded",
    "FeedbackRecorded",
    "FeedbackAnswered",
    "InterestedPartyNamed",
    "InterestedPartyRemoved",
    "RecordDisclosed",
    "PersonalDataRedacted",
    "LegalHoldPlaced",
    "LegalHoldLifted",
    "LateAnswerKept",
    "RefundRequested",
    "RefundCompleted",
    "RefundFailed",
    "AmendmentProposed",
    "AmendmentReturned",
    "AmendmentApproved",
];
/// What ends that a request has ended.
const AGAIN: [&str; 2] = ["Reopened", "OutcomeCorrected"];
/// What may still come of one that was decided and concluded: what becomes of its outputs.
const OUTPUTS: [&str; 14] = [
    "OutputIssued",
    "OutputDelivered",
    "OutputOpened",
    "OutputExpired",
    "OutputRevoked",
    "OutputReinstated",
    "OutputSuperseded",
    "PaperCopyRequested",
    "PaperCopyDispatched",
    "PaperCopyReturned",
    "CollectionScheduled",
    "OutputCollected",
    "CollectionMissed",
    "PaperCopyLapsed",
];

/// What may still come of an output that was issued before the decision, however the request ended.
const OF_EARLY_OUTPUTS: [&str; 6] = [
    "OutputDelivered",
    "OutputOpened",
    "OutputExpired",
    "OutputRevoked",
    "OutputReinstated",
    "OutputSuperseded",
];

/// The outputs as their events told them.
#[derive(Default)]
struct Outputs<'a> {
    delivered: BTreeMap<&'a OutputId, Option<Timestamp>>,
    revoked: BTreeSet<&'a OutputId>,
    /// Those that rest on their steps and not on the outcome, in effect unless it is said.
    early: BTreeSet<&'a OutputId>,
    expired: BTreeSet<&'a OutputId>,
    /// What a grant in part covers.
    partly: Option<&'a [OutputId]>,
}

impl Outputs<'_> {
    /// What was issued before the decision and is in effect stays; everything else may be issued anew.
    fn reopened(&mut self) {
        self.early.retain(|id| !self.revoked.contains(id) && !self.expired.contains(id));
        self.delivered.retain(|id, _| self.early.contains(id));
        self.revoked.clear();
        self.expired.clear();
        self.partly = None;
    }
}

pub(super) fn check(entries: &[Entry], definition: &ServiceDefinition, found: &mut Found) {
    let mut received: Option<Timestamp> = None;
    let mut outputs = Outputs::default();
    let mut ended: Option<Stage> = None;
    let mut last: Option<Timestamp> = None;
    for entry in entries {
        let name = entry.event.name();
        let said = AFTERWARDS.contains(&name) || AGAIN.contains(&name);
        let lawful = match ended {
            None => true,
            Some(Stage::Concluded) => said || OUTPUTS.contains(&name),
            Some(_) => said || (!outputs.early.is_empty() && OF_EARLY_OUTPUTS.contains(&name)),
        };
        found.unless(lawful, I::EndedIsEnded, entry, "after the end");
        let forwards = last.is_none_or(|last| last <= entry.occurred_at);
        found.unless(forwards, I::DatesStand, entry, "earlier than the event before it");
        last = last.max(Some(entry.occurred_at));
        match &entry.event {
            Event::Acknowledged(it) => {
                let first = *received.get_or_insert(it.received_at);
                found.unless(first == it.received_at, I::DatesStand, entry, "the instant of receipt moved");
            }
            Event::CompletenessChecked(it) if received.is_some() => {
                let stands = it.received_at.is_none() || it.received_at == received;
                found.unless(stands, I::DatesStand, entry, "the instant of receipt moved");
            }
            Event::OutputIssued(it) => {
                let fresh = outputs.delivered.insert(&it.output, None).is_none();
                found.unless(fresh, I::DatesStand, entry, "issued before");
                if !it.rests_on.is_empty() {
                    outputs.early.insert(&it.output);
                }
            }
            Event::OutputDelivered(it) => {
                let waiting = outputs.delivered.insert(&it.output, Some(it.at)) == Some(None);
                found.unless(waiting, I::DatesStand, entry, "not issued, or delivered before");
            }
            Event::OutputRevoked(it) => drop(outputs.revoked.insert(&it.output)),
            Event::OutputReinstated(it) => drop(outputs.revoked.remove(&it.output)),
            Event::PartiallyGranted(it) => outputs.partly = Some(&it.outputs),
            Event::OutputExpired(it) => drop(outputs.expired.insert(&it.output)),
            Event::Reopened(_) => outputs.reopened(),
            Event::Concluded(it) => concluded(it, definition, &outputs, entry, found),
            _ => {}
        }
        ended = match &entry.event {
            Event::Concluded(_) => Some(Stage::Concluded),
            Event::Withdrawn(_)
            | Event::Lapsed(_)
            | Event::Discontinued(_)
            | Event::DuplicateConfirmed(_)
            | Event::TransferredOut(_) => Some(Stage::Closed),
            Event::Reopened(_) | Event::OutcomeCorrected(_) => None,
            _ => ended,
        };
    }
}

/// The request's own date of delivery is that of its last mandatory output; of its last one, where none is.
fn concluded(
    it: &Concluded,
    definition: &ServiceDefinition,
    outputs: &Outputs<'_>,
    entry: &Entry,
    found: &mut Found,
) {
    let granted = |id: &OutputId| match (it.outcome, outputs.partly) {
        (Outcome::PartiallyGranted, Some(partly)) => partly.contains(id),
        (outcome, _) => outcome.is_grant(),
    };
    let granted: Vec<_> = definition.outputs.iter().filter(|output| granted(&output.id)).collect();
    let some = granted.iter().any(|output| output.mandatory);
    let owed = granted.into_iter().filter(|output| output.mandatory || !some).map(|output| &output.id);
    let there = |id: &OutputId| {
        let delivered = outputs.delivered.get(id).copied().flatten();
        delivered.filter(|_| !outputs.revoked.contains(id))
    };
    let delivered: Vec<_> = owed.map(there).collect();
    let all = delivered.iter().all(Option::is_some);
    let last = delivered.into_iter().flatten().max();
    found.unless(last == it.delivered_at, I::DatesStand, entry, "another date than the last delivery");
    found.unless(all, I::EndsAsDecided, entry, "an output that was granted is not available");
}
