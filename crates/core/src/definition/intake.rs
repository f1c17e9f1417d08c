//! How a request comes in, and how whoever submits it is identified.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::problems::Problems;
use super::words;
use crate::actor::Role;
use crate::party::Channel;
use crate::rulebook::AssuranceLevel;

/// `[intake]`: the ways in that the service has; without it, any known one is taken as it is told (LY-2a, LY-13.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct IntakeTerms {
    /// The ways in, each once.
    pub channels: Vec<Channel>,
    /// Whether a clerk files for an applicant only with their consent on record (N4-2).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consent: bool,
}

impl IntakeTerms {
    /// These ways in and no others.
    pub fn new(channels: Vec<Channel>) -> Self {
        Self { channels, consent: false }
    }

    /// The ways in that somebody in this role may say they use: people come through the portal, and a clerk takes in what
    /// came to a desk, a centre, by post, or over the channel.
    pub fn open_to(&self, role: Role) -> Vec<Channel> {
        self.channels.iter().copied().filter(|channel| may_claim(role, *channel)).collect()
    }

    pub(super) fn verify(&self, problems: &mut Problems) {
        let different: BTreeSet<_> = self.channels.iter().collect();
        let each_once = !self.channels.is_empty() && different.len() == self.channels.len();
        problems.unless(each_once, "intake.channels", words::CHANNELS);
    }
}

fn may_claim(role: Role, channel: Channel) -> bool {
    match channel {
        Channel::Portal => matches!(role, Role::Applicant | Role::Representative),
        Channel::IntegrationChannel | Channel::ServiceCentre | Channel::Desk | Channel::Post => {
            role == Role::Clerk
        }
    }
}

/// `[identity]`: what the service asks beyond the regulator's rule; never less than that (LY-8.1, LY-8.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct IdentityTerms {
    /// The least level of assurance, if the service asks for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<AssuranceLevel>,
    /// The schemes that are accepted; none named means any that the regulator accepts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schemes: Vec<String>,
}

impl IdentityTerms {
    /// This level at least, by any scheme that the regulator accepts.
    pub fn at_least(level: AssuranceLevel) -> Self {
        Self { level: Some(level), schemes: Vec::new() }
    }

    pub(super) fn verify(&self, problems: &mut Problems) {
        let says = self.level.is_some() || !self.schemes.is_empty();
        problems.unless(says, "identity", words::NO_IDENTITY);
        let different: BTreeSet<_> = self.schemes.iter().collect();
        let named = self.schemes.iter().all(|scheme| !scheme.trim().is_empty());
        problems.unless(named && different.len() == self.schemes.len(), "identity.schemes", words::SCHEMES);
    }
}
