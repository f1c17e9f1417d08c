//! Legal holds, and feedback with its answers.

use serde::Serialize;
use talab_core::request::Request;
use talab_core::request::parties::FeedbackKind;
use talab_core::{Text, Timestamp};

use crate::sight::Sight;

/// A legal hold that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct HoldStatus {
    /// The order it rests on.
    pub order: String,
    /// Since when.
    pub since: Timestamp,
}

/// Something that was said of the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FeedbackStatus {
    /// Its number in the request.
    pub number: u32,
    /// What kind of feedback it is.
    pub kind: FeedbackKind,
    /// What kind of feedback it is, in words.
    pub kind_text: Text,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
}

/// Nobody but officers is told of a hold.
pub(super) fn holds(request: &Request, sight: &Sight<'_>) -> Vec<HoldStatus> {
    let holds = request.legal_holds().filter(|_| sight.internal());
    holds.map(|(order, hold)| HoldStatus { order: order.to_owned(), since: hold.since }).collect()
}

/// Whoever has only a part in the request has none in this.
pub(super) fn feedback(request: &Request, sight: &Sight<'_>) -> Vec<FeedbackStatus> {
    let said = request.feedback().iter().zip(1..).filter(|_| sight.whole());
    let told = said.map(|(it, number)| FeedbackStatus {
        number,
        kind: it.kind,
        kind_text: it.kind.words().to_text(),
        recorded_at: it.at,
        answered_at: it.answered_at,
    });
    told.collect()
}
