//! Until when a request that has ended is kept, and under which version of which rule (LY-21.2).

use time::Date;

use crate::actor::{Actor, Role};
use crate::calendar::Calendar;
use crate::ids::ServiceCode;
use crate::instant::Timestamp;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::state::Request;
use crate::rule;
use crate::rulebook::Rulebook;

/// Until when an ended request is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Kept {
    /// When it ended, as it last did.
    pub ended_at: Timestamp,
    /// The last day on which it must be kept.
    pub until: Date,
    /// Whether that day has passed.
    pub over: bool,
    /// Of which service the rule is; of every one without a rule of its own, if none.
    pub service: Option<ServiceCode>,
    /// The version of the rule.
    pub version: u32,
    /// The legal instrument that it rests on.
    pub instrument: String,
}

impl Request {
    /// When it ended, while it is not worked on again.
    pub fn ended_at(&self) -> Option<Timestamp> {
        let last = self.stages_passed().last().filter(|(stage, _)| stage.is_terminal());
        last.map(|(_, since)| *since)
    }
}

/// Until when `request` is kept by the rule that is in force at `at`; nothing while it has not ended, or no rule is in force.
///
/// The rule of the day counts, and not that of the end: a longer term keeps what is still there, a shorter one lets it go.
pub fn kept(request: &Request, calendar: &Calendar, rulebook: &Rulebook, at: Timestamp) -> Option<Kept> {
    let (service, _) = request.service()?;
    let in_force = rulebook.retention(service, at)?;
    let ended_at = request.ended_at()?;
    let zone = calendar.zone();
    let until = in_force.rule.keep.after(zone.local_date(ended_at));
    Some(Kept {
        ended_at,
        until,
        over: zone.local_date(at) > until,
        service: in_force.rule.service.clone(),
        version: in_force.rule.version,
        instrument: in_force.instrument.to_owned(),
    })
}

/// Who may learn which requests are past their term: a provider's supervisors of their own, and whoever supervises all.
///
/// # Errors
/// [`Refusal::RetentionNotPermitted`] for anybody else.
pub fn past_term_readable(actor: &Actor) -> Result<(), Refusal> {
    match (actor.role, &actor.body) {
        (Role::Regulator | Role::Auditor | Role::DataProtection, _) | (Role::Supervisor, Some(_)) => Ok(()),
        (role, _) => Err(Refusal::RetentionNotPermitted { role }),
    }
}

/// What must be kept goes on its last day at the earliest, unless a law or an order that is named wants it gone before. It is
/// noted only where a rule is in force.
pub(super) fn may_go(bench: &mut Bench<'_>, ground: Option<&str>) -> Result<(), Refusal> {
    let Some(facts) = bench.facts.rulebook.as_ref() else { return Ok(()) };
    let service = bench.state.service().map(|(service, _)| service);
    let Some(rule) = service.and_then(|service| facts.rulebook.retention(service, facts.at)) else {
        return Ok(());
    };
    let (version, keep) = (rule.rule.version, rule.rule.keep);
    let kept = kept(&bench.state, &*bench.calendar()?, &facts.rulebook, facts.at);
    let gone = ground.is_some() || kept.as_ref().is_some_and(|kept| kept.over);
    let until = kept.map(|kept| kept.until.to_string());
    bench.require(rule::RETENTION, gone, || Refusal::RetentionRuns { version, keep, until })
}
