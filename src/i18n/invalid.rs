//! Why a message file is not taken in.

use thiserror::Error;

/// Why a message file is not taken in; nothing of it is used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PhrasesInvalid {
    /// The language has no valid tag.
    #[error("`{given}` is no language tag: write it like ar, ar-LY or fr")]
    Language {
        /// What was given.
        given: String,
    },
    /// The file can't be read as Fluent.
    #[error(
        "line {line} of the messages in `{language}` can't be read ({problem}): mend it, see projectfluent.org"
    )]
    Syntax {
        /// The language of the file.
        language: String,
        /// The first line in which something is wrong, from 1.
        line: usize,
        /// What Fluent says of it.
        problem: String,
    },
    /// A message that nothing would ever ask for, so probably a key with a slip of the pen.
    #[error(
        "the engine has nothing called `{key}` (messages in `{language}`): `Phrases::keys` lists all keys"
    )]
    UnknownKey {
        /// The language of the file.
        language: String,
        /// The key of the message.
        key: String,
    },
    /// A message without a value says nothing when it is asked for.
    #[error("the message `{key}` in `{language}` has no text: write one after its `=`")]
    Empty {
        /// The language of the file.
        language: String,
        /// The key of the message.
        key: String,
    },
}
