//! What happened, told without what was redacted since.

use std::collections::{BTreeMap, BTreeSet};

use super::command::RedactedItem;
use crate::ids::FieldId;
use crate::personal::Personal;
use crate::request::event::Event;
use crate::request::execution::LateAnswer;
use crate::request::intake::PersonalPart;

/// The event as it is shown once `items` were redacted: their values are gone, and nothing else is.
///
/// A view asks for it for every event that came before the redaction; the log keeps the event as it was.
#[must_use]
pub fn without(event: &Event, items: &BTreeSet<RedactedItem>) -> Event {
    let mut shown = event.clone();
    let gone = |item: RedactedItem| items.contains(&item);
    match &mut shown {
        Event::Submitted(it) => it.personal = attempt(it.personal.clone(), items),
        Event::Supplemented(it) => it.personal = attempt(it.personal.clone(), items),
        Event::Corrected(it) => {
            it.personal = it.personal.clone().map(|mut part| {
                // That it was changed stays: a changed value is confirmed no more.
                for (_, change) in part.values.iter_mut().filter(|(field, _)| gone_answer(items, field)) {
                    (change.old, change.new) = (None, None);
                }
                part.statement = part.statement.filter(|_| !gone(RedactedItem::Statements));
                part
            });
        }
        Event::ValuesComputed(it) => it.personal = fields(it.personal.clone(), items),
        Event::ValueRecorded(it) if gone(RedactedItem::Answer(it.field.clone())) => {
            it.personal = it.personal.as_ref().map(erased);
        }
        Event::EvidenceReceived(it) => it.values = fields(it.values.clone(), items),
        Event::LateAnswerKept(it) => {
            if let LateAnswer::Evidence { values: Some(values), .. } = &mut it.answer {
                *values = fields(values.clone(), items);
            }
        }
        Event::PaperCopyRequested(it) if gone(RedactedItem::PostalAddress) => {
            it.address = it.address.as_ref().map(erased);
        }
        Event::NoteAdded(it) if gone(RedactedItem::Notes) => it.text = erased(&it.text),
        Event::ContactRecorded(it) if gone(RedactedItem::Contacts) => it.summary = erased(&it.summary),
        Event::FeedbackRecorded(it) if gone(RedactedItem::Feedback) => {
            it.text = it.text.as_ref().map(erased);
        }
        Event::FeedbackAnswered(it) if gone(RedactedItem::Feedback) => it.text = erased(&it.text),
        _ => {}
    }
    shown
}

fn erased<T>(value: &Personal<T>) -> Personal<T> {
    Personal::erased(value.subject().clone())
}

fn attempt(part: Personal<PersonalPart>, items: &BTreeSet<RedactedItem>) -> Personal<PersonalPart> {
    part.map(|mut part| {
        drop_fields(&mut part.answers, items);
        part.email = part.email.filter(|_| !items.contains(&RedactedItem::Email));
        part.addresses.retain(|channel, _| !items.contains(&RedactedItem::Address(*channel)));
        part
    })
}

fn fields<T>(
    part: Personal<BTreeMap<FieldId, T>>,
    items: &BTreeSet<RedactedItem>,
) -> Personal<BTreeMap<FieldId, T>> {
    part.map(|mut values| {
        drop_fields(&mut values, items);
        values
    })
}

fn drop_fields<T>(values: &mut BTreeMap<FieldId, T>, items: &BTreeSet<RedactedItem>) {
    values.retain(|field, _| !gone_answer(items, field));
}

fn gone_answer(items: &BTreeSet<RedactedItem>, field: &FieldId) -> bool {
    items.contains(&RedactedItem::Answer(field.clone()))
}
