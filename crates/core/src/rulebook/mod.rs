//! What is set for every provider: the rulebook, kept by its events (LY-21.2).
//!
//! There is one for the house, [`NATIONAL`]: the policy knows one «الإدارة المختصة», and a question between bodies of two
//! jurisdictions must find one answer. Each entry names its legal instrument and the instant from which it holds; until
//! something is entered, nothing of that kind is asked. The regulator keeps every part of it that was not assigned to the
//! unit that sets digital standards (JO-5).

mod catalogue;
mod command;
mod decide;
mod entry;
mod event;
mod facts;
mod hash;
mod identity;
mod in_force;
mod keeper;
mod retention;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::aggregate::aggregate;
use crate::definition::Held;
use crate::ids::{BodyId, MessageKind};
use crate::instant::Timestamp;

pub use catalogue::{CatalogueAct, CataloguePermit, CataloguePermitted, PermitCatalogue};
pub use command::{
    ApproveEndpoint, LicenseTrustService, ListMessageKind, RegisterSource, RulebookCommand, RulebookEnvelope,
    SetIdentityRule, SetPaymentMethods, WithdrawEndpoint, WithdrawMessageKind, WithdrawSource,
    WithdrawTrustService,
};
pub use decide::decide;
use entry::withdraw;
pub use entry::{Entry, Instrument, TrustedSource};
pub use event::{
    EndpointApproved, EndpointWithdrawn, IdentityRuleSet, MessageKindListed, MessageKindWithdrawn,
    PaymentMethodsSet, RulebookEvent, SourceRegistered, SourceWithdrawn, TrustServiceLicensed,
    TrustServiceWithdrawn,
};
pub use facts::RulebookFacts;
pub use hash::{HashAlgorithm, HashAlgorithmSet, HashRule, SetHashAlgorithm};
pub(crate) use identity::required;
pub use identity::{AssuranceLevel, IdentityRule, IdentityRuleNamed};
pub use in_force::{InForce, Listed};
pub use keeper::{AssignKeeper, Keeper, KeeperAssigned, RulebookPart};
pub use retention::{RetentionInForce, RetentionRule, RetentionSet, SetRetention};

/// The id of the one stream that holds it.
pub const NATIONAL: &str = "national";

/// The state of the rulebook; its revision is the version of the stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rulebook {
    revision: u64,
    identity: Vec<Entry<IdentityRule>>,
    sources: BTreeMap<BodyId, Vec<Entry<TrustedSource>>>,
    kinds: BTreeMap<MessageKind, Vec<Entry<()>>>,
    endpoints: BTreeMap<BodyId, Vec<Entry<String>>>,
    methods: Vec<Entry<Vec<String>>>,
    trust_services: BTreeMap<String, Vec<Entry<()>>>,
    retention: Vec<Entry<RetentionRule>>,
    hashes: Vec<Entry<HashRule>>,
    catalogue: BTreeMap<CatalogueAct, Vec<Entry<CataloguePermit>>>,
    keepers: BTreeMap<RulebookPart, Vec<Entry<Keeper>>>,
}

impl Rulebook {
    /// How many events it was folded from.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The rule of identity in force at that instant (LY-8.2).
    pub fn identity_rule(&self, at: Timestamp) -> Option<&IdentityRule> {
        entry::in_force(&self.identity, at)?.held.as_ref()
    }

    /// Whether there is a register of trusted sources by then; one that was emptied is a register too (LY-1d).
    pub fn keeps_sources(&self, at: Timestamp) -> bool {
        entry::kept(self.sources.values(), at)
    }

    /// The trusted source as it is registered at that instant.
    pub fn source(&self, body: &BodyId, at: Timestamp) -> Option<&TrustedSource> {
        entry::in_force(self.sources.get(body)?, at)?.held.as_ref()
    }

    /// What each source that is registered at that instant holds.
    pub fn held(&self, at: Timestamp) -> Held {
        let named = |body: &BodyId| Some((body.clone(), self.source(body, at)?.items.clone()));
        self.sources.keys().filter_map(named).collect()
    }

    /// Whether there is a register of kinds of messages by then (LY-9.2).
    pub fn keeps_kinds(&self, at: Timestamp) -> bool {
        entry::kept(self.kinds.values(), at)
    }

    /// Whether that kind of message is listed at that instant.
    pub fn lists(&self, kind: &MessageKind, at: Timestamp) -> bool {
        let listed = self.kinds.get(kind).and_then(|entries| entry::in_force(entries, at));
        listed.is_some_and(|entry| entry.held.is_some())
    }

    /// Whether there is a register of bodies on the channel by then (SA-4).
    pub fn keeps_endpoints(&self, at: Timestamp) -> bool {
        entry::kept(self.endpoints.values(), at)
    }

