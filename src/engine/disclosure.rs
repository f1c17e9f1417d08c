//! Disclosure: everything held about a request is gathered, given, and recorded as given (LY-6.2, LY-12.3).

use std::collections::BTreeSet;

use talab_core::request::rights::{DiscloseRecord, DisclosedPart};
use talab_core::{Actor, PersonId, Reference, Refusal, Role};
use talab_projections::{Disclosure, Filter, HeldBeside, disclosure, mandate_status};
use talab_store::sha256_hex;

use super::acting::Acting;
use super::execute::Order;
use super::reads::File;
use super::record;
use crate::error::{Error, ErrorKind, NotDone};
use crate::receipt::Receipt;

/// How often a record is gathered anew when the request moves on meanwhile.
const MAX_TRIES: usize = 16;
/// Requests looked at with one question to the view.
const PAGE: usize = 200;

/// A record that was given, and the proof of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Disclosed {
    /// What was given.
    pub record: Disclosure,
    /// The same as JSON: the bytes to hand over, and to keep.
    pub json: String,
    /// The SHA-256 of these bytes, as the event has it.
    pub sha256: String,
    /// What came of recording it.
    pub receipt: Receipt,
}

impl Acting<'_> {
    /// Gives everything that is held about a request to the applicant, to who represents them under a mandate for
    /// collection, or to the data-protection officer on the applicant's behalf; `parts` narrows it, and none of them means
    /// all. That it was given, to whom and with which hash, is recorded on the request before this returns.
    ///
    /// Internal notes and findings are never in it. Asked for again, it is given and recorded again.
    ///
    /// Dropped before the append, nothing was given; during it, it may be recorded as given without having been.
    ///
    /// # Errors
    /// [`Refusal::UnknownRequest`] if there is no such request, or the actor may not know of it; `not_permitted` for anybody
    /// else who may, `mandate_scope` for a representative whose mandate does not cover it. A failure if the log fails.
    pub async fn disclose(
        self,
        reference: &Reference,
        parts: &[DisclosedPart],
    ) -> Result<Disclosed, NotDone> {
        let parts = if parts.is_empty() { DisclosedPart::ALL } else { parts };
        let parts: BTreeSet<_> = parts.iter().copied().collect();
        for _ in 0..MAX_TRIES {
            match Box::pin(self.disclose_once(reference, &parts)).await {
                Err(NotDone::Refused(Refusal::StaleVersion { .. })) => {}
                outcome => return outcome,
            }
        }
        let what = "the request kept changing while its record was gathered: ask again";
        Err(Error::new(ErrorKind::Conflict, what).into())
    }

    async fn disclose_once(
        self,
        reference: &Reference,
        parts: &BTreeSet<DisclosedPart>,
    ) -> Result<Disclosed, NotDone> {
        let entries = self.talab.entries(reference).await?;
        let known = !entries.is_empty();
        let file = match self.talab.file(self, entries).await {
            Err(NotDone::Refused(refusal)) => {
                let place = known.then(|| reference.as_str());
                self.talab.note_refusal(self.actor, place, "DiscloseRecord", &refusal).await?;
                return Err(refusal.into());
            }
            opened => opened?,
        };
        let pinned = (&*file.definition, &*file.calendar);
        let beside = self.held_beside(reference, &file, parts).await?;
        let record = disclosure(reference, &file.request, pinned, &file.entries, beside, parts);
        let record = record.ok_or(Refusal::UnknownRequest)?;
        let (rulebook, _, _) = self.talab.directory.rulebook(&self.talab.log).await?;
        let record = record.with_retention(&file.request, &file.calendar, &rulebook, self.talab.now());
        let json = record::json(&record)?;
        let sha256 = sha256_hex(json.as_bytes());
        let to = match self.actor.role {
            Role::DataProtection => record.applicant.person.clone(),
            _ => self.actor.person.clone(),
        };
        // The rules say whether it may be given: who is refused here is handed nothing.
        let command = DiscloseRecord { to, parts: parts.clone(), sha256: sha256.clone() };
        let order = Order {
            actor: self.actor,
            reference: Some(reference.clone()),
            mandate: self.mandate.cloned(),
            command: command.into(),
            id: self.talab.fresh_id()?,
            expecting: Some(file.request.version()),
            // That the request moved meanwhile is nothing that anybody tried.
            tried: false,
        };
        let receipt = match self.talab.carry_out(order).await {
            Ok(done) => done.receipt,
            Err(NotDone::Refused(refusal)) if !matches!(refusal, Refusal::StaleVersion { .. }) => {
                let place = Some(reference.as_str());
                self.talab.note_refusal(self.actor, place, "DiscloseRecord", &refusal).await?;
                return Err(refusal.into());
            }
            Err(not_done) => return Err(not_done),
        };
        Ok(Disclosed { record, json, sha256, receipt })
    }

    /// What other streams hold about the request, as far as it may be given to the actor; nothing of what was not asked for.
    async fn held_beside(
        self,
        reference: &Reference,
        file: &File,
        parts: &BTreeSet<DisclosedPart>,
    ) -> Result<HeldBeside, NotDone> {
        let mut beside = HeldBeside::default();
        if parts.contains(&DisclosedPart::Access) {
            beside.reads = self.talab.reads_of(reference).await?;
        }
        if parts.contains(&DisclosedPart::Objections) {
            // As the applicant reads them, also where another asks for the record: who decided is told to officers only.
            let applicant = file.request.applicant().map(|party| Actor::applicant(party.person.clone()));
            let reader = applicant.unwrap_or_else(|| file.viewer.clone());
            beside.objections = self.objections_shown(reference, &reader).await?;
        }
        if parts.contains(&DisclosedPart::Mandates) {
            let now = self.talab.now();
            for id in file.request.mandates() {
                let (mandate, _, _) = self.talab.mandate(id).await?;
                beside.mandates.extend(mandate_status(id, &mandate, self.actor, now));
            }
        }
        Ok(beside)
    }

    /// Gives what is held about every request of `person` that the actor may know of, each by itself: one that can't be
    /// given doesn't keep the others back. What is held about a person besides their requests is read with
    /// [`Acting::mandates_of`].
    ///
    /// A dropped future may leave some recorded as given that were not.
    ///
    /// # Errors
    /// If the log or the views can't be read. What a rule or a failure keeps back of one request is with that request.
    pub async fn disclose_all(
        self,
        person: &PersonId,
    ) -> Result<Vec<(Reference, Result<Disclosed, NotDone>)>, Error> {
        let mut filter = Filter::new().applicant(person.clone()).limit(PAGE);
        let mut given = Vec::new();
        loop {
            let page = self.requests(filter.clone()).await?;
            for row in page.requests {
                let disclosed = self.disclose(&row.reference, &[]).await;
                given.push((row.reference, disclosed));
            }
            match page.next {
                Some(next) => filter = filter.after(next),
                None => return Ok(given),
            }
        }
    }
}
