//! The common definition that a local one rests on, as the directory has it (N4-4).

use std::sync::Arc;

use super::{Availability, Service};
use crate::definition::{
    Problem, RestsOn, ServiceDefinition, common_not_verified, common_retired, differences,
};
use crate::stage::Standing;

/// A common definition as the directory has it at the instant of a decision.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct CommonFacts {
    /// The definition.
    pub definition: Arc<ServiceDefinition>,
    /// How far that version came: the regulator has verified what others rest on.
    pub standing: Standing,
    /// Whether its service is offered; what is retired is rested on no more.
    pub availability: Availability,
}

impl Service {
    /// A version of this service as the common definition that others rest on; nothing if there is no such version.
    pub fn as_common(&self, version: u32) -> Option<CommonFacts> {
        let definition = self.definition(version)?.clone();
        let standing = self.standing(version)?;
        Some(CommonFacts { definition, standing, availability: self.availability() })
    }

    /// What the named command needs to know of a common definition: which one its version rests on.
    pub fn rests_on(&self, version: u32) -> Option<&RestsOn> {
        self.definition(version)?.rests_on.as_ref()
    }

    /// The newest version that the regulator has verified; others may rest on it.
    pub fn newest_verified(&self) -> Option<u32> {
        let verified =
            |it: &u32| matches!(self.standing(*it), Some(Standing::Verified | Standing::Published));
        (1..=self.latest()).rev().find(verified)
    }
}

/// Every problem between a definition and the common one that it says it rests on; without a word of one, there is none.
pub(super) fn problems(definition: &ServiceDefinition, common: Option<&CommonFacts>) -> Vec<Problem> {
    let Some(named) = &definition.rests_on else { return Vec::new() };
    let verified = |it: &&CommonFacts| {
        matches!(it.standing, Standing::Verified | Standing::Published)
            && it.definition.code == named.service
            && it.definition.version == named.version
    };
    match common.filter(verified) {
        None => vec![common_not_verified()],
        Some(it) if matches!(it.availability, Availability::Retired(_)) => vec![common_retired()],
        Some(it) => differences(definition, &it.definition),
    }
}
