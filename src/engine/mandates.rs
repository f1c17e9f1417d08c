//! Mandates: granted, revoked, read; and by which one somebody acts.

use talab_core::mandate::{
    self, GrantMandate, Mandate, MandateCommand, MandateEnvelope, MandateEvent, MandateFacts,
};
use talab_core::request::{Facts, Request};
use talab_core::{Actor, CommandId, MandateId, PersonId, Reference, Refusal, Role};
use talab_projections::{Forms, MandateStatus, mandate_status};
use talab_store::{StreamId, Version};
use uuid::Uuid;

use super::Talab;
use super::acting::Acting;
use super::apart::{Asked, MAX_TRIES, Ready, content, crowded};
use super::record::{self, MANDATE};
use crate::error::{Error, NotDone};

/// Mandates looked at with one question to the log.
const PAGE: usize = 200;

impl Acting<'_> {
    /// Grants a mandate, or records one; its id follows from who grants it and the command's id, so sending it again finds
    /// the same one (LY-1f).
    ///
    /// Dropped before the append, nothing happened; during it, send the same command again under the same id.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if a rule says no.
    pub async fn grant_mandate(self, grant: GrantMandate, id: CommandId) -> Result<MandateId, NotDone> {
        let drawn = Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("mandate\0{}", self.key(&id)).as_bytes());
        let bits = u64::try_from(drawn.as_u128() & u128::from(u64::MAX)).unwrap_or_default();
        let mandate = MandateId::new(Reference::from_bits(bits).as_str())
            .map_err(|error| Refusal::FieldInvalid { path: "mandate".to_owned(), problem: error.text() })?;
        self.change_mandate(&mandate, MandateCommand::GrantMandate(grant), id).await?;
        Ok(mandate)
    }

    fn key(self, id: &CommandId) -> String {
        record::key(self.actor, id)
    }

    /// Gives a command on a mandate: grant it under an id of the caller's own register, or revoke it. The position of what
    /// came of it is returned.
    ///
    /// Dropped before the append, nothing happened; during it, send the same command again under the same id.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if a rule says no.
    pub async fn change_mandate(
        self,
        mandate: &MandateId,
        command: MandateCommand,
        id: CommandId,
    ) -> Result<u64, NotDone> {
        let (talab, actor) = (self.talab, self.actor);
        let asked = Asked {
            actor,
            id: &id,
            name: command.name(),
            content: content(serde_json::to_value(&command))?,
            place: mandate.to_string(),
            about: mandate.to_string(),
        };
        if let Some(done) = talab.done_apart(&asked).await? {
            return Ok(done.last.get());
        }
        for _ in 0..MAX_TRIES {
            let (state, stream, version) = talab.mandate(mandate).await?;
            let at = talab.now();
            let envelope = MandateEnvelope {
                mandate: mandate.clone(),
                by: actor.clone(),
                id: id.clone(),
                at,
                command: command.clone(),
            };
            let events = match mandate::decide(&state, &envelope) {
                Ok(events) => events,
                Err(refusal) => return Err(talab.refused_apart(&asked, refusal).await?),
            };
            let mut after = state;
            events.iter().for_each(|event| after.evolve(event));
            let ready = Ready {
                stream,
                version,
                rests_on: Vec::new(),
                events,
                arguments: content(command.record())?,
                facts: serde_json::json!({}),
                at,
                for_person: after.granted().map(|granted| granted.represented.to_string()),
                mandate: None,
            };
            if let Some(appended) = talab.append_apart(&asked, ready).await? {
                return Ok(appended.last.get());
            }
        }
        Err(crowded())
    }

    /// A mandate, for the two it binds, officers who verify, and those who see all.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// [`Refusal::UnknownMandate`] if there is none, or the actor may not know of it; a failure if the log can't be read.
    pub async fn mandate(self, id: &MandateId) -> Result<MandateStatus, NotDone> {
        let (state, _, _) = self.talab.mandate(id).await?;
        Ok(mandate_status(id, &state, self.actor, self.talab.now()).ok_or(Refusal::UnknownMandate)?)
    }

    /// Every mandate by which `person` is represented or represents somebody: what is held about a person besides their requests
    /// (LY-6.2), for themselves, the data-protection officer, the regulator and auditors. Anybody else finds none; an officer who
    /// verifies reads the one they are shown. It looks through all mandates of the log.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// If the log can't be read.
    pub async fn mandates_of(self, person: &PersonId) -> Result<Vec<MandateStatus>, Error> {
        let (mut found, mut after) = (Vec::new(), None::<String>);
        let own =
            matches!(self.actor.role, Role::Applicant | Role::Representative) && self.actor.person == *person;
        if !own && !matches!(self.actor.role, Role::DataProtection | Role::Regulator | Role::Auditor) {
            return Ok(found);
        }
        loop {
            let page = self.talab.log.streams(MANDATE, after.as_deref(), PAGE).await?;
            let Some((last, _)) = page.last() else { break };
            after = Some(last.id().to_owned());
            for (stream, _) in &page {
                let Ok(id) = MandateId::new(stream.id()) else { continue };
                let (state, _, _) = self.talab.mandate(&id).await?;
                let told = mandate_status(&id, &state, self.actor, self.talab.now());
                found.extend(told.filter(|it| it.represented == *person || it.representative == *person));
            }
        }
        Ok(found)
    }
}

