//! Words in any language: message files in [Fluent](https://projectfluent.org), keyed by the engine's stable codes.
//!
//! The engine says everything in Arabic and English by itself. A portal that wants other words, or a third language,
//! writes a message file and asks [`Phrases`]; what the file leaves out is said in the engine's own words. Sentences
//! in which a count stands come with the engine as such files, because there the noun follows the count: Arabic has six
//! forms, and Fluent chooses by the plural rules of Unicode's CLDR.
//!
//! | key | what it says | arguments |
//! |---|---|---|
//! | `refusal-wrong_stage` | a [`Refusal`](crate::Refusal), by its `code()` | the fields of its serialized form, by name; of a list also `name-count` |
//! | `reason-NAK-FORM_MISSING` | a [`ReasonCode`](crate::core::ReasonCode), with `-` for its dot | none |
//! | `count-working_days` | a [`Unit`] counted | `count` |
//!
//! Beside every whole number `name` there is `name-form`: `zero`, `one`, `two`, `few`, `many` or `other`, as CLDR counts in
//! Arabic. Arabic messages choose by it, since Fluent's choice by the number itself is wrong beyond 100; messages in other
//! languages choose by the number.
//!
//! ```
//! use talab::Refusal;
//! use talab::i18n::Phrases;
//!
//! let phrases = Phrases::new().with(
//!     "fr",
//!     "refusal-correction_rounds = { $allowed ->
//!         [one] Une correction a déjà été demandée
//!        *[other] { $allowed } corrections ont déjà été demandées
//!     }",
//! )?;
//! let refusal = Refusal::CorrectionRounds { allowed: 1 };
//! assert_eq!(phrases.refusal("fr", &refusal), "Une correction a déjà été demandée");
//! assert_eq!(phrases.refusal("fr", &Refusal::IdentityMissing), Refusal::IdentityMissing.text(talab::Lang::En));
//! # Ok::<(), talab::i18n::PhrasesInvalid>(())
//! ```

mod arguments;
mod invalid;
mod keys;
mod phrases;
#[cfg(test)]
mod tests;

pub use invalid::PhrasesInvalid;
pub use keys::Unit;
pub use phrases::Phrases;
