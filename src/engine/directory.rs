//! The directory of services, the calendars, the providers and the rulebook: their streams, folded once and kept up by reading on.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use talab_core::almanac::{self, Almanac, AlmanacCommand, AlmanacEnvelope, AlmanacEvent};
use talab_core::definition::{CHECKS, RestsOn, ServiceDefinition};
use talab_core::enquiries::{Enquiries, KnownService};
use talab_core::provider::{self, Provider, ProviderCommand, ProviderEnvelope, ProviderEvent, ProviderFacts};
use talab_core::rulebook::{
    self, NATIONAL, Rulebook, RulebookCommand, RulebookEnvelope, RulebookEvent, RulebookFacts,
};
use talab_core::service::{self, CommonFacts, Service, ServiceCommand, ServiceEnvelope, ServiceEvent};
use talab_core::{Actor, BodyId, CommandId, Jurisdiction, Refusal, ServiceCode, Timestamp};
use talab_projections::{Forms, Ours};
use talab_store::{EventLog, StreamId, Version};

use super::enquiries::Lanes;
use super::record::{self, CALENDAR, PROVIDER, RULEBOOK, SERVICE, stream};
use crate::error::Error;

/// Folded streams. What is kept is right as far as it goes; what is new is read on.
#[derive(Debug, Default)]
pub(super) struct Directory {
    services: Shelf<Service>,
    almanacs: Shelf<Almanac>,
    providers: Shelf<Provider>,
    pub(super) enquiries: Shelf<Enquiries>,
    pub(super) lanes: Lanes,
    rulebook: Shelf<Rulebook>,
}

/// The folded streams of one kind, by id.
pub(super) type Shelf<T> = Mutex<BTreeMap<<T as Entry>::Id, (Arc<T>, Version)>>;

type Kept<T> = (Arc<T>, StreamId, Version);

/// What an entry of the directory is decided on.
pub(super) struct Act<C> {
    pub(super) by: Actor,
    pub(super) id: CommandId,
    pub(super) at: Timestamp,
    pub(super) provider: Option<ProviderFacts>,
    pub(super) rulebook: Option<RulebookFacts>,
    pub(super) parts: Vec<Arc<ServiceDefinition>>,
    pub(super) common: Option<CommonFacts>,
    pub(super) checks: Option<u32>,
    pub(super) known: Option<KnownService>,
    pub(super) command: C,
}

/// A kind of entry of the directory: its stream, and how it is folded and decided.
pub(super) trait Entry: Clone + Default + Send + Sync + 'static {
    const KIND: &'static str;
    type Id: AsRef<str> + Ord + Clone + Send + Sync;
    type Command: Clone + Serialize + Send + Sync;
    type Event: Ours + Serialize;

    fn shelf(directory: &Directory) -> &Shelf<Self>;
    fn fold(&mut self, event: &Self::Event);
    fn name(command: &Self::Command) -> &'static str;
    fn decide(&self, id: &Self::Id, act: Act<Self::Command>) -> Result<Vec<Self::Event>, Refusal>;

    /// The services that a proposed one is made of.
    fn made_of(_: &Self::Command) -> Vec<ServiceCode> {
        Vec::new()
    }

    /// The common definition on which the version of the command rests.
    fn common<'a>(&'a self, _: &'a Self::Command) -> Option<&'a RestsOn> {
        None
    }

    /// The number of the set of checks that the command is held to.
    fn checks(_: &Self::Command) -> Option<u32> {
        None
    }

    /// Whose certificate the command rests on, and for which service.
    fn certified<'a>(&'a self, _: &'a Self::Id, _: &Self::Command) -> Option<(&'a BodyId, &'a ServiceCode)> {
        None
    }

    /// The content for the command's record; personal parts, where a command has any, are left out.
    fn record(command: &Self::Command) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(command)
    }

    /// The service that the stream is about, where it is not the service's own.
    fn about(_: &Self::Id) -> Option<&ServiceCode> {
        None
    }

    /// For whom it is done, where that is told.
    fn for_person(_: &[Self::Event]) -> Option<String> {
        None
    }

    /// Whether the command is decided on what the regulator set.
    fn asks_the_rulebook(_: &Self::Command) -> bool {
        false
    }
}

