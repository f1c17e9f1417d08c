//! Changing the directory: look the id up, load, decide, append; the same way for services, calendars, providers, the
//! rulebook, and what is asked around services.

use std::sync::Arc;

use talab_core::almanac::{Almanac, AlmanacCommand};
use talab_core::definition::{RestsOn, ServiceDefinition};
use talab_core::enquiries::KnownService;
use talab_core::provider::{Provider, ProviderCommand, ProviderFacts};
use talab_core::rulebook::{InForce, Rulebook, RulebookCommand};
use talab_core::service::{CommonFacts, Service, ServiceCommand};
use talab_core::{BodyId, CommandId, Jurisdiction, ServiceCode, Timestamp};
use talab_store::{StreamId, Version};

use super::acting::Acting;
use super::apart::{Asked, MAX_TRIES, Ready, content, crowded};
use super::directory::{Act, Entry, National};
use crate::error::{Error, NotDone};

impl Acting<'_> {
    /// Gives a command on a service in the directory: propose, return, verify or publish a version (LY-24, LY-25);
    /// suspend, resume or retire the service; report a change of its law.
    ///
    /// Dropped before the append, nothing happened; during it, send the same command again under the same id.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if a rule says no, such as `same_person` for a verifier who proposed.
    pub async fn change_service(
        self,
        code: &ServiceCode,
        command: ServiceCommand,
        id: CommandId,
    ) -> Result<u64, NotDone> {
        self.change::<Service>(code, command, id).await
    }

    /// Gives a command on the calendar of a jurisdiction: publish it, declare or withdraw holidays, cover more days.
    ///
    /// Open deadlines follow with the next [`tick`](crate::Talab::tick).
    ///
    /// Dropped before the append, nothing happened; during it, send the same command again under the same id.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if a rule says no.
    pub async fn change_calendar(
        self,
        jurisdiction: &Jurisdiction,
        command: AlmanacCommand,
        id: CommandId,
    ) -> Result<u64, NotDone> {
        self.change::<Almanac>(jurisdiction, command, id).await
    }

    /// Gives a command on a provider: issue, renew, suspend, resume or revoke a certificate, ask for an exception, grant,
    /// refuse or end it (LY-5, LY-19.3).
    ///
    /// Dropped before the append, nothing happened; during it, send the same command again under the same id.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if a rule says no, such as `definition_invalid` for a condition that was not checked.
    pub async fn change_provider(
        self,
        body: &BodyId,
        command: ProviderCommand,
        id: CommandId,
    ) -> Result<u64, NotDone> {
        self.change::<Provider>(body, command, id).await
    }

    /// Gives a command on what is set for every provider: the rule of identity, trusted sources, kinds of messages, endpoints of
    /// bodies, ways to pay, trust services, how long requests are kept, the hash, who uses the directory (LY-1d, LY-8.2, LY-9.2,
    /// LY-12.4, LY-21.2, LY-22.2). The regulator sets them, or the unit that sets digital standards, as they are assigned (JO-5).
    ///
    /// Dropped before the append, nothing happened; during it, send the same command again under the same id.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if a rule says no, such as `no_legal_basis` for an entry without a legal instrument.
    pub async fn change_rulebook(
        self,
        command: impl Into<RulebookCommand>,
        id: CommandId,
    ) -> Result<u64, NotDone> {
        self.change::<Rulebook>(&National, command.into(), id).await
    }

    /// What is set and in force now, with who keeps what; anybody may read it.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// If the log can't be read.
    pub async fn rulebook(self) -> Result<InForce, Error> {
        let (rulebook, _, _) = self.talab.directory.rulebook(&self.talab.log).await?;
        Ok(rulebook.in_force(self.talab.now()))
    }

    pub(super) async fn change<T: Entry>(
        self,
        key: &T::Id,
        command: T::Command,
        id: CommandId,
    ) -> Result<u64, NotDone> {
        for _ in 0..MAX_TRIES {
            if let Some(position) = self.change_once::<T>(key, &command, &id).await? {
                return Ok(position);
            }
        }
        Err(crowded())
    }

    /// Looks the id up, decides, appends; `None` if others came first and it must be decided anew.
    async fn change_once<T: Entry>(
        self,
        key: &T::Id,
        command: &T::Command,
        id: &CommandId,
    ) -> Result<Option<u64>, NotDone> {
        let talab = self.talab;
        let (entry, stream, version) = talab.directory.read_on::<T>(&talab.log, key).await?;
        let asked = Asked {
            actor: self.actor,
            id,
            name: T::name(command),
            content: content(serde_json::to_value(command))?,
            place: stream.to_string(),
            about: stream.id().to_owned(),
        };
        if let Some(done) = talab.done_apart(&asked).await? {
            return Ok(Some(done.last.get()));
        }
        let at = talab.now();
        let (provider, rests_on) = self.certified(&*entry, key, command, at).await?;
        let mut rests_on: Vec<_> = rests_on.into_iter().collect();
        let mut facts = match &provider {
            Some(facts) => serde_json::json!({ "provider": facts.record() }),
            None => serde_json::json!({}),
        };
        let mut rulebook = None;
        if T::asks_the_rulebook(command) {
            let (ruled, stands) = talab.directory.ruled(&talab.log, at).await?;
            rests_on.push(stands);
            if let Some(ruled) = &ruled {
                facts["rulebook"] = ruled.record();
            }
            rulebook = ruled;
        }
        let parts = self.made_of::<T>(command, at).await?;
        if !parts.is_empty() {
            let named = |part: &Arc<ServiceDefinition>| serde_json::json!({ "code": part.code, "version": part.version });
            facts["parts"] = parts.iter().map(named).collect();
        }
        let common = self.common_of::<T>(&entry, command, &mut facts, &mut rests_on).await?;
        let checks = T::checks(command);
        if let Some(number) = checks {
            facts["checks"] = number.into();
        }
        let known = self.known::<T>(key, &mut facts, &mut rests_on).await?;
        let arguments = content(T::record(command))?;
        let (by, command) = (self.actor.clone(), command.clone());
        let act = Act { by, id: id.clone(), at, provider, rulebook, parts, common, checks, known, command };
        let events = match entry.decide(key, act) {
            Ok(events) => events,
            Err(refusal) => return Err(talab.refused_apart(&asked, refusal).await?),
        };
        if events.is_empty() {
            return Ok(Some(talab.head().await?.position.get()));
        }
        let (for_person, mandate) = (T::for_person(&events), None);
        let ready = Ready { stream, version, rests_on, events, arguments, facts, at, for_person, mandate };
        Ok(talab.append_apart(&asked, ready).await?.map(|appended| appended.last.get()))
    }

    /// The services that a proposed one is made of, as the directory has them now: in force, or the last proposed.
    async fn made_of<T: Entry>(
        self,
        command: &T::Command,
        at: Timestamp,
    ) -> Result<Vec<Arc<ServiceDefinition>>, Error> {
        let mut parts = Vec::new();
        for code in T::made_of(command) {
            let (service, _, _) = self.talab.directory.service(&self.talab.log, &code).await?;
            let version = service.current_at(at).unwrap_or(service.latest());
            parts.extend(service.definition(version).cloned());
        }
        Ok(parts)
    }

    /// The common definition on which the version of the command rests, noted among the facts; that it stands as it does must
    /// still hold at the append.
    async fn common_of<T: Entry>(
        self,
        entry: &T,
        command: &T::Command,
        facts: &mut serde_json::Value,
        rests_on: &mut Vec<(StreamId, Version)>,
    ) -> Result<Option<CommonFacts>, Error> {
        let Some(RestsOn { service, version }) = entry.common(command) else { return Ok(None) };
        let (held, stream, at) = self.talab.directory.service(&self.talab.log, service).await?;
        rests_on.push((stream, at));
        let common = held.as_common(*version);
        if common.is_some() {
            facts["common"] = serde_json::json!({ "code": service, "version": version });
        }
        Ok(common)
    }

    /// The service that the stream is about, as the directory has it now, noted among the facts.
    async fn known<T: Entry>(
        self,
        key: &T::Id,
        facts: &mut serde_json::Value,
        rests_on: &mut Vec<(StreamId, Version)>,
    ) -> Result<Option<KnownService>, Error> {
        let Some(code) = T::about(key) else { return Ok(None) };
        let (service, stream, stands) = self.talab.directory.service(&self.talab.log, code).await?;
        rests_on.push((stream, stands));
        let known = known(&service);
        if let Some(known) = &known {
            facts["service"] = known.record(code);
        }
        Ok(known)
    }

    /// How the provider stands whose certificate the command rests on, and the stream that says so.
    async fn certified<T: Entry>(
        self,
        entry: &T,
        key: &T::Id,
        command: &T::Command,
        at: Timestamp,
    ) -> Result<(Option<ProviderFacts>, Option<(StreamId, Version)>), Error> {
        let Some((body, service)) = entry.certified(key, command) else { return Ok((None, None)) };
        let (provider, stream, version) = self.talab.directory.provider(&self.talab.log, body).await?;
        Ok((Some(provider.facts(body, service, at)), Some((stream, version))))
    }
}

/// A service by the version last published, or else the one last proposed.
pub(super) fn known(service: &Service) -> Option<KnownService> {
    let published = service.current();
    let version = published.unwrap_or(service.latest());
    let provider = service.definition(version)?.provider.clone();
    Some(KnownService { version, provider, published })
}
