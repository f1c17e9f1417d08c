//! The directory entry of a service: versions proposed, verified by somebody else, published (articles 22 to 25).

mod command;
mod decide;
mod event;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;
use serde::{Deserialize, Serialize};

use crate::definition::ServiceDefinition;
use crate::ids::PersonId;
use crate::refusal::Refusal;
use crate::stage::Standing;

pub use command::{
    ProposeServiceVersion, PublishServiceVersion, ReturnServiceVersion, ServiceCommand, ServiceEnvelope,
    VerifyServiceVersion,
};
pub use decide::decide;
pub use event::{
    ServiceEvent, ServiceVersionProposed, ServiceVersionPublished, ServiceVersionReturned,
    ServiceVersionVerified,
};

/// The state of a service in the directory.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Service {
    versions: BTreeMap<u32, Entry>,
    current: Option<u32>,
}

/// One version and how far it came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Entry {
    definition: Arc<ServiceDefinition>,
    proposed_by: PersonId,
    standing: Standing,
}

impl Service {
    /// The version in force for new submissions.
    pub fn current(&self) -> Option<u32> {
        self.current
    }

    /// The definition of a version, however far it came.
    pub fn definition(&self, version: u32) -> Option<&Arc<ServiceDefinition>> {
        self.versions.get(&version).map(|entry| &entry.definition)
    }

    /// How far a version came.
    pub fn standing(&self, version: u32) -> Option<Standing> {
        self.versions.get(&version).map(|entry| entry.standing)
    }

    /// The version last proposed; 0 before the first.
    pub fn latest(&self) -> u32 {
        self.versions.keys().next_back().copied().unwrap_or(0)
    }

    /// Applies an event; it never fails.
    pub fn evolve(&mut self, event: &ServiceEvent) {
        match event {
            ServiceEvent::ServiceVersionProposed(it) => {
                let entry = Entry {
                    definition: Arc::new(it.definition.clone()),
                    proposed_by: it.proposed_by.clone(),
                    standing: Standing::Proposed,
                };
                self.versions.insert(it.definition.version, entry);
            }
            ServiceEvent::ServiceVersionReturned(it) => self.stand(it.version, Standing::Returned),
            ServiceEvent::ServiceVersionVerified(it) => self.stand(it.version, Standing::Verified),
            ServiceEvent::ServiceVersionPublished(it) => {
                self.stand(it.version, Standing::Published);
                self.current = Some(it.version);
            }
        }
    }

    fn stand(&mut self, version: u32, standing: Standing) {
        if let Some(entry) = self.versions.get_mut(&version) {
            entry.standing = standing;
        }
    }
}

impl Aggregate for Service {
    const TYPE: &'static str = "Service";
    type Command = ServiceEnvelope;
    type Event = ServiceEvent;
    type Error = Refusal;
    type Services = ();

    async fn handle(
        &mut self,
        command: ServiceEnvelope,
        _services: &(),
        sink: &EventSink<Self>,
    ) -> Result<(), Refusal> {
        for event in decide(self, &command)? {
            sink.write(event, self).await;
        }
        Ok(())
    }

    fn apply(&mut self, event: ServiceEvent) {
        self.evolve(&event);
    }
}
