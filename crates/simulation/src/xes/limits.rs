//! How much of a log is taken in at once. The bounds are far above every published log, and far below what would
//! hurt the machine.

/// The most bytes in the text of one attribute value.
pub(super) const VALUE_BYTES: usize = 64 * 1024;

/// The most bytes in a name: of a case, an activity, a person or a group.
pub(super) const NAME_BYTES: usize = 1024;

/// The most bytes in one piece of markup. A value may be written with references of six bytes a character.
pub(super) const MARKUP_BYTES: usize = 8 * VALUE_BYTES;

/// The most elements open inside one another, the log itself among them.
pub(super) const NESTING: usize = 16;

/// The most events in one case.
pub(super) const CASE_EVENTS: usize = 100_000;

/// The most bytes of keys and values in one case, which is what keeps memory flat.
pub(super) const CASE_BYTES: usize = 64 * 1024 * 1024;
