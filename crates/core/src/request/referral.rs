//! Referral: a case that no rule covers goes to a higher authority, and nothing is decided before its order is recorded (JO-10).
//!
//! The legal clock runs on meanwhile: no rule of the policy stops it for this. Where another law does, the clock is suspended by
//! the ordinary act, with its reason.

use serde::{Deserialize, Serialize};
use time::Date;

use super::bench::Bench;
use super::decision::both;
use super::event::Event;
use crate::calendar::date_format;
use crate::command_kind::CommandKind;
use crate::definition::Silence;
use crate::ids::PersonId;
use crate::input;
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::private::Private;
use crate::refusal::Refusal;
use crate::rule;
use crate::text::Text;

/// Refers a case that no rule covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ReferCase {
    /// To which authority, in both languages, such as the Council of Ministers.
    pub to: Text,
    /// What no rule covers, in both languages.
    pub reason: Private<Text>,
}

/// Records the order by which a referred case is to be decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordReferralOrder {
    /// Its number.
    pub order: String,
    /// Its date: not before the referral and not in the future.
    #[serde(with = "date_format")]
    pub date: Date,
    /// What it says, in both languages.
    pub says: Private<Text>,
}

/// A case that no rule covers was referred.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct CaseReferred {
    /// When.
    pub at: Timestamp,
    /// Who referred it.
    pub referred_by: PersonId,
    /// To which authority.
    pub to: Text,
    /// What no rule covers; it may name a person.
    pub reason: Personal<Text>,
}

/// The order on a referred case was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ReferralOrderRecorded {
    /// When.
    pub at: Timestamp,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// Its number.
    pub order: String,
    /// Its date.
    #[serde(with = "date_format")]
    pub date: Date,
    /// What it says; it may name a person.
    pub says: Personal<Text>,
}

/// The order that a decision rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct OrderCited {
    /// Its number.
    pub number: String,
    /// Its date.
    #[serde(with = "date_format")]
    pub date: Date,
}

/// What the referral room knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Referrals {
    /// The referral that waits for its order.
    pub(crate) open: Option<CaseReferred>,
    /// The referral and the order on it, once there is one; a request that is reopened stays under it.
    pub(crate) answered: Option<(CaseReferred, ReferralOrderRecorded)>,
    /// Whether it was reopened since: what the order left open may then be referred anew.
    pub(crate) anew: bool,
}

impl Referrals {
    pub(super) fn referred(&mut self, event: &CaseReferred) {
        self.open = Some(event.clone());
    }

    pub(super) fn ordered(&mut self, event: &ReferralOrderRecorded) {
        self.answered = self.open.take().map(|referred| (referred, event.clone()));
        self.anew = false;
    }

    /// A request that ended without a decision waits for no order.
    pub(super) fn ended(&mut self) {
        self.open = None;
    }

    pub(super) fn reopened(&mut self) {
        self.anew = true;
    }

    /// The order that a decision must cite.
    pub(super) fn cited(&self) -> Option<OrderCited> {
        let (_, order) = self.answered.as_ref()?;
        Some(OrderCited { number: order.order.clone(), date: order.date })
    }

    /// What keeps the case from being referred: a referral that waits, or one whose order is there.
    pub(super) fn stands(&self) -> Option<&CaseReferred> {
        let answered = self.answered.as_ref().filter(|_| !self.anew).map(|(referred, _)| referred);
        self.open.as_ref().or(answered)
    }
}

