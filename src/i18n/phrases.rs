//! The message files of all languages, and what they say.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::Entry;
use talab_core::{Lang, ReasonCode, Refusal};
use unic_langid::LanguageIdentifier;

use super::{PhrasesInvalid, Unit, arguments, keys};

/// The sentences that come with the engine: those in which a count stands.
const SHIPPED: [(&str, &str); 2] = [("ar", include_str!("ar.ftl")), ("en", include_str!("en.ftl"))];

/// Words for what the engine says, in the languages whose message files it was given.
///
/// A language that has no message for something is asked again without its region (`ar-LY`, then `ar`), and after that the
/// engine's own words stand: Arabic for Arabic, English for every other language. The same happens where a message needs
/// an argument that the case at hand doesn't have, so that nobody reads half a sentence.
pub struct Phrases {
    bundles: BTreeMap<LanguageIdentifier, FluentBundle<FluentResource>>,
    isolating: bool,
}

impl Phrases {
    /// The sentences that come with the engine.
    pub fn new() -> Self {
        let mut phrases = Self { bundles: BTreeMap::new(), isolating: true };
        for (language, messages) in SHIPPED {
            let added = phrases.add(language, messages.to_owned());
            // The tests read both files; one that can't be read would leave the engine's own words.
            debug_assert_eq!(added, Ok(()), "the messages that come with the engine are well formed");
        }
        phrases
    }

    /// The same with the messages of one more file, which go before those of the same key and language.
    ///
    /// # Errors
    /// [`PhrasesInvalid`] if the tag or the file can't be read, or if a message has no text or a key that nothing asks for.
    pub fn with(mut self, language: &str, messages: impl Into<String>) -> Result<Self, PhrasesInvalid> {
        self.add(language, messages.into())?;
        Ok(self)
    }

    fn add(&mut self, language: &str, messages: String) -> Result<(), PhrasesInvalid> {
        let tag: LanguageIdentifier =
            language.parse().map_err(|_| PhrasesInvalid::Language { given: language.to_owned() })?;
        let resource = read(language, messages)?;
        let isolating = self.isolating;
        let bundle = self.bundles.entry(tag.clone()).or_insert_with(|| {
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            bundle.set_use_isolating(isolating);
            bundle
        });
        bundle.add_resource_overriding(resource);
        Ok(())
    }

    /// The same without the invisible marks (`U+2068`, `U+2069`) that keep a value's own direction: for terminals.
    #[must_use]
    pub fn plain(mut self) -> Self {
        self.isolating = false;
        for bundle in self.bundles.values_mut() {
            bundle.set_use_isolating(false);
        }
        self
    }

    /// A refusal told to a person.
    pub fn refusal(&self, language: &str, refusal: &Refusal) -> String {
        let own = own(language);
        let arguments = arguments::of_refusal(refusal, own);
        self.said(language, &keys::of_refusal(refusal.code()), &arguments)
            .unwrap_or_else(|| refusal.text(own))
    }

    /// The words of a reason.
    pub fn reason(&self, language: &str, reason: ReasonCode) -> String {
        let said = self.said(language, &keys::of_reason(reason), &FluentArgs::new());
        said.unwrap_or_else(|| reason.words().get(own(language)).to_owned())
    }

    /// So many of a unit, the noun in the form that the language wants: `3 working days`, «يوما عمل».
    pub fn counted(&self, language: &str, unit: Unit, count: u32) -> String {
        let mut arguments = FluentArgs::new();
        arguments::number(&mut arguments, "count", u64::from(count));
        let own = match own(language) {
            Lang::Ar => "ar",
            Lang::En => "en",
        };
        [language, own]
            .into_iter()
            .find_map(|language| self.said(language, unit.key(), &arguments))
            .unwrap_or_else(|| count.to_string())
    }

    /// Every key that the engine asks for, in the order of the alphabet.
    pub fn keys() -> Vec<String> {
        keys::all()
    }

    /// The keys for which a language has no message, nor its language without a region: what is left to translate.
    pub fn missing(&self, language: &str) -> Vec<String> {
        let mut keys = keys::all();
        keys.retain(|key| !self.of(language).any(|bundle| bundle.has_message(key)));
        keys
    }

    fn said(&self, language: &str, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        self.of(language).find_map(|bundle| {
            let pattern = bundle.get_message(key)?.value()?;
            let mut problems = Vec::new();
            let said = bundle.format_pattern(pattern, Some(arguments), &mut problems);
            problems.is_empty().then(|| Cow::into_owned(said))
        })
    }

    /// The messages of a language, and after them those of the language without its region.
    fn of(&self, language: &str) -> impl Iterator<Item = &FluentBundle<FluentResource>> {
        let exact: Option<LanguageIdentifier> = language.parse().ok();
        let bare = exact.as_ref().map(|tag| LanguageIdentifier::from_parts(tag.language, None, None, &[]));
        let bare = bare.filter(|bare| Some(bare) != exact.as_ref());
        [exact, bare].into_iter().flatten().filter_map(|tag| self.bundles.get(&tag))
    }
}

impl Default for Phrases {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Phrases {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let languages: Vec<String> = self.bundles.keys().map(ToString::to_string).collect();
        f.debug_struct("Phrases").field("languages", &languages).field("isolating", &self.isolating).finish()
    }
}

/// In which of its two languages the engine speaks to a reader of `language`.
fn own(language: &str) -> Lang {
    let arabic = language.parse().is_ok_and(|tag: LanguageIdentifier| tag.language == "ar");
    if arabic { Lang::Ar } else { Lang::En }
}

/// Reads a message file whole, so that a slip in it is found when the portal starts and not when somebody reads it.
fn read(language: &str, messages: String) -> Result<FluentResource, PhrasesInvalid> {
    let resource = FluentResource::try_new(messages).map_err(|(read, problems)| {
        let first = problems.first();
        let before = first.and_then(|problem| read.source().get(..problem.pos.start)).unwrap_or_default();
        PhrasesInvalid::Syntax {
            language: language.to_owned(),
            line: before.matches('\n').count() + 1,
            problem: first.map(ToString::to_string).unwrap_or_default(),
        }
    })?;
    let known = keys::all();
    for entry in resource.entries() {
        // Terms, which begin with a dash, and comments are the file's own affair.
        let Entry::Message(message) = entry else { continue };
        let (key, language) = (message.id.name.to_owned(), language.to_owned());
        if known.binary_search(&key).is_err() {
            return Err(PhrasesInvalid::UnknownKey { language, key });
        }
        if message.value.is_none() {
            return Err(PhrasesInvalid::Empty { language, key });
        }
    }
    Ok(resource)
}
