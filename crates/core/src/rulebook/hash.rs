//! Which hash the log and the digests of documents are made with: set by its name, as far as the engine can compute it
//! (LY-21.2).

use serde::{Deserialize, Serialize};

use super::Rulebook;
use super::command::RulebookEnvelope;
use super::entry::{Instrument, in_force};
use super::event::RulebookEvent;
use crate::ids::PersonId;
use crate::instant::Timestamp;
use crate::named::named_enum;
use crate::refusal::Refusal;
use crate::text::Words;

fn hash_words(name: &str) -> Option<Words> {
    Some(match name {
        "Sha256" => Words {
            ar: "خوارزمية التجزئة الآمنة بطول 256 بت", en: "the algorithm SHA-256"
        },
        "Sha384" => Words {
            ar: "خوارزمية التجزئة الآمنة بطول 384 بت", en: "the algorithm SHA-384"
        },
        "Sha512" => Words {
            ar: "خوارزمية التجزئة الآمنة بطول 512 بت", en: "the algorithm SHA-512"
        },
        "Sm3" => Words { ar: "خوارزمية التجزئة «إس إم 3»", en: "the algorithm SM3" },
        _ => return None,
    })
}

named_enum! {
    /// A hash algorithm that a rule may name. What is stored is hashed by one of [`HashAlgorithm::COMPUTED`].
    pub enum HashAlgorithm, words = hash_words, {
        /// SHA-256.
        Sha256 = "sha_256",
        /// SHA-384.
        Sha384 = "sha_384",
        /// SHA-512.
        Sha512 = "sha_512",
        /// SM3.
        Sm3 = "sm3",
    }
}

impl HashAlgorithm {
    /// Those that this release computes: the log's format and the digests of documents know no other.
    pub const COMPUTED: &'static [Self] = &[Self::Sha256];
}

/// Sets which hash is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct SetHashAlgorithm {
    /// Which.
    pub algorithm: HashAlgorithm,
    /// On what it rests, and from when it holds.
    pub instrument: Instrument,
}

/// Which hash is used was set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct HashAlgorithmSet {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub set_by: PersonId,
    /// Which.
    pub algorithm: HashAlgorithm,
    /// How often it was set by now.
    pub version: u32,
    /// On what it rests, and from when it holds.
    pub instrument: Instrument,
}

/// The rule that names the hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "read from a register, built by its events")]
pub struct HashRule {
    /// Which.
    pub algorithm: HashAlgorithm,
    /// How often it was set by then, counted from 1.
    pub version: u32,
}

impl Rulebook {
    /// The rule that names the hash, at that instant.
    pub fn hash(&self, at: Timestamp) -> Option<HashRule> {
        in_force(&self.hashes, at)?.held
    }
}

/// The next version of the rule.
///
/// # Errors
/// [`Refusal::HashNotComputed`] for an algorithm that this release does not compute: a rule that nothing follows would lie.
pub(super) fn set(
    rulebook: &Rulebook,
    envelope: &RulebookEnvelope,
    command: &SetHashAlgorithm,
    instrument: Instrument,
) -> Result<RulebookEvent, Refusal> {
    let algorithm = command.algorithm;
    if !HashAlgorithm::COMPUTED.contains(&algorithm) {
        return Err(Refusal::HashNotComputed { algorithm, computed: HashAlgorithm::COMPUTED.to_vec() });
    }
    Ok(RulebookEvent::HashAlgorithmSet(HashAlgorithmSet {
        at: envelope.at,
        set_by: envelope.by.person.clone(),
        algorithm,
        version: u32::try_from(rulebook.hashes.len()).unwrap_or(u32::MAX).saturating_add(1),
        instrument,
    }))
}
