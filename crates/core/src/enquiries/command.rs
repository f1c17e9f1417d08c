//! What can be asked around a service beside its requests, and the facts it is decided on.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::event::EnquiriesEvent;
use super::kinds::{EnquiryTopic, SurveyQuestion};
use crate::actor::Actor;
use crate::ids::{BodyId, CommandId, PersonId, QuestionId, ServiceCode, SurveyId};
use crate::instant::Timestamp;
use crate::party::Channel;
use crate::personal::Personal;
use crate::private::{Private, give_back, without_private};
use crate::request::NotRestored;

/// A command around a service, who gives it and when.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "the one input of a decision, written as a literal by every driver"
)]
pub struct EnquiriesEnvelope {
    /// Which service: the id of the stream.
    pub service: ServiceCode,
    /// Who.
    pub by: Actor,
    /// What the act is known by for good.
    pub id: CommandId,
    /// When, by the clock port.
    pub at: Timestamp,
    /// The service as the directory has it; nothing if it has none.
    pub known: Option<KnownService>,
    /// What is asked.
    pub command: EnquiriesCommand,
}

/// A service of the directory, as far as a decision here looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct KnownService {
    /// The version looked at: the one last published, or else the one last proposed.
    pub version: u32,
    /// The body that provides the service by that version.
    pub provider: BodyId,
    /// The version last published, if any is; it may be said to begin later.
    pub published: Option<u32>,
}

impl KnownService {
    /// The fact as the record of a command on `service` keeps it.
    pub fn record(&self, service: &ServiceCode) -> serde_json::Value {
        serde_json::json!({ "code": service, "version": self.version, "current": self.published })
    }
}

/// A command around a service beside its requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum EnquiriesCommand {
    /// See [`RecordEnquiry`].
    RecordEnquiry(RecordEnquiry),
    /// See [`AnswerEnquiry`].
    AnswerEnquiry(AnswerEnquiry),
    /// See [`OpenSurvey`].
    OpenSurvey(OpenSurvey),
    /// See [`CloseSurvey`].
    CloseSurvey(CloseSurvey),
    /// See [`AnswerSurvey`].
    AnswerSurvey(AnswerSurvey),
    /// See [`NoteDraft`].
    NoteDraft(NoteDraft),
    /// See [`DropDraft`].
    DropDraft(DropDraft),
    /// See [`RecordChangeTold`].
    RecordChangeTold(RecordChangeTold),
}

impl EnquiriesCommand {
    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::RecordEnquiry(_) => "RecordEnquiry",
            Self::AnswerEnquiry(_) => "AnswerEnquiry",
            Self::OpenSurvey(_) => "OpenSurvey",
            Self::CloseSurvey(_) => "CloseSurvey",
            Self::AnswerSurvey(_) => "AnswerSurvey",
            Self::NoteDraft(_) => "NoteDraft",
            Self::DropDraft(_) => "DropDraft",
            Self::RecordChangeTold(_) => "RecordChangeTold",
        }
    }

    /// The content for the command's record: personal parts are replaced by a mark, since the events hold them.
    ///
    /// # Errors
    /// Never for a command of this crate; serde's signature allows for one.
    pub fn record(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self).map(without_private)
    }

    /// The command that was recorded so, its private parts taken back from the events it caused.
    ///
    /// # Errors
    /// [`NotRestored`] says what is in the way.
    pub fn restore(mut record: serde_json::Value, events: &[EnquiriesEvent]) -> Result<Self, NotRestored> {
        for event in events {
            match event {
                EnquiriesEvent::EnquiryRecorded(it) => {
                    give_back(&mut record, "RecordEnquiry", "text", said(it.text.as_ref()).as_ref())?;
                }
                EnquiriesEvent::EnquiryAnswered(it) => {
                    give_back(&mut record, "AnswerEnquiry", "text", it.text.get())?;
                }
                EnquiriesEvent::SurveyAnswered(it) => {
                    give_back(&mut record, "AnswerSurvey", "text", said(it.text.as_ref()).as_ref())?;
                }
                EnquiriesEvent::SurveyOpened(_)
                | EnquiriesEvent::SurveyClosed(_)
                | EnquiriesEvent::DraftNoted(_)
                | EnquiriesEvent::DraftDropped(_)
                | EnquiriesEvent::DraftChangeTold(_) => {}
            }
        }
        // What serde would say may repeat a private part.
        serde_json::from_value(record).map_err(|_| NotRestored::Unknown)
    }
}

/// A text that could be left out, as its command had it; nothing if it was there and can't be read here.
fn said(text: Option<&Personal<String>>) -> Option<Option<&String>> {
    match text {
        None => Some(None),
        Some(held) => held.get().map(Some),
    }
}

/// Records what somebody asks of a service without a request (JO-2a).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordEnquiry {
    /// How it came in.
    pub channel: Channel,
    /// What it is about.
    pub topic: EnquiryTopic,
    /// What was asked, where it is written down.
    pub text: Private<Option<String>>,
    /// Who asked, if they said so; left out by who asks for themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<PersonId>,
}

/// Answers an enquiry, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct AnswerEnquiry {
    /// Which enquiry of the service, counted from 1.
    pub number: u32,
    /// What is answered.
    pub text: Private<String>,
}

/// Opens a survey on a service (N4-2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct OpenSurvey {
    /// What it will be known by, among those of the service.
    pub survey: SurveyId,
    /// What it asks: from one question to [`OpenSurvey::MAX_QUESTIONS`].
    pub questions: Vec<SurveyQuestion>,
    /// From when answers are taken in.
    pub from: Timestamp,
    /// The first instant at which they no longer are; left out where it lasts until it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl OpenSurvey {
    /// The most questions of one.
    pub const MAX_QUESTIONS: usize = 50;
}

/// Closes a survey before its end, or one that has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct CloseSurvey {
    /// Which survey of the service.
    pub survey: SurveyId,
}

/// Answers a survey: each person once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct AnswerSurvey {
    /// Which survey of the service.
    pub survey: SurveyId,
    /// Whose answer a clerk takes in; left out by who answers for themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// A rating from 1 to 5 for each question that is answered, at least one.
    pub ratings: BTreeMap<QuestionId, u8>,
    /// What is said besides.
    pub text: Private<Option<String>>,
}

/// Notes that somebody has begun to fill in the forms of a version (SA-10); nothing of what they wrote comes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct NoteDraft {
    /// The version whose forms are filled in.
    pub version: u32,
    /// Whose draft a clerk helps with; left out by who notes their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

/// Forgets a draft: it was sent, or given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct DropDraft {
    /// Whose draft a clerk helps with; left out by whose own it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

/// Records that the author of a draft was told of the version last published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordChangeTold {
    /// Whom.
    pub person: PersonId,
    /// Of which version.
    pub version: u32,
}
