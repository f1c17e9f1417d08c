//! Outputs: issued, and delivered at the instant they are available on the portal (LY-18.3, LY-18.4).

pub(super) mod early;
mod event;
pub mod paper;
mod signature;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::amendment::{OutputReinstated, OutputRevoked, OutputSuperseded};
use super::bench::Bench;
use super::event::Event;
use super::fees;
use super::notices::{self, Purpose};
use crate::definition::{FeePoint, ServiceDefinition};
use crate::ids::OutputId;
use crate::input;
use crate::instant::Timestamp;
use crate::named::named_enum;
use crate::reason::ReasonCode;
use crate::refusal::Refusal;
use crate::rule;
use crate::stage::Stage;
use crate::text::Words;

use paper::PaperCopy;

pub use event::{Concluded, OutputDelivered, OutputExpired, OutputIssued, OutputOpened};
pub use signature::OutputSignature;
pub(super) use signature::signed;

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
    /// The signature of its trust service, where it has one (SA-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<OutputSignature>,
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

/// Records that the validity of an output is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordOutputExpired {
    /// Which output.
    pub output: OutputId,
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
    /// Why it was revoked, while it is.
    #[serde(default)]
    pub revoked: Option<ReasonCode>,
    /// When its validity was recorded as over.
    #[serde(default)]
    pub expired_at: Option<Timestamp>,
    /// The ones it replaced, the oldest first.
    #[serde(default)]
    pub replaced: Vec<OutputIssued>,
}

fn standing_words(name: &str) -> Option<Words> {
    Some(match name {
        "Issued" => Words { ar: "صادر ولم يُتح بعد", en: "issued, not available yet" },
        "Available" => Words {
            ar: "سارٍ ومتاح عبر البوابة", en: "in effect and available on the portal"
        },
        "Revoked" => Words { ar: "ملغى", en: "revoked" },
        "Expired" => Words { ar: "منتهي الصلاحية", en: "expired" },
        _ => return None,
    })
}

named_enum! {
    /// Where an output stands.
    pub enum OutputStanding, words = standing_words, {
        /// Issued, and not on the portal yet.
        Issued = "issued",
        /// On the portal, and in effect.
        Available = "available",
        /// Without effect, until it is reinstated.
        Revoked = "revoked",
        /// Its validity is over.
        Expired = "expired",
    }
}

impl Output {
    /// Where it stands.
    pub const fn standing(&self) -> OutputStanding {
        match (self.revoked, self.expired_at, self.delivered_at) {
            (Some(_), _, _) => OutputStanding::Revoked,
            (None, Some(_), _) => OutputStanding::Expired,
            (None, None, Some(_)) => OutputStanding::Available,
            (None, None, None) => OutputStanding::Issued,
        }
    }

    /// Whether it was issued before the decision, and so rests on its steps and not on the outcome.
    pub const fn is_early(&self) -> bool {
        !self.issued.rests_on.is_empty()
    }

    /// Whether it has effect.
    pub(crate) const fn is_in_effect(&self) -> bool {
        matches!(self.standing(), OutputStanding::Issued | OutputStanding::Available)
    }

    /// Whether its validity can still end.
    pub(crate) const fn may_expire(&self) -> bool {
        self.is_in_effect() && self.issued.valid_until.is_some()
    }
}

/// What the outputs room knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Outputs {
    pub(crate) by_id: BTreeMap<OutputId, Output>,
    pub(crate) delivered_at: Option<Timestamp>,
    /// Outputs of before a reopening, none of them in effect.
    pub(crate) past: Vec<Output>,
    /// The paper copy asked for last, by output.
    pub(crate) papers: BTreeMap<OutputId, PaperCopy>,
}

impl Outputs {
    pub(super) fn issued(&mut self, event: &OutputIssued) {
        let output = Output {
            issued: event.clone(),
            delivered_at: None,
            opened_at: None,
            revoked: None,
            expired_at: None,
            replaced: Vec::new(),
        };
        self.by_id.insert(event.output.clone(), output);
    }

    pub(super) fn revoked(&mut self, event: &OutputRevoked) {
        if let Some(output) = self.by_id.get_mut(&event.output) {
            output.revoked = Some(event.reason);
        }
    }

    pub(super) fn reinstated(&mut self, event: &OutputReinstated) {
        if let Some(output) = self.by_id.get_mut(&event.output) {
            output.revoked = None;
        }
    }

    pub(super) fn expired(&mut self, event: &OutputExpired) {
        if let Some(output) = self.by_id.get_mut(&event.output) {
            output.expired_at = Some(event.at);
        }
    }

    /// The corrected output takes the place of the wrong one, of which no paper copy counts as given any more.
    pub(super) fn superseded(&mut self, event: &OutputSuperseded) {
        if self.papers.get(&event.output).is_some_and(|copy| !copy.is_open()) {
            self.papers.remove(&event.output);
        }
        if let Some(output) = self.by_id.get_mut(&event.output) {
            let issued = OutputIssued {
                at: event.at,
                output: event.output.clone(),
                number: event.number.clone(),
                issued_on: event.issued_on,
                valid_until: event.valid_until,
                sha256: event.sha256.clone(),
                verification_code: event.verification_code.clone(),
                rests_on: output.issued.rests_on.clone(),
                signature: event.signature.clone(),
                exception: event.exception.clone(),
            };
            output.replaced.push(std::mem::replace(&mut output.issued, issued));
        }
    }

