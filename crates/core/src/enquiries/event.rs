//! What happens around a service beside its requests.

use std::collections::BTreeMap;

use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};

use super::kinds::{EnquiryTopic, SurveyQuestion};
use crate::ids::{BodyId, PersonId, QuestionId, SurveyId};
use crate::instant::Timestamp;
use crate::party::Channel;
use crate::personal::Personal;
use crate::text::Words;
use crate::words;

/// Somebody asked something of a service, without a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct EnquiryRecorded {
    /// When.
    pub at: Timestamp,
    /// Which enquiry of the service, counted from 1.
    pub number: u32,
    /// How it came in.
    pub channel: Channel,
    /// What it is about.
    pub topic: EnquiryTopic,
    /// Who took it in; who asked, where they wrote it down themselves.
    pub recorded_by: PersonId,
    /// Who asked, if they said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<PersonId>,
    /// What was asked; it may name a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Personal<String>>,
}

/// An enquiry was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct EnquiryAnswered {
    /// When.
    pub at: Timestamp,
    /// Which enquiry of the service.
    pub number: u32,
    /// When it was recorded: the time until the answer can be worked out from this event alone.
    pub recorded_at: Timestamp,
    /// By whom.
    pub answered_by: PersonId,
    /// What was answered; it may name a person.
    pub text: Personal<String>,
}

/// A survey on a service was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct SurveyOpened {
    /// When.
    pub at: Timestamp,
    /// Which survey of the service.
    pub survey: SurveyId,
    /// What it asks.
    pub questions: Vec<SurveyQuestion>,
    /// From when answers are taken in.
    pub from: Timestamp,
    /// The first instant at which they no longer are, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Who opened it.
    pub opened_by: PersonId,
    /// The provider, if it is its own survey; nothing for one of the regulator's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyId>,
}

/// A survey was closed; no answer is taken in any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct SurveyClosed {
    /// When.
    pub at: Timestamp,
    /// Which survey of the service.
    pub survey: SurveyId,
    /// By whom.
    pub closed_by: PersonId,
}

/// Somebody answered a survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct SurveyAnswered {
    /// When.
    pub at: Timestamp,
    /// Which survey of the service.
    pub survey: SurveyId,
    /// Whose answer it is.
    pub person: PersonId,
    /// Who took it in; the same person, where they answered themselves.
    pub recorded_by: PersonId,
    /// A rating from 1 to 5 for each question that was answered.
    pub ratings: BTreeMap<QuestionId, u8>,
    /// What was said besides; it may name a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Personal<String>>,
}

/// Somebody has begun to fill in the forms of a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct DraftNoted {
    /// When.
    pub at: Timestamp,
    /// Whose draft.
    pub person: PersonId,
    /// The version whose forms are filled in.
    pub version: u32,
    /// Who noted it; the same person, where they did themselves.
    pub recorded_by: PersonId,
}

/// A draft is no more: it was sent, or given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct DraftDropped {
    /// When.
    pub at: Timestamp,
    /// Whose draft.
    pub person: PersonId,
    /// Who said so.
    pub recorded_by: PersonId,
}

/// The author of a draft was told that another version was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct DraftChangeTold {
    /// When.
    pub at: Timestamp,
    /// Whom.
    pub person: PersonId,
    /// Of which version.
    pub version: u32,
}

/// Declares the events once: the enum, and what is the same for all of them.
macro_rules! events {
    ($( $(#[$meta:meta])* $name:ident; )+) => {
        /// An event around a service beside its requests.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[expect(clippy::exhaustive_enums, reason = "a projection must be made to look at a new event")]
        pub enum EnquiriesEvent {
            $( $(#[$meta])* $name($name), )+
        }

        impl EnquiriesEvent {
            /// The names on the wire of every event.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),+];

            /// The version of the form of each, as this release writes it.
            pub const VERSION: &'static str = "1";

            /// The name on the wire.
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => stringify!($name),)+ }
            }

            /// When it happened.
            pub const fn at(&self) -> Timestamp {
                match self { $(Self::$name(event) => event.at,)+ }
            }
        }
    };
}

events! {
    /// Something was asked.
    EnquiryRecorded;
    /// It was answered.
    EnquiryAnswered;
    /// A survey was opened.
    SurveyOpened;
    /// It was closed.
    SurveyClosed;
    /// Somebody answered it.
    SurveyAnswered;
    /// Somebody has begun to fill in its forms.
    DraftNoted;
    /// A draft is no more.
    DraftDropped;
    /// The author of a draft was told of a change.
    DraftChangeTold;
}

impl EnquiriesEvent {
    /// What it says to people.
    pub fn words(&self) -> Words {
        words::event(self.name()).unwrap_or(Words { ar: self.name(), en: self.name() })
    }
}

impl DomainEvent for EnquiriesEvent {
    fn event_type(&self) -> String {
        self.name().to_owned()
    }

    fn event_version(&self) -> String {
        Self::VERSION.to_owned()
    }
}