/// Refers, by who decides at the provider, once it is acknowledged and until it is decided; once for each time it is decided.
pub(super) fn refer(bench: &mut Bench<'_>, command: ReferCase) -> Result<(), Refusal> {
    let stage = bench.state.stage;
    let acknowledged = bench.state.intake.acknowledged.is_some();
    let wrong = || Refusal::WrongStage { stage, command: CommandKind::ReferCase };
    bench.require(rule::REFERRAL, acknowledged, wrong)?;
    if let Some(stands) = bench.state.referrals.stands() {
        let to = stands.to.clone();
        bench.found(rule::REFERRAL, false, "");
        return Err(Refusal::ReferralStands { to });
    }
    not_too_late(bench)?;
    let to = both(command.to, "to")?;
    let reason = both(command.reason.into_inner(), "reason")?;
    let reason = Personal::clear(bench.applicant()?.person, reason);
    let referred_by = bench.by.person.clone();
    bench.emit(Event::CaseReferred(CaseReferred { at: bench.at, referred_by, to, reason }));
    Ok(())
}

/// Silence decides nothing in a case that was referred: before its order nobody may decide, and then somebody must, by it.
pub(super) fn leaves_silence(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    answered(bench)?;
    let stands = bench.state.referrals.stands().map(|stands| stands.to.clone());
    let Some(to) = stands else { return Ok(()) };
    bench.found(rule::REFERRAL, false, "");
    Err(Refusal::ReferralStands { to })
}

/// What silence has decided already is not taken back by referring the case.
fn not_too_late(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    if bench.definition()?.rules.silence == Silence::None {
        return Ok(());
    }
    let clock = &bench.state.clock;
    let runs = clock.is_started() && !clock.is_suspended();
    let over = clock.due.filter(|due| runs && bench.at >= due.due_at);
    let due = over.map(|due| due.due_date.to_string()).unwrap_or_default();
    bench.require(rule::SILENCE, over.is_none(), || Refusal::DeadlinePassed { due, term: rule::SILENCE })
}

/// Records the order, by the regulator, who is no officer of the body that has the request (LY-1a).
pub(super) fn record_order(bench: &mut Bench<'_>, command: RecordReferralOrder) -> Result<(), Refusal> {
    let role = bench.by.role;
    let apart = bench.by.body.is_none() || bench.by.body != bench.state.intake.provider;
    bench.require(rule::REFERRAL, apart, || Refusal::NotPermitted {
        role,
        command: CommandKind::RecordReferralOrder,
    })?;
    let referred_at = bench.state.referrals.open.as_ref().map(|open| open.at);
    bench.found(rule::REFERRAL, referred_at.is_some(), "");
    let referred_at = referred_at.ok_or(Refusal::ReferralUnknown)?;
    let person = &bench.by.person;
    let another = bench.state.referrals.open.as_ref().is_some_and(|open| open.referred_by != *person);
    let same = || Refusal::SamePerson { command: CommandKind::RecordReferralOrder };
    bench.require(rule::REFERRAL, another, same)?;
    let order = input::name(&command.order)
        .map_err(|problem| Refusal::FieldInvalid { path: "order".to_owned(), problem })?;
    let zone = bench.calendar()?;
    let (first, today) = (zone.zone().local_date(referred_at), zone.zone().local_date(bench.at));
    if command.date < first || command.date > today {
        let problem = Text::new(
            "يجب ألا يسبق تاريخ الأمر تاريخ الإحالة وألا يكون في المستقبل، يُرجى تصحيحه",
            "an order on a referral is not dated before it, nor in the future: correct the date",
        );
        return Err(Refusal::FieldInvalid { path: "date".to_owned(), problem });
    }
    let says = Personal::clear(bench.applicant()?.person, both(command.says.into_inner(), "says")?);
    bench.emit(Event::ReferralOrderRecorded(ReferralOrderRecorded {
        at: bench.at,
        recorded_by: bench.by.person.clone(),
        order,
        date: command.date,
        says,
    }));
    Ok(())
}

/// Nothing is decided while a referral waits. It is noted only where one does, so that what was decided before there were
/// referrals is decided again with the same verdicts.
pub(super) fn answered(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let Some(open) = &bench.state.referrals.open else { return Ok(()) };
    let to = open.to.clone();
    bench.found(rule::REFERRAL, false, "");
    Err(Refusal::CaseReferred { to })
}