    /// What was revoked or expired before a request is worked on again may be issued anew; it is kept as past. What rests on its
    /// steps stays in effect.
    pub(super) fn reopened(&mut self) {
        let (kept, past) = std::mem::take(&mut self.by_id)
            .into_iter()
            .partition::<BTreeMap<_, _>, _>(|(_, output)| output.is_early() && output.is_in_effect());
        self.past.extend(past.into_values());
        self.papers.retain(|output, _| kept.contains_key(output));
        self.by_id = kept;
        self.delivered_at = None;
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
    let granted = bench.state.grants(&output);
    let undecided = bench.state.outcome.is_none();
    let kind = definition.output(&output).filter(|_| granted || undecided);
    let unknown = || Refusal::OutputUnknown { output: output.to_string() };
    bench.require(rule::ACT_ADOPTED, kind.is_some(), unknown)?;
    let fresh = !bench.state.outputs.by_id.contains_key(&output);
    bench
        .require(rule::ACT_ADOPTED, fresh, || Refusal::OutputAlreadyIssued { output: output.to_string() })?;
    let rests_on = match kind {
        Some(kind) if undecided => early::found(bench, &definition, kind)?,
        _ => {
            fees::settled(bench, FeePoint::Output)?;
            Vec::new()
        }
    };
    let number = input::name(&command.number)
        .map_err(|problem| Refusal::FieldInvalid { path: "number".to_owned(), problem })?;
    input::sha256(&command.sha256)
        .map_err(|problem| Refusal::FieldInvalid { path: "sha256".to_owned(), problem })?;
    let (signature, exception) = signed(bench, &definition, &output, command.signature)?;
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
        rests_on,
        signature,
        exception,
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
    not_revoked(bench, &output)?;
    let locator = input::name(&command.locator)
        .map_err(|problem| Refusal::FieldInvalid { path: "locator".to_owned(), problem })?;
    let early = bench.state.outputs.by_id.get(&output).is_some_and(Output::is_early);
    let decided = matches!(bench.state.stage, Some(Stage::Decided | Stage::Concluded));
    bench.emit(Event::OutputDelivered(OutputDelivered { at: bench.at, output, locator }));
    if early && !decided {
        notices::tell(bench, Purpose::EarlyOutput);
    }
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
    not_revoked(bench, &output)?;
    if !opened {
        bench.emit(Event::OutputOpened(OutputOpened { at: bench.at, output }));
    }
    Ok(())
}

fn not_revoked(bench: &mut Bench<'_>, output: &OutputId) -> Result<(), Refusal> {
    let revoked = bench.state.outputs.by_id.get(output).is_some_and(|output| output.revoked.is_some());
    if revoked { Err(Refusal::OutputRevoked { output: output.to_string() }) } else { Ok(()) }
}

/// Records that the validity of an output is over; before its last day has ended it is refused, a second time it changes
/// nothing.
pub(super) fn expire(bench: &mut Bench<'_>, command: RecordOutputExpired) -> Result<(), Refusal> {
    let output = command.output;
    let held = bench.state.outputs.by_id.get(&output);
    let not_issued = || Refusal::OutputNotIssued { output: output.to_string() };
    let held = held.ok_or_else(not_issued)?;
    if matches!(held.standing(), OutputStanding::Expired | OutputStanding::Revoked) {
        return Ok(());
    }
    let last = held.issued.valid_until;
    let today = bench.calendar()?.zone().local_date(bench.at);
    let over = last.filter(|last| today > *last);
    let until = last.map(|last| last.to_string()).unwrap_or_default();
    bench.require(rule::VALIDITY, over.is_some(), || Refusal::TermNotOver { until, term: rule::VALIDITY })?;
    if let Some(valid_until) = over {
        bench.emit(Event::OutputExpired(OutputExpired { at: bench.at, output, valid_until }));
    }
    Ok(())
}

/// Concludes when everything the outcome owes the applicant is with them.
pub(super) fn conclude_if_done(bench: &mut Bench<'_>, definition: &ServiceDefinition) {
    let Some(outcome) = bench.state.outcome else { return };
    if bench.state.stage.is_none_or(|stage| stage.is_terminal()) {
        return;
    }
    // What was revoked is not with the applicant, whenever it was delivered.
    let delivered = |id: &OutputId| {
        let output = bench.state.outputs.by_id.get(id).filter(|output| output.revoked.is_none());
        output.and_then(|output| output.delivered_at)
    };
    let owed = bench.state.owed(definition);
    let mandatory: Vec<_> = owed.into_iter().map(delivered).collect();
    if mandatory.iter().all(Option::is_some) {
        let delivered_at = mandatory.into_iter().flatten().max();
        fees::cancel_all(bench);
        bench.found(rule::DELIVERED, true, outcome.code());
        bench.emit(Event::Concluded(Concluded { at: bench.at, outcome, delivered_at }));
    }
}
