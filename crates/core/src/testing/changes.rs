//! Every change of stage that the rules allow, found by trying: acts of the small world on every request they lead to.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use time::Duration;

use super::acts::{Act, acts};
use super::charges::charged;
use super::facts::{FactsBuilder, facts};
use super::service::{definition, municipal};
use super::story::when;
use super::time::at;
use crate::actor::Role;
use crate::command_kind::CommandKind;
use crate::definition::{AcknowledgementMode, NoAnswer, ServiceDefinition, Silence};
use crate::instant::Timestamp;
use crate::request::{Event, Request, decide, evolve, table};
use crate::stage::Stage;
use crate::text::Words;

/// A change of stage: from where (nothing before the first submission), by which event, to where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_structs, reason = "a change has these three parts and no other")]
pub struct StageChange {
    /// The stage before.
    pub from: Option<Stage>,
    /// The name of the event.
    pub event: &'static str,
    /// The stage after.
    pub to: Stage,
}

impl StageChange {
    /// The words for the event.
    pub fn words(&self) -> Words {
        crate::words::event(self.event).unwrap_or(Words { ar: self.event, en: self.event })
    }
}

/// Whose command brings a change about: the command, and the roles that may give it where it was given.
pub type Causes = BTreeMap<CommandKind, BTreeSet<Role>>;

/// The changes of stage under the rules of the policy, with what causes each.
pub fn stage_changes() -> BTreeMap<StageChange, Causes> {
    let mut found = BTreeMap::new();
    ordinary().into_iter().for_each(|definition| explore(definition, &mut found));
    found
}

/// The further changes that there are only where another law lets steps and decisions come before the acknowledgement.
pub fn stage_changes_where_decisions_come_first() -> BTreeMap<StageChange, Causes> {
    let mut at_once = municipal();
    at_once.rules.acknowledgement = AcknowledgementMode::AtOnce;
    let mut found = BTreeMap::new();
    [municipal(), at_once].into_iter().for_each(|definition| explore(definition, &mut found));
    let ordinary = stage_changes();
    found.retain(|change, _| !ordinary.contains_key(change));
    found
}

/// Services that differ in what they let happen, none of which lets decisions come first.
fn ordinary() -> Vec<ServiceDefinition> {
    let mut by_officer = definition();
    by_officer.rules.acknowledgement = AcknowledgementMode::ByOfficer;
    by_officer.corrections.on_no_answer = NoAnswer::DecideAsIs;
    let mut silent = definition();
    silent.rules.silence = Silence::DeemedGranted;
    silent.rules.supplement_within = Some(3);
    let mut denying = definition();
    denying.rules.silence = Silence::DeemedDenied;
    vec![definition(), by_officer, silent, denying, charged()]
}

/// Tries every act on every request that differs in what matters to the rules, from the first submission on.
fn explore(definition: ServiceDefinition, found: &mut BTreeMap<StageChange, Causes>) {
    let facts = facts().of(definition);
    let mut seen = BTreeSet::new();
    let mut open = VecDeque::from([(Request::default(), at("2025-10-15 09:00"), 0_u32)]);
    while let Some((request, now, acted)) = open.pop_front() {
        for act in acts(&request, now) {
            let Some((next, now)) = try_out(&request, now, acted, act, &facts, found) else { continue };
            // Once reopened is enough: twice leads nowhere else.
            if next.reopened() <= 1 && seen.insert(face(&next)) {
                open.push_back((next, now, acted + 1));
            }
        }
    }
}

/// The request after an act that is allowed, its changes of stage noted.
fn try_out(
    request: &Request,
    now: Timestamp,
    acted: u32,
    act: Act,
    facts: &FactsBuilder,
    found: &mut BTreeMap<StageChange, Causes>,
) -> Option<(Request, Timestamp)> {
    let at = now.plus(Duration::hours(act.after_hours));
    let facts = facts.clone().message(&format!("MSG-{acted}"));
    let facts = if act.source_down { facts.source_down() } else { facts };
    let facts = if act.another_person { facts.another_person() } else { facts };
    let command = act.command.kind();
    let decided = decide(request, &when(act.by, at, facts, act.command)).ok()?;
    let mut next = request.clone();
    for event in &decided.events {
        let from = next.stage();
        evolve(&mut next, event);
        if let Some(to) = next.stage().filter(|to| Some(*to) != from) {
            let causes: &mut Causes = found.entry(StageChange { from, event: event.name(), to }).or_default();
            causes.entry(command).or_default().extend(roles(command, request.stage()));
        }
    }
    Some((next, at))
}

/// Who may give this command in this stage, by the table.
fn roles(command: CommandKind, stage: Option<Stage>) -> impl Iterator<Item = Role> {
    let here = move |row: &&table::Row| match stage {
        Some(stage) => row.stages.contains(&stage),
        None => row.stages.is_empty(),
    };
    let rows = table::TABLE.iter().filter(move |row| row.command == command).filter(here);
    rows.flat_map(|row| row.roles.iter().copied())
}

/// What of a request decides where it may go next; two with the same face are tried once.
fn face(request: &Request) -> String {
    let outputs: Vec<_> =
        request.outputs().map(|(_, output)| (output.standing(), output.delivered_at.is_some())).collect();
    // No more than whether the first was paid in its term: a request may collect any number of them.
    let first = request.orders().next().map(|order| order.is_open());
    let amendment = request.open_amendment().map(|open| format!("{:?}", open.amendment));
    let proposal = request.decision.proposed.as_ref().map(|open| open.proposal.outcome());
    let intake = (request.acknowledged().is_some(), request.is_confirmed(), request.missing().len());
    let review = (request.open_corrections().is_some(), request.review.passed);
    let others = (request.offered_to().is_some(), request.suspected_duplicate().is_some());
    let clock = request.clock().is_started();
    let place = (request.stage(), request.outcome(), request.completed_steps().len());
    format!("{:?}", (place, intake, review, proposal, amendment, outputs, first, others, clock))
}

/// Whether this event leads anywhere else than here, from whatever stage a request might be in.
///
/// It asks the fold itself, for each stage there is, lawful or not.
pub fn can_change_the_stage(event: &Event) -> bool {
    Stage::ALL.iter().any(|&stage| {
        let mut request = Request { stage: Some(stage), ..Request::default() };
        evolve(&mut request, event);
        request.stage() != Some(stage)
    })
}
