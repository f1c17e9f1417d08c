//! How a view is written for people.

use talab_core::calendar::Zone;
use talab_core::{Lang, Timestamp, isolate};

/// Whether left-to-right names inside Arabic are wrapped in isolates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a text has isolates or it has none")]
pub enum Bidi {
    /// Wrapped in `U+2068` and `U+2069`, for whatever shows bidirectional text properly.
    #[default]
    Isolated,
    /// Without any, for terminals that would print them as boxes.
    Plain,
}

/// How a view is written for people: the language, the isolates, and the zone in which instants are told.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Style<'a> {
    /// The language.
    pub lang: Lang,
    /// Whether names are isolated.
    pub bidi: Bidi,
    /// The zone of the reader's wall clock; instants are told in UTC without one.
    pub zone: Option<&'a Zone>,
}

impl<'a> Style<'a> {
    /// In this language, isolated, with instants in UTC.
    pub fn new(lang: Lang) -> Self {
        Self { lang, bidi: Bidi::Isolated, zone: None }
    }

    /// The same without isolates.
    #[must_use]
    pub fn plain(mut self) -> Self {
        self.bidi = Bidi::Plain;
        self
    }

    /// The same with instants on the wall clock of `zone`.
    #[must_use]
    pub fn zone(mut self, zone: &'a Zone) -> Self {
        self.zone = Some(zone);
        self
    }

    /// An instant to the minute.
    pub(crate) fn instant(&self, at: Timestamp) -> String {
        let (local, mark) = match self.zone {
            Some(zone) => (zone.local_datetime(at), ""),
            None => (time::PrimitiveDateTime::new(at.get().date(), at.get().time()), " UTC"),
        };
        self.name(&format!("{} {:02}:{:02}{mark}", local.date(), local.hour(), local.minute()))
    }

    /// A name that runs left to right.
    pub(crate) fn name(&self, name: &str) -> String {
        match self.lang {
            Lang::Ar => isolate(name),
            Lang::En => name.to_owned(),
        }
    }

    /// The words of the chosen language.
    pub(crate) fn words(&self, ar: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Ar => ar,
            Lang::En => en,
        }
    }

    /// The finished text: parts made elsewhere may hold isolates that this style does without.
    pub(crate) fn finish(&self, text: String) -> String {
        match self.bidi {
            Bidi::Isolated => text,
            Bidi::Plain => text.replace(['\u{2068}', '\u{2069}'], ""),
        }
    }
}
