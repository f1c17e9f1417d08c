//! Deciding at intake: an attempt is taken in, checked, and acknowledged or not, all in one append.

use std::collections::BTreeMap;

use super::command::{Acknowledge, CheckCompleteness, Document, Submit, Supplement};
use super::consent;
use super::event::{
    Acknowledged, CompletenessChecked, Missing, PersonalPart, Rejected, Submitted, Supplemented, Unconfirmed,
};
use super::identity::{self, Identification};
use super::medium;
use super::requirements::{accept_answers, accept_documents, missing};
use super::ways_in;
use crate::actor::Role;
use crate::command_kind::CommandKind;
use crate::definition::{AcknowledgementMode, ServiceDefinition};
use crate::ids::FieldId;
use crate::input;
use crate::instant::Timestamp;
use crate::party::Party;
use crate::personal::Personal;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::clock;
use crate::request::event::Event;
use crate::request::notices::{self, NoticeChannel, Purpose};
use crate::request::{fees, parties, subrequests, values};
use crate::rule;
use crate::stage::Stage;
use crate::value::Value;

/// What an attempt carries, checked.
struct Attempt {
    answers: BTreeMap<FieldId, Value>,
    documents: Vec<Document>,
    personal: PersonalPart,
    declared: bool,
}

impl Attempt {
    /// # Errors
    /// The refusal of the first part that can't be taken in.
    fn accept(
        definition: &ServiceDefinition,
        answers: BTreeMap<FieldId, Value>,
        documents: Vec<Document>,
        email: Option<String>,
        addresses: BTreeMap<NoticeChannel, String>,
        declared: bool,
    ) -> Result<Self, Refusal> {
        let accepted = accept_answers(definition, answers)?;
        let documents = accept_documents(definition, documents)?;
        let email = email.map(|email| input::email(&email)).transpose();
        let email = email.map_err(|problem| Refusal::FieldInvalid { path: "email".to_owned(), problem })?;
        let is_personal = |id: &FieldId| definition.field(id).is_none_or(|field| field.personal);
        let (personal, answers) = accepted.into_iter().partition(|(id, _)| is_personal(id));
        let personal = PersonalPart { answers: personal, email, addresses };
        Ok(Self { answers, documents, personal, declared })
    }
}

/// Submits (LY-13, LY-14, LY-15).
pub(in crate::request) fn submit(bench: &mut Bench<'_>, command: Submit) -> Result<(), Refusal> {
    let definition = bench.definition_to_submit(&command)?;
    parties::named(bench, &command)?;
    subrequests::belongs(bench, &command, &definition)?;
    may_file(bench, &command.applicant)?;
    ways_in::allowed(bench, &definition, &command)?;
    let found = bench.facts.identification.clone().ok_or(Refusal::IdentityMissing)?;
    // Who has a part opened can't identify the applicant better: too little is told to the applicant, who can.
    if command.parent.is_none() {
        identity::sufficient(bench, &definition, &found)?;
    }
    let addresses = notices::addresses_accepted(bench, &definition, command.addresses.into_inner())?;
    let attempt = Attempt::accept(
        &definition,
        command.answers.into_inner(),
        command.documents,
        command.email.into_inner(),
        addresses,
        command.declared,
    )?;
    let at_desk = (CommandKind::Submit, Some(command.channel));
    let medium = medium::accepted(bench, command.medium.map(|it| *it), at_desk, &attempt.documents)?;
    let declaration = consent::declared_text(command.declaration, attempt.declared)?;
    let consent = consent::given(bench, &definition, command.consent, CommandKind::Submit)?;
    bench.found(rule::USERS_RISK, true, if attempt.declared { "declared" } else { "not declared" });
    bench.found(rule::SERVICE_FORMS, true, &format!("version {}", definition.version));
    bench.emit(Event::Submitted(Submitted {
        at: bench.at,
        service: definition.code.clone(),
        service_version: definition.version,
        provider: definition.provider.clone(),
        calendar: definition.calendar.clone(),
        channel: command.channel,
        operator: bench.by.person.clone(),
        mandate: command.mandate,
        declared: attempt.declared,
        email_given: attempt.personal.email.is_some(),
        addresses_given: attempt.personal.addresses.keys().copied().collect(),
        answers: attempt.answers,
        documents: attempt.documents,
        personal: Personal::clear(command.applicant.person.clone(), attempt.personal),
        applicant: command.applicant,
        message: command.message.map(Box::new),
        medium: medium.map(Box::new),
        declaration,
        consent: consent.map(Box::new),
        parent: command.parent,
    }));
    values::compute(bench, &definition)?;
    settle(bench, &definition, found, Vec::new())
}