/// The key of the one rulebook there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct National;

impl AsRef<str> for National {
    fn as_ref(&self) -> &str {
        NATIONAL
    }
}

impl Entry for Service {
    const KIND: &'static str = SERVICE;
    type Id = ServiceCode;
    type Command = ServiceCommand;
    type Event = ServiceEvent;

    fn shelf(directory: &Directory) -> &Shelf<Self> {
        &directory.services
    }

    fn fold(&mut self, event: &ServiceEvent) {
        self.evolve(event);
    }

    fn name(command: &ServiceCommand) -> &'static str {
        command.name()
    }

    fn decide(&self, id: &ServiceCode, act: Act<ServiceCommand>) -> Result<Vec<ServiceEvent>, Refusal> {
        let Act { by, id: known_by, at, provider, rulebook, parts, common, checks, command, .. } = act;
        let envelope = ServiceEnvelope {
            service: id.clone(),
            by,
            id: known_by,
            at,
            provider,
            rulebook,
            parts,
            common,
            checks,
            command,
        };
        service::decide(self, &envelope)
    }

    fn made_of(command: &ServiceCommand) -> Vec<ServiceCode> {
        let ServiceCommand::ProposeServiceVersion(propose) = command else { return Vec::new() };
        propose.definition.parts.iter().map(|part| part.service.clone()).collect()
    }

    fn common<'a>(&'a self, command: &'a ServiceCommand) -> Option<&'a RestsOn> {
        match command {
            ServiceCommand::ProposeServiceVersion(it) => it.definition.rests_on.as_ref(),
            ServiceCommand::VerifyServiceVersion(it) => self.rests_on(it.version),
            ServiceCommand::PublishServiceVersion(it) => self.rests_on(it.version),
            _ => None,
        }
    }

    fn checks(command: &ServiceCommand) -> Option<u32> {
        matches!(command, ServiceCommand::ProposeServiceVersion(_)).then_some(CHECKS)
    }

    fn certified<'a>(
        &'a self,
        id: &'a ServiceCode,
        command: &ServiceCommand,
    ) -> Option<(&'a BodyId, &'a ServiceCode)> {
        let ServiceCommand::PublishServiceVersion(publish) = command else { return None };
        self.definition(publish.version).map(|definition| (&definition.provider, id))
    }

    fn asks_the_rulebook(command: &ServiceCommand) -> bool {
        command.asks_the_rulebook()
    }
}

impl Entry for Almanac {
    const KIND: &'static str = CALENDAR;
    type Id = Jurisdiction;
    type Command = AlmanacCommand;
    type Event = AlmanacEvent;

    fn shelf(directory: &Directory) -> &Shelf<Self> {
        &directory.almanacs
    }

    fn fold(&mut self, event: &AlmanacEvent) {
        self.evolve(event);
    }

    fn name(command: &AlmanacCommand) -> &'static str {
        command.name()
    }

    fn decide(&self, id: &Jurisdiction, act: Act<AlmanacCommand>) -> Result<Vec<AlmanacEvent>, Refusal> {
        let Act { by, id: known_by, at, command, .. } = act;
        let envelope = AlmanacEnvelope { jurisdiction: id.clone(), by, id: known_by, at, command };
        almanac::decide(self, &envelope)
    }
}

impl Entry for Provider {
    const KIND: &'static str = PROVIDER;
    type Id = BodyId;
    type Command = ProviderCommand;
    type Event = ProviderEvent;

    fn shelf(directory: &Directory) -> &Shelf<Self> {
        &directory.providers
    }

