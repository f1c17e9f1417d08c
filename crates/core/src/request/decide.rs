//! Deciding: a command on a request, yes with its events or no with its refusal. Pure.

use super::bench::Bench;
use super::command::Command;
use super::envelope::{Envelope, Facts};
use super::event::Event;
use super::state::Request;
use super::verdict::Verdict;
use super::{
    amendment, clock, decision, duplicates, evidence, execution, exits, fees, intake, notices, off_system,
    outputs, parties, quarantine, referral, review, rights, subrequests, table, transfer, values,
};
use crate::actor::{Actor, Role};
use crate::command_kind::CommandKind;
use crate::instant::Timestamp;
use crate::refusal::Refusal;
use crate::rule;

/// What comes of a command that is allowed.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
#[non_exhaustive]
pub struct Decided {
    /// The events, to be appended together; none if there was nothing left to do.
    pub events: Vec<Event>,
    /// What each rule said.
    pub verdicts: Vec<Verdict>,
}

/// Decides a command on a request.
///
/// Refusals come in this order: may the actor know of the request · role · stage · the content, in form order.
///
/// # Errors
/// The [`Refusal`] of the first rule that does not hold; nothing is to be appended then.
pub fn decide(request: &Request, envelope: &Envelope) -> Result<Decided, Refusal> {
    let mut bench = Bench::new(request, &envelope.by, envelope.at, &envelope.facts);
    gate(&mut bench, envelope.command.kind())?;
    if !quarantine::holds(&mut bench, &envelope.command)? {
        room(&mut bench, envelope.command.clone())?;
    }
    Ok(Decided { events: bench.events, verdicts: bench.verdicts })
}

/// Whether a command passes the gate, before its content is looked at: visibility, role, stage, time.
///
/// A driver asks this before it sends personal values to a port; `decide` asks it again.
pub fn admits(request: &Request, by: &Actor, at: Timestamp, facts: &Facts, command: &Command) -> bool {
    let mut bench = Bench::new(request, by, at, facts);
    let filing = match command {
        Command::Submit(submit) => Some(submit.applicant.clone()),
        Command::Supplement(_) => request.applicant().cloned(),
        _ => None,
    };
    gate(&mut bench, command.kind()).is_ok()
        && filing.is_none_or(|applicant| intake::may_file(&mut bench, &applicant).is_ok())
}

/// Who may do what, where: asked once, for every door.
fn gate(bench: &mut Bench<'_>, command: CommandKind) -> Result<(), Refusal> {
    let (stage, role) = (bench.before.stage, bench.by.role);
    if command != CommandKind::Submit || stage.is_some() {
        let known = parties::may_know(bench.before, bench.by, bench.at, bench.facts);
        bench.found(rule::ONE_PROVIDER, known.is_ok(), "");
        known?;
    }
    // The engine files parts, and nothing else.
    let part = command != CommandKind::Submit || role != Role::System || bench.facts.related.is_some();
    let permitted = part && table::permits(command, role);
    bench.require(rule::STAGE_ORDER, permitted, || Refusal::NotPermitted { role, command })?;
    let hands_out = matches!(command, CommandKind::RecordCollected | CommandKind::RecordCollectionMissed);
    if !hands_out && bench.before.only_hands_out(bench.by) {
        bench.found(rule::ONE_PROVIDER, false, "hands out");
        return Err(Refusal::NotPermitted { role, command });
    }
    parties::covered(bench, command)?;
    let definition = bench.facts.service.as_ref().map(|service| &*service.definition);
    let acknowledged = bench.before.intake.acknowledged.is_some();
    let allowed = table::allows(command, role, stage, definition, acknowledged);
    bench.require(rule::STAGE_ORDER, allowed, || match stage {
        Some(stage) if stage.is_terminal() => Refusal::TerminalState { stage, command },
        stage => Refusal::WrongStage { stage, command },
    })?;
    let (at, last) = (bench.at, bench.before.last_at);
    let in_order = last.is_none_or(|last| last <= at);
    bench.require(rule::RECEIVED_ONCE, in_order, || Refusal::TimeGoesBackwards {
        at: at.to_string(),
        last: last.map_or_else(String::new, |last| last.to_string()),
    })?;
    debug_assert!(role != Role::Auditor, "the table lets no auditor write");
    Ok(())
}

