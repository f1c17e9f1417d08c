//! Two languages: Arabic first, English beside it.

use serde::{Deserialize, Serialize};

/// A language the engine speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "every text exists in exactly these two languages")]
pub enum Lang {
    /// Arabic, the first language.
    #[default]
    Ar,
    /// English.
    En,
}

/// A text written by people, in both languages; the Arabic is the one with legal weight.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "a pair of strings, made with a literal everywhere")]
pub struct Text {
    /// The Arabic text.
    pub ar: String,
    /// The English text.
    pub en: String,
}

impl Text {
    /// A text from its two languages.
    pub fn new(ar: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ar: ar.into(), en: en.into() }
    }

    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ar => &self.ar,
            Lang::En => &self.en,
        }
    }
}

/// A fixed text of the engine's own, in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a pair of strings, made with a literal in tables")]
pub struct Words {
    /// The Arabic words.
    pub ar: &'static str,
    /// The English words.
    pub en: &'static str,
}

impl Words {
    /// The words in `lang`.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ar => self.ar,
            Lang::En => self.en,
        }
    }

    /// The same words, owned.
    pub fn to_text(self) -> Text {
        Text::new(self.ar, self.en)
    }
}

impl From<Words> for Text {
    fn from(words: Words) -> Self {
        words.to_text()
    }
}

/// Names one after the other, each isolated in Arabic.
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> Text {
    let names: Vec<_> = names.into_iter().collect();
    let arabic: Vec<_> = names.iter().map(|name| isolate(name)).collect();
    Text::new(arabic.join("، "), names.join(", "))
}

/// A count with its English noun, given in the singular. Arabic texts give a count after a label instead, «(المرات: 3)»,
/// where the noun needs none of its six forms; a period of time, which stands in a sentence, has them
/// (`Period::text`).
pub(crate) fn counted(count: impl std::fmt::Display, noun: &str) -> String {
    let count = count.to_string();
    let plural = if count == "1" { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Wraps a left-to-right name (a code, an id) so that it keeps its order inside Arabic text.
pub fn isolate(name: &str) -> String {
    format!("\u{2068}{name}\u{2069}")
}
