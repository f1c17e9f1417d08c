//! A clock that somebody keeps setting.

use std::sync::{Mutex, PoisonError};

use talab_store::LogClock;
use time::{Duration, OffsetDateTime};

use crate::rng::Rng;

/// A clock that goes on by some milliseconds with each look at it, and now and then jumps, back as often as forward.
#[derive(Debug)]
pub struct JumpingClock(Mutex<Hands>);

#[derive(Debug)]
struct Hands {
    rng: Rng,
    now: OffsetDateTime,
    jumps_back: u64,
}

impl JumpingClock {
    /// A clock whose jumps follow from the seed.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        // 2026-03-01 08:00 UTC.
        let now = OffsetDateTime::UNIX_EPOCH + Duration::seconds(1_772_352_000);
        Self(Mutex::new(Hands { rng: Rng::new(seed), now, jumps_back: 0 }))
    }

    /// How often it jumped back so far.
    #[must_use]
    pub fn jumps_back(&self) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).jumps_back
    }
}

impl LogClock for JumpingClock {
    fn now(&self) -> OffsetDateTime {
        let mut hands = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let milliseconds = i64::try_from(hands.rng.below(50)).unwrap_or(0);
        let jump = i64::try_from(hands.rng.below(7200)).unwrap_or(0);
        let step = match hands.rng.below(10) {
            0 => Duration::seconds(jump),
            1 => {
                hands.jumps_back += 1;
                Duration::seconds(-jump - 1)
            }
            _ => Duration::milliseconds(milliseconds),
        };
        hands.now += step;
        hands.now
    }
}
