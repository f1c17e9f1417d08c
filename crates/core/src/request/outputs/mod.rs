//! Outputs: issued, and delivered at the instant they are available on the portal (LY-18.3, LY-18.4).

mod event;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::bench::Bench;
use super::event::Event;
use super::fees;
use crate::definition::{FeePoint, ServiceDefinition};
use crate::ids::OutputId;
use crate::input;
use crate::instant::Timestamp;
use crate::refusal::Refusal;
use crate::rule;
use crate::stage::Outcome;

pub use event::{Concluded, OutputDelivered, OutputIssued, OutputOpened};

/// Issues an output of a granted request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct IssueOutput {
    /// Which output of the service.
    pub output: OutputId,
    /// Its number, as the provider counts them.
    pub number: String,
    /// The SHA-256 of its bytes, 64 hexadecimal digits.
    pub sha256: String,
}

/// Makes an output available on the portal, which delivers it (LY-18.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct DeliverOutput {
    /// Which output.
    pub output: OutputId,
    /// Where on the portal it is.
    pub locator: String,
}

/// Opens an output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct OpenOutput {
    /// Which output.
    pub output: OutputId,
}

/// What is known of one output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Output {
    /// How it was issued.
    pub issued: OutputIssued,
    /// When it was delivered; it never changes.
    pub delivered_at: Option<Timestamp>,
    /// When it was first opened.
    pub opened_at: Option<Timestamp>,
}

/// What the outputs room knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Outputs {
    pub(crate) by_id: BTreeMap<OutputId, Output>,
    pub(crate) delivered_at: Option<Timestamp>,
}

impl Outputs {
    pub(super) fn issued(&mut self, event: &OutputIssued) {
        let output = Output { issued: event.clone(), delivered_at: None, opened_at: None };
        self.by_id.insert(event.output.clone(), output);
    }

    pub(super) fn delivered(&mut self, event: &OutputDelivered) {
        if let Some(output) = self.by_id.get_mut(&event.output) {
            output.delivered_at.get_or_insert(event.at);
        }
    }

    pub(super) fn opened(&mut self, event: &OutputOpened) {
        if let Some(output) = self.by_id.get_mut(&event.output) {
            output.opened_at.get_or_insert(event.at);
        }
    }

    pub(super) fn concluded(&mut self, event: &Concluded) {
        self.delivered_at = event.delivered_at;
    }
}

pub(super) fn issue(bench: &mut Bench<'_>, command: IssueOutput) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let output = command.output;
    let granted = bench.state.outcome == Some(Outcome::Granted);
    let kind = definition.output(&output).filter(|_| granted);
    let unknown = || Refusal::OutputUnknown { output: output.to_string() };
    bench.require(rule::ACT_ADOPTED, kind.is_some(), unknown)?;
    let fresh = !bench.state.outputs.by_id.contains_key(&output);
    bench
        .require(rule::ACT_ADOPTED, fresh, || Refusal::OutputAlreadyIssued { output: output.to_string() })?;
    fees::settled(bench, FeePoint::Output)?;
    let number = input::name(&command.number)
        .map_err(|problem| Refusal::FieldInvalid { path: "number".to_owned(), problem })?;
    input::sha256(&command.sha256)
        .map_err(|problem| Refusal::FieldInvalid { path: "sha256".to_owned(), problem })?;
    let issued_on = bench.calendar()?.zone().local_date(bench.at);
    let valid_until = kind.and_then(|kind| kind.valid_for).map(|period| period.after(issued_on));
    bench.emit(Event::OutputIssued(OutputIssued {
        at: bench.at,
        output,
        number,
        issued_on,
        valid_until,
        sha256: command.sha256,
        verification_code: bench.facts.fresh.verification_code.clone(),
    }));
    Ok(())
}

/// Delivers; a second time keeps the first instant and changes nothing.
pub(super) fn deliver(bench: &mut Bench<'_>, command: DeliverOutput) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let output = command.output;
    let issued = bench.state.outputs.by_id.get(&output).map(|output| output.delivered_at);
    let not_issued = || Refusal::OutputNotIssued { output: output.to_string() };
    bench.require(rule::DELIVERED, issued.is_some(), not_issued)?;
    if issued.flatten().is_some() {
        return Ok(());
    }
    let locator = input::name(&command.locator)
        .map_err(|problem| Refusal::FieldInvalid { path: "locator".to_owned(), problem })?;
    bench.emit(Event::OutputDelivered(OutputDelivered { at: bench.at, output, locator }));
    conclude_if_done(bench, &definition);
    Ok(())
}

/// Opens; only the first time is an event.
pub(super) fn open(bench: &mut Bench<'_>, command: OpenOutput) -> Result<(), Refusal> {
    let output = command.output;
    let held = bench.state.outputs.by_id.get(&output);
    let there = held.is_some_and(|output| output.delivered_at.is_some());
    let opened = held.is_some_and(|output| output.opened_at.is_some());
    bench.require(rule::OWN_DATA, there, || Refusal::OutputNotIssued { output: output.to_string() })?;
    if !opened {
        bench.emit(Event::OutputOpened(OutputOpened { at: bench.at, output }));
    }
    Ok(())
}

/// Concludes when everything the outcome owes the applicant is with them.
pub(super) fn conclude_if_done(bench: &mut Bench<'_>, definition: &ServiceDefinition) {
    let Some(outcome) = bench.state.outcome else { return };
    if bench.state.stage.is_none_or(|stage| stage.is_terminal()) {
        return;
    }
    let delivered = |id: &OutputId| bench.state.outputs.by_id.get(id).and_then(|output| output.delivered_at);
    let mandatory: Vec<_> = match outcome {
        Outcome::Granted => definition
            .outputs
            .iter()
            .filter(|output| output.mandatory)
            .map(|output| delivered(&output.id))
            .collect(),
        _ => Vec::new(),
    };
    if mandatory.iter().all(Option::is_some) {
        let delivered_at = mandatory.into_iter().flatten().max();
        fees::cancel_all(bench);
        bench.found(rule::DELIVERED, true, outcome.code());
        bench.emit(Event::Concluded(Concluded { at: bench.at, outcome, delivered_at }));
    }
}
