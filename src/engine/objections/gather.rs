//! What an objection is decided on: the request as it stands, the mandate, the calendar, the objections before it.

use std::collections::BTreeSet;

use talab_core::objection::{
    Against, DecisionFacts, FileObjection, Objection, ObjectionCommand, ObjectionEvent, ObjectionFacts,
    RequestFacts,
};
use talab_core::request::notices::Purpose;
use talab_core::request::{Event, Request, may_know};
use talab_core::{Actor, MandateId, ObjectionId, Outcome, OutputId, PersonId, Reference};
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
        Ok(Some(RequestFacts {
            reference: reference.clone(),
            version: request.version(),
            service: code.clone(),
            service_version: pinned,
            provider: provider.clone(),
            applicant: applicant.person.clone(),
            filed_under: request.mandate_of(&actor.person).cloned(),
            terms: service.definition(pinned).and_then(|definition| definition.objection.clone()),
            decision: decision(entries, against),
        }))
    }
}

/// The mandate under which an objection was filed, if it was under one.
pub(super) fn filed_under(objection: &Objection) -> Option<&MandateId> {
    let inadmissible = objection.inadmissible().and_then(|it| it.mandate.as_ref());
    objection.filed().and_then(|it| it.mandate.as_ref()).or(inadmissible)
}

/// The last decision of this kind: when, by whom, and when a notice of it first arrived.
fn decision(entries: &[Entry], against: &Against) -> Option<DecisionFacts> {
    match against {
        Against::Outcome => outcome(entries),
        Against::Revocation { output } => revocation(entries, output),
    }
}

fn outcome(entries: &[Entry]) -> Option<DecisionFacts> {
    let mut last: Option<DecisionFacts> = None;
    let mut made_by = BTreeSet::new();
    let mut notices = BTreeSet::new();
    for entry in entries {
        let alone = |at, outcome| DecisionFacts {
            at,
            notified_at: None,
            outcome: Some(outcome),
            made_by: entry
                .by
                .person
                .as_deref()
                .and_then(|person| PersonId::new(person).ok())
                .into_iter()
                .collect(),
        };
        match &entry.event {
            Event::DecisionApproved(it) => {
                made_by = [it.proposed_by.clone(), it.approved_by.clone()].into();
            }
            Event::AmendmentApproved(it) => {
                made_by = [it.proposed_by.clone(), it.approved_by.clone()].into();
            }
            Event::OutcomeCorrected(it) => {
                notices.clear();
                let (at, outcome) = (it.at, Some(it.new));
                last = Some(DecisionFacts { at, notified_at: None, outcome, made_by: made_by.clone() });
            }
            // What was decided before no longer stands.
            Event::Reopened(_) => last = None,
            Event::DuplicateConfirmed(it) => last = Some(alone(it.at, Outcome::Duplicate)),
            Event::TransferredOut(it) => last = Some(alone(it.at, Outcome::TransferredOut)),
            Event::Executed(it) => {
                notices.clear();
                let (at, outcome) = (it.at, Some(it.outcome));
                last = Some(DecisionFacts { at, notified_at: None, outcome, made_by: made_by.clone() });
            }
            Event::Withdrawn(it) => last = Some(alone(it.at, Outcome::Withdrawn)),
            Event::Lapsed(it) => last = Some(alone(it.at, Outcome::Lapsed)),
            Event::Discontinued(it) => last = Some(alone(it.at, Outcome::Discontinued)),
            Event::NotificationQueued(it) if it.purpose == Purpose::Completion => {
                notices.insert(it.number);
            }
            Event::NotificationDelivered(it) if notices.contains(&it.number) => {
                if let Some(last) = &mut last {
                    last.notified_at.get_or_insert(it.at);
                }
            }
            _ => {}
        }
    }
    last
}

/// The revocation of an output, while it stands.
fn revocation(entries: &[Entry], output: &OutputId) -> Option<DecisionFacts> {
    let mut last: Option<DecisionFacts> = None;
    let mut made_by = BTreeSet::new();
    let mut notices = BTreeSet::new();
    for entry in entries {
        match &entry.event {
            Event::AmendmentApproved(it) => {
                made_by = [it.proposed_by.clone(), it.approved_by.clone()].into();
            }
            Event::OutputRevoked(it) if it.output == *output => {
                notices.clear();
                let made_by = made_by.clone();
                last = Some(DecisionFacts { at: it.at, notified_at: None, outcome: None, made_by });
            }
            Event::OutputReinstated(it) if it.output == *output => last = None,
            Event::Reopened(_) => last = None,
            Event::NotificationQueued(it) if it.purpose == Purpose::Amendment => {
                notices.insert(it.number);
            }
            Event::NotificationDelivered(it) if notices.contains(&it.number) => {
                if let Some(last) = &mut last {
                    last.notified_at.get_or_insert(it.at);
                }
            }
            _ => {}
        }
    }
    last
}