/// Supplements (LY-15.3c).
pub(in crate::request) fn supplement(bench: &mut Bench<'_>, command: Supplement) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let applicant = bench.applicant()?;
    may_file(bench, &applicant)?;
    if let Some(until) = bench.state.intake.rejected.as_ref().and_then(|rejected| rejected.supplement_until) {
        let open = bench.at < until.due_at;
        bench.require(rule::SUPPLEMENT_TERM, open, || Refusal::DeadlinePassed {
            due: until.due_date.to_string(),
            term: rule::SUPPLEMENT_TERM,
        })?;
    }
    let found = bench.facts.identification.clone().ok_or(Refusal::IdentityMissing)?;
    identity::sufficient(bench, &definition, &found)?;
    let addresses = notices::addresses_accepted(bench, &definition, command.addresses.into_inner())?;
    let attempt = Attempt::accept(
        &definition,
        command.answers.into_inner(),
        command.documents,
        command.email.into_inner(),
        addresses,
        command.declared,
    )?;
    let again = (CommandKind::Supplement, None);
    let medium = medium::accepted(bench, command.medium, again, &attempt.documents)?;
    let declaration = consent::declared_text(command.declaration, attempt.declared)?;
    let consent = consent::given(bench, &definition, command.consent, CommandKind::Supplement)?;
    bench.emit(Event::Supplemented(Supplemented {
        at: bench.at,
        attempt: bench.state.intake.attempt + 1,
        operator: bench.by.person.clone(),
        declared: attempt.declared,
        email_given: attempt.personal.email.is_some(),
        addresses_given: attempt.personal.addresses.keys().copied().collect(),
        answers: attempt.answers,
        documents: attempt.documents,
        personal: Personal::clear(applicant.person, attempt.personal),
        medium,
        declaration,
        consent,
    }));
    values::compute(bench, &definition)?;
    settle(bench, &definition, found, Vec::new())
}

/// Asks the source again: after an outage the first instant of receipt stands (LY-14.1).
pub(in crate::request) fn confirm_applicant(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let found = bench.facts.identification.clone().ok_or(Refusal::IdentityMissing)?;
    if matches!(&found, Identification::NotConfirmed { because: Unconfirmed::SourceUnavailable, .. }) {
        // Still no answer: nothing is new, and the request waits as it did.
        return Ok(());
    }
    if bench.state.stage != Some(Stage::Submitted) {
        identity::record(bench, &definition, found);
        return Ok(());
    }
    conclude(bench, &definition, found)
}

/// An officer checks completeness (LY-15.1a): what they find missing is told like what the rule finds.
pub(in crate::request) fn check_completeness(
    bench: &mut Bench<'_>,
    command: CheckCompleteness,
) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    for item in &command.found_missing {
        input::name(&item.item)
            .map_err(|problem| Refusal::FieldInvalid { path: "found_missing".to_owned(), problem })?;
    }
    let completed_at = submitted_at(bench);
    check(bench, &definition, command.found_missing, completed_at)?;
    if !bench.state.intake.missing.is_empty() && bench.state.stage == Some(Stage::Submitted) {
        reject(bench, &definition, Vec::new())?;
    }
    Ok(())
}

/// An officer acknowledges (LY-15.1a).
pub(in crate::request) fn acknowledge(bench: &mut Bench<'_>, _command: Acknowledge) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let missing: Vec<_> = bench.state.intake.missing.iter().map(|missing| missing.item.clone()).collect();
    bench.require(rule::COMPLETE, bench.state.intake.is_complete(), || Refusal::Incomplete { missing })?;
    let confirmed = bench.state.intake.confirmed.is_some();
    bench.require(rule::NOT_ACKNOWLEDGED, confirmed, || Refusal::IdentityNotConfirmed)?;
    confirm_receipt(bench, &definition)
}

/// The applicant acts for themselves; a clerk files for them; anybody else needs a mandate (LY-1f).
pub(in crate::request) fn may_file(bench: &mut Bench<'_>, applicant: &Party) -> Result<(), Refusal> {
    let by = bench.by;
    if by.role == Role::System {
        return subrequests::may_open(bench, applicant);
    }
    if by.role == Role::Representative {
        return parties::may_file(bench, applicant);
    }
    let may = by.role == Role::Clerk || (by.role == Role::Applicant && by.person == applicant.person);
    bench.require(rule::USER_AND_BENEFICIARY, may, || Refusal::MandateMissing)
}

/// Checks completeness and the applicant's data, and says yes or no.
fn settle(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    found: Identification,
    also_missing: Vec<Missing>,
) -> Result<(), Refusal> {
    let completed_at = submitted_at(bench);
    check(bench, definition, also_missing, completed_at)?;
    conclude(bench, definition, found)
}

/// Checks again after corrections that came before the acknowledgement: what they took away is missing.
///
/// Where officers check, what an officer found missing stands until an officer checks again.
pub(in crate::request) fn check_corrected(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
) -> Result<(), Refusal> {
    let intake = &bench.state.intake;
    let by_officer = definition.rules.acknowledgement == AcknowledgementMode::ByOfficer;
    if intake.acknowledged.is_some() || (by_officer && !intake.is_complete()) {
        return Ok(());
    }
    let completed_at = submitted_at(bench);
    check(bench, definition, Vec::new(), completed_at)
}

/// What receipt waited for was paid, or won't be under this order: the paid fee completes the request at this instant, and
/// without it receipt is not acknowledged.
pub(in crate::request) fn after_payment(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    if !waits_for_a_fee(bench) || bench.state.fees.any_open() {
        return Ok(());
    }
    let definition = bench.definition()?;
    if completed_by_payment(bench, &definition)? { Ok(()) } else { reject(bench, &definition, Vec::new()) }
}

