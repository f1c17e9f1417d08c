//! The whole report: providers, their services, and the versions of each.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use talab_core::definition::ServiceDefinition;
use talab_core::{BodyId, ServiceCode, StepId, Text, Timestamp};

use super::case::RequestCase;
use super::figures::{Figures, measure};
use super::indicators::IndicatorFigure;
use super::query::MeasuresQuery;

/// The version of the report's form: parts may be added, never renamed.
pub const MEASURES_VERSION: u32 = 1;

/// What services achieved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Measures {
    /// The version of this form.
    pub measures_version: u32,
    /// From when on the first attempts were transmitted; nothing if from ever.
    pub from: Option<Timestamp>,
    /// Before when they were; nothing if until now.
    pub until: Option<Timestamp>,
    /// As of when what is still open was judged.
    pub as_of: Timestamp,
    /// Requests that are asked for and can't be read by this release, and so are left out.
    pub unreadable: u64,
    /// The providers, by id.
    pub providers: Vec<ProviderMeasures>,
}

/// What a provider achieved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ProviderMeasures {
    /// The provider.
    pub provider: BodyId,
    /// Over all its services.
    pub figures: Figures,
    /// The services, by code.
    pub services: Vec<ServiceMeasures>,
}

/// What a service achieved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ServiceMeasures {
    /// Its code.
    pub service: ServiceCode,
    /// What its latest version that was measured is called.
    pub name: Option<Text>,
    /// Over all its versions.
    pub figures: Figures,
    /// The versions: whether a change improved something (LY-11).
    pub versions: Vec<VersionMeasures>,
}

/// What came of the requests under one version of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct VersionMeasures {
    /// The version.
    pub version: u32,
    /// The time it promises, in working days (JO-2d).
    pub promised_working_days: Option<u32>,
    /// Over its requests.
    pub figures: Figures,
    /// What it promises of all its requests together, and what came of that (JO-2e).
    pub indicators: Vec<IndicatorFigure>,
}

/// The definitions that requests are pinned to.
type Definitions = BTreeMap<(ServiceCode, u32), Arc<ServiceDefinition>>;

/// The measures of the requests that a query asks for; what is still open is judged as of `as_of`.
///
/// `definitions` are those that the requests are pinned to: of one that is missing, no step is manual and no indicator told.
pub fn measures(
    cases: &[RequestCase],
    definitions: &Definitions,
    query: &MeasuresQuery,
    as_of: Timestamp,
) -> Measures {
    let report = Report { definitions, as_of };
    let asked: Vec<_> = cases.iter().filter(|case| query.includes(case)).collect();
    let providers = grouped(&asked, |case| &case.provider);
    let providers = providers.into_iter().map(|(provider, cases)| ProviderMeasures {
        provider: provider.clone(),
        figures: report.figures(&cases),
        services: report.services(&cases),
    });
    Measures {
        measures_version: MEASURES_VERSION,
        from: query.from,
        until: query.until,
        as_of,
        unreadable: 0,
        providers: providers.collect(),
    }
}

struct Report<'a> {
    definitions: &'a Definitions,
    as_of: Timestamp,
}

impl Report<'_> {
    fn figures(&self, cases: &[&RequestCase]) -> Figures {
        let manual = |case: &RequestCase, step: &StepId| {
            let definition = self.definition(&case.service, case.version);
            definition.and_then(|it| it.step(step)).is_some_and(|step| step.manual)
        };
        measure(cases, self.as_of, &manual)
    }

    fn definition(&self, service: &ServiceCode, version: u32) -> Option<&Arc<ServiceDefinition>> {
        self.definitions.get(&(service.clone(), version))
    }

    fn services(&self, cases: &[&RequestCase]) -> Vec<ServiceMeasures> {
        let services = grouped(cases, |case| &case.service).into_iter().map(|(service, cases)| {
            let versions = self.versions(service, &cases);
            let latest = versions.last().and_then(|it| self.definition(service, it.version));
            ServiceMeasures {
                service: service.clone(),
                name: latest.map(|definition| definition.name.clone()),
                figures: self.figures(&cases),
                versions,
            }
        });
        services.collect()
    }

    fn versions(&self, service: &ServiceCode, cases: &[&RequestCase]) -> Vec<VersionMeasures> {
        let versions = grouped(cases, |case| &case.version).into_iter().map(|(version, cases)| {
            let definition = self.definition(service, *version);
            let figures = self.figures(&cases);
            let indicators = definition.iter().flat_map(|it| &it.indicators);
            VersionMeasures {
                version: *version,
                promised_working_days: definition.map(|it| it.deadline.working_days),
                indicators: indicators.map(|it| IndicatorFigure::new(it, &figures)).collect(),
                figures,
            }
        });
        versions.collect()
    }
}

fn grouped<'a, K: Ord>(
    cases: &[&'a RequestCase],
    key: impl Fn(&'a RequestCase) -> &'a K,
) -> BTreeMap<&'a K, Vec<&'a RequestCase>> {
    let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for case in cases {
        groups.entry(key(case)).or_default().push(*case);
    }
    groups
}
