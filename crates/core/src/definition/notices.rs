//! Whom a service notifies beyond article 18, and how.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::problems::Problems;
use super::words;
use crate::request::notices::NoticeChannel;

/// `[notices]`: what the service sends beyond the portal and the e-mail of LY-18.1, and beyond the notice to the
/// provider (N1-7, LY-7.1b).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct NoticeTerms {
    /// The further ways by which applicants who give an address for them are notified, each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<NoticeChannel>,
    /// Whether the provider's own desk is notified of each new request at its receipt: it always is under a version that was held to
    /// the checks of set 2 or later, and under an older one where this says so.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub provider: bool,
}

impl NoticeTerms {
    /// These further ways to applicants, and whether the provider's desk is notified.
    pub fn new(further: Vec<NoticeChannel>, provider: bool) -> Self {
        Self { further, provider }
    }

    pub(super) fn verify(&self, problems: &mut Problems) {
        problems.unless(self.provider || !self.further.is_empty(), "notices", words::NO_NOTICES);
        let different: BTreeSet<_> = self.further.iter().collect();
        let further = self.further.iter().all(|channel| channel.is_further());
        problems.unless(
            further && different.len() == self.further.len(),
            "notices.further",
            words::FURTHER_NOTICES,
        );
    }
}