    fn fold(&mut self, event: &ProviderEvent) {
        self.evolve(event);
    }

    fn name(command: &ProviderCommand) -> &'static str {
        command.name()
    }

    fn decide(&self, id: &BodyId, act: Act<ProviderCommand>) -> Result<Vec<ProviderEvent>, Refusal> {
        let Act { by, id: known_by, at, command, .. } = act;
        provider::decide(self, &ProviderEnvelope { provider: id.clone(), by, id: known_by, at, command })
    }
}

impl Entry for Rulebook {
    const KIND: &'static str = RULEBOOK;
    type Id = National;
    type Command = RulebookCommand;
    type Event = RulebookEvent;

    fn shelf(directory: &Directory) -> &Shelf<Self> {
        &directory.rulebook
    }

    fn fold(&mut self, event: &RulebookEvent) {
        self.evolve(event);
    }

    fn name(command: &RulebookCommand) -> &'static str {
        command.name()
    }

    fn decide(&self, _: &National, act: Act<RulebookCommand>) -> Result<Vec<RulebookEvent>, Refusal> {
        let Act { by, id, at, command, .. } = act;
        rulebook::decide(self, &RulebookEnvelope { by, id, at, command })
    }
}

impl Directory {
    /// A service as its stream now tells it; empty if there is none.
    pub(super) async fn service(
        &self,
        log: &Arc<dyn EventLog>,
        code: &ServiceCode,
    ) -> Result<Kept<Service>, Error> {
        self.read_on(log, code).await
    }

    /// A calendar as its stream now tells it; empty if there is none.
    pub(super) async fn almanac(
        &self,
        log: &Arc<dyn EventLog>,
        jurisdiction: &Jurisdiction,
    ) -> Result<Kept<Almanac>, Error> {
        self.read_on(log, jurisdiction).await
    }

    /// A provider as its stream now tells it; empty if there is none.
    pub(super) async fn provider(
        &self,
        log: &Arc<dyn EventLog>,
        body: &BodyId,
    ) -> Result<Kept<Provider>, Error> {
        self.read_on(log, body).await
    }

    /// What the regulator set; empty if nothing is.
    pub(super) async fn rulebook(&self, log: &Arc<dyn EventLog>) -> Result<Kept<Rulebook>, Error> {
        self.read_on(log, &National).await
    }

    /// What the regulator set, for a decision at that instant, and the stream that says so: that it is empty, too, must
    /// still hold at the append.
    pub(super) async fn ruled(
        &self,
        log: &Arc<dyn EventLog>,
        at: Timestamp,
    ) -> Result<(Option<RulebookFacts>, (StreamId, Version)), Error> {
        let (rulebook, stream, version) = self.rulebook(log).await?;
        let facts = (rulebook.revision() > 0).then_some(RulebookFacts { rulebook, at });
        Ok((facts, (stream, version)))
    }

    /// Reads what a stream has beyond what is kept, folds it in and keeps it.
    pub(super) async fn read_on<T: Entry>(
        &self,
        log: &Arc<dyn EventLog>,
        key: &T::Id,
    ) -> Result<Kept<T>, Error> {
        let kept = T::shelf(self);
        let stream = stream(T::KIND, key.as_ref())?;
        let held = kept.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned();
        let (mut state, mut version) = held.unwrap_or_else(|| (Arc::default(), Version::NONE));
        for recorded in log.read_stream(&stream, version.next()).await? {
            let event: T::Event = Forms::ours().decode(&recorded).map_err(record::undecodable)?;
            Arc::make_mut(&mut state).fold(&event);
            version = recorded.version;
        }
        if version != Version::NONE {
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            let newer = kept.get(key).is_some_and(|(_, held)| *held >= version);
            if !newer {
                kept.insert(key.clone(), (Arc::clone(&state), version));
            }
        }
        Ok((state, stream, version))
    }
}
