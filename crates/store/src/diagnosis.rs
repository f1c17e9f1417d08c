//! What a log's surroundings are worth: looked at one by one, for `talab doctor` and for a host's own monitoring.

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Check {
    /// What was looked at: a stable name such as `durability`.
    pub code: &'static str,
    /// What it comes to.
    pub health: Health,
    /// What was found.
    pub found: String,
    /// What to do about it; empty where there is nothing to do.
    pub advice: &'static str,
}

/// What a [`Check`] comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Health {
    /// As it must be.
    Sound,
    /// It works, and could be better.
    Weak,
    /// A promise of the log doesn't hold, or won't for long.
    Broken,
}

#[cfg(any(feature = "sqlite", feature = "postgres"))]
impl Check {
    pub(crate) fn sound(code: &'static str, found: impl Into<String>) -> Self {
        Self { code, health: Health::Sound, found: found.into(), advice: "" }
    }

    /// Sound if it is so, else this, with advice.
    pub(crate) fn of(
        code: &'static str,
        found: impl Into<String>,
        sound: bool,
        otherwise: Health,
        advice: &'static str,
    ) -> Self {
        let check = Self::sound(code, found);
        if sound { check } else { Self { health: otherwise, advice, ..check } }
    }
}
