//! Folding: from events alone, and in any number of parts.

use talab::core::request::{Event, Request, evolve};
use talab::projections::{Entry, fold};

use super::{Found, Invariant as I};

pub(super) fn check(entries: &[Entry], found: &mut Found) {
    let mut again = Request::default();
    for entry in entries {
        let at = entry.event.at() == entry.occurred_at;
        found.unless(at, I::EventsSpeak, entry, "the event and its row name different instants");
        match read_back(&entry.event) {
            Some(event) => {
                found.unless(event == entry.event, I::EventsSpeak, entry, "reads back as something else");
                evolve(&mut again, &event);
            }
            None => found.unless(false, I::EventsSpeak, entry, "does not read back"),
        }
        let counted = again.version() == entry.version;
        found.unless(counted, I::PartsMakeTheWhole, entry, "is not the next event of the request");
    }
    let Some(last) = entries.last() else { return };
    let whole = fold(entries);
    found.unless(again == whole, I::EventsSpeak, last, "folded again, the request is another");
    let (first, rest) = entries.split_at(entries.len() / 2);
    let kept = snapshot(&fold(first)).map(|mut request| {
        rest.iter().for_each(|entry| evolve(&mut request, &entry.event));
        request
    });
    found.unless(
        kept.as_ref() == Some(&whole),
        I::PartsMakeTheWhole,
        last,
        "from a snapshot, the request is another",
    );
}

fn read_back(event: &Event) -> Option<Event> {
    serde_json::from_str(&serde_json::to_string(event).ok()?).ok()
}

fn snapshot(request: &Request) -> Option<Request> {
    serde_json::from_str(&serde_json::to_string(request).ok()?).ok()
}
