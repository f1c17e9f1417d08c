//! Legal holds, a referral with its order, and feedback with its answers.

use serde::Serialize;
use talab_core::request::Request;
use talab_core::request::parties::FeedbackKind;
use talab_core::{Text, Timestamp};
use time::Date;

use crate::dates;
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

/// A case that no rule covers, and what came of it (JO-10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReferralStatus {
    /// To which authority.
    pub to: Text,
    /// When it was referred.
    pub referred_at: Timestamp,
    /// The number of the order on it; until there is one nothing is decided.
    pub order: Option<String>,
    /// The date of the order.
    #[serde(serialize_with = "dates::option")]
    pub dated: Option<Date>,
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

/// The applicant is told what their request waits for; whoever has only a part in it is not.
pub(super) fn referral(request: &Request, sight: &Sight<'_>) -> Option<ReferralStatus> {
    let open = request.open_referral().map(|referred| (referred, None));
    let answered = request.referral_order().map(|(referred, order)| (referred, Some(order)));
    let (referred, order) = open.or(answered).filter(|_| sight.whole())?;
    Some(ReferralStatus {
        to: referred.to.clone(),
        referred_at: referred.at,
        order: order.map(|order| order.order.clone()),
        dated: order.map(|order| order.date),
    })
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
