//! Deemed decisions: what silence until the deadline means, where the service says that it means something.
//!
//! The policy has no such rule; it is a parameter, `[rules] silence`, and off unless a definition sets it.

use serde::{Deserialize, Serialize};

use super::decide::executed;
use super::event::DeemedDecisionRecorded;
use crate::command_kind::CommandKind;
use crate::definition::Silence;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::clock;
use crate::request::event::Event;
use crate::request::{referral, subrequests};
use crate::rule;
use crate::stage::Outcome;

/// Records what the authority's silence means, its deadline having passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RecordDeemedDecision {}

/// Records it, once the deadline in force has passed on a running clock.
pub(in crate::request) fn record_deemed(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let stage = bench.state.stage;
    let wrong = || Refusal::WrongStage { stage, command: CommandKind::RecordDeemedDecision };
    let silence = definition.rules.silence;
    let outcome = match silence {
        Silence::DeemedGranted => Some(Outcome::DeemedGranted),
        Silence::DeemedDenied => Some(Outcome::DeemedDenied),
        Silence::None => None,
    };
    bench.require(rule::SILENCE, outcome.is_some(), wrong)?;
    let (Some(outcome), Some(due)) = (outcome, clock::lost(bench)?) else {
        let until = bench.state.clock.due.map(|due| due.due_date.to_string()).unwrap_or_default();
        bench.found(rule::SILENCE, false, "");
        return Err(Refusal::TermNotOver { until, term: rule::SILENCE });
    };
    referral::leaves_silence(bench)?;
    subrequests::decidable(bench, &definition, outcome)?;
    bench.emit(Event::DeemedDecisionRecorded(DeemedDecisionRecorded { at: bench.at, silence, due }));
    executed(bench, &definition, outcome)
}
