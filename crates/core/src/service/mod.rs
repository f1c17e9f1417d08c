//! The directory entry of a service: versions proposed, verified by somebody else, published; suspended, resumed, retired
//! (articles 22 to 25).

mod attested;
mod command;
mod common;
mod decide;
mod event;
mod offer;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::aggregate::aggregate;
use crate::definition::ServiceDefinition;
use crate::ids::PersonId;
use crate::instant::Timestamp;
use crate::stage::Standing;
use offer::Publication;

pub use attested::{Attestation, EntryPart, PartAttested, VouchedPart};
pub use command::{
    ProposeServiceVersion, PublishServiceVersion, ReportLegalChange, ResumeService, RetireService,
    ReturnServiceVersion, ServiceCommand, ServiceEnvelope, SuspendService, VerifyServiceVersion,
};
pub use common::CommonFacts;
pub use decide::decide;
pub use event::{
    LegalChangeReported, ServiceEvent, ServiceResumed, ServiceRetired, ServiceSuspended,
    ServiceVersionProposed, ServiceVersionPublished, ServiceVersionReturned, ServiceVersionVerified,
};
pub use offer::{Availability, LegalChange, RunOff};

/// The state of a service in the directory.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Service {
    versions: BTreeMap<u32, Entry>,
    published: Vec<Publication>,
    availability: Availability,
    legal_changes: Vec<LegalChange>,
}

/// One version and how far it came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Entry {
    definition: Arc<ServiceDefinition>,
    proposed_by: PersonId,
    standing: Standing,
    #[serde(default)]
    attestation: String,
    #[serde(default)]
    attested: Vec<PartAttested>,
    #[serde(default)]
    checks: Option<u32>,
}

impl Service {
    /// The version last published; it may be said to begin later.
    pub fn current(&self) -> Option<u32> {
        self.published.last().map(|it| it.version)
    }

    /// The version in force for new submissions at an instant (LY-25.4).
    pub fn current_at(&self, at: Timestamp) -> Option<u32> {
        offer::in_force(&self.published, at)
    }

    /// The older versions still taken in at an instant, in their grace (LY-12.2).
    pub fn in_grace(&self, at: Timestamp) -> Vec<u32> {
        offer::in_grace(&self.published, at)
    }

    /// From when a published version is in force; nothing if it was from its publication on, or was never published.
    pub fn effective_from(&self, version: u32) -> Option<Timestamp> {
        self.publication(version)?.effective_from
    }

    /// Until when the version before it is still taken in; nothing if it left none.
    pub fn grace_until(&self, version: u32) -> Option<Timestamp> {
        self.publication(version)?.grace_until
    }

    /// The versions that were published, in that order.
    pub fn published(&self) -> impl Iterator<Item = u32> {
        self.published.iter().map(|it| it.version)
    }

    fn publication(&self, version: u32) -> Option<&Publication> {
        self.published.iter().find(|it| it.version == version)
    }

    /// Whether it takes new requests.
    pub fn availability(&self) -> Availability {
        self.availability
    }

    /// The changes of its law that its provider reported, in that order (LY-25.3).
    pub fn legal_changes(&self) -> impl Iterator<Item = &LegalChange> {
        self.legal_changes.iter()
    }

    /// The changes that are in effect by that day, and that the entry has not followed.
    pub fn overdue_changes(&self, today: time::Date) -> impl Iterator<Item = &LegalChange> {
        self.legal_changes().filter(move |change| change.is_overdue(today))
    }

    /// The definition of a version, however far it came.
    pub fn definition(&self, version: u32) -> Option<&Arc<ServiceDefinition>> {
        self.versions.get(&version).map(|entry| &entry.definition)
    }

    /// How far a version came.
    pub fn standing(&self, version: u32) -> Option<Standing> {
        self.versions.get(&version).map(|entry| entry.standing)
    }

    /// The provider's word on a version: who vouches for it, and for which parts somebody else does (LY-23.5).
    pub fn attestation(&self, version: u32) -> Option<Attestation> {
        let entry = self.versions.get(&version)?;
        Some(Attestation {
            by: entry.proposed_by.clone(),
            attestation: entry.attestation.clone(),
            parts: entry.attested.clone(),
        })
    }

    /// The number of the set of checks that a version was held to, where its proposal names one (LY-19.1).
    pub fn checks(&self, version: u32) -> Option<u32> {
        self.versions.get(&version)?.checks
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
                    attestation: it.attestation.clone(),
                    attested: it.attested.clone(),
                    checks: it.checks,
                };
                self.versions.insert(it.definition.version, entry);
            }
            ServiceEvent::ServiceVersionReturned(it) => self.stand(it.version, Standing::Returned),
            ServiceEvent::ServiceVersionVerified(it) => self.stand(it.version, Standing::Verified),
            ServiceEvent::ServiceVersionPublished(it) => {
                self.stand(it.version, Standing::Published);
                self.published.push(Publication {
                    version: it.version,
                    effective_from: it.effective_from,
                    grace_until: it.grace_until,
                });
                for change in &mut self.legal_changes {
                    change.followed_by.get_or_insert(it.version);
                }
            }
            ServiceEvent::ServiceSuspended(_) => self.availability = Availability::Suspended,
            ServiceEvent::ServiceResumed(_) => self.availability = Availability::Offered,
            ServiceEvent::ServiceRetired(it) => self.availability = Availability::Retired(it.run_off),
            ServiceEvent::LegalChangeReported(it) => self.legal_changes.push(LegalChange {
                law: it.law.clone(),
                effective_on: it.effective_on,
                changes_entry: it.changes_entry,
                reported_at: it.at,
                followed_by: None,
            }),
        }
    }

    fn stand(&mut self, version: u32, standing: Standing) {
        if let Some(entry) = self.versions.get_mut(&version) {
            entry.standing = standing;
        }
    }
}

aggregate!(Service, "Service", ServiceEnvelope, ServiceEvent);
