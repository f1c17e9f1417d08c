//! The directory and the calendars as they were at each moment of a replay.

use std::collections::BTreeMap;
use std::sync::Arc;

use talab_core::almanac::{Almanac, AlmanacEvent};
use talab_core::calendar::Calendar;
use talab_core::definition::ServiceDefinition;
use talab_core::enquiries::{Enquiries, EnquiriesEvent};
use talab_core::provider::{Provider, ProviderEvent};
use talab_core::rulebook::{Rulebook, RulebookEvent};
use talab_core::service::{Service, ServiceEvent};
use talab_core::{BodyId, Jurisdiction, ReasonCode, ServiceCode};

/// Services and calendars, folded as far as the replay has come.
#[derive(Debug, Default)]
pub(super) struct Directory {
    services: BTreeMap<String, Service>,
    almanacs: BTreeMap<String, Almanac>,
    /// Every revision of a calendar that was, with the cause that was known then.
    revisions: BTreeMap<(String, u32), Revision>,
    providers: BTreeMap<String, Provider>,
    /// Every revision of a provider that was: a command may rest on one that had moved when it was appended.
    provider_revisions: BTreeMap<(String, u64), Provider>,
    enquiries: BTreeMap<String, Enquiries>,
    rulebook: Rulebook,
    /// Every revision of the rulebook that was.
    rulebook_revisions: BTreeMap<u64, Arc<Rulebook>>,
}

type Revision = (Arc<Calendar>, Option<ReasonCode>);

impl Directory {
    pub(super) fn service(&mut self, id: &str) -> &mut Service {
        self.services.entry(id.to_owned()).or_default()
    }

    pub(super) fn almanac(&mut self, id: &str) -> &mut Almanac {
        self.almanacs.entry(id.to_owned()).or_default()
    }

    pub(super) fn take_in_service(&mut self, id: &str, event: &ServiceEvent) {
        self.service(id).evolve(event);
    }

    pub(super) fn take_in_calendar(&mut self, id: &str, event: &AlmanacEvent) {
        let almanac = self.almanac(id);
        almanac.evolve(event);
        if let Some(calendar) = almanac.calendar().cloned() {
            let cause = almanac.last_cause();
            self.revisions.insert((id.to_owned(), calendar.revision()), (calendar, cause));
        }
    }

    pub(super) fn provider(&mut self, id: &str) -> &mut Provider {
        self.providers.entry(id.to_owned()).or_default()
    }

    pub(super) fn take_in_provider(&mut self, id: &str, event: &ProviderEvent) {
        let provider = self.provider(id);
        provider.evolve(event);
        let provider = provider.clone();
        self.provider_revisions.insert((id.to_owned(), provider.revision()), provider);
    }

    /// A provider as it stood at a revision; before its first event there is nothing to know of it.
    pub(super) fn provider_at(&self, body: &BodyId, revision: u64) -> Option<Provider> {
        match revision {
            0 => Some(Provider::default()),
            _ => self.provider_revisions.get(&(body.as_str().to_owned(), revision)).cloned(),
        }
    }

    pub(super) fn enquiries(&mut self, id: &str) -> &mut Enquiries {
        self.enquiries.entry(id.to_owned()).or_default()
    }

    pub(super) fn take_in_enquiries(&mut self, id: &str, event: &EnquiriesEvent) {
        self.enquiries(id).evolve(event);
    }

    pub(super) fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }

    pub(super) fn take_in_rulebook(&mut self, event: &RulebookEvent) {
        self.rulebook.evolve(event);
        self.rulebook_revisions.insert(self.rulebook.revision(), Arc::new(self.rulebook.clone()));
    }

    /// The rulebook as it stood at a revision.
    pub(super) fn rulebook_at(&self, revision: u64) -> Option<Arc<Rulebook>> {
        self.rulebook_revisions.get(&revision).cloned()
    }

    pub(super) fn definition(&self, code: &ServiceCode, version: u32) -> Option<Arc<ServiceDefinition>> {
        self.services.get(code.as_str())?.definition(version).cloned()
    }

    pub(super) fn calendar(&self, jurisdiction: &Jurisdiction, revision: u32) -> Option<Revision> {
        self.revisions.get(&(jurisdiction.as_str().to_owned(), revision)).cloned()
    }
}
