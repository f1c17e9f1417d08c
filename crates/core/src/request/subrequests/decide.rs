//! Deciding about the parts of a request.

use super::command::{OpenSubrequest, RecordSubrequest};
use super::event::{SubrequestConcluded, SubrequestOpened, SubrequestReopened};
use super::plan::Parts;
use super::{PartStanding as P, RelatedFacts, in_effect};
use crate::definition::{FeePoint, ServiceDefinition};
use crate::ids::PartId;
use crate::personal::Personal;
use crate::reason::ReasonCode;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::request::fees;
use crate::rule;
use crate::stage::{Outcome, Stage};
use crate::text::Text;

/// Opens a part, once what comes before it is granted; again only if its request was discontinued, or
/// ended as the duplicate of another.
pub(in crate::request) fn open(bench: &mut Bench<'_>, command: OpenSubrequest) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let parts = Parts::of(&bench.state, &definition);
    let unknown = || Refusal::PartUnknown { part: command.part.to_string() };
    let chosen = parts.chosen(&command.part);
    bench.require(rule::COMPOSITE, chosen.is_some(), unknown)?;
    let (part, standing) = chosen.ok_or_else(unknown)?;
    if let Some(held) = bench.state.subrequests.by_part.get(&part.id) {
        let again = matches!(held.outcome, Some(Outcome::Discontinued | Outcome::Duplicate));
        let child = held.child.to_string();
        let part = part.id.to_string();
        bench.require(rule::COMPOSITE, again, || Refusal::PartAlreadyOpened { part, child })?;
    }
    let before = names(parts.before(part));
    if standing == P::Unreachable {
        return Err(Refusal::PartNotGranted { parts: before });
    }
    bench.require(rule::COMPOSITE, before.is_empty(), || Refusal::PartsOpen { parts: before })?;
    fees::settled(bench, FeePoint::Execution)?;
    let child = bench.facts.fresh.child.clone().ok_or_else(|| Refusal::FieldInvalid {
        path: "fresh.child".to_owned(),
        problem: Text::new("يلزم رقم مرجعي جديد للطلب التابع", "a part needs a reference of its own"),
    })?;
    let message = bench.new_message()?;
    let (part, service) = (part.id.clone(), part.service.clone());
    bench.emit(Event::SubrequestOpened(SubrequestOpened { at: bench.at, part, service, child, message }));
    Ok(())
}

/// Notes how the request of a part ended, or that it is worked on again.
pub(in crate::request) fn record(bench: &mut Bench<'_>, command: RecordSubrequest) -> Result<(), Refusal> {
    let part = command.part;
    let unknown = || Refusal::PartUnknown { part: part.to_string() };
    let held = bench.state.subrequests.by_part.get(&part).cloned();
    bench.require(rule::COMPOSITE, held.is_some(), unknown)?;
    let held = held.ok_or_else(unknown)?;
    let is_its = |it: &&RelatedFacts| {
        it.reference == held.child && it.request.parent().is_some_and(|parent| parent.part == part)
    };
    let child = bench.facts.related.as_ref().filter(is_its).ok_or_else(unknown)?.request.clone();
    let ended = child.stage().is_some_and(Stage::is_terminal);
    let outcome = child.outcome().filter(|_| ended);
    if held.knows(&child) {
        return Ok(());
    }
    let (at, child_reference) = (bench.at, held.child);
    bench.found(rule::PARTS_FIRST, ended, part.as_str());
    let Some(outcome) = outcome else {
        let reopened = SubrequestReopened { at, part, child: child_reference };
        bench.emit(Event::SubrequestReopened(reopened));
        return Ok(());
    };
    let numbers = in_effect(&child);
    let subject = bench.applicant()?.person;
    let outputs = (!numbers.is_empty()).then(|| Personal::clear(subject, numbers));
    let concluded = SubrequestConcluded { at, part, child: child_reference, outcome, outputs };
    bench.emit(Event::SubrequestConcluded(concluded));
    Ok(())
}

/// A decision comes after the requests of all parts; a denial waits only for those that were opened. What was not granted is
/// not granted with the rest, and without a mandatory part nothing is.
pub(in crate::request) fn decidable(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    outcome: Outcome,
) -> Result<(), Refusal> {
    if !definition.is_composite() {
        return Ok(());
    }
    let parts = Parts::of(&bench.state, definition);
    let waits: &[P] = if outcome == Outcome::Denied { &[P::Open] } else { &[P::Open, P::Waiting, P::Ready] };
    // A mandatory part that is lost leaves nothing to wait for but what was opened; it is told first.
    let lost = names(parts.lost());
    let open = names(parts.which(if lost.is_empty() { waits } else { &[P::Open] }));
    bench.require(rule::PARTS_FIRST, open.is_empty(), || Refusal::PartsOpen { parts: open })?;
    let short = match outcome {
        Outcome::Granted => names(parts.which(&[P::NotGranted, P::Unreachable, P::GrantedInPart])),
        Outcome::PartiallyGranted => lost,
        _ => Vec::new(),
    };
    bench.require(rule::PARTS_FIRST, short.is_empty(), || Refusal::PartNotGranted { parts: short })
}

/// What is left of a part ends with the request that it belongs to, where that ended without a decision; the engine says so,
/// and nobody else can.
pub(in crate::request) fn ended_with_its_parent(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let parent = bench.state.parent().map(|parent| &parent.request);
    let facts = bench.facts.related.as_ref().filter(|it| Some(&it.reference) == parent);
    let ended = facts.is_some_and(|it| it.request.stage() == Some(Stage::Closed));
    // Who reopened it since means it to be worked on.
    let ended = ended && bench.state.amendments.reopened == 0;
    let (reason, by_rule) = (ReasonCode::ClsParentEnded, bench.by.role == crate::actor::Role::System);
    bench.require(rule::PARENT_ENDED, ended && by_rule, || Refusal::ReasonUnknown {
        given: reason.code().to_owned(),
        family: reason.family(),
    })
}

fn names(parts: Vec<&PartId>) -> Vec<String> {
    parts.into_iter().map(ToString::to_string).collect()
}
