//! What came of a simulation.

use std::collections::BTreeMap;

use serde::Serialize;
use talab::Reference;
use talab::core::{Outcome, ServiceCode, Stage};

use crate::invariants::Violation;

/// How many violations are kept to be shown.
const SHOWN: usize = 20;

/// What came of a simulation, counted from what the engine now holds; the same however often it was interrupted.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SimulationReport {
    /// How many requests were simulated.
    pub requests: u64,
    /// How many commands were done, in this run or an earlier one; sent twice, one counts once.
    pub commands: u64,
    /// How many events are in the streams of the requests.
    pub events: u64,
    /// How many commands were refused, as their stories wanted it.
    pub refusals: u64,
    /// How many requests were for which service.
    pub services: BTreeMap<String, u64>,
    /// How many requests ended how; those that have not ended are `open`.
    pub outcomes: BTreeMap<String, u64>,
    /// How many requests stand where. Every stage here is one its story leads to.
    pub stages: BTreeMap<String, u64>,
    /// How many invariants were found violated, over every stream.
    pub violations: u64,
    /// The first of them.
    pub findings: Vec<RequestViolation>,
    /// How long this run took.
    pub seconds: f64,
}

/// An invariant violated by the stream of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RequestViolation {
    /// Which request.
    pub reference: Reference,
    /// What is violated, and where.
    #[serde(flatten)]
    pub violation: Violation,
}

/// What came of one request.
#[derive(Debug)]
pub(super) struct Tally {
    pub(super) reference: Reference,
    pub(super) service: ServiceCode,
    pub(super) commands: u64,
    pub(super) refusals: u64,
    pub(super) events: u64,
    pub(super) stage: Stage,
    pub(super) outcome: Option<Outcome>,
    pub(super) violations: Vec<Violation>,
}

impl SimulationReport {
    pub(super) fn add(&mut self, tally: Tally) {
        self.requests += 1;
        self.commands += tally.commands;
        self.events += tally.events;
        self.refusals += tally.refusals;
        *self.services.entry(tally.service.to_string()).or_default() += 1;
        *self.outcomes.entry(tally.outcome.map_or("open", Outcome::code).to_owned()).or_default() += 1;
        *self.stages.entry(tally.stage.code().to_owned()).or_default() += 1;
        for violation in tally.violations {
            self.violations += 1;
            if self.findings.len() < SHOWN {
                self.findings.push(RequestViolation { reference: tally.reference.clone(), violation });
            }
        }
    }
}
