//! Objections: filed to a decision of a request, decided, withdrawn, read.

mod gather;

use talab_core::objection::{
    self, DecideObjection, FileObjection, Objection, ObjectionCommand, ObjectionEnvelope, ObjectionFacts,
    WithdrawObjection,
};
use talab_core::{Actor, CommandId, ObjectionId, Reference, Refusal, Role};
use talab_store::{Appended, StreamId, Version};

use super::acting::Acting;
use super::apart::{Asked, MAX_TRIES, Ready, content, crowded};
use super::record::OBJECTION;
use crate::error::{Error, NotDone};
use gather::filed_under;
use talab_projections::{ObjectionStatus, objection_status};

/// The streams that facts rest on, and the facts.
type Gathered = (ObjectionFacts, Vec<(StreamId, Version)>);

impl Acting<'_> {
    /// Objects to a decision of a request. That the law doesn't look into it is an answer, not an error: see its standing.
    ///
    /// Dropped before the append, nothing happened; during it, send the same objection again under the same id.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if it can't be taken in at all, such as `objection_not_offered`.
    pub async fn file_objection(
        self,
        reference: &Reference,
        objection: FileObjection,
        id: CommandId,
    ) -> Result<ObjectionStatus, NotDone> {
        let command = ObjectionCommand::FileObjection(objection);
        let asked = self.asked(&command, reference.as_str(), &id)?;
        if let Some(done) = self.talab.done_apart(&asked).await? {
            return self.objection_of(&done).await;
        }
        for _ in 0..MAX_TRIES {
            let (facts, rests_on, next) = match self.talab.gather_objection(self, reference, &command).await {
                Ok(gathered) => gathered,
                Err(NotDone::Refused(refusal)) => {
                    return Err(self.talab.refused_apart(&asked, refusal).await?);
                }
                Err(failed) => return Err(failed),
            };
            let number = u32::try_from(facts.earlier.len() + 1).unwrap_or(u32::MAX);
            let target = (ObjectionId::of(reference, number), Objection::default(), next, Version::NONE);
            let tried = self.try_apart(&asked, target, (facts, rests_on), &command).await?;
            if let Some(appended) = tried {
                return self.objection_of(&appended).await;
            }
        }
        Err(crowded())
    }

    /// Decides an objection: a decider or a supervisor of the provider who had no part in the decision. The position of what
    /// came of it is returned.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if a rule says no, such as `same_person`.
    pub async fn decide_objection(
        self,
        objection: &ObjectionId,
        decision: DecideObjection,
        id: CommandId,
    ) -> Result<u64, NotDone> {
        self.change_objection(objection, ObjectionCommand::DecideObjection(decision), id).await
    }

    /// Withdraws an objection: whoever filed it, or whom it was filed for.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if a rule says no.
    pub async fn withdraw_objection(self, objection: &ObjectionId, id: CommandId) -> Result<u64, NotDone> {
        let command = ObjectionCommand::WithdrawObjection(WithdrawObjection::default());
        self.change_objection(objection, command, id).await
    }

    /// Gives a command on an objection that there is. What time brings about, `RecordObjectionSilence`, the host gives as
    /// [`Actor::system`](talab_core::Actor::system) when it is due.
    ///
    /// Dropped before the append, nothing happened; during it, send the same command again under the same id.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if a rule says no.
    pub async fn change_objection(
        self,
        objection: &ObjectionId,
        command: ObjectionCommand,
        id: CommandId,
    ) -> Result<u64, NotDone> {
        let asked = self.asked(&command, objection.as_str(), &id)?;
        if let Some(done) = self.talab.done_apart(&asked).await? {
            return Ok(done.last.get());
        }
        if matches!(command, ObjectionCommand::FileObjection(_)) {
            // A new one is filed on its request, and gets its number there.
            return Err(self.talab.refused_apart(&asked, Refusal::UnknownObjection).await?);
        }
        for _ in 0..MAX_TRIES {
            let (state, stream, version) = self.talab.objection(objection).await?;
            let named = self.mandate.or_else(|| filed_under(&state));
            let (facts, rests_on) = self.talab.gather_mandate(self.actor, named).await?;
            let facts = ObjectionFacts { mandate: facts.mandate, ..ObjectionFacts::default() };
            let target = (objection.clone(), state, stream, version);
            if let Some(appended) = self.try_apart(&asked, target, (facts, rests_on), &command).await? {
                return Ok(appended.last.get());
            }
        }
        Err(crowded())
    }

    /// An objection, for the applicant's side, the provider's officers, and those who see all.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// [`Refusal::UnknownObjection`] if there is none, or the actor may not know of it; a failure if the log can't be read.
    pub async fn objection(self, id: &ObjectionId) -> Result<ObjectionStatus, NotDone> {
        let (state, _, _) = self.talab.objection(id).await?;
        let named = self.mandate.or_else(|| filed_under(&state));
        let (facts, _) = self.talab.gather_mandate(self.actor, named).await?;
        let now = self.talab.now();
        // What was theirs to see and is no longer is as unknown as everything else.
        objection::may_know(&state, self.actor, now, facts.mandate.as_ref())
            .map_err(|_| Refusal::UnknownObjection)?;
        Ok(objection_status(id, &state, self.actor, now).ok_or(Refusal::UnknownObjection)?)
    }

    /// The objections on a request, in the order in which they were filed.
    ///
    /// # Errors
    /// [`Refusal::UnknownRequest`] if the actor may not know of the request; a failure if the log can't be read.
    pub async fn objections(self, reference: &Reference) -> Result<Vec<ObjectionStatus>, NotDone> {
        let request = self.talab.request(reference).await?.state;
        let viewer = self.talab.viewer(self, Some(&request)).await?;
        // Another body with a part in the execution has none in the dispute (LY-6.5).
        if !request.shows_messages_to(&viewer) || viewer.role == Role::NotificationGateway {
            return Err(Refusal::UnknownRequest.into());
        }
        self.objections_shown(reference, &viewer).await
    }

    /// Those that the actor may know of, as `viewer`, who may know of the request, reads them.
    pub(super) async fn objections_shown(
        self,
        reference: &Reference,
        viewer: &Actor,
    ) -> Result<Vec<ObjectionStatus>, NotDone> {
        let now = self.talab.now();
        let mut told = Vec::new();
        for (id, state, _, _) in self.talab.objections_on(reference).await? {
            // Whoever filed the request for somebody does not read their dispute for that.
            let named = self.mandate.or_else(|| filed_under(&state));
            let (facts, _) = self.talab.gather_mandate(self.actor, named).await?;
            if objection::may_know(&state, self.actor, now, facts.mandate.as_ref()).is_ok() {
                told.extend(objection_status(&id, &state, viewer, now));
            }
        }
        Ok(told)
    }

    fn asked<'a>(
        &'a self,
        command: &ObjectionCommand,
        place: &str,
        id: &'a CommandId,
    ) -> Result<Asked<'a>, Error> {
        let mut value = content(serde_json::to_value(command))?;
        if let (Some(mandate), Some(value)) = (self.mandate, value.as_object_mut()) {
            value.insert("under".to_owned(), mandate.as_str().into());
        }
        let (name, place, about) = (command.name(), place.to_owned(), place.to_owned());
        Ok(Asked { actor: self.actor, id, name, content: value, place, about })
    }

    /// Decides and appends; `None` if others came first.
    async fn try_apart(
        self,
        asked: &Asked<'_>,
        (id, state, stream, version): (ObjectionId, Objection, StreamId, Version),
        (facts, rests_on): Gathered,
        command: &ObjectionCommand,
    ) -> Result<Option<Appended>, NotDone> {
        let at = self.talab.now();
        let envelope = ObjectionEnvelope {
            objection: id,
            by: self.actor.clone(),
            id: asked.id.clone(),
            at,
            facts,
            command: command.clone(),
        };
        let events = match objection::decide(&state, &envelope) {
            Ok(events) => events,
            Err(refusal) => return Err(self.talab.refused_apart(asked, refusal).await?),
        };
        let mut after = state;
        events.iter().for_each(|event| after.evolve(event));
        let ready = Ready {
            stream,
            version,
            rests_on,
            events,
            arguments: content(command.record())?,
            facts: envelope.facts.record(),
            at,
            for_person: after.applicant().map(ToString::to_string),
            mandate: envelope.facts.mandate.as_ref().map(|mandate| mandate.id.to_string()),
        };
        self.talab.append_apart(asked, ready).await
    }

    /// The objection that an append wrote to, as it now stands, to whoever may still see it.
    async fn objection_of(self, appended: &Appended) -> Result<ObjectionStatus, NotDone> {
        let found = appended.streams.iter().find(|(stream, _)| stream.kind() == OBJECTION);
        let id = found.and_then(|(stream, _)| ObjectionId::new(stream.id()).ok());
        let id = id.ok_or(Refusal::CommandIdReused)?;
        self.objection(&id).await
    }
}
