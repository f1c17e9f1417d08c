//! The directory and the calendars as they were at each moment of a replay.

use std::collections::BTreeMap;
use std::sync::Arc;

use talab_core::almanac::{Almanac, AlmanacEvent};
use talab_core::calendar::Calendar;
use talab_core::definition::ServiceDefinition;
use talab_core::service::{Service, ServiceEvent};
use talab_core::{Jurisdiction, ReasonCode, ServiceCode};

/// Services and calendars, folded as far as the replay has come.
#[derive(Debug, Default)]
pub(super) struct Directory {
    services: BTreeMap<String, Service>,
    almanacs: BTreeMap<String, Almanac>,
    /// Every revision of a calendar that was, with the cause that was known then.
    revisions: BTreeMap<(String, u32), Revision>,
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

    pub(super) fn definition(&self, code: &ServiceCode, version: u32) -> Option<Arc<ServiceDefinition>> {
        self.services.get(code.as_str())?.definition(version).cloned()
    }

    pub(super) fn calendar(&self, jurisdiction: &Jurisdiction, revision: u32) -> Option<Revision> {
        self.revisions.get(&(jurisdiction.as_str().to_owned(), revision)).cloned()
    }
}
