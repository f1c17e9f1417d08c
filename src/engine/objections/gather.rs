//! What an objection is decided on: the request as it stands, the mandate, the calendar, the objections before it.

use talab_core::objection::{
    Against, FileObjection, Objection, ObjectionCommand, ObjectionEvent, ObjectionFacts, RequestFacts,
    last_decision,
};
use talab_core::request::{Request, may_know};
use talab_core::{Actor, MandateId, ObjectionId, PersonId, Reference};
use talab_projections::{Entry, Forms, fold};
use talab_store::{StreamId, Version};

use crate::engine::Talab;
use crate::engine::acting::Acting;
use crate::engine::record::{self, OBJECTION, REQUEST};
use crate::error::{Error, NotDone};

impl Talab {
    /// An objection as its stream now tells it; empty if there is none.
    pub(super) async fn objection(&self, id: &ObjectionId) -> Result<(Objection, StreamId, Version), Error> {
        let stream = record::stream(OBJECTION, id.as_str())?;
        let (mut objection, mut version) = (Objection::default(), Version::NONE);
        for recorded in self.log.read_stream(&stream, Version::new(1)).await? {
            let event: ObjectionEvent = Forms::ours().decode(&recorded).map_err(record::undecodable)?;
            objection.evolve(&event);
            version = recorded.version;
        }
        Ok((objection, stream, version))
    }

    /// Every objection on a request: they are numbered without gaps.
    pub(super) async fn objections_on(
        &self,
        reference: &Reference,
    ) -> Result<Vec<(ObjectionId, Objection, StreamId, Version)>, Error> {
        let mut held = Vec::new();
        for number in 1..=u32::MAX {
            let id = ObjectionId::of(reference, number);
            let (objection, stream, version) = self.objection(&id).await?;
            if version == Version::NONE {
                break;
            }
            held.push((id, objection, stream, version));
        }
        Ok(held)
    }

    /// The facts for a new objection, what they rest on, and the stream that is free for it.
    ///
    /// # Errors
    /// As [`may_know`], before anything else of the request is looked at.
    pub(super) async fn gather_objection(
        &self,
        acting: Acting<'_>,
        reference: &Reference,
        command: &ObjectionCommand,
    ) -> Result<(ObjectionFacts, Vec<(StreamId, Version)>, StreamId), NotDone> {
        let actor = acting.actor;
        let entries = self.entries(reference).await?;
        let request = fold(&entries);
        let named = acting.mandate.or_else(|| request.mandate_of(&actor.person));
        let (known, mut rests_on) = self.gather_mandate(actor, named).await?;
        may_know(&request, actor, self.now(), &known)?;
        rests_on.push((record::stream(REQUEST, reference.as_str())?, Version::new(request.version())));
        let mut facts = ObjectionFacts { mandate: known.mandate, ..ObjectionFacts::default() };
        if let Some(jurisdiction) = request.jurisdiction() {
            let (almanac, stream, version) = self.directory.almanac(&self.log, jurisdiction).await?;
            facts.calendar = almanac.calendar().cloned();
            rests_on.push((stream, version));
        }
        if let ObjectionCommand::FileObjection(FileObjection { against, .. }) = command {
            facts.request = self.request_facts(reference, &request, &entries, against, actor).await?;
        }
        let held = self.objections_on(reference).await?;
        let number = u32::try_from(held.len() + 1).unwrap_or(u32::MAX);
        let next = record::stream(OBJECTION, ObjectionId::of(reference, number).as_str())?;
        for (id, objection, stream, version) in held {
            facts.earlier.extend(objection.as_earlier(id));
            rests_on.push((stream, version));
        }
        Ok((facts, rests_on, next))
    }

    /// What an objection needs of its request.
    async fn request_facts(
        &self,
        reference: &Reference,
        request: &Request,
        entries: &[Entry],
        against: &Against,
        actor: &Actor,
    ) -> Result<Option<RequestFacts>, Error> {
        let (Some((code, pinned)), Some(provider), Some(applicant)) =
            (request.service(), request.provider(), request.applicant())
        else {
            return Ok(None);
        };
        let (service, _, _) = self.directory.service(&self.log, code).await?;
        let person = |entry: &Entry| entry.by.person.as_deref().and_then(|person| PersonId::new(person).ok());
        let history = entries.iter().map(|entry| (&entry.event, person(entry)));
        Ok(Some(RequestFacts {
            reference: reference.clone(),
            version: request.version(),
            service: code.clone(),
            service_version: pinned,
            provider: provider.clone(),
            applicant: applicant.person.clone(),
            filed_under: request.mandate_of(&actor.person).cloned(),
            terms: service.definition(pinned).and_then(|definition| definition.objection.clone()),
            decision: last_decision(history, against),
        }))
    }
}

/// The mandate under which an objection was filed, if it was under one.
pub(super) fn filed_under(objection: &Objection) -> Option<&MandateId> {
    let inadmissible = objection.inadmissible().and_then(|it| it.mandate.as_ref());
    objection.filed().and_then(|it| it.mandate.as_ref()).or(inadmissible)
}