/// Each command has its room.
fn room(bench: &mut Bench<'_>, command: Command) -> Result<(), Refusal> {
    match command {
        Command::Submit(it) => intake::submit(bench, it),
        Command::Supplement(it) => intake::supplement(bench, it),
        Command::ConfirmApplicant(_) => intake::confirm_applicant(bench),
        Command::CheckCompleteness(it) => intake::check_completeness(bench, it),
        Command::Acknowledge(it) => intake::acknowledge(bench, it),
        Command::StartVerification(_) => review::start(bench),
        Command::RequestCorrections(it) => review::request(bench, it),
        Command::ExtendCorrectionPeriod(it) => review::extend_period(bench, it),
        Command::Correct(it) => review::correct(bench, it),
        Command::PassVerification(it) => review::pass(bench, it),
        Command::RecordValue(it) => values::record(bench, it),
        Command::SuspendClock(it) => clock::suspend_by_order(bench, it),
        Command::ResumeClock(_) => clock::resume_by_order(bench),
        Command::ExtendDeadline(it) => clock::extend(bench, it),
        Command::RecalculateDeadline(it) => clock::recalculate(bench, it),
        Command::RecordDeadlineMissed(_) => clock::missed(bench),
        Command::CompleteStep(it) => execution::complete_step(bench, it),
        Command::DispatchTask(it) => execution::dispatch(bench, it),
        Command::AcceptTask(it) => execution::accept(bench, it),
        Command::DeclineTask(it) => execution::decline(bench, it),
        Command::CompleteTask(it) => execution::complete(bench, it),
        Command::FailTask(it) => execution::fail(bench, it),
        Command::TimeOutTask(it) => execution::time_out(bench, it),
        Command::CancelTask(it) => execution::cancel(bench, it),
        Command::OpenSubrequest(it) => subrequests::open(bench, it),
        Command::RecordSubrequest(it) => subrequests::record(bench, it),
        Command::AssessFee(_) => fees::assess(bench),
        Command::WaiveFee(it) => fees::waive(bench, it).and_then(|()| intake::after_waiver(bench)),
        Command::RequestPayment(it) => fees::request(bench, it),
        Command::RecordPayment(it) => fees::record(bench, it).and_then(|()| intake::after_payment(bench)),
        Command::ExpirePayment(it) => fees::expire(bench, it).and_then(|()| intake::after_payment(bench)),
        Command::RequestRefund(it) => fees::request_refund(bench, it),
        Command::RecordRefund(it) => fees::record_refund(bench, it),
        Command::RequestEvidence(it) => evidence::request(bench, it),
        Command::RecordEvidence(it) => evidence::record(bench, it),
        Command::Transfer(it) => transfer::transfer(bench, it),
        Command::AcceptTransfer(it) => transfer::accept(bench, it),
        Command::DeclineTransfer(it) => transfer::decline(bench, it),
        Command::ReportDuplicate(it) => duplicates::report(bench, it),
        Command::ConfirmDuplicate(_) => duplicates::confirm(bench),
        Command::DismissDuplicate(it) => duplicates::dismiss(bench, it),
        Command::ReferCase(it) => referral::refer(bench, it),
        Command::RecordReferralOrder(it) => referral::record_order(bench, it),
        Command::RecordOffSystem(it) => off_system::record(bench, it),
        Command::ProposeDecision(it) => decision::propose(bench, it),
        Command::ReturnDecision(it) => decision::return_proposal(bench, it),
        Command::ApproveDecision(_) => decision::approve(bench),
        Command::RecordDeemedDecision(_) => decision::record_deemed(bench),
        Command::IssueOutput(it) => outputs::issue(bench, it),
        Command::DeliverOutput(it) => outputs::deliver(bench, it),
        Command::OpenOutput(it) => outputs::open(bench, it),
        Command::RecordOutputExpired(it) => outputs::expire(bench, it),
        Command::RequestPaperCopy(it) => outputs::paper::request(bench, it),
        Command::ScheduleCollection(it) => outputs::paper::schedule(bench, it),
        Command::RecordPaperDispatched(it) => outputs::paper::dispatched(bench, it),
        Command::RecordPaperReturned(it) => outputs::paper::returned(bench, it),
        Command::RecordCollected(it) => outputs::paper::collected(bench, it),
        Command::RecordCollectionMissed(it) => outputs::paper::missed(bench, it),
        Command::LapsePaperCopy(it) => outputs::paper::lapse(bench, it),
        Command::ProposeAmendment(it) => amendment::propose(bench, it),
        Command::ReturnAmendment(it) => amendment::return_proposal(bench, it),
        Command::ApproveAmendment(_) => amendment::approve(bench),
        Command::RecordNotificationDelivered(it) => notices::delivered(bench, it),
        Command::RecordNotificationFailed(it) => notices::failed(bench, it),
        Command::AssignHandler(it) => parties::assign(bench, it),
        Command::ReleaseHandler(_) => parties::release(bench),
        Command::Escalate(it) => parties::escalate(bench, it),
        Command::AddNote(it) => parties::note(bench, it),
        Command::RecordContact(it) => parties::contact(bench, it),
        Command::RecordFeedback(it) => parties::feedback(bench, it),
        Command::AnswerFeedback(it) => parties::answer_feedback(bench, it),
        Command::NameInterestedParty(it) => rights::name(bench, it),
        Command::RemoveInterestedParty(it) => rights::remove(bench, it),
        Command::DiscloseRecord(it) => rights::disclose(bench, it),
        Command::RedactPersonalData(it) => rights::redact(bench, it),
        Command::PlaceLegalHold(it) => rights::place(bench, it),
        Command::LiftLegalHold(it) => rights::lift(bench, it),
        Command::Withdraw(it) => exits::withdraw(bench, it),
        Command::Lapse(_) => exits::lapse(bench),
        Command::Discontinue(it) => exits::discontinue(bench, it),
    }
}
