//! What the rulebook says at one instant, to be read.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::entry::{Entry, in_force};
use super::{CataloguePermit, HashRule, IdentityRule, Keeper, RetentionRule, Rulebook, TrustedSource};
use crate::ids::ServiceCode;
use crate::instant::Timestamp;

/// What a rule of retention is of, if it is of no single service.
const EVERY_SERVICE: &str = "every_service";

/// One entry in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Listed<T> {
    /// What it is of, such as a body or a kind of message.
    pub of: String,
    /// What holds.
    pub held: T,
    /// By which legal instrument.
    pub instrument: String,
    /// Since when.
    pub from: Timestamp,
}

/// All that is in force at one instant. What is to hold later is not in it, nor what was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InForce {
    /// How many entries the rulebook had by then, those for later among them.
    pub revision: u64,
    /// The rule of identity, if there is one.
    pub identity: Option<Listed<IdentityRule>>,
    /// The trusted sources; nothing if no register is kept, none if it was emptied.
    pub sources: Option<Vec<Listed<TrustedSource>>>,
    /// The kinds of messages; nothing if no register is kept.
    pub message_kinds: Option<Vec<Listed<()>>>,
    /// The approved endpoints; nothing if no register is kept.
    pub endpoints: Option<Vec<Listed<String>>>,
    /// The ways to pay, once they are set.
    pub payment_methods: Option<Listed<Vec<String>>>,
    /// The licensed trust services; nothing if no register is kept.
    pub trust_services: Option<Vec<Listed<()>>>,
    /// How long requests are kept: of every service first, then those of single ones; none if nothing is set.
    pub retention: Vec<Listed<RetentionRule>>,
    /// Which hash is set, once one is; SHA-256 is what is used.
    pub hash: Option<Listed<HashRule>>,
    /// Who registers in the directory, reads it and keeps it, where that was decided.
    pub catalogue: Vec<Listed<CataloguePermit>>,
    /// Who keeps which part of the rulebook, where that was assigned; the regulator keeps the others.
    pub keepers: Vec<Listed<Keeper>>,
}

impl Rulebook {
    /// All that is in force at an instant.
    pub fn in_force(&self, at: Timestamp) -> InForce {
        InForce {
            revision: self.revision,
            identity: in_force(&self.identity, at).and_then(|entry| listed("identity", entry)),
            sources: self.keeps_sources(at).then(|| all(&self.sources, at)),
            message_kinds: self.keeps_kinds(at).then(|| all(&self.kinds, at)),
            endpoints: self.keeps_endpoints(at).then(|| all(&self.endpoints, at)),
            payment_methods: in_force(&self.methods, at).and_then(|entry| listed("payment", entry)),
            trust_services: self.keeps_trust_services(at).then(|| all(&self.trust_services, at)),
            retention: self.retention_in_force(at),
            hash: in_force(&self.hashes, at).and_then(|entry| listed("hash", entry)),
            catalogue: named(&self.catalogue, at, |act| act.code()),
            keepers: named(&self.keepers, at, |part| part.code()),
        }
    }

    /// The rule of every service, then each service's own, in the order of their codes.
    fn retention_in_force(&self, at: Timestamp) -> Vec<Listed<RetentionRule>> {
        let set = self.retention.iter().filter_map(|entry| entry.held.as_ref());
        let of: BTreeSet<_> = set.map(|rule| rule.service.as_ref()).collect();
        let in_force = of.into_iter().filter_map(|service| Some((service, self.retention_of(service, at)?)));
        in_force
            .filter_map(|(of, entry)| listed(of.map_or(EVERY_SERVICE, ServiceCode::as_str), entry))
            .collect()
    }
}

fn listed<T: Clone>(of: &str, entry: &Entry<T>) -> Option<Listed<T>> {
    let held = entry.held.clone()?;
    Some(Listed { of: of.to_owned(), held, instrument: entry.instrument.clone(), from: entry.from })
}

fn all<K: AsRef<str>, T: Clone>(register: &BTreeMap<K, Vec<Entry<T>>>, at: Timestamp) -> Vec<Listed<T>> {
    named(register, at, |of| of.as_ref())
}

fn named<K, T: Clone>(
    register: &BTreeMap<K, Vec<Entry<T>>>,
    at: Timestamp,
    name: impl Fn(&K) -> &str,
) -> Vec<Listed<T>> {
    let entries = register.iter().filter_map(|(of, entries)| Some((of, in_force(entries, at)?)));
    entries.filter_map(|(of, entry)| listed(name(of), entry)).collect()
}
