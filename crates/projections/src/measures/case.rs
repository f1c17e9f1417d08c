//! What one request adds to the measures: its own times and counts, and nothing of whom it is about.

use std::collections::BTreeMap;

use talab_core::calendar::{Due, Zone};
use talab_core::request::Event;
use talab_core::{BodyId, Channel, Outcome, ServiceCode, Stage, StepId, Timestamp};
use time::Date;

use super::task::{self, TaskCase};
use super::usage::Act;
use crate::entry::{Entry, fold};

/// One request, as far as the measures know it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestCase {
    /// The service it asks for.
    pub service: ServiceCode,
    /// The version it is pinned to.
    pub version: u32,
    /// The body that provides the service: after a transfer, the one that has it now.
    pub provider: BodyId,
    /// When its first attempt was transmitted, which places it in a period.
    pub filed_at: Timestamp,
    pub(super) filed_on: Date,
    pub(super) filed_through: Channel,
    pub(super) received_at: Option<Timestamp>,
    pub(super) acknowledged_at: Option<Timestamp>,
    pub(super) decided_at: Option<Timestamp>,
    pub(super) delivered_at: Option<Timestamp>,
    pub(super) outcome: Option<Outcome>,
    pub(super) ended: bool,
    /// Seconds in each stage that it has left for good so far.
    pub(super) stages: BTreeMap<Stage, u64>,
    pub(super) clock: ClockCase,
    pub(super) rejections: u64,
    pub(super) supplements: u64,
    pub(super) corrections: u64,
    pub(super) contacts: Vec<Channel>,
    pub(super) ever_decided: bool,
    pub(super) corrected_outcomes: u64,
    pub(super) reopened: u64,
    pub(super) replaced_outputs: u64,
    /// The steps that were completed, by whomever.
    pub(super) steps: Vec<StepId>,
    pub(super) tasks: Vec<TaskCase>,
    pub(super) acts: Vec<Act>,
}

/// Where the promise of the service stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ClockCase {
    missed: bool,
    running: bool,
    due: Option<Due>,
}

impl ClockCase {
    /// Whether the deadline passed on a running clock by `as_of`, recorded or not.
    pub(super) fn is_missed(self, as_of: Timestamp) -> bool {
        self.missed || (self.running && self.due.is_some_and(|due| as_of >= due.due_at))
    }

    /// Whether there ever was a deadline.
    pub(super) fn is_set(self) -> bool {
        self.due.is_some()
    }
}

impl RequestCase {
    /// The request that these events make, beginning with its first; days are those of `zone`. Nothing before a submission.
    pub fn new(entries: &[Entry], zone: &Zone) -> Option<Self> {
        let Event::Submitted(first) = &entries.first()?.event else { return None };
        let request = fold(entries);
        let clock = request.clock();
        let mut case = Self {
            service: first.service.clone(),
            version: request.service()?.1,
            provider: request.provider()?.clone(),
            filed_at: first.at,
            filed_on: zone.local_date(first.at),
            filed_through: first.channel,
            received_at: request.received_at(),
            acknowledged_at: request.acknowledged().map(|it| it.at),
            decided_at: request.executed_at(),
            delivered_at: request.delivered_at(),
            outcome: request.outcome(),
            ended: request.stage()?.is_terminal(),
            stages: in_stages(request.stages_passed()),
            clock: ClockCase {
                missed: false,
                running: clock.is_started() && !clock.is_suspended(),
                due: clock.due,
            },
            rejections: 0,
            supplements: 0,
            corrections: 0,
            contacts: Vec::new(),
            ever_decided: false,
            corrected_outcomes: 0,
            reopened: 0,
            replaced_outputs: 0,
            steps: Vec::new(),
            tasks: Vec::new(),
            acts: Act::all(entries, zone),
        };
        entries.iter().for_each(|entry| case.note(&entry.event));
        Some(case)
    }

    /// Counts what an event adds.
    fn note(&mut self, event: &Event) {
        task::note(&mut self.tasks, event);
        match event {
            Event::Rejected(_) => self.rejections += 1,
            Event::Supplemented(_) => self.supplements += 1,
            Event::CorrectionsRequested(_) => self.corrections += 1,
            Event::ContactRecorded(it) => self.contacts.push(it.channel),
            // A clock that starts anew forgets that it was late once; the measures don't.
            Event::DeadlineMissed(_) => self.clock.missed = true,
            Event::Executed(_) => self.ever_decided = true,
            Event::OutcomeCorrected(_) => self.corrected_outcomes += 1,
            // One that had ended without a decision is worked on again, and no decision is set right by that.
            Event::Reopened(_) if self.ever_decided => self.reopened += 1,
            Event::OutputSuperseded(_) => self.replaced_outputs += 1,
            Event::StepCompleted(it) => self.steps.push(it.step.clone()),
            Event::TaskCompleted(it) => self.steps.push(it.step.clone()),
            _ => {}
        }
    }
}

/// The time in each stage, of all its visits together. The stage in which the request is now is left out, since its time is not known yet;
/// so is the time after an end.
fn in_stages(passed: &[(Stage, Timestamp)]) -> BTreeMap<Stage, u64> {
    let mut stages = BTreeMap::new();
    for ((stage, since), (_, until)) in passed.iter().zip(passed.iter().skip(1)) {
        if !stage.is_terminal() {
            *stages.entry(*stage).or_default() += seconds(*since, *until);
        }
    }
    if let Some((present, _)) = passed.last() {
        stages.remove(present);
    }
    stages
}

/// Whole seconds from one instant to another; none backwards.
pub(super) fn seconds(from: Timestamp, until: Timestamp) -> u64 {
    u64::try_from((until.unix_micros() - from.unix_micros()) / 1_000_000).unwrap_or(0)
}