    /// The approved endpoint of a body at that instant.
    pub fn endpoint(&self, body: &BodyId, at: Timestamp) -> Option<&str> {
        entry::in_force(self.endpoints.get(body)?, at)?.held.as_deref()
    }

    /// The ways to pay at that instant, once they are set (LY-12.4).
    pub fn payment_methods(&self, at: Timestamp) -> Option<&[String]> {
        entry::in_force(&self.methods, at)?.held.as_deref()
    }

    /// Whether there is a register of licensed trust services by then (SA-3).
    pub fn keeps_trust_services(&self, at: Timestamp) -> bool {
        entry::kept(self.trust_services.values(), at)
    }

    /// Whether that trust service is licensed at that instant.
    pub fn licenses(&self, trust_service: &str, at: Timestamp) -> bool {
        let entered = self.trust_services.get(trust_service).and_then(|it| entry::in_force(it, at));
        entered.is_some_and(|entry| entry.held.is_some())
    }

    /// How often that rule of identity was set.
    fn versions_of(&self, rule: &str) -> u32 {
        let rules = self.identity.iter().filter_map(|entry| entry.held.as_ref());
        u32::try_from(rules.filter(|held| held.id == rule).count()).unwrap_or(u32::MAX)
    }

    /// Applies an event; it never fails.
    pub fn evolve(&mut self, event: &RulebookEvent) {
        self.revision += 1;
        match event {
            RulebookEvent::IdentityRuleSet(it) => {
                let rule = IdentityRule {
                    id: it.rule.clone(),
                    version: it.version,
                    level: it.level,
                    schemes: it.schemes.clone(),
                };
                self.identity.push(Entry::new(Some(rule), &it.instrument, it.at));
            }
            RulebookEvent::SourceRegistered(it) => {
                let held = TrustedSource { authority: it.authority.clone(), items: it.items.clone() };
                let entries = self.sources.entry(it.source.clone()).or_default();
                entries.push(Entry::new(Some(held), &it.instrument, it.at));
            }
            RulebookEvent::SourceWithdrawn(it) => {
                withdraw(self.sources.entry(it.source.clone()).or_default(), &it.instrument, it.at);
            }
            RulebookEvent::MessageKindListed(it) => {
                let entries = self.kinds.entry(it.kind.clone()).or_default();
                entries.push(Entry::new(Some(()), &it.instrument, it.at));
            }
            RulebookEvent::MessageKindWithdrawn(it) => {
                withdraw(self.kinds.entry(it.kind.clone()).or_default(), &it.instrument, it.at);
            }
            RulebookEvent::EndpointApproved(it) => {
                let entries = self.endpoints.entry(it.body.clone()).or_default();
                entries.push(Entry::new(Some(it.endpoint.clone()), &it.instrument, it.at));
            }
            RulebookEvent::EndpointWithdrawn(it) => {
                withdraw(self.endpoints.entry(it.body.clone()).or_default(), &it.instrument, it.at);
            }
            RulebookEvent::PaymentMethodsSet(it) => {
                self.methods.push(Entry::new(Some(it.methods.clone()), &it.instrument, it.at));
            }
            RulebookEvent::TrustServiceLicensed(it) => {
                let entries = self.trust_services.entry(it.trust_service.clone()).or_default();
                entries.push(Entry::new(Some(()), &it.instrument, it.at));
            }
            RulebookEvent::TrustServiceWithdrawn(it) => {
                let entries = self.trust_services.entry(it.trust_service.clone()).or_default();
                withdraw(entries, &it.instrument, it.at);
            }
            RulebookEvent::RetentionSet(it) => {
                let rule = RetentionRule { service: it.service.clone(), version: it.version, keep: it.keep };
                self.retention.push(Entry::new(Some(rule), &it.instrument, it.at));
            }
            RulebookEvent::HashAlgorithmSet(it) => {
                let rule = HashRule { algorithm: it.algorithm, version: it.version };
                self.hashes.push(Entry::new(Some(rule), &it.instrument, it.at));
            }
            RulebookEvent::CataloguePermitted(it) => {
                let permit = CataloguePermit { roles: it.roles.clone(), bodies: it.bodies.clone() };
                let entries = self.catalogue.entry(it.act).or_default();
                entries.push(Entry::new(Some(permit), &it.instrument, it.at));
            }
            RulebookEvent::KeeperAssigned(it) => {
                let entries = self.keepers.entry(it.part).or_default();
                entries.push(Entry::new(Some(it.keeper), &it.instrument, it.at));
            }
        }
    }
}

aggregate!(Rulebook, "Rulebook", RulebookEnvelope, RulebookEvent);
