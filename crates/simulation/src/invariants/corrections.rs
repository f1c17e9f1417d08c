//! Corrections: what was named, what it was before, how often it was asked.

use std::collections::BTreeMap;

use talab::core::definition::ServiceDefinition;
use talab::core::request::Event;
use talab::core::request::intake::{Document, PersonalPart};
use talab::core::request::review::{Corrected, CorrectionsRequested, Target, ValueChange};
use talab::core::{DocumentKind, FieldId, Personal, Value};
use talab::projections::Entry;

use super::{Found, Invariant as I};

/// What the request holds, as its events told it.
#[derive(Default)]
struct Held<'a> {
    answers: BTreeMap<FieldId, Value>,
    documents: BTreeMap<DocumentKind, Document>,
    /// Whether a part could not be read: then nothing is said of what was there before.
    unreadable: bool,
    open: Option<&'a CorrectionsRequested>,
    rounds: u32,
}

pub(super) fn check(entries: &[Entry], definition: &ServiceDefinition, found: &mut Found) {
    let mut held = Held::default();
    for entry in entries {
        match &entry.event {
            Event::Submitted(it) => held.take(&it.answers, &it.documents, &it.personal),
            Event::Supplemented(it) => held.take(&it.answers, &it.documents, &it.personal),
            Event::CorrectionsRequested(it) => {
                held.rounds += 1;
                let next = it.round == held.rounds && held.open.is_none();
                found.unless(next, I::OnlyNamedItems, entry, "not the next round");
                let allowed = it.round <= definition.corrections.rounds;
                found.unless(allowed, I::OnlyNamedItems, entry, "more rounds than the service allows");
                held.open = Some(it);
            }
            Event::Corrected(it) => held.corrected(it, entry, found),
            Event::VerificationPassed(_)
            | Event::Withdrawn(_)
            | Event::Lapsed(_)
            | Event::Discontinued(_)
            | Event::DeemedDecisionRecorded(_)
            | Event::TransferredOut(_) => held.open = None,
            Event::ValuesComputed(it) => {
                let personal = it.personal.get().into_iter().flatten();
                it.values.iter().chain(personal).for_each(|(field, change)| held.put(field, change));
            }
            Event::ValueRecorded(it) => {
                let change = it.value.as_ref().or(it.personal.as_ref().and_then(|change| change.get()));
                change.into_iter().for_each(|change| held.put(&it.field, change));
            }
            Event::EvidenceReceived(it) => {
                let values = it.values.get().into_iter().flatten();
                let taken = values.filter(|(field, _)| it.taken.contains(field));
                held.answers.extend(taken.map(|(field, value)| (field.clone(), value.clone())));
            }
            _ => {}
        }
    }
}

impl Held<'_> {
    fn take(
        &mut self,
        answers: &BTreeMap<FieldId, Value>,
        documents: &[Document],
        part: &Personal<PersonalPart>,
    ) {
        self.answers.extend(answers.clone());
        self.documents.extend(documents.iter().map(|document| (document.kind.clone(), document.clone())));
        match part.get() {
            Some(part) => self.answers.extend(part.answers.clone()),
            None => self.unreadable = true,
        }
    }

    fn corrected(&mut self, it: &Corrected, entry: &Entry, found: &mut Found) {
        let Some(open) = self.open.take() else {
            return found.unless(false, I::OnlyNamedItems, entry, "nothing was asked");
        };
        found.unless(open.round == it.round, I::OnlyNamedItems, entry, "answers another round");
        let named = |target: &Target| open.items.iter().any(|item| item.target == *target);
        let personal = it.personal.get();
        self.unreadable |= personal.is_none();
        let more = personal.map(|part| &part.values).into_iter().flatten();
        for (field, change) in it.values.iter().chain(more) {
            let target = Target::Field(field.clone());
            found.unless(
                named(&target),
                I::OnlyNamedItems,
                entry,
                format!("{} was not named", target.path()),
            );
            self.change(field, change, entry, found);
        }
        for (kind, change) in &it.documents {
            let target = Target::Document(kind.clone());
            let added = change.old.is_none() && !self.documents.contains_key(kind);
            found.unless(
                named(&target) || added,
                I::OnlyNamedItems,
                entry,
                format!("{} was not named", target.path()),
            );
            let old = self.documents.get(kind) == change.old.as_ref();
            found.unless(old, I::OnlyNamedItems, entry, format!("{} was another before", target.path()));
            match &change.new {
                Some(document) => self.documents.insert(kind.clone(), document.clone()),
                None => self.documents.remove(kind),
            };
        }
    }

    fn change(&mut self, field: &FieldId, change: &ValueChange, entry: &Entry, found: &mut Found) {
        let old = self.unreadable || self.answers.get(field) == change.old.as_ref();
        found.unless(old, I::OnlyNamedItems, entry, format!("answers.{field} was another before"));
        self.put(field, change);
    }

    fn put(&mut self, field: &FieldId, change: &ValueChange) {
        match &change.new {
            Some(value) => self.answers.insert(field.clone(), value.clone()),
            None => self.answers.remove(field),
        };
    }
}
