//! What the engine asks of its host, each with a working default in the box; identity excepted.

use std::fmt::Debug;
use std::io;

use async_trait::async_trait;
use talab_core::request::intake::Identification;
use talab_core::{Actor, CommandId, FieldId, Party, ServiceCode, Timestamp, Value};
use time::OffsetDateTime;
use uuid::Uuid;

/// Tells the time. The engine never reads a clock of its own.
pub trait Clock: Debug + Send + Sync {
    /// The instant now.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::new(OffsetDateTime::now_utc())
    }
}

/// A clock that stands at one instant: for imports, simulations and tests, never for a portal.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct FixedClock(Timestamp);

impl FixedClock {
    /// A clock that always tells `at`.
    pub const fn at(at: Timestamp) -> Self {
        Self(at)
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// Draws what must be new: references, numbers, codes, command ids.
pub trait IdSource: Debug + Send + Sync {
    /// 128 bits for `purpose`, within the command `command`.
    ///
    /// A source may be random, or a function of its arguments where a run must be repeatable.
    ///
    /// # Errors
    /// If there is no randomness; the command is not done then. Never give a predictable number instead.
    fn draw(&self, purpose: &str, command: &CommandId) -> io::Result<u128>;

    /// 128 bits for the id of a command whose caller gave none.
    ///
    /// # Errors
    /// As for [`IdSource::draw`].
    fn command(&self) -> io::Result<u128>;
}

/// Random bits from the operating system.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct RandomIds;

impl RandomIds {
    fn bits() -> io::Result<u128> {
        let mut bytes = [0u8; 16];
        getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
        Ok(u128::from_be_bytes(bytes))
    }
}

impl IdSource for RandomIds {
    fn draw(&self, _purpose: &str, _command: &CommandId) -> io::Result<u128> {
        Self::bits()
    }

    fn command(&self) -> io::Result<u128> {
        Self::bits()
    }
}

/// Bits that follow from the command id: the same commands draw the same numbers, in any order.
///
/// For simulations and imports, whose command ids are derived from a seed or a file; never for a portal, whose
/// verification codes must not be guessable.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct DerivedIds(Uuid);

impl DerivedIds {
    /// A source of its own for `name`, such as a seed.
    pub fn new(name: &str) -> Self {
        Self(Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()))
    }
}

impl IdSource for DerivedIds {
    fn draw(&self, purpose: &str, command: &CommandId) -> io::Result<u128> {
        Ok(Uuid::new_v5(&self.0, format!("{purpose}\0{command}").as_bytes()).as_u128())
    }

    fn command(&self) -> io::Result<u128> {
        RandomIds::bits()
    }
}

/// Confirms who an applicant is and what their trusted sources hold (LY-8.1, LY-15.3).
///
/// Without one, every submission is refused with `identity_missing`.
#[async_trait]
pub trait IdentityVerifier: Debug + Send + Sync {
    /// Confirms the claim, or says why not. A source that does not answer is
    /// `Unconfirmed::SourceUnavailable`, never an error: the applicant loses no day to it.
    ///
    /// The future may be dropped; the engine records nothing then.
    async fn verify(&self, claim: &Claim) -> Identification;
}

/// What an applicant claims to be.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Claim {
    /// Who acts.
    pub actor: Actor,
    /// Whom the request is for.
    pub applicant: Party,
    /// For which service.
    pub service: ServiceCode,
    /// The values that a trusted source owns: the field, its source, and what is claimed.
    pub values: Vec<ClaimedValue>,
}

/// One claimed value.
#[derive(Clone)]
#[non_exhaustive]
pub struct ClaimedValue {
    /// The field.
    pub field: FieldId,
    /// The source that owns it.
    pub source: String,
    /// What is claimed.
    pub value: Value,
}

impl ClaimedValue {
    pub(crate) fn new(field: FieldId, source: &str, value: Value) -> Self {
        Self { field, source: source.to_owned(), value }
    }
}

impl Debug for ClaimedValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClaimedValue")
            .field("field", &self.field)
            .field("source", &self.source)
            .field("value", &"‹redacted›")
            .finish()
    }
}
