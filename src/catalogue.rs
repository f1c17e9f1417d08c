//! What is offered: the directory as everybody may read and search it (LY-22.1, LY-23).

use std::sync::Arc;

use serde::Serialize;
use talab_core::definition::{EntryFacts, RestsOn, ServiceDefinition};
use talab_core::service::{Availability, Service, VouchedPart};
use talab_core::{Actor, ApplicantClass, BodyId, ServiceCode, Timestamp, Wanted};
use time::Date;

/// What is looked for; everything that is given must hold. The default finds every service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceQuery {
    provider: Option<BodyId>,
    beneficiary: Option<ApplicantClass>,
    category: Option<String>,
    life_event: Option<String>,
    resting_on: Option<ServiceCode>,
    words: Wanted,
    pub(crate) after: Option<ServiceCode>,
    pub(crate) limit: usize,
}

/// How many entries a page holds where nobody said.
const PAGE: usize = 50;

impl Default for ServiceQuery {
    fn default() -> Self {
        Self::new()
    }
}

impl ServiceQuery {
    /// Every service, 50 to a page.
    pub fn new() -> Self {
        Self {
            provider: None,
            beneficiary: None,
            category: None,
            life_event: None,
            resting_on: None,
            words: Wanted::default(),
            after: None,
            limit: PAGE,
        }
    }

    /// Only those of this provider.
    #[must_use]
    pub fn of(mut self, provider: BodyId) -> Self {
        self.provider = Some(provider);
        self
    }

    /// Only those for this class of applicants.
    #[must_use]
    pub fn for_class(mut self, class: ApplicantClass) -> Self {
        self.beneficiary = Some(class);
        self
    }

    /// Only those of this category, by its exact code.
    #[must_use]
    pub fn in_category(mut self, category: impl Into<String>) -> Self {
        self.category = Some(category.into());
        self
    }

    /// Only those for this event of a life, by its exact code.
    #[must_use]
    pub fn at_life_event(mut self, event: impl Into<String>) -> Self {
        self.life_event = Some(event.into());
        self
    }

    /// Only the local forms of this common definition, whichever version of it they rest on (N4-4).
    #[must_use]
    pub fn resting_on(mut self, common: ServiceCode) -> Self {
        self.resting_on = Some(common);
        self
    }

    /// Only those in which each of these words begins a word of the entry, in either language; spelling that people vary
    /// makes no difference.
    #[must_use]
    pub fn words(mut self, typed: &str) -> Self {
        self.words = Wanted::new(typed);
        self
    }

    /// The page after this service.
    #[must_use]
    pub fn after(mut self, service: ServiceCode) -> Self {
        self.after = Some(service);
        self
    }

    /// At most so many entries to a page; 1 at the least.
    #[must_use]
    pub fn limit(mut self, entries: usize) -> Self {
        self.limit = entries.max(1);
        self
    }

    pub(crate) fn finds(&self, definition: &ServiceDefinition) -> bool {
        let listing = definition.directory.as_ref();
        let listed = |wanted: &Option<String>, names: Option<&Vec<String>>| match wanted {
            Some(wanted) => names.is_some_and(|names| names.contains(wanted)),
            None => true,
        };
        let common = definition.rests_on.as_ref().map(|it| &it.service);
        self.provider.as_ref().is_none_or(|provider| *provider == definition.provider)
            && self.resting_on.as_ref().is_none_or(|wanted| common == Some(wanted))
            && self.beneficiary.is_none_or(|class| definition.beneficiaries.contains(&class))
            && listed(&self.category, listing.map(|it| &it.categories))
            && listed(&self.life_event, listing.map(|it| &it.life_events))
            && definition.has_words(&self.words)
    }
}

/// A service as the directory offers it: the version in force with all that it says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ServiceEntry {
    /// Its code.
    pub code: ServiceCode,
    /// Whether it takes new requests.
    pub availability: Availability,
    /// The version in force, with the eight facts of article 1.
    pub definition: Arc<ServiceDefinition>,
    /// The older versions that are still taken in.
    pub accepts: Vec<u32>,
    /// Whether the day by which the entry was to be reviewed is over (JO-7a).
    pub review_overdue: bool,
    /// The laws whose changes were reported and that the entry doesn't follow though they are in effect (LY-25.3).
    pub overdue_laws: Vec<String>,
    /// The eight facts of article 1 in words; none is empty, and that there is nothing is said (LY-1c).
    pub facts: EntryFacts,
    /// Who vouches for each part of the entry (LY-23.5).
    pub attested: Vec<VouchedPart>,
    /// The number of the set of checks that it was held to; nothing if it was proposed before they had numbers (LY-19.1).
    pub checks: Option<u32>,
    /// The common definition of which this one is the local form.
    pub common: Option<CommonEntry>,
}

/// The common definition on which an entry rests, and how far that one came since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CommonEntry {
    /// Its service.
    pub service: ServiceCode,
    /// The version that the entry is the local form of.
    pub version: u32,
    /// The newest version that the regulator has verified: a greater number is for the local provider to follow.
    pub newest: u32,
    /// Whether its service is offered; a local form outlives it.
    pub availability: Availability,
}

impl CommonEntry {
    pub(crate) fn of(rests_on: &RestsOn, common: &Service) -> Self {
        Self {
            service: rests_on.service.clone(),
            version: rests_on.version,
            newest: common.newest_verified().unwrap_or(rests_on.version),
            availability: common.availability(),
        }
    }
}

/// A page of the directory, in the order of codes.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ServicePage {
    /// The entries.
    pub services: Vec<ServiceEntry>,
    /// After which service the next page begins; nothing if this is the last.
    pub next: Option<ServiceCode>,
}

impl ServiceEntry {
    /// The entry with its version in force, at an instant of this local day, as `reader` sees it.
    pub(crate) fn of(
        definition: Arc<ServiceDefinition>,
        service: &Service,
        common: Option<CommonEntry>,
        (at, today): (Timestamp, Date),
        reader: &Actor,
    ) -> Self {
        let review_by = definition.directory.as_ref().and_then(|listing| listing.review_by);
        Self {
            code: definition.code.clone(),
            availability: service.availability(),
            accepts: service.in_grace(at),
            review_overdue: review_by.is_some_and(|day| day < today),
            overdue_laws: service.overdue_changes(today).map(|change| change.law.clone()).collect(),
            facts: definition.facts(),
            attested: service
                .attestation(definition.version)
                .map(|it| it.shown_to(reader))
                .unwrap_or_default(),
            checks: service.checks(definition.version),
            common,
            definition,
        }
    }
}
