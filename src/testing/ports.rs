//! Ports that a test holds in its hand.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use talab_core::request::intake::{Identification, Unconfirmed};
use talab_core::{CommandId, FieldId, Timestamp};
use time::Duration;

use crate::ports::{Claim, Clock, IdSource, IdentityVerifier};

/// A clock that stands still until it is moved. Clones are the same clock.
#[derive(Clone, Debug)]
pub struct FrozenClock(Arc<Mutex<Timestamp>>);

impl FrozenClock {
    /// A clock standing at `at`.
    pub fn at(at: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(at)))
    }

    /// Moves it to `at`.
    pub fn set(&self, at: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = at;
    }

    /// Moves it on.
    pub fn advance(&self, by: Duration) {
        let now = self.now();
        self.set(now.plus(by));
    }
}

impl Clock for FrozenClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ids counted from 1. Clones count together.
#[derive(Clone, Debug, Default)]
pub struct NumberedIds(Arc<AtomicU64>);

impl NumberedIds {
    /// A source that begins at 1.
    pub fn new() -> Self {
        Self::default()
    }

    fn next(&self) -> u128 {
        u128::from(self.0.fetch_add(1, Ordering::Relaxed)) + 1
    }
}

impl IdSource for NumberedIds {
    fn draw(&self, _purpose: &str, _command: &CommandId) -> std::io::Result<u128> {
        Ok(self.next())
    }

    fn command(&self) -> std::io::Result<u128> {
        Ok(self.next())
    }
}

/// A verifier that says what the test told it last; at first it confirms everybody and every value claimed.
#[derive(Clone, Debug, Default)]
pub struct ScriptedIdentity(Arc<Mutex<Script>>);

#[derive(Clone, Debug, Default)]
enum Script {
    #[default]
    Confirm,
    As(String, String),
    Fail(Unconfirmed),
}

impl ScriptedIdentity {
    /// A verifier that confirms.
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on it confirms everybody and every value claimed.
    pub fn confirm(&self) {
        self.set(Script::Confirm);
    }

    /// From now on it confirms by this scheme at this level.
    pub fn confirm_by(&self, scheme: &str, level: &str) {
        self.set(Script::As(scheme.to_owned(), level.to_owned()));
    }

    /// From now on the source does not answer.
    pub fn go_down(&self) {
        self.set(Script::Fail(Unconfirmed::SourceUnavailable));
    }

    /// From now on the source has other values in these fields.
    pub fn mismatch(&self, fields: Vec<FieldId>) {
        self.set(Script::Fail(Unconfirmed::Mismatch { fields }));
    }

    fn set(&self, script: Script) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = script;
    }
}

#[async_trait]
impl IdentityVerifier for ScriptedIdentity {
    async fn verify(&self, claim: &Claim) -> Identification {
        let script = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let fields = || claim.values.iter().map(|value| value.field.clone()).collect();
        match script {
            Script::Confirm => Identification::confirmed("national-id", "substantial", fields()),
            Script::As(scheme, level) => Identification::confirmed(scheme, level, fields()),
            Script::Fail(because) => Identification::not_confirmed("civil-registry", because),
        }
    }
}
