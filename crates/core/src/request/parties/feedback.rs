//! What recipients say of a service: typed, kept with the request, answered in a time that can be told (JO-2f).

use serde::{Deserialize, Serialize};

use super::Parties;
use super::event::{FeedbackAnswered, FeedbackKind, FeedbackRecorded};
use crate::input;
use crate::instant::Timestamp;
use crate::private::Private;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::rule;
use crate::text::Text;

/// Records what the applicant thinks of the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordFeedback {
    /// What kind of feedback it is.
    pub kind: FeedbackKind,
    /// A rating from 1 to 5.
    pub rating: Option<u8>,
    /// What was said.
    pub text: Private<Option<String>>,
}

/// Answers feedback, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct AnswerFeedback {
    /// Which feedback of the request, counted from 1.
    pub number: u32,
    /// What is answered.
    pub text: Private<String>,
}

/// Something that was said of the service, and whether it was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Feedback {
    /// What kind of feedback it is.
    pub kind: FeedbackKind,
    /// When it was recorded.
    pub at: Timestamp,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
}

impl Parties {
    pub(in crate::request) fn said(&mut self, event: &FeedbackRecorded) {
        self.feedback.push(Feedback { kind: event.kind, at: event.at, answered_at: None });
    }

    pub(in crate::request) fn answered(&mut self, event: &FeedbackAnswered) {
        let index = usize::try_from(event.number).ok().and_then(|number| number.checked_sub(1));
        if let Some(feedback) = index.and_then(|index| self.feedback.get_mut(index)) {
            feedback.answered_at = Some(event.at);
        }
    }
}

pub(in crate::request) fn record(bench: &mut Bench<'_>, command: RecordFeedback) -> Result<(), Refusal> {
    let rated = command.rating.is_none_or(|rating| (1..=5).contains(&rating));
    bench.require(rule::READABLE_INPUT, rated, || Refusal::FieldInvalid {
        path: "rating".to_owned(),
        problem: Text::new("يُرجى إدخال تقييم من 1 إلى 5", "give a rating from 1 to 5"),
    })?;
    let text = bench.personal_text("text", command.text.into_inner(), input::MAX_FREE_TEXT)?;
    if text.is_none() && command.rating.is_none() {
        let problem = Text::new("يُرجى إدخال تقييم أو كتابة نص", "give a rating or a text");
        return Err(Refusal::FieldInvalid { path: "text".to_owned(), problem });
    }
    let (kind, rating) = (command.kind, command.rating);
    bench.emit(Event::FeedbackRecorded(FeedbackRecorded { at: bench.at, kind, rating, text }));
    Ok(())
}

/// Answers what nobody answered yet.
pub(in crate::request) fn answer(bench: &mut Bench<'_>, command: AnswerFeedback) -> Result<(), Refusal> {
    let number = command.number;
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let said = index.and_then(|index| bench.state.parties.feedback.get(index)).cloned();
    let open = said.filter(|feedback| feedback.answered_at.is_none());
    bench.found(rule::FEEDBACK, open.is_some(), "");
    let recorded_at = open.ok_or(Refusal::FeedbackUnknown { number })?.at;
    let text = command.text.into_inner();
    let missing = || Refusal::ReasonRequired { what: "an answer to feedback".to_owned() };
    bench.require(rule::FEEDBACK, !text.trim().is_empty(), missing)?;
    let text = bench.personal_text("text", Some(text), input::MAX_FREE_TEXT)?.ok_or_else(missing)?;
    bench.emit(Event::FeedbackAnswered(FeedbackAnswered { at: bench.at, number, recorded_at, text }));
    Ok(())
}
