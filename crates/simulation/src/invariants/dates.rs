//! Dates that never move, and the end that stays.

use std::collections::BTreeMap;

use talab::Timestamp;
use talab::core::OutputId;
use talab::core::definition::ServiceDefinition;
use talab::core::request::Event;
use talab::core::request::outputs::Concluded;
use talab::core::{Outcome, Stage};
use talab::projections::Entry;

use super::{Found, Invariant as I};

/// What may still be said of a request that has ended.
const AFTERWARDS: [&str; 5] =
    ["NotificationDelivered", "NotificationFailed", "NoteAdded", "ContactRecorded", "FeedbackRecorded"];
/// What may still come of one that was decided and concluded: outputs that were not mandatory, and their opening.
const OUTPUTS: [&str; 3] = ["OutputIssued", "OutputDelivered", "OutputOpened"];

pub(super) fn check(entries: &[Entry], definition: &ServiceDefinition, found: &mut Found) {
    let mut received: Option<Timestamp> = None;
    let mut outputs: BTreeMap<&OutputId, Option<Timestamp>> = BTreeMap::new();
    let mut ended: Option<Stage> = None;
    let mut last: Option<Timestamp> = None;
    for entry in entries {
        let name = entry.event.name();
        let lawful = match ended {
            None => true,
            Some(Stage::Concluded) => AFTERWARDS.contains(&name) || OUTPUTS.contains(&name),
            Some(_) => AFTERWARDS.contains(&name),
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
                let fresh = outputs.insert(&it.output, None).is_none();
                found.unless(fresh, I::DatesStand, entry, "issued before");
            }
            Event::OutputDelivered(it) => {
                let waiting = outputs.insert(&it.output, Some(it.at)) == Some(None);
                found.unless(waiting, I::DatesStand, entry, "not issued, or delivered before");
            }
            Event::Concluded(it) => concluded(it, definition, &outputs, entry, found),
            _ => {}
        }
        ended = match &entry.event {
            Event::Concluded(_) => Some(Stage::Concluded),
            Event::Withdrawn(_) | Event::Lapsed(_) | Event::Discontinued(_) => Some(Stage::Closed),
            _ => ended,
        };
    }
}

/// The request's own date of delivery is that of its last mandatory output.
fn concluded(
    it: &Concluded,
    definition: &ServiceDefinition,
    outputs: &BTreeMap<&OutputId, Option<Timestamp>>,
    entry: &Entry,
    found: &mut Found,
) {
    let mandatory =
        definition.outputs.iter().filter(|output| output.mandatory && it.outcome == Outcome::Granted);
    let delivered: Vec<_> = mandatory.map(|output| outputs.get(&output.id).copied().flatten()).collect();
    let all = delivered.iter().all(Option::is_some);
    let last = delivered.into_iter().flatten().max();
    found.unless(all && last == it.delivered_at, I::DatesStand, entry, "another date than the last delivery");
}
