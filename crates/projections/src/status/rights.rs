//! Legal holds, until when the request is kept, a referral with its order, and feedback with its answers.

use serde::Serialize;
use talab_core::calendar::Calendar;
use talab_core::request::Request;
use talab_core::request::parties::FeedbackKind;
use talab_core::request::rights::{Kept, kept};
use talab_core::rulebook::Rulebook;
use talab_core::{Actor, ServiceCode, Text, Timestamp};
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

/// Until when an ended request is kept, and under which version of which rule (LY-21.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RetentionStatus {
    /// When it ended.
    pub ended_at: Timestamp,
    /// The last day on which it must be kept.
    #[serde(serialize_with = "dates::one")]
    pub kept_until: Date,
    /// Whether that day has passed, so that what is personal may be redacted without a further ground.
    pub over: bool,
    /// Of which service the rule is; of every one without a rule of its own, if none.
    pub service: Option<ServiceCode>,
    /// The version of the rule.
    pub version: u32,
    /// The legal instrument that the rule rests on.
    pub instrument: String,
}

impl RetentionStatus {
    /// As the rule in force at that instant has it; nothing while the request has not ended, or no rule is in force.
    pub fn of(request: &Request, calendar: &Calendar, rulebook: &Rulebook, at: Timestamp) -> Option<Self> {
        kept(request, calendar, rulebook, at).map(Self::from)
    }
}

impl From<Kept> for RetentionStatus {
    fn from(kept: Kept) -> Self {
        Self {
            ended_at: kept.ended_at,
            kept_until: kept.until,
            over: kept.over,
            service: kept.service,
            version: kept.version,
            instrument: kept.instrument,
        }
    }
}

impl super::Status {
    /// The same, saying until when the request is kept to whom that is told: who sees what is internal to the provider.
    #[must_use]
    pub fn with_retention(
        mut self,
        request: &Request,
        calendar: &Calendar,
        rulebook: &Rulebook,
        (viewer, at): (&Actor, Timestamp),
    ) -> Self {
        let told = Sight::new(request, viewer).internal();
        self.retention = RetentionStatus::of(request, calendar, rulebook, at).filter(|_| told);
        self
    }
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