impl Talab {
    /// A mandate as its stream now tells it; empty if there is none.
    pub(super) async fn mandate(&self, id: &MandateId) -> Result<(Mandate, StreamId, Version), Error> {
        let stream = record::stream(MANDATE, id.as_str())?;
        let (mut mandate, mut version) = (Mandate::default(), Version::NONE);
        for recorded in self.log.read_stream(&stream, Version::new(1)).await? {
            let event: MandateEvent = Forms::ours().decode(&recorded).map_err(record::undecodable)?;
            mandate.evolve(&event);
            version = recorded.version;
        }
        Ok((mandate, stream, version))
    }

    /// The mandate as a fact, with the stream it rests on; nothing if it was never granted.
    pub(super) async fn mandate_facts(
        &self,
        id: &MandateId,
    ) -> Result<Option<(MandateFacts, StreamId, Version)>, Error> {
        let (mandate, stream, version) = self.mandate(id).await?;
        let facts = MandateFacts { id: id.clone(), version: version.get(), mandate };
        Ok((version != Version::NONE).then_some((facts, stream, version)))
    }

    /// The actor as they may be shown things now: a representative with the mandate they named or filed the request under,
    /// while it is in force.
    pub(super) async fn viewer(&self, acting: Acting<'_>, request: Option<&Request>) -> Result<Actor, Error> {
        let alone = acting.actor.clone().alone();
        let filed_under = request.and_then(|request| request.mandate_of(&alone.person));
        let Some(id) = acting.mandate.or(filed_under).filter(|_| alone.role == Role::Representative) else {
            return Ok(alone);
        };
        let shown = self.mandate_facts(id).await?;
        Ok(shown.and_then(|(facts, _, _)| facts.shown_by(&alone, self.now())).unwrap_or(alone))
    }

    /// The facts of a representative's mandate, and what they rest on.
    pub(super) async fn gather_mandate(
        &self,
        actor: &Actor,
        named: Option<&MandateId>,
    ) -> Result<(Facts, Vec<(StreamId, Version)>), Error> {
        let named = named.filter(|_| actor.role == Role::Representative);
        let Some(id) = named else { return Ok((Facts::default(), Vec::new())) };
        Ok(match self.mandate_facts(id).await? {
            Some((facts, stream, version)) => {
                (Facts { mandate: Some(facts), ..Facts::default() }, vec![(stream, version)])
            }
            None => (Facts::default(), Vec::new()),
        })
    }
}