/// A fee that receipt waited for was waived; what is left of it is ordered anew.
pub(in crate::request) fn after_waiver(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    if !waits_for_a_fee(bench) {
        return Ok(());
    }
    let definition = bench.definition()?;
    if completed_by_payment(bench, &definition)? { Ok(()) } else { fees::order_prepaid(bench) }
}

fn waits_for_a_fee(bench: &Bench<'_>) -> bool {
    bench.state.stage == Some(Stage::Submitted) && bench.state.intake.waits_for_a_fee()
}

/// Checks again, and acknowledges if nothing is missing; without the source's word, which is still awaited, it stays received.
fn completed_by_payment(bench: &mut Bench<'_>, definition: &ServiceDefinition) -> Result<bool, Refusal> {
    let now = bench.at;
    check(bench, definition, Vec::new(), now)?;
    let complete = bench.state.intake.is_complete();
    if complete && bench.state.intake.confirmed.is_some() {
        confirm_receipt(bench, definition)?;
    } else if complete {
        notices::tell_provider(bench, definition)?;
    }
    Ok(complete)
}

/// When the attempt came that is checked.
fn submitted_at(bench: &Bench<'_>) -> Timestamp {
    bench.state.intake.submitted_at.unwrap_or(bench.at)
}

/// Runs the completeness rule, and fixes the instant of receipt the first time nothing is missing.
fn check(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    also: Vec<Missing>,
    completed_at: Timestamp,
) -> Result<(), Refusal> {
    let applicant = bench.applicant()?;
    let answers = bench.state.intake.answers.read()?;
    let today = bench.calendar()?.zone().local_date(submitted_at(bench));
    let intake = &bench.state.intake;
    let mut lacking = missing(definition, &applicant, &answers, &intake.documents, intake.declared, today)?;
    lacking.extend(also);
    lacking.extend(fees::unpaid(&bench.state.fees, definition, &applicant, &answers, today)?);
    let received_at = lacking.is_empty().then(|| intake.received_at.unwrap_or(completed_at));
    let attempt = intake.attempt;
    bench.found(rule::COMPLETE, lacking.is_empty(), &format!("attempt {attempt}"));
    bench.emit(Event::CompletenessChecked(CompletenessChecked {
        at: bench.at,
        attempt,
        missing: lacking,
        received_at,
    }));
    Ok(())
}

/// Tells the user yes or no, or waits for a source that is down while nothing is missing.
fn conclude(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    found: Identification,
) -> Result<(), Refusal> {
    let found = identity::judged(bench, definition, found);
    let source_down =
        matches!(&found, Identification::NotConfirmed { because: Unconfirmed::SourceUnavailable, .. });
    let reasons = match &found {
        Identification::NotConfirmed { because, .. } => because.reasons(),
        Identification::Confirmed { .. } => Vec::new(),
    };
    identity::record(bench, definition, found);
    let complete = bench.state.intake.is_complete();
    let unpaid = bench.state.intake.waits_for_a_fee();
    if !(complete || unpaid) || (!reasons.is_empty() && !source_down) {
        return reject(bench, definition, reasons);
    }
    if unpaid {
        return fees::order_prepaid(bench);
    }
    let at_once = definition.rules.acknowledgement == AcknowledgementMode::AtOnce;
    if at_once && !source_down {
        return confirm_receipt(bench, definition);
    }
    // Received, though not acknowledged yet: whoever is to act on it is told.
    notices::tell_provider(bench, definition)
}

/// Acknowledges: the fact, the deadline and the duty to tell, in one append (LY-15.1).
fn confirm_receipt(bench: &mut Bench<'_>, definition: &ServiceDefinition) -> Result<(), Refusal> {
    fees::forget_prepaid(bench)?;
    let received_at = bench.state.intake.received_at.unwrap_or(bench.at);
    bench.found(rule::RECEIVED, true, &received_at.to_string());
    bench.emit(Event::Acknowledged(Acknowledged {
        at: bench.at,
        number: bench.facts.fresh.acknowledgement_number.clone(),
        received_at,
    }));
    clock::start(bench, definition, received_at)?;
    notices::tell(bench, Purpose::Acknowledgement);
    notices::tell_provider(bench, definition)
}

/// Says that receipt is not acknowledged, with every reason in one message (LY-15.3).
fn reject(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    identity: Vec<Reason>,
) -> Result<(), Refusal> {
    let mut reasons: Vec<Reason> = bench.state.intake.missing.iter().map(Missing::reason).collect();
    reasons.extend(identity);
    bench.found(rule::NOT_ACKNOWLEDGED, false, &format!("{} reasons", reasons.len()));
    fees::cancel_all(bench);
    let supplement_until = match definition.rules.supplement_within {
        Some(days) => Some(clock::term(bench, days)?),
        None => None,
    };
    let attempt = bench.state.intake.attempt;
    bench.emit(Event::Rejected(Rejected { at: bench.at, attempt, reasons, supplement_until }));
    notices::tell(bench, Purpose::Rejection);
    Ok(())
}
