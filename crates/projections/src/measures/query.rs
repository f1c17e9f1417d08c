//! Which requests to measure.

use talab_core::{BodyId, ServiceCode, Timestamp};

use super::case::RequestCase;

/// Which requests to measure; every part that is given narrows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MeasuresQuery {
    /// Only for this service.
    pub service: Option<ServiceCode>,
    /// Only this provider's.
    pub provider: Option<BodyId>,
    /// Only those whose first attempt was transmitted at this instant or later.
    pub from: Option<Timestamp>,
    /// Only those whose first attempt was transmitted before this instant.
    pub until: Option<Timestamp>,
}

impl MeasuresQuery {
    /// All requests there ever were.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only for this service.
    #[must_use]
    pub fn service(mut self, service: ServiceCode) -> Self {
        self.service = Some(service);
        self
    }

    /// Only this provider's.
    #[must_use]
    pub fn provider(mut self, provider: BodyId) -> Self {
        self.provider = Some(provider);
        self
    }

    /// Only those whose first attempt was transmitted in `from..until`, the end not included.
    #[must_use]
    pub fn period(mut self, from: Option<Timestamp>, until: Option<Timestamp>) -> Self {
        (self.from, self.until) = (from, until);
        self
    }

    /// Whether the query asks for this request.
    pub fn includes(&self, case: &RequestCase) -> bool {
        self.service.as_ref().is_none_or(|service| *service == case.service)
            && self.provider.as_ref().is_none_or(|provider| *provider == case.provider)
            && self.from.is_none_or(|from| from <= case.filed_at)
            && self.until.is_none_or(|until| case.filed_at < until)
    }
}
