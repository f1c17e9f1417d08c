//! The set of checks of a definition, by its number: what a proposed version was held to, and what everybody may read (LY-19.1).

use super::words;
use crate::text::Words;

/// The number of the set of checks that this release applies. A proposed version names it, so that one can tell what it was held to.
///
/// A change of the set is a new number. A check that came later is not asked of what was decided before it.
pub const CHECKS: u32 = 2;

/// The number from which on nobody carries data between bodies without a stated reason (JO-3).
pub(crate) const SINCE_CARRIED: u32 = 1;

/// The number from which on a form says for what it asks for personal data, and on which law's ground (LY-6.4).
pub(super) const SINCE_GROUNDS: u32 = 2;

/// The number from which on the provider's desk is notified of each new request, whatever the definition says (LY-7.1b).
pub(crate) const SINCE_PROVIDER_TOLD: u32 = 2;

/// One check of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Check {
    /// What it is known by.
    pub name: &'static str,
    /// What is said where it does not hold: what is wrong, and what to do.
    pub says: Words,
}

/// The checks of this release with fixed words. What is said of a condition or a formula depends on how it is written.
pub fn checks() -> impl Iterator<Item = Check> {
    words::ALL.iter().map(|(name, says)| Check { name, says: *says })
}
